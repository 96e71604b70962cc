"""What has to be read of a record for the fields that are asked for: the names of its attributes.

A field is made of the attribute that its serializer names as its source. What is made by a method stands in `MADE_OF`;
for one that does not, everything is read.
"""

from functools import cache

from django.db.models import TextField
from rest_framework import serializers

from archive.prepared import EVERYTHING
from archive.selectors.columns import NOT_SHOWN

#: The attributes that fields without a source are made of. `disputes` is not here: it may tell of any other field.
#: A name means the same in all serializers: a second field of the name is made of the same, or has another name.
MADE_OF = {
    "authors": {"authors"},
    "changes": {"public_elections", "public_earlier_elections"},
    "closed_on_old_style": {"closed_on"},
    "composition": {"public_elections"},
    "editors": {"editors"},
    # Of a list that is not read nobody knows whether it goes on.
    "cut": {
        "public_chaired_sittings",
        "public_debates",
        "public_elections",
        "public_mandates",
        "public_participations",
        "public_resolutions",
        "public_speeches",
    },
    "figures": {"public_citations"},
    "held_from": {"public_sittings", "public_speeches"},
    "held_until": {"public_sittings", "public_speeches"},
    "id": {"position"},
    "opened_on_old_style": {"opened_on"},
    "original_title": set(),
    "page": set(),
    "paragraphs": {"text"},
    "portrait": {"portrait"},
    "shares": {"public_speeches"},
    "sitting": {"sitting"},
    "url": set(),
    "uses": {"uses"},
}


def needed(serializer_class, names):
    """The attributes that the fields of these names are made of; all there are when no field is named."""
    made_of = _made_of(serializer_class)
    needs = [made_of.get(name, frozenset()) for name in names]
    return EVERYTHING if not needs or EVERYTHING in needs else frozenset().union(*needs)


def columns_unread(model, wanted):
    """The columns of a record that need not be read: what nobody is shown, and the long texts that are not wanted."""
    texts = (field.name for field in model._meta.concrete_fields if isinstance(field, TextField))
    return frozenset({*NOT_SHOWN, *(name for name in texts if name not in wanted)})


@cache
def _made_of(serializer_class):
    """By the name of each field, its attributes."""
    return {name: _of(name, field) for name, field in serializer_class().fields.items()}


def _of(name, field):
    if isinstance(field, serializers.SerializerMethodField):
        return frozenset(MADE_OF[name]) if name in MADE_OF else EVERYTHING
    return frozenset({field.source.partition(".")[0]})

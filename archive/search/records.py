"""Loading records for the index and for hits: each kind with just what its passages are made of."""

from functools import cache

from django.db.models import DateTimeField, Prefetch

from archive.models import (
    Clause,
    Congress,
    Debate,
    EditorialNote,
    Resolution,
    ResolutionLink,
    Sitting,
    Source,
    Speaker,
    SpeakerName,
    Speech,
    Topic,
)
from archive.prepared import Ids, Prepared
from archive.selectors.brief import brief_speeches
from archive.selectors.evidence import grouped, hanging_on, key_of, keys_of

#: Every kind of thing that can be found, in the order in which equals are listed.
MODELS = {model._meta.model_name: model for model in (Speaker, Congress, Debate, Resolution, Speech, Topic, Source)}


def with_passages(kind, queryset):
    """Load what `archive.search.passages` reads of records of this kind: at most three queries more.

    These parts have no gate but that of the record they are loaded with.
    """
    prefetches = [_PARTS[name]() for name in _PASSAGES_OF.get(kind, ())]
    if kind != "speech":
        prefetches.append(Prefetch("notes", EditorialNote.objects.order_by("id"), to_attr="searched_notes"))
    return queryset.prefetch_related(*prefetches)


def public_records(keys, now):
    """The public records with these keys (by kind), by kind and key, with what a list and a snippet show of them.

    A query for each kind, one for clauses and one for all notes.
    """
    found = {
        (kind, record.pk): record
        for kind in keys
        for record in _prepared(kind).filled(now=now, keys=keys[kind]).records()
    }
    entries = [record for (kind, _key), record in found.items() if kind != "speech"]
    notes = grouped(hanging_on(keys_of(entries), _notes)) if entries else {}
    for record in entries:
        record.searched_notes = notes[key_of(record)]
    return found


def _notes(now):
    return EditorialNote.objects.order_by("id")


@cache
def _prepared(kind):
    return Prepared(lambda now, keys: _public(kind, now).filter(pk__among=keys), now=DateTimeField(), keys=Ids())


def _public(kind, now):
    if kind == "speech":
        return brief_speeches(now)
    queryset = MODELS[kind].objects.public(now)
    if kind == "resolution":
        return queryset.select_related("congress").prefetch_related(_PARTS["clauses"]())
    return queryset.select_related("congress") if kind == "debate" else queryset


_PARTS = {
    "sittings": lambda: Prefetch("sittings", Sitting.objects.order_by("position"), to_attr="searched_sittings"),
    "clauses": lambda: Prefetch("clauses", Clause.objects.order_by("position"), to_attr="searched_clauses"),
    "links": lambda: Prefetch("links", ResolutionLink.objects.filter(to=None), to_attr="searched_links"),
    "names": lambda: Prefetch("names", SpeakerName.objects.order_by("id"), to_attr="searched_names"),
}
_PASSAGES_OF = {"congress": ["sittings"], "resolution": ["clauses", "links"], "speaker": ["names"]}

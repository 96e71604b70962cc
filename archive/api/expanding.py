"""Which names each shape has to expand, and how the shape is then."""

from functools import cache, cached_property

from rest_framework import serializers

from archive.api.serializers import congresses, debates, resolutions, sources, speakers, topics
from archive.api.serializers.references import refer
from archive.api.shapes import Shape, shape_of
from archive.models import Congress, Debate, Resolution, Source, Speaker, Speech, Topic
from archive.selectors.expanding import RELATED, One, Parts

#: What can be given whole, by the kind of record that a list or an address is of. Documented in docs/api.md.
EXPANDABLE = {
    Congress: (
        "debates",
        "debates.resolutions",
        "debates.speakers",
        "elections",
        "elections.speaker",
        "mandates",
        "mandates.speaker",
        "resolutions",
        "resolutions.debates",
        "resolutions.topics",
        "sittings",
        "sittings.chair",
        "sources",
    ),
    Debate: (
        "congress",
        "participations",
        "participations.speaker",
        "resolutions",
        "resolutions.links",
        "resolutions.topics",
        "sources",
        "speakers",
        "speeches",
        "speeches.speaker",
        "topics",
    ),
    Resolution: (
        "clauses",
        "congress",
        "debates",
        "debates.speakers",
        "links",
        "links.to",
        "links_from",
        "links_from.resolution",
        "sources",
        "topics",
    ),
    Speech: ("congress", "debate", "debate.speakers", "debate.topics", "sources", "speaker"),
    Speaker: (
        "elections",
        "elections.congress",
        "mandates",
        "mandates.congress",
        "names",
        "participations",
        "participations.debate",
        "sources",
    ),
    Topic: ("broader", "debates", "debates.congress", "narrower", "resolutions", "resolutions.congress", "sources"),
    Source: ("sources",),
}
#: Of these a record may have many hundreds.
LARGE = {Congress: {"elections", "mandates"}, Debate: {"speeches"}}

#: The shape in which a list has each kind, and the one in which its own address has it with its parts.
LISTED = {
    Congress: congresses.CongressSerializer,
    Debate: debates.DebateSerializer,
    Resolution: resolutions.ResolutionSerializer,
    Speaker: speakers.SpeakerSerializer,
    Topic: topics.TopicSerializer,
    Source: sources.SourceSerializer,
}
WITH_PARTS = {
    Congress: congresses.CongressDetailSerializer,
    Debate: debates.DebateDetailSerializer,
    Resolution: resolutions.ResolutionDetailSerializer,
    Speaker: speakers.SpeakerDetailSerializer,
}


class Expansion:
    """The shape of a serializer with names given whole."""

    def __init__(self, serializer_class, expanded):
        self._serializer_class = serializer_class
        model = serializer_class.Meta.model
        readers = dict(shape_of(serializer_class).readers)
        self._below = {}
        for name, below in expanded.items():
            related = RELATED[model][name]
            if isinstance(related, Parts):
                inner = self._below[name] = Expansion(_part_serializer(model, name), below)
                readers[name] = _parts(related.attribute, inner.shape)
            else:
                inner = self._below[name] = Expansion(LISTED[related.model], below)
                attribute = f"public_whole_{name}"
                is_one = isinstance(related, One)
                readers[name] = (
                    _one(attribute, inner.shape) if is_one else _many(attribute, inner.shape, readers.get(name))
                )
        self.shape = Shape(readers)

    @cached_property
    def names(self):
        """The names that `fields` may have: those of the shape, and of what stands in it."""
        names = list(self.shape.readers)
        for name in self.shape.readers:
            inner = self._below[name].shape.readers if name in self._below else ()
            below = dict.fromkeys((*_inner_names(self._serializer_class).get(name, ()), *inner))
            names += [f"{name}.{each}" for each in below]
        return names


@cache
def _inner_names(serializer_class):
    """The names inside each field that is an object or a list of objects."""
    inner = {}
    for name, field in serializer_class().fields.items():
        child = getattr(field, "child", field)
        if isinstance(child, serializers.Serializer):
            inner[name] = tuple(child.fields)
    return inner


@cache
def _part_serializer(model, name):
    return type(WITH_PARTS[model]().fields[name].child)


def _parts(attribute, shape):
    return lambda record, context: [shape.row(part, context) for part in getattr(record, attribute)]


def _one(attribute, shape):
    def read(record, context):
        entry = getattr(record, attribute)
        return None if entry is None else _row(entry, shape, context)

    return read


def _many(attribute, shape, shown):
    """What the shape shows of each without being asked stays, and the rest of the entry is added."""

    def read(record, context):
        rows = [_row(entry, shape, context) for entry in getattr(record, attribute)]
        if shown is None:
            return rows
        by_address = {each["url"]: each for each in shown(record, context)}
        return [{**by_address.get(row["url"], {}), **row} for row in rows]

    return read


def _row(entry, shape, context):
    """The entry as its list has it, made once in an answer; it is still the reference that it stands for."""
    rows = context.setdefault(shape, {})
    row = rows.get(entry.pk)
    if row is None:
        row = rows[entry.pk] = {**refer(entry, context["addresses"]), **shape.row(entry, context)}
    return row

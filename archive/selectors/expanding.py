"""What a row only refers to, given whole: the entries and parts that `expand` of the API names.

`expand(records, names)` puts what each name means on the records. All of it is read through the same selectors as
the lists, each entry once however many records lead to it, so the queries do not grow with the rows. Where a name may
lead to any number of rows their keys are read first, and no more of these than an answer has room for.
"""

from collections import Counter
from dataclasses import dataclass
from functools import partial
from operator import attrgetter, itemgetter

from django.db.models import Exists, F, OuterRef, Prefetch, prefetch_related_objects

from archive.models import (
    Clause,
    Congress,
    Debate,
    Election,
    Mandate,
    Participation,
    Resolution,
    ResolutionLink,
    Sitting,
    Source,
    Speaker,
    SpeakerName,
    Speech,
    Topic,
)
from archive.selectors.brief import brief_debates, brief_resolutions
from archive.selectors.congresses import public_congresses
from archive.selectors.debates import public_speeches
from archive.selectors.sources import public_sources
from archive.selectors.speakers import public_speakers
from archive.selectors.topics import public_topics

#: An answer gives no more rows whole, all names together; a row is counted as often as it stands there. The people of
#: the largest congresses, of five thousand delegates, are within it.
MOST_GIVEN_WHOLE = 10_000

#: The entries that may be given whole, as their lists have them.
WHOLE = {
    Congress: public_congresses,
    Debate: brief_debates,
    Resolution: brief_resolutions,
    Speaker: public_speakers,
    Topic: public_topics,
    Source: public_sources,
}


@dataclass(frozen=True)
class One:
    """A name for one entry: `key` leads from the record to its primary key."""

    model: type
    key: str


@dataclass(frozen=True)
class Many:
    """A name for any number of entries.

    A record that was read with all it holds has them in `attribute`, `key` being the primary key in each of these.
    For others `pairs` says which rows have the keys of both: a model or join table, and the names of two fields. They
    are in the order of the entries, or in that of the field `order` of those rows.
    """

    model: type
    attribute: str
    pairs: tuple
    key: str = "pk"
    order: str = ""


@dataclass(frozen=True)
class Parts:
    """A name for parts: `rows()` are those of all records, `attribute` is where each record has its own."""

    name: str
    rows: object

    @property
    def attribute(self):
        return f"public_{self.name}"


def _participations():
    return Participation.objects.public().select_related("speaker", "debate__congress")


def _links():
    return ResolutionLink.objects.public().select_related("to__congress", "resolution__congress")


def _at_congress(model):
    return lambda: model.objects.public().select_related("speaker", "congress").order_by("congress__number", "pk")


def _sittings():
    taken_up = Prefetch("debates", Debate.objects.public().select_related("congress"), to_attr="public_debates")
    return Sitting.objects.public().with_public("chair").select_related("congress").prefetch_related(taken_up)


def _sources(model):
    """What is cited on a record itself."""
    return Many(Source, "public_citations", (model, "pk", "citations__source"), "source_id")


#: What each kind of record leads to, by the name in its shape.
RELATED = {
    Congress: {
        "debates": Many(Debate, "public_debates", (Debate, "congress", "pk")),
        "resolutions": Many(Resolution, "public_resolutions", (Resolution, "congress", "pk")),
        "sittings": Parts("sittings", _sittings),
        "elections": Parts("elections", _at_congress(Election)),
        "mandates": Parts("mandates", _at_congress(Mandate)),
        "sources": _sources(Congress),
    },
    Sitting: {"chair": One(Speaker, "chair_id")},
    Mandate: {"speaker": One(Speaker, "speaker_id"), "congress": One(Congress, "congress_id")},
    Election: {"speaker": One(Speaker, "speaker_id"), "congress": One(Congress, "congress_id")},
    Debate: {
        "congress": One(Congress, "congress_id"),
        "topics": Many(Topic, "public_topics", (Debate.topics.through, "debate", "topic")),
        "speakers": Many(
            Speaker, "public_participations", (Participation, "debate", "speaker"), "speaker_id", "position"
        ),
        "resolutions": Many(Resolution, "public_resolutions", (Resolution.debates.through, "debate", "resolution")),
        "participations": Parts("participations", _participations),
        "speeches": Parts("speeches", lambda: public_speeches().order_by("position")),
        "sources": _sources(Debate),
    },
    Participation: {"speaker": One(Speaker, "speaker_id"), "debate": One(Debate, "debate_id")},
    Speech: {
        "congress": One(Congress, "debate.congress_id"),
        "debate": One(Debate, "debate_id"),
        "speaker": One(Speaker, "speaker_id"),
        "sources": _sources(Speech),
    },
    Resolution: {
        "congress": One(Congress, "congress_id"),
        "topics": Many(Topic, "public_topics", (Resolution.topics.through, "resolution", "topic")),
        "debates": Many(Debate, "public_debates", (Resolution.debates.through, "resolution", "debate")),
        "clauses": Parts("clauses", lambda: Clause.objects.public().order_by("position")),
        "links": Parts("links", _links),
        "links_from": Parts("links_from", _links),
        "sources": _sources(Resolution),
    },
    ResolutionLink: {"to": One(Resolution, "to_id"), "resolution": One(Resolution, "resolution_id")},
    Speaker: {
        "names": Parts("names", SpeakerName.objects.public),
        "mandates": Parts("mandates", _at_congress(Mandate)),
        "elections": Parts("elections", _at_congress(Election)),
        "participations": Parts("participations", _participations),
        "sources": _sources(Speaker),
    },
    Topic: {
        "broader": One(Topic, "broader_id"),
        "narrower": Many(Topic, "public_narrower", (Topic, "broader", "pk")),
        "debates": Many(Debate, "public_debates", (Debate.topics.through, "topic", "debate")),
        "resolutions": Many(Resolution, "public_resolutions", (Resolution.topics.through, "topic", "resolution")),
        "sources": _sources(Topic),
    },
    Source: {"sources": _sources(Source)},
}


class TooManyRows(Exception):
    """The name, as `expand` of the API has it, leads to more rows than an answer has room for."""

    def __init__(self, name):
        super().__init__(name)
        self.name = name


class _Room:
    """How many rows an answer has room for."""

    def __init__(self):
        self._left = MOST_GIVEN_WHOLE

    def take(self, name, rows):
        self._left -= rows
        if self._left < 0:
            raise TooManyRows(name)


def expand(records, names):
    """Give each of the records, which are of one kind, what the names mean, and return all that was read for it.

    `names` is {name: names for what it leads to}. Parts are in `public_<name>`; of a name for entries,
    `public_whole_<name>` is the entry or None, or the list of them. What is returned lacks its evidence still.
    """
    return _expand(records, names, _Room())


def _expand(records, names, room, above=""):
    """The same for records each of which is there as often as in the answer; `above` is the name that led to them."""
    if not records or not names:
        return []
    related = RELATED[type(records[0])]
    # All are counted before the first is read.
    keys = {name: _counted(records, related[name], partial(room.take, above + name)) for name in names}
    read = []
    for name, below in names.items():
        match related[name]:
            case Parts():
                found, is_new = _parts(records, related[name])
            case One():
                found, is_new = _entry(records, name, related[name]), True
                # There are no more of these than of what leads to them.
                room.take(above + name, len(found))
            case Many():
                found, is_new = _entries(records, name, related[name], keys[name]), True
        read += dict.fromkeys(found) if is_new else []
        read += _expand(found, below, room, f"{name}.")
    return read


def _counted(records, related, take):
    """Take the room for what there may be any number of; the primary keys of entries, by that of the record."""
    match related:
        case Parts() if related.attribute not in records[0].__dict__:
            owner = records[0]._meta.get_field(related.name).field.attname
            public = related.rows().model.objects.each_public().filter(**{f"{owner}__in": _primary_keys(records)})
            rows = Counter(_up_to_too_many(public.values_list(owner, flat=True)))
            take(sum(rows[record.pk] for record in records))
        case Many():
            keys = _keys(records, related, take)
            take(sum(len(keys.get(record.pk, ())) for record in records))
            return keys
    return None


def _parts(records, related):
    """The parts of all records, and whether they had to be read."""
    is_new = related.attribute not in records[0].__dict__
    if is_new:
        prefetch_related_objects(records, Prefetch(related.name, related.rows(), to_attr=related.attribute))
    return [part for record in records for part in getattr(record, related.attribute)], is_new


def _entry(records, name, related):
    """The entries that the records lead to, one each at most; put on the records."""
    key = attrgetter(related.key)
    found = _whole(related.model, {key(record) for record in records} - {None})
    for record in records:
        setattr(record, f"public_whole_{name}", found.get(key(record)))
    return [found[key(record)] for record in records if key(record) in found]


def _entries(records, name, related, keys):
    """The entries that the records lead to, any number each; put on the records as the name has them."""
    found = _whole(related.model, {key for each in keys.values() for key in each})
    places = {key: place for place, key in enumerate(found)}
    for record in records:
        own = [key for key in keys.get(record.pk, ()) if key in found]
        own = own if related.order else sorted(own, key=places.get)
        setattr(record, f"public_whole_{name}", [found[key] for key in own])
    return [entry for record in records for entry in getattr(record, f"public_whole_{name}")]


def _keys(records, related, take):
    """The primary keys of the public entries that each record leads to, each once, by that of the record."""
    if related.attribute in records[0].__dict__:
        key = attrgetter(related.key)
        return {record.pk: {key(each): None for each in getattr(record, related.attribute)} for record in records}
    model, start, end = related.pairs
    is_public = Exists(related.model.objects.public().filter(pk=OuterRef("entry")))
    pairs = model.objects.filter(**{f"{start}__in": _primary_keys(records)}).annotate(entry=F(end)).filter(is_public)
    columns = [start, "entry", *filter(None, [related.order])]
    # Put in order here: the database would have to read all of them before it could give as many.
    pairs = sorted(_up_to_too_many(pairs.values_list(*columns).distinct()), key=itemgetter(slice(2, None)))
    if len(pairs) > MOST_GIVEN_WHOLE:
        take(len(pairs))
    keys = {}
    for record, entry, *_order in pairs:
        keys.setdefault(record, {})[entry] = None
    return keys


def _up_to_too_many(keys):
    """One more than an answer may have room for is enough to know."""
    return keys.order_by()[: MOST_GIVEN_WHOLE + 1]


def _primary_keys(records):
    return {record.pk for record in records}


def _whole(model, keys):
    """The public ones of the entries with these primary keys, by key."""
    return {entry.pk: entry for entry in WHOLE[model]().filter(pk__in=keys)} if keys else {}

"""Load what the file format needs from the archive, in a number of queries that no row adds to."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, IntegerField, Prefetch, Q, Value, prefetch_related_objects

from archive import models
from archive.interchange.congress_file.names import name_of
from archive.interchange.congress_file.schema import (
    CONGRESS,
    DEBATE,
    RESOLUTION,
    SITTING,
    SOURCE,
    SPEAKER,
    TOPIC,
)


@dataclass
class CongressWithAll:
    """A congress and the shared entries it uses, with every relation of the format loaded."""

    congress: models.Congress
    topics: list
    sources: list
    speakers: list


def fetch_congress(number):
    """Load one congress with all it holds and uses, in any status; `Congress.DoesNotExist` if there is none."""
    congress = models.Congress.objects.get(number=number)
    prefetch_related_objects([congress], *_lookups(CONGRESS))
    used = _used(CONGRESS, [congress])
    speakers = fetch(SPEAKER, pk__in=used[SPEAKER])
    topics = fetch(TOPIC, pk__in=_closure(used[TOPIC], _broader()))
    cited = used[SOURCE] | _used(SPEAKER, speakers)[SOURCE] | _used(TOPIC, topics)[SOURCE]
    sources = fetch(SOURCE, pk__in=_closure(cited, _cited_by_sources()))
    return CongressWithAll(congress, topics, sources, speakers)


def fetch(kind, **condition):
    """The records of a kind with every relation of the format loaded, but for the entries that stand in them."""
    records = list(kind.model.objects.filter(**condition))
    prefetch_related_objects(records, *_lookups(kind, keys=kind.parts.keys() - kind.entries))
    return records


def fetch_congresses(rows):
    """The congresses that these rows are about, each with the parts that its row has; of a list of which the row has
    some, those."""
    numbers = {row.sought for row in rows} - {None}
    records = {record.number: record for record in models.Congress.objects.filter(number__in=numbers)}
    alike = {}
    for row in rows:
        if row.sought in records:
            alike.setdefault((frozenset(row.parts), row.some), []).append(row)
    for (keys, some), of_these in alike.items():
        lookups = [*_lookups(CONGRESS, keys=keys - some)]
        for key in some & keys:
            kind = CONGRESS.parts[key]
            named = kind.model.objects.filter(within(kind, of_these))
            lookups += [Prefetch(key, named), *_lookups(kind, f"{key}__")]
        prefetch_related_objects([records[row.sought] for row in of_these], *lookups)
    return [*records.values()]


def within(kind, congresses):
    """The condition for the debates or resolutions that rows of congresses are about: all of each, or the named."""
    condition = Q(pk__in=[])
    for row in congresses:
        if row.sought is not None and kind.many in row.parts:
            named = {"slug__in": {each.sought for each in row.parts[kind.many]} - {None}}
            condition |= Q(congress__number=row.sought, **(named if kind.many in row.some else {}))
    return condition


def fetch_others(congresses):
    """The debates and resolutions of which rows of congresses say nothing: {(number, position): slug} by kind."""
    others = {}
    for kind in (DEBATE, RESOLUTION):
        some = [row for row in congresses if kind.many in row.some and row.parts.get(kind.many)]
        if some:
            stand = kind.model.objects.filter(congress__number__in={row.sought for row in some} - {None})
            rows = stand.exclude(within(kind, some)).values_list("congress__number", "position", "slug")
            others[kind] = {(number, position): slug for number, position, slug in rows}
    return others


def hold(kind, *condition, **conditions):
    """Lock the entries of a kind until the transaction ends, so that what is then read of them stays true."""
    rows = kind.model.objects.select_for_update(no_key=True).filter(*condition, **conditions)
    list(rows.order_by("pk").values_list("pk", flat=True))


def fetch_names(numbers):
    """Primary key by name of all entries, and the sittings and debates of these congresses, that can be named, by kind.

    The names are those of `schema.name_of`.
    """
    slugs = {kind: dict(kind.model.objects.values_list("slug", "pk")) for kind in (TOPIC, SOURCE, SPEAKER)}
    of_these = {"congress__number__in": numbers}
    sittings = models.Sitting.objects.filter(**of_these).values_list("congress__number", "position", "pk")
    debates = models.Debate.objects.filter(**of_these).values_list("congress__number", "slug", "pk")
    resolutions = models.Resolution.objects.values_list("congress__number", "slug", "pk")
    return slugs | {
        CONGRESS: dict(models.Congress.objects.values_list("number", "pk")),
        **{
            kind: {name_of(kind, number, identity): pk for number, identity, pk in rows}
            for kind, rows in ((SITTING, sittings), (DEBATE, debates), (RESOLUTION, resolutions))
        },
    }


def fetch_redirects(kind, addresses):
    """Pairs of one of the `addresses` and the entry to which it redirects, a former address of the entry.

    An address is a pair of the congress's number, None outside one, and a slug.
    """
    moved = kind.model.objects.filter(former_slugs__slug__in={slug for _number, slug in addresses}).order_by("pk")
    number = F("congress__number") if kind in (DEBATE, RESOLUTION) else Value(None, IntegerField())
    moved = moved.annotate(former=F("former_slugs__slug"), within=number)
    return [((entry.within, entry.former), entry) for entry in moved if (entry.within, entry.former) in addresses]


def fetch_broader():
    """Every topic's slug with the slug of its broader one."""
    return dict(models.Topic.objects.values_list("slug", "broader__slug"))


def _lookups(kind, prefix="", keys=None):
    """The prefetches that load every reference and part below `kind`; of the parts, those under `keys`."""
    for key, field in kind.fields.items():
        if key in kind.parts and keys is not None and key not in keys:
            continue
        if key in kind.parts:
            yield f"{prefix}{field.name}"
            yield from _lookups(kind.parts[key], f"{prefix}{field.name}__")
        elif target := kind.target(key):
            yield f"{prefix}{field.name}" + ("__congress" if target is RESOLUTION else "")


def _used(kind, records, used=None):
    """Primary keys of the shared entries that loaded records refer to, at any depth."""
    used = {TOPIC: set(), SOURCE: set(), SPEAKER: set()} if used is None else used
    for key, field in kind.fields.items():
        for record in records:
            if key in kind.parts:
                _used(kind.parts[key], getattr(record, field.name).all(), used)
            elif field.many_to_many and kind.target(key) in used:
                used[kind.target(key)].update(other.pk for other in getattr(record, field.name).all())
            elif kind.target(key) in used:
                used[kind.target(key)].add(getattr(record, field.attname))
    for pks in used.values():
        pks.discard(None)
    return used


def _closure(pks, leads_to):
    """`pks` and all that is reached from them."""
    reached, waiting = set(), list(pks)
    while waiting:
        pk = waiting.pop()
        if pk not in reached:
            reached.add(pk)
            waiting.extend(leads_to.get(pk, ()))
    return reached


def _broader():
    pairs = models.Topic.objects.exclude(broader=None).values_list("pk", "broader_id")
    return {pk: [broader] for pk, broader in pairs}


def _cited_by_sources():
    content_type = ContentType.objects.get_for_model(models.Source)
    cited = {}
    pairs = models.Citation.objects.filter(content_type=content_type).values_list("object_id", "source_id")
    for pk, source in pairs:
        cited.setdefault(pk, []).append(source)
    return cited

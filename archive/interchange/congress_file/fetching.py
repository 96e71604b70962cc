"""Load what the file format needs from the archive, in a number of queries that no row adds to."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, prefetch_related_objects

from archive import models
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
    """The records of a kind with every relation of the format loaded."""
    records = list(kind.model.objects.filter(**condition))
    prefetch_related_objects(records, *_lookups(kind))
    return records


def hold(kind, **condition):
    """Lock the entries of a kind until the transaction ends, so that what is then read of them stays true."""
    rows = kind.model.objects.select_for_update(no_key=True).filter(**condition)
    list(rows.order_by("pk").values_list("pk", flat=True))


def fetch_names(number):
    """Primary key by name of all entries and sittings that a file about congress `number` can name, by kind."""
    slugs = {kind: dict(kind.model.objects.values_list("slug", "pk")) for kind in (TOPIC, SOURCE, SPEAKER)}
    sittings = models.Sitting.objects.filter(congress__number=number).values_list("position", "pk")
    debates = models.Debate.objects.filter(congress__number=number).values_list("slug", "pk")
    resolutions = models.Resolution.objects.values_list("congress__number", "slug", "pk")
    return slugs | {
        CONGRESS: dict(models.Congress.objects.values_list("number", "pk")),
        SITTING: dict(sittings),
        DEBATE: dict(debates),
        RESOLUTION: {f"{congress}/{slug}": pk for congress, slug, pk in resolutions},
    }


def fetch_redirects(kind, addresses, number):
    """Pairs of one of the `addresses` and the entry to which it redirects, a former address of the entry.

    A debate or a resolution has its address within its congress, `number`.
    """
    within = {"congress__number": number} if kind in (DEBATE, RESOLUTION) else {}
    moved = kind.model.objects.filter(former_slugs__slug__in=addresses, **within).order_by("pk")
    return [(entry.former, entry) for entry in moved.annotate(former=F("former_slugs__slug"))]


def fetch_broader():
    """Every topic's slug with the slug of its broader one."""
    return dict(models.Topic.objects.values_list("slug", "broader__slug"))


def _lookups(kind, prefix=""):
    """The prefetches that load every reference and part below `kind`."""
    for key, field in kind.fields.items():
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

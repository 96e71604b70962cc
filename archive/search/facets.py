"""How what was found divides: by type, congress, speaker, topic and language, with counts that agree with the list."""

from collections import Counter, defaultdict
from math import floor, log10

from django.db.models import Case, Count, F, OuterRef, Subquery, When

from archive.models import SearchDocument, SearchTag
from archive.search.gate import is_public
from archive.search.records import MODELS
from archive.search.results import Facet, FacetOption
from archive.search.understanding import in_both, language_name

MOST_OPTIONS = 20


def facets(answer, narrowing, now):
    """The facets of a `Ranked` answer; two queries. `narrowing` is the choice made already, by facet."""
    counts = {name: Counter() for name in ("type", "congress", "language")}
    for row in answer.sample:
        factor = answer.factor(row.id)
        counts["type"][row.kind] += factor
        if row.congress is not None:
            counts["congress"][row.congress] += factor
        for code in row.languages.split():
            counts["language"][code] += factor
    ties = _ties(answer, now)
    congresses = _congresses(counts["congress"], now)
    labelled = {
        "type": [(kind, *type_name(kind), count) for kind, count in counts["type"].items()],
        "congress": [
            (number, *congresses[number], count) for number, count in counts["congress"].items() if number in congresses
        ],
        "speaker": ties["speaker"],
        "topic": ties["topic"],
        "language": [(code, *language_name(code), count) for code, count in counts["language"].items()],
    }
    return tuple(_facet(name, options, narrowing.get(name), answer) for name, options in labelled.items())


def rounded(count, is_estimate):
    """A count as it may be said: an estimate has two figures that count."""
    if not is_estimate or count < 100:
        return round(count)
    step = 10 ** (floor(log10(count)) - 1)
    return round(count / step) * step


def type_name(kind):
    return in_both(lambda: str(MODELS[kind]._meta.verbose_name_plural))


def _facet(name, options, chosen, answer):
    order = (
        (lambda option: option[0])
        if name == "congress"
        else (lambda option: (-option[3], str(option[1]), str(option[0])))
    )
    options = sorted(options, key=order)
    chosen = None if chosen is None else str(getattr(chosen, "slug", chosen))
    shown = [option for place, option in enumerate(options) if place < MOST_OPTIONS or str(option[0]) == chosen]
    return Facet(
        name,
        tuple(
            FacetOption(str(value), label, original, rounded(count, answer.is_estimate), str(value) == chosen)
            for value, label, original, count in shown
        ),
    )


def _congresses(numbers, now):
    rows = SearchDocument.objects.filter(is_public(now), kind="congress", congress__in=list(numbers))
    return {number: labels for number, *labels in rows.values_list("congress", "title", "original_title")}


def _ties(answer, now):
    """People and topics, through their own gate: (slug, label, original label, count)."""
    ids = [row.id for row in answer.sample]
    entries = Case(When(document__lt=0, then=F("document")))
    speeches = Case(When(document__gte=0, then=F("document")))
    named = SearchDocument.objects.filter(is_public(now), kind=OuterRef("kind"), object_id=OuterRef("object_id"))
    rows = (
        SearchTag.objects.filter(document__in=ids)
        .order_by()
        .values("kind", "object_id")
        .annotate(entries=Count(entries), speeches=Count(speeches))
        .annotate(**{name: Subquery(named.values(name)) for name in ("slug", "title", "original_title")})
    )
    found = defaultdict(list)
    for row in rows:
        if row["title"] is None:
            continue
        count = row["entries"] * answer.entry_factor + row["speeches"] * answer.speech_factor
        found[row["kind"]].append((row["slug"], row["title"], row["original_title"], count))
    return found

"""How what was found divides: by type, congress, speaker, topic and language, with counts that agree with the list."""

from collections import Counter
from functools import cache
from math import floor, log10

from django.db.models import DateTimeField, Q

from archive.models import SearchDocument
from archive.prepared import Ids, Prepared
from archive.search.gate import is_public
from archive.search.records import MODELS
from archive.search.results import Facet, FacetOption
from archive.search.understanding import in_both, language_name

MOST_OPTIONS = 20


def facets(answer, narrowing, now):
    """The facets of a `Ranked` answer; a query. `narrowing` is the choice made already, by facet."""
    counts = {name: Counter() for name in ("type", "congress", "language")}
    alike = Counter((answer.factor(row.id), row.kind, row.congress, row.languages) for row in answer.sample)
    for (factor, kind, congress, languages), number in alike.items():
        counts["type"][kind] += number * factor
        if congress is not None:
            counts["congress"][congress] += number * factor
        for code in languages.split():
            counts["language"][code] += number * factor
    ties = _ties(answer)
    named = _named(counts["congress"], ties, narrowing, now)
    labelled = {
        "type": [(kind, *type_name(kind), count) for kind, count in counts["type"].items()],
        "congress": [
            (number, title, original, counts["congress"][number]) for number, title, original in named["congress"]
        ],
        "speaker": named["speaker"],
        "topic": named["topic"],
        "language": [(code, *language_name(code), count) for code, count in counts["language"].items()],
    }
    return tuple(_facet(name, options, narrowing.get(name), answer) for name, options in labelled.items())


def rounded(count, is_estimate):
    """A count as it may be said: an estimate has two figures that count."""
    if not is_estimate or count < 100:
        return round(count)
    step = 10 ** (floor(log10(count)) - 1)
    return round(count / step) * step


@cache
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


def _ties(answer):
    """{kind: {key: how many documents have to do with this person or topic}}."""
    entries = Counter(" ".join(row.ties for row in answer.sample if row.id < 0).split())
    speeches = Counter(" ".join(row.ties for row in answer.sample if row.id >= 0).split())
    counts = {tie: count * answer.entry_factor for tie, count in entries.items()}
    for tie, count in speeches.items():
        counts[tie] = counts.get(tie, 0) + count * answer.speech_factor
    return {
        kind: {int(tie.removeprefix(kind)): count for tie, count in counts.items() if tie.startswith(kind)}
        for kind in ("speaker", "topic")
    }


def _named(congresses, ties, narrowing, now):
    """What is counted, with its labels, through its own gate: no more of it than may be shown.

    One query; another when many of those that come first are not public.
    """
    counted = {"congress": congresses, **ties}
    for most in (2 * MOST_OPTIONS, None):
        keys = {kind: _foremost(counts, most, narrowing.get(kind)) for kind, counts in ties.items()}
        keys["congress"] = {*sorted(congresses)[:most], *(congresses.keys() & {narrowing.get("congress")})}
        asked = {"congresses": keys["congress"], "speakers": keys["speaker"], "topics": keys["topic"]}
        named = {"congress": [], "speaker": [], "topic": []}
        rows = _NAMED.filled(now=now, **asked).rows() if any(asked.values()) else ()
        for kind, key, number, slug, *labels in rows:
            named[kind].append((number, *labels) if kind == "congress" else (slug, *labels, ties[kind][key]))
        # What is chosen is among them, which may come last.
        if all(len(named[kind]) > MOST_OPTIONS or len(keys[kind]) == len(counted[kind]) for kind in counted):
            break
    return named


def _foremost(counted, most, chosen):
    """The keys that are counted most, equals included, and the one chosen."""
    counts = sorted(counted.values(), reverse=True)
    least = counts[most - 1] if most and len(counts) > most else 0
    return [key for key, count in counted.items() if count >= least or (chosen is not None and key == chosen.pk)]


def _labelled(now, congresses, speakers, topics):
    asked = (
        Q(kind="congress", congress__among=congresses)
        | Q(kind="speaker", object_id__among=speakers)
        | Q(kind="topic", object_id__among=topics)
    )
    columns = ("kind", "object_id", "congress", "slug", "title", "original_title")
    return SearchDocument.objects.filter(is_public(now)).filter(asked).values_list(*columns)


_NAMED = Prepared(_labelled, now=DateTimeField(), congresses=Ids(), speakers=Ids(), topics=Ids())

"""How what was found divides: by type, congress, speaker, topic and language, with counts that agree with the list."""

import sys
from collections import Counter
from functools import cache
from heapq import nlargest, nsmallest
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
        **named,
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
    chosen = None if chosen is None else str(getattr(chosen, "slug", chosen))
    shown = [option for place, option in enumerate(options) if place < MOST_OPTIONS or str(option[0]) == chosen]
    return Facet(
        name,
        tuple(
            FacetOption(str(value), label, original, rounded(count, answer.is_estimate), str(value) == chosen)
            for value, label, original, count in sorted(shown, key=order)
        ),
    )


def _ties(answer):
    """{kind: {tie: how many documents have to do with this person or topic}}, in the order in which they are found."""
    entries = Counter(" ".join(row.ties for row in answer.sample if row.id < 0).split())
    speeches = Counter(" ".join(row.ties for row in answer.sample if row.id >= 0).split())
    counts = {tie: count * answer.entry_factor for tie, count in entries.items()}
    for tie, count in speeches.items():
        counts[tie] = counts.get(tie, 0) + count * answer.speech_factor
    return {
        kind: {tie: count for tie, count in counts.items() if tie.startswith(kind)} for kind in ("speaker", "topic")
    }


def _named(congresses, ties, narrowing, now):
    """What is counted, with its labels, through its own gate, foremost first: no more of it than may be shown.

    One query; another when many of those that come first are not public.
    """
    counted = {"congress": congresses, **ties}
    chosen = {f"{kind}{narrowing[kind].pk}" for kind in ties if kind in narrowing} | {narrowing.get("congress")}
    for most in (2 * MOST_OPTIONS, sys.maxsize):
        keys = {kind: _foremost(kind, counts, most, chosen) for kind, counts in counted.items()}
        speakers, topics = ([int(tie.removeprefix(kind)) for tie in keys[kind]] for kind in ties)
        asked = {"congresses": keys["congress"], "speakers": speakers, "topics": topics}
        rows = _NAMED.filled(now=now, **asked).rows() if any(asked.values()) else ()
        labelled = {}
        for kind, key, number, slug, *labels in rows:
            if kind == "congress":
                labelled[number] = (number, *labels)
            else:
                labelled[f"{kind}{key}"] = (slug, *labels)
        named = {
            kind: [(*labelled[key], counts[key]) for key in keys[kind] if key in labelled]
            for kind, counts in counted.items()
        }
        # What is chosen is among them, which may come last.
        if all(len(named[kind]) > MOST_OPTIONS or len(keys[kind]) == len(counted[kind]) for kind in counted):
            break
    return named


def _foremost(kind, counts, most, chosen):
    """Of congresses the first, else what is counted most, and of equals what is found first; and what is chosen.

    By their titles all equals would have to be read, of which there may be as many as texts.
    """
    first = nsmallest(most, counts) if kind == "congress" else nlargest(most, counts, key=counts.get)
    return [*first, *(chosen & counts.keys()).difference(first)]


def _labelled(now, congresses, speakers, topics):
    asked = (
        Q(kind="congress", congress__among=congresses)
        | Q(kind="speaker", object_id__among=speakers)
        | Q(kind="topic", object_id__among=topics)
    )
    columns = ("kind", "object_id", "congress", "slug", "title", "original_title")
    return SearchDocument.objects.filter(is_public(now)).filter(asked).values_list(*columns)


_NAMED = Prepared(_labelled, now=DateTimeField(), congresses=Ids(), speakers=Ids(), topics=Ids())

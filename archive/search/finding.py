"""`find`: the one question outlets ask."""

from typing import Any

from django.utils import timezone

from archive.search.candidates import Asked, answers
from archive.search.documents import language_code
from archive.search.facets import facets, rounded
from archive.search.highlighting import terms_of
from archive.search.query import parse
from archive.search.ranking import Ranked, by_date, ranked
from archive.search.records import MODELS, public_records
from archive.search.results import Found, Hit, Understood
from archive.search.snippets import snippets
from archive.search.suggestions import suggestion
from archive.search.understanding import understand

#: A tag that no document has.
NO_TAG = "none"


def find(
    text: str,
    *,
    narrowing: dict[str, Any] | None = None,
    ordering: str = "relevance",
    start: int = 0,
    stop: int = 20,
    now=None,
) -> Found:
    """Answer a query with the public entries and speeches from `start` up to, not including, `stop`.

    Any text is a query; see `archive.search.query` for its language. `narrowing` holds choices made beside it: "type"
    (a kind), "congress" (a number), "speaker" and "topic" (records), "language" (a code) and "years" (from and to,
    each may be None). `ordering` is "relevance", "date" or "-date". All that is told, counts and suggestions included,
    is of what is public at `now`. Raises nothing of its own. A text without a word finds nothing, unless something
    narrows. The number of database queries does not grow with what is found: four for the answer, some more for
    words that very many have, one for each kind on the page, two for clauses and notes.
    """
    now = now or timezone.now()
    narrowing = {name: value for name, value in (narrowing or {}).items() if value is not None}
    query = parse(text)
    meanings = _with_years_apart(understand(query, now))
    understood = _understood(query, meanings)
    asked = _asked(meanings, narrowing, now)
    if not asked.groups and not asked.years and not narrowing:
        if text.strip():
            understood = (*understood, Understood("ignored", text.strip()[:80], problem="nothing_left"))
        return Found(understood, (), 0, False, 0, facets(Ranked(), narrowing, now), "")

    def finds(other):
        return answers(_asked(_with_years_apart(understand(parse(other), now)), narrowing, now))

    answer = ranked(asked)
    candidates = answer.candidates
    if ordering in ("date", "-date"):
        candidates = by_date(answer, asked, descending=ordering == "-date")
    if answer.is_estimate:
        count = rounded(answer.number, True)
        count, reachable = max(count, len(candidates)), len(candidates)
    else:
        count = reachable = len(candidates)
    return Found(
        understood=understood,
        hits=_hits(candidates[max(0, start) : max(0, stop)], text, asked, now),
        count=count,
        is_estimate=answer.is_estimate,
        reachable=reachable,
        facets=facets(answer, narrowing, now),
        suggestion="" if candidates else suggestion(text, query, now, finds),
    )


def _asked(meanings, narrowing, now):
    years = []
    if "years" in narrowing:
        first, last = narrowing["years"]
        years.append([(first or 1, last or 9999, False)])
    groups = []
    for group in meanings:
        group = [meaning for meaning in group if not meaning.problem]
        if group and group[0].years:
            years.append([(*meaning.years, meaning.term.is_negated) for meaning in group])
        elif group:
            groups.append(group)
    tags = []
    if "type" in narrowing:
        tags.append(f"kind{narrowing['type']}" if narrowing["type"] in MODELS else NO_TAG)
    if "congress" in narrowing:
        tags.append(f"congress{int(narrowing['congress'])}")
    if "language" in narrowing:
        code = language_code(narrowing["language"])
        tags.append(f"language{code}" if code else NO_TAG)
    tags += [f"{name}{narrowing[name].pk}" for name in ("speaker", "topic") if name in narrowing]
    return Asked(groups, tuple(tags), tuple(years), now)


def _with_years_apart(meanings):
    """The groups, years divided from words: years are columns, which the engine cannot weigh against words."""
    divided = []
    for group in meanings:
        with_years = [meaning for meaning in group if meaning.years]
        without = [meaning for meaning in group if not meaning.years]
        divided += [part for part in (without, with_years) if part]
    return divided


def _understood(query, meanings):
    found = []
    for group in meanings:
        for place, meaning in enumerate(group):
            if place:
                found.append(Understood("or", "OR"))
            term = meaning.term
            if meaning.problem:
                found.append(Understood("ignored", term.text, problem=meaning.problem))
                continue
            kind = "not" if term.is_negated else term.kind
            found.append(Understood(kind, term.text, meaning.value, meaning.original_value))
    found += [Understood("ignored", term.text, problem=term.problem) for term in query.ignored]
    return tuple(found)


def _hits(candidates, text, asked, now):
    """Load the records of a page through the gate, a query or two for each kind on it."""
    names = {name for group in asked.groups for meaning in group for level in meaning.names.values() for name in level}
    terms = terms_of(text, sorted(names))
    keys = {}
    for row in candidates:
        keys.setdefault(row.kind, []).append(row.key)
    records = public_records(keys, now)
    return tuple(
        Hit(row.kind, record, snippets(record, terms), row.reason)
        for row in candidates
        if (record := records.get((row.kind, row.key))) is not None
    )

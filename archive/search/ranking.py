"""Which documents answer, in what order, and how many there are: every step bounded, every order total.

The engine finds candidates at each level of looseness, in the order of their ids, and no more than MOST of them. Ids
are spread evenly (see `archive.search.documents.document_id`), so when a word is too common the candidates are all the
entries and a fair sample of the speeches, and the number of all is told from theirs.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from archive.replicas import cursor_for_reading
from archive.search.documents import SPREAD_OVER
from archive.search.engines import engine
from archive.search.expressions import Tag, every, is_choice, some, weighed
from archive.search.gate import public_sql
from archive.search.named import EXACT, LEVELS, NAME, SPELLING, STEM
from archive.search.records import MODELS

#: So many candidates are ranked, and can be paged through.
MOST = 1000
#: What more documents than these say is not weighed: FTS5 counts them all, a million in fifty milliseconds.
MOST_WEIGHED = 50_000
#: Speeches looked at to tell their number when entries alone are more than MOST.
_SAMPLE = 200
_REASONS = ("exact", "exact", "stem", "name", "spelling")
_KINDS = {kind: place for place, kind in enumerate(MODELS)}
_COLUMNS = "d.id, d.kind, d.object_id, d.congress, d.languages, d.date, d.date_rising, d.ties, d.weights"


class Candidate(NamedTuple):
    """A document that answers, and how well: `levels` has a bit for each at which it does."""

    levels: int
    id: int
    kind: str
    key: int
    congress: int | None
    languages: str
    date: str
    date_rising: str
    ties: str
    weights: str

    @property
    def level(self):
        """The strictest."""
        return (self.levels & -self.levels).bit_length() - 1

    @property
    def reason(self):
        return _REASONS[self.level]


@dataclass(frozen=True)
class Asked:
    """A query with everything that narrows it, ready for the engine."""

    groups: list
    #: Tags that each document must have, beyond what the query says.
    tags: tuple = ()
    #: Groups of (from, to, whether not these): one of each group must hold.
    years: tuple = ()
    now: object = None

    def expression(self, level):
        asked = [some(*(meaning.expression(level) for meaning in group)) for group in self.groups]
        return every(*asked, *map(Tag, self.tags))

    def levels(self):
        """(level, expression), strict to loose, without those that ask the same as the one before."""
        found = []
        for level in LEVELS:
            expression = self.expression(level)
            if not found or expression != found[-1][1]:
                found.append((level, expression))
        return found

    @property
    def loosest(self):
        return self.expression(SPELLING)

    @property
    def people(self):
        """Keys of the people a query speaks of that is nothing but names: {key: level}; else empty."""
        found = {}
        for meaning in (meaning for group in self.groups for meaning in group):
            if meaning.term.is_negated or meaning.tags:
                continue
            if not meaning.people:
                return {}
            for level in (NAME, SPELLING):
                for key in meaning.people.get(level, ()):
                    found[key] = min(level, found.get(key, level))
        return found


@dataclass
class Ranked:
    """The candidates in order, and what is known of all that answers."""

    candidates: list = field(default_factory=list)
    #: Those from which numbers are told: all that answer, or a sample of them.
    sample: list = field(default_factory=list)
    is_estimate: bool = False
    #: How many there are for each entry, and for each speech, in the sample.
    entry_factor: float = 1
    speech_factor: float = 1

    def factor(self, document_id):
        return self.speech_factor if document_id >= 0 else self.entry_factor

    @property
    def number(self):
        """How many answer, or about how many."""
        return sum(self.factor(row.id) for row in self.sample)


def ranked(asked):
    """Find and order by relevance: two queries, and some more where a level has too many."""
    levels = asked.levels()
    rows = _candidates(asked, levels)
    found = {level: [row for row in rows if row.levels >> level & 1] for level, _expression in levels}
    best = [*{row.id: row for at_level in found.values() for row in at_level}.values()][:MOST]
    answer = Ranked()
    if len(rows) > MOST:
        answer.sample = found[levels[-1][0]][:MOST]
        _estimate(answer, asked)
    else:
        answer.sample = best
    answer.candidates = _in_order(best, _ranks(levels, found, best, answer), asked.people)
    return answer


def _ranks(levels, found, best, answer):
    """{document: rank by the engine, at the level at which it is best}.

    A query, and one for each level that has too many.
    What most texts say tells none of them from another, and to weigh it takes an engine as long as there are texts.
    """
    arms, parameters = [], []
    for level, expression in levels:
        ids = [row.id for row in best if row.level == level]
        words = weighed(expression)
        if not ids or not words:
            continue
        if len(found[level]) > MOST and not is_choice(expression) and _are_many(level, found, answer):
            continue
        ranks, more = engine().ranks(words, ids)
        arms.append(ranks)
        parameters += more
    if not arms:
        return {}
    with cursor_for_reading() as cursor:
        cursor.execute(" UNION ALL ".join(arms), parameters)
        return dict(cursor.fetchall())


def _are_many(level, found, answer):
    """Whether of a level that has too many there are more than are weighed, or more than half of all documents."""
    part = sum(row.levels >> level & 1 for row in answer.sample[:MOST]) / MOST
    if part * answer.number > MOST_WEIGHED:
        return True
    # Of all documents with ids between the first and the last of these.
    ids = [row.id for row in found[level]]
    with cursor_for_reading() as cursor:
        within = "SELECT 1 FROM archive_searchdocument WHERE id BETWEEN %s AND %s LIMIT %s"
        cursor.execute(f"SELECT count(*) FROM ({within}) within", [min(ids), max(ids), 2 * len(ids)])
        return cursor.fetchone()[0] < 2 * len(ids)


def _in_order(candidates, ranks, people):
    """Sort candidates: what has to do with the people named, when the query is their names as they are on record, by
    how much; then by level. Equals by what has to do with people named by spelling, title before text, and the
    engine's rank; the kind and the key make the order total.
    """
    ties = _ties(candidates, people)

    def place(candidate):
        level = max(candidate.level, EXACT)
        tied, loosely = ties.get(candidate.id, (0, 0))
        grades = (0, -tied, level) if tied else (1, level, -loosely)
        rank, kind = round(ranks.get(candidate.id, 0), 6), candidate.kind
        # A source is what the archive rests on, and seldom what is looked for.
        return *grades, candidate.level, kind == "source", -rank, _KINDS[kind], candidate.key

    return sorted(candidates, key=place)


def _ties(candidates, people):
    """{document: how much it has to do with people named as on record, and with people named by spelling}."""
    levels = {f"speaker{key}": level for key, level in people.items()}
    ties = {}
    for candidate in candidates if people else ():
        for person, weight in zip(candidate.ties.split(), candidate.weights.split(), strict=True):
            if person in levels:
                both = ties.setdefault(candidate.id, [0, 0])
                both[levels[person] - NAME] += int(weight)
    return ties


def by_date(answer, asked, descending):
    """The candidates of an answer in the order of time; a query only when they are not all that answers."""
    if answer.is_estimate:
        return _dated(asked, "d.date DESC, d.id DESC" if descending else "d.date_rising, d.id")
    candidates = sorted(answer.candidates, key=lambda row: (_KINDS[row.kind], row.key))
    if descending:
        return sorted(candidates, key=lambda row: row.date, reverse=True)
    return sorted(candidates, key=lambda row: row.date_rising)


def _estimate(answer, asked):
    """Tell the number of all from the part of the space of ids that the sample covers."""
    answer.is_estimate = True
    last = answer.sample[-1].id
    if last >= 0:
        answer.speech_factor = SPREAD_OVER / (last + 1)
        return
    answer.entry_factor = SPREAD_OVER / (last + SPREAD_OVER + 1)
    speeches = _candidates(asked, [(SPELLING, asked.loosest)], above=-1, most=_SAMPLE)
    answer.sample += speeches
    if len(speeches) == _SAMPLE:
        answer.speech_factor = SPREAD_OVER / (speeches[-1].id + 1)


def _dated(asked, order):
    """The first candidates in an order of time, from the index of dates."""
    source, condition, parameters = engine().by_date(asked.loosest)
    narrow, more = _narrow(asked, None)
    with cursor_for_reading() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM {source} WHERE {condition} AND {narrow} ORDER BY {order} LIMIT {MOST}",
            [*parameters, *more],
        )
        # What is so common is not found by its spelling; which of the others it is would cost another search.
        return [Candidate(1 << STEM, *row) for row in cursor.fetchall()]


def _candidates(asked, levels, *, above=None, most=None):
    """Candidates of all the levels in one query, each once, in the order of their ids; no more than `most` of a level.

    One more than MOST when not said, so that it shows when there are more.
    """
    most = MOST + 1 if most is None else most
    arms, parameters = [], []
    for level, expression in levels:
        condition, more = engine().condition(expression)
        narrow, for_narrow = _narrow(asked, above)
        arms.append(
            f"SELECT * FROM (SELECT {engine().ID} AS id, {1 << level} AS level FROM {engine().FROM} "
            f"WHERE {condition} AND {narrow} ORDER BY {engine().ID} LIMIT {most}) level{level}"
        )
        parameters += [*more, *for_narrow]
    found = f"SELECT id, sum(level) AS levels FROM ({' UNION ALL '.join(arms)}) arms GROUP BY id"
    with cursor_for_reading() as cursor:
        cursor.execute(
            f"SELECT levels, {_COLUMNS} FROM ({found}) found JOIN archive_searchdocument d ON d.id = found.id "
            "ORDER BY d.id",
            parameters,
        )
        return [*map(Candidate._make, cursor.fetchall())]


def count_up_to(most, expression, now):
    """How many public documents an expression finds, counted no further than `most`."""
    condition, parameters = engine().condition(expression)
    narrow, more = _narrow(Asked([], now=now), None)
    with cursor_for_reading() as cursor:
        found = f"SELECT 1 FROM {engine().FROM} WHERE {condition} AND {narrow} LIMIT {most}"
        cursor.execute(f"SELECT count(*) FROM ({found}) found", [*parameters, *more])
        return cursor.fetchone()[0]


def answers(asked):
    """Whether anything answers."""
    return bool(_candidates(asked, [(SPELLING, asked.loosest)], most=1))


def _narrow(asked, above):
    """The gate, and what is asked of the columns of a document."""
    gate, parameters = public_sql(asked.now)
    conditions = [gate]
    if above is not None:
        conditions.append(f"{engine().ID} > %s")
        parameters.append(above)
    inside = "(d.year_from <= %s AND d.year_to >= %s)"
    for group in asked.years:
        spans = [f"(d.year_from IS NULL OR NOT {inside})" if is_negated else inside for _from, _to, is_negated in group]
        conditions.append(f"({' OR '.join(spans)})")
        parameters += [year for first, last, _is_negated in group for year in (last, first)]
    return " AND ".join(conditions), parameters

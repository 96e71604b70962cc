"""Candidates: the documents that answer what is asked, found by the engine in the order of their ids.

At each level of looseness no more than MOST of them are found. Ids are spread evenly (see
`archive.search.documents.document_id`), so when a word is too common the candidates are all the entries and a fair
sample of the speeches.
"""

from dataclasses import dataclass
from typing import NamedTuple

from archive.replicas import cursor_for_reading
from archive.search.engines import engine
from archive.search.expressions import Tag, every, some
from archive.search.gate import public_sql
from archive.search.named import LEVELS, NAME, SPELLING, STEM

#: So many candidates are ranked, and can be paged through.
MOST = 1000
_REASONS = ("exact", "exact", "stem", "name", "spelling")
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


def find_candidates(asked, levels, *, above=None, most=None):
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


def first_by_date(asked, order):
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
    return bool(find_candidates(asked, [(SPELLING, asked.loosest)], most=1))


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

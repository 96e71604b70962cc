"""In what order documents answer, and how many there are: every step bounded, every order total.

When a word is too common for all candidates to be found, the number of all is told from the sample that was.
"""

from dataclasses import dataclass, field

from archive.replicas import cursor_for_reading
from archive.search.candidates import MOST, find_candidates, first_by_date
from archive.search.documents import SPREAD_OVER
from archive.search.engines import engine
from archive.search.expressions import is_choice, weighed
from archive.search.named import EXACT, NAME, SPELLING
from archive.search.records import MODELS

#: What more documents than these say is not weighed: FTS5 counts them all, a million in fifty milliseconds.
MOST_WEIGHED = 50_000
#: Speeches looked at to tell their number when entries alone are more than MOST.
_SAMPLE = 200
_KINDS = {kind: place for place, kind in enumerate(MODELS)}


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
    rows = find_candidates(asked, levels)
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
        return first_by_date(asked, "d.date DESC, d.id DESC" if descending else "d.date_rising, d.id")
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
    speeches = find_candidates(asked, [(SPELLING, asked.loosest)], above=-1, most=_SAMPLE)
    answer.sample += speeches
    if len(speeches) == _SAMPLE:
        answer.speech_factor = SPREAD_OVER / (speeches[-1].id + 1)

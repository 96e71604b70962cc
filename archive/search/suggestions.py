"""The nearest spelling of a query that finds nothing, from words that the public can find."""

from archive.replicas import cursor_for_reading
from archive.search.analysis import has_codes, words
from archive.search.candidates import count_up_to
from archive.search.engines import engine
from archive.search.expressions import Exact

#: Words looked at on either side, by their beginning and by their end; and nearest ones asked of the index.
_MOST_ALIKE = 3000
_MOST_ASKED = 8
_MOST_WORDS = 8


def suggestion(text, query, now, finds):
    """The query with each word that nobody can find spelled as the nearest that somebody can; or "".

    `finds(text)` says whether a query finds anything. Some twenty queries for each word, and only for a query that
    finds nothing.
    """
    asked = {
        token: None
        for term in query.terms
        if term.kind in ("word", "phrase") and not term.is_negated
        for token in term.tokens
    }
    better = {}
    for token in list(asked)[:_MOST_WORDS]:
        if len(token) > 2 and not finds(token):
            nearest = _nearest(token, now)
            if nearest:
                better[token] = nearest
    if not better:
        return ""
    spelled = _spelled(text, better)
    return spelled if finds(spelled) else ""


def _spelled(text, better):
    """The text with these words in their better spelling, capital letters kept."""
    pieces, done = [], 0
    for token, start, end in words(text):
        if token in better:
            word = better[token]
            pieces += [text[done:start], word.capitalize() if text[start].isupper() else word]
            done = end
    return "".join([*pieces, text[done:]])


def _nearest(token, now):
    """The public word that differs least from this one; of equals, the one in most documents."""
    reach = 1 if len(token) < 5 else 2
    distances = ((distance(token, word, reach), word) for word in _alike(token, reach))
    near = sorted(pair for pair in distances if pair[0] is not None)[:_MOST_ASKED]
    counted = ((found, -count_up_to(50, Exact(word), now), word) for found, word in near)
    public = sorted(row for row in counted if row[1])
    return public[0][2] if public else ""


def _alike(token, reach):
    """Words of about this length that begin or end in the same way."""
    same = 1 if len(token) < 5 else 2 if len(token) < 8 else 3
    found = set()
    with cursor_for_reading() as cursor:
        for column, start in (("word", token[:same]), ("backwards", token[::-1][:same])):
            between, parameters = engine().words_between(start, start + "\uffff")
            cursor.execute(
                f"SELECT word FROM archive_searchword WHERE {between.format(column=column)} "
                f"AND length(word) BETWEEN %s AND %s ORDER BY word LIMIT {_MOST_ALIKE}",
                [*parameters, len(token) - reach, len(token) + reach],
            )
            found.update(row[0] for row in cursor.fetchall() if not has_codes(row[0]))
    return found


def distance(one, other, reach):
    """How many letters are put in, left out, changed or swapped with the next; None when more than `reach`.

    The optimal string alignment distance, row by row.
    """
    before, row = None, list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        above, row = row, [place]
        for column, another in enumerate(other, start=1):
            cost = min(above[column] + 1, row[column - 1] + 1, above[column - 1] + (letter != another))
            swapped = place > 1 and column > 1 and letter == other[column - 2] and one[place - 2] == another
            if swapped:
                cost = min(cost, before[column - 2] + 1)
            row.append(cost)
        if min(row) > reach:
            return None
        before = above
    return row[-1] if row[-1] <= reach else None

"""The index in PostgreSQL: two columns beside the document's own, one of them under a GIN index.

`vector` has a lexeme for each word ("=word"), word of a title ("^word"), stem ("stem") and tag ("#tag"); `words` has
the words in order, for phrases. The positions in a vector serve the ranking alone: PostgreSQL keeps only the first
16,383 places and 256 occurrences of a word (documentation, section 12.11), too few to find phrases in a long report.
"""

from collections import defaultdict
from contextlib import nullcontext
from itertools import chain, repeat

from archive.search.expressions import ALL, And, Exact, InTitle, Not, Or, Phrase, Prefix, Stem, Tag

FROM = "archive_searchdocument d"
ID = "d.id"

#: Any number nobody else uses: writers of the index wait for each other, so that each sees what the last one wrote.
_LOCK = 7_126_904_411
_OCCURRENCES = 8
#: PostgreSQL takes vectors up to a megabyte: the rarest case of all is cut, not refused.
_LARGEST = 900_000
_LAST_POSITION = 16_383
_BREAK = "|"


def lock(cursor):
    """Wait until no other transaction is writing the index; the lock ends with the transaction."""
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def write(cursor, documents):
    """Put the words of documents whose rows are written into the index, in place of what it has."""
    cursor.executemany(
        "UPDATE archive_searchdocument SET words = %s, vector = %s::tsvector WHERE id = %s",
        [[_words(document), _vector(document), document.row.id] for document in documents],
    )


def add_rows(rows, documents):
    """Complete the rows of these documents in `rows`, {(table, columns): rows}, by what `write` would put there.

    The documents stand there in the same order, and alone.
    """
    [columns] = [columns for table, columns in rows if table == "archive_searchdocument"]
    plain = rows.pop(("archive_searchdocument", columns))
    rows["archive_searchdocument", (*columns, "words", "vector")] = [
        (*row, _words(document), _vector(document)) for row, document in zip(plain, documents, strict=True)
    ]


def in_bulk(cursor):
    """Nothing to do: a GIN index that is built after the rows is in one piece."""
    return nullcontext()


def differing(cursor, documents):
    """The ids of those documents whose words in the index are not these."""
    found = []
    for document in documents:
        cursor.execute(
            "SELECT 1 FROM archive_searchdocument WHERE id = %s AND words = %s AND vector = %s::tsvector",
            [document.row.id, _words(document), _vector(document)],
        )
        if not cursor.fetchone():
            found.append(document.row.id)
    return found


def faults(cursor):
    """Nothing: the index is part of the rows, and PostgreSQL keeps it."""
    return ()


def condition(expression):
    """The condition of a candidate, and its parameters."""
    sql, parameters = "d.vector @@ %s::tsquery", [query(expression)]
    if _has_phrase(expression):
        # The index narrows by the words of the phrases; then each row is asked whether they stand together.
        exact, more = _sql(expression)
        sql, parameters = f"{sql} AND {exact}", [*parameters, *more]
    return sql, parameters


def ranks(expression, ids):
    """Selects ids and ranks of the engine, higher for better, of what is found among these ids; and its parameters.
    The weights are those of stems in the text, words in the text, stems in titles and words in titles.
    """
    rank = "ts_rank('{0.1, 0.2, 0.6, 1.0}', d.vector, %s::tsquery, 1)"
    return f"SELECT d.id, {rank} FROM {FROM} WHERE d.id = ANY(%s)", [query(expression), ids]


def by_date(expression):
    """What to read candidates from in an order of their own columns, the condition, and its parameters."""
    return FROM, *condition(expression)


def words_between(first, last):
    """Condition on a column of words: from `first` up to, not including, `last`; and its parameters."""
    return '{column} COLLATE "C" >= %s AND {column} COLLATE "C" < %s', [first, last]


def query(expression):
    """The expression as a tsquery, with phrases as wide as their words. Tokens need no escaping."""
    match expression:
        case Exact(token):
            return f"'={token}'"
        case InTitle(tokens):
            return " & ".join(f"'^{token}'" for token in tokens)
        case Stem(stem):
            return f"'{stem}'"
        case Prefix(token):
            return f"'={token}':*"
        case Phrase(tokens):
            return " & ".join(f"'={token}'" for token in tokens)
        case Tag(name):
            return f"'#{name}'"
        case Not(part):
            # A document may have the words without the phrase, so only what follows can exclude it.
            return query(ALL) if _has_phrase(part) else f"!({query(part)})"
        case And(parts):
            return " & ".join(f"({query(part)})" for part in parts)
        case Or(parts):
            return " | ".join(f"({query(part)})" for part in parts)
    raise TypeError(expression)


def _sql(expression):
    """The expression as an SQL condition that is exact about phrases."""
    if not _has_phrase(expression):
        return "d.vector @@ %s::tsquery", [query(expression)]
    if isinstance(expression, Phrase):
        return "d.words LIKE %s", [f"% {' '.join(expression.tokens)} %"]
    if isinstance(expression, InTitle):
        return "split_part(d.words, '||', 1) LIKE %s", [f"% {' '.join(expression.tokens)} %"]
    if isinstance(expression, Not):
        sql, parameters = _sql(expression.part)
        return f"NOT ({sql})", parameters
    conditions = [_sql(part) for part in expression.parts]
    joint = " AND " if isinstance(expression, And) else " OR "
    return (
        f"({joint.join(sql for sql, _ in conditions)})",
        [parameter for _, parameters in conditions for parameter in parameters],
    )


def _has_phrase(expression):
    if isinstance(expression, Not):
        return _has_phrase(expression.part)
    if isinstance(expression, And | Or):
        return any(_has_phrase(part) for part in expression.parts)
    return isinstance(expression, Phrase) or (isinstance(expression, InTitle) and len(expression.tokens) > 1)


def _words(document):
    return f" {document.title} || {document.words} "


def _vector(document):
    places = defaultdict(list)
    for mark, weight, column in (
        ("=", "A", document.title),
        ("", "B", document.title_stems),
        ("=", "C", document.words),
        ("", "D", document.stems),
    ):
        positions = chain(range(1, _LAST_POSITION), repeat(_LAST_POSITION))
        for position, word in zip(positions, column.split(), strict=False):
            held = places[mark + word]
            if len(held) < _OCCURRENCES:
                held.append(f"{position}{weight}")
    for mark in ("=", ""):
        places.pop(mark + _BREAK, None)
    # The weight A says the same of a word, but GIN does not know of weights and would read every row.
    in_title = sorted(set(document.title.split()) - {_BREAK})
    lexemes = [f"'#{tag}'" for tag in document.tags.split()] + [f"'^{word}'" for word in in_title]
    room = _LARGEST - sum(map(len, lexemes))
    for lexeme, positions in places.items():
        # What PostgreSQL stores for it: the bytes of the word, an entry of four bytes, and two for each position.
        room -= len(lexeme.encode()) + 8 + 2 * len(positions)
        if room < 0:
            break
        lexemes.append(f"'{lexeme}':{','.join(positions)}")
    return " ".join(lexemes)

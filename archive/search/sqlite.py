"""The index in SQLite: one FTS5 table, whose rows have the ids of the documents. See `archive.search.engines`."""

import json
from contextlib import contextmanager

from archive.search.expressions import ALL, And, Exact, InTitle, Not, Or, Phrase, Prefix, Stem, Tag

TABLE = "archive_searchindex"
#: Before each word of a title where it stands for being in one; no word has it in itself.
MARK = "|"
#: Weights of title, title_stems, words, stems and tags in FTS5's own ranking, BM25.
RANK = f"-bm25({TABLE}, 10.0, 6.0, 2.0, 1.0, 0.0)"
#: What a candidate is read from; FTS5 gives its rows in the order of their ids and stops at the limit.
ID = f"{TABLE}.rowid"
FROM = f"{TABLE} CROSS JOIN archive_searchdocument d ON d.id = {TABLE}.rowid"


def lock(cursor):
    """Nothing to do: a writing transaction has the database to itself."""


def write(cursor, documents):
    """Put the words of documents whose rows are written into the index, in place of what it has."""
    cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [[document.row.id] for document in documents])
    cursor.executemany(
        f"INSERT INTO {TABLE} (rowid, title, title_stems, words, stems, tags) VALUES (%s, %s, %s, %s, %s, %s)",
        [[document.row.id, *_columns(document)] for document in documents],
    )


def add_rows(rows, documents):
    """Add what `write` would insert to `rows`, {(table, columns): rows}, for documents that the index has not."""
    columns = ("rowid", "title", "title_stems", "words", "stems", "tags")
    rows[TABLE, columns] += [(document.row.id, *_columns(document)) for document in documents]


@contextmanager
def in_bulk(cursor):
    """Within, the index is written in pieces that nobody merges as they come; at its end they are made one.

    That takes a tenth of a load, and halves a query.
    """
    _configure(cursor, automerge=0, crisismerge=256)
    yield
    cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')")
    # FTS5's own values.
    _configure(cursor, automerge=4, crisismerge=16)


def _configure(cursor, **settings):
    cursor.executemany(f"INSERT INTO {TABLE} ({TABLE}, rank) VALUES (%s, %s)", settings.items())


def differing(cursor, documents):
    """The ids of those documents whose words in the index are not these."""
    ids = [document.row.id for document in documents]
    marks = ", ".join(["%s"] * len(ids))
    cursor.execute(f"SELECT rowid, title, title_stems, words, stems, tags FROM {TABLE} WHERE rowid IN ({marks})", ids)
    held = {row[0]: row[1:] for row in cursor.fetchall()}
    return [document.row.id for document in documents if held.get(document.row.id) != _columns(document)]


def faults(cursor):
    """What is wrong with the index as a whole, in sentences."""
    cursor.execute(f"SELECT count(*) FROM {TABLE} WHERE rowid NOT IN (SELECT id FROM archive_searchdocument)")
    orphans = cursor.fetchone()[0]
    if orphans:
        yield f"{orphans} rows of the index belong to no document"
    try:
        cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('integrity-check')")
    except Exception as error:  # SQLite says "database disk image is malformed" and no more.
        yield f"the index is not in order: {error}"


def condition(expression):
    """The condition of a candidate, and its parameters."""
    return f"{TABLE} MATCH %s", [match(expression)]


def ranks(expression, ids):
    """Selects ids and ranks of the engine, higher for better, of what is found among these ids; and its parameters."""
    # The ids are no key to the index, which would be asked for each of them, but what its rows are held to.
    chosen = "rowid BETWEEN %s AND %s AND +rowid IN (SELECT value FROM json_each(%s))"
    parameters = [match(expression), min(ids), max(ids), json.dumps(ids)]
    return f"SELECT rowid, {RANK} FROM {TABLE} WHERE {TABLE} MATCH %s AND {chosen}", parameters


def by_date(expression):
    """What to read candidates from in an order of their own columns, the condition, and its parameters."""
    # The plus keeps SQLite from taking each match by its id and sorting all of them: it walks the index of the order.
    inside = f"+d.id IN (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s)"
    return "archive_searchdocument d", inside, [match(expression)]


def words_between(first, last):
    """Condition on a column of words: from `first` up to, not including, `last`; and its parameters."""
    return "{column} >= %s AND {column} < %s", [first, last]


def match(expression):
    """The expression in FTS5's language. Tokens are letters and digits, so nothing in it needs escaping."""
    match expression:
        case Exact(token):
            return f'{{title words}} : "{token}"'
        case InTitle(tokens):
            return f'title : "{_marked(tokens)}"'
        case Stem(stem):
            return f'{{title_stems stems}} : "{stem}"'
        case Prefix(token):
            return f'{{title words}} : "{token}" *'
        case Phrase(tokens):
            return f'{{title words}} : "{" ".join(tokens)}"'
        case Tag(name):
            return f'tags : "{name}"'
        case Or(parts):
            return " OR ".join(f"({match(part)})" for part in parts)
        case Not():
            return match(And((expression,)))
        case And(parts):
            # NOT stands between two operands in FTS5: something, but not that.
            wanted = [f"({match(part)})" for part in parts if not isinstance(part, Not)] or [f"({match(ALL)})"]
            unwanted = [f"({match(part.part)})" for part in parts if isinstance(part, Not)]
            found = " AND ".join(wanted)
            return f"({found}) NOT ({' OR '.join(unwanted)})" if unwanted else found
    raise TypeError(expression)


def _columns(document):
    # To find a word in titles alone, FTS5 would read of every text that has it where it stands. So titles have their
    # words twice, the second time as no text has them.
    title = f"{document.title} {_marked(document.title.split())}".strip()
    return title, document.title_stems, document.words, document.stems, document.tags


def _marked(words):
    return " ".join(f"{MARK}{word}" for word in words)

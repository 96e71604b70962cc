"""Records of a made-up archive as rows of their tables, ready to be sent to the engine. No queries."""

from collections import defaultdict
from functools import cache
from itertools import count

from django.db import connection

from archive.corpus.documents import documents
from archive.search.engines import engine
from archive.search.indexing import names_of, tags_of, words_of

#: Keys of rows that only the index has, and of links, for each congress.
BLOCK = 1_000_000
_PLAIN = {str, int, bool, type(None)}


def rows_of(records, links, block):
    """The rows of records, of their links and of their documents: {(table, columns): rows}, in an order that keeps
    the foreign keys; and the words that may be suggested. `block` is a number of its own for each call: of it the keys
    are made that no record has yet.
    """
    rows, keys = defaultdict(list), count(block * BLOCK + 1)
    for record in records:
        _add(rows, record)
    for through, key, other in links:
        own, related = (field.column for field in through._meta.concrete_fields if field.remote_field)
        rows[through._meta.db_table, ("id", own, related)].append((next(keys), key, other))
    made = documents(records)
    for document in made:
        _add(rows, document.row)
    engine().add_rows(rows, made)
    for record in (*tags_of(made), *names_of(made)):
        record.pk = next(keys)
        _add(rows, record)
    return dict(rows), words_of(made)


def _add(rows, record):
    table, columns, fields = shape(type(record))
    rows[table, columns].append(tuple(_value(field, getattr(record, field.attname)) for field in fields))


def _value(field, value):
    """The value as the engine takes it; most are so already."""
    return value if type(value) in _PLAIN else field.get_db_prep_save(value, connection)


@cache
def shape(model):
    """The table, the columns and the fields of a model."""
    fields = model._meta.concrete_fields
    return model._meta.db_table, tuple(field.column for field in fields), fields

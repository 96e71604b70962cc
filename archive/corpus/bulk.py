"""Writing very many rows into an empty database in the least work: one transaction, indexes built at its end."""

from contextlib import contextmanager

from django.core.management.color import no_style
from django.db import connection, transaction

#: Kilobytes of pages that SQLite may hold while it loads; its own measure is 2 MB.
_SQLITE_CACHE = 256 * 1024


def write(rows):
    """Write the rows, {(table, columns): rows}, in the order in which they come."""
    for (table, columns), values in rows.items():
        _WRITE[connection.vendor](table, columns, values)


@contextmanager
def bulk_load(models):
    """Within, rows of these models are written in one transaction; their indexes are built after the last of them.

    What a constraint needs stays, so a row that the models forbid is refused as ever.
    """
    with _quick_engine(), transaction.atomic():
        tables = _tables(models)
        with connection.cursor() as cursor:
            cursor.execute(_INDEXES[connection.vendor])
            indexes = [(name, sql) for name, table, sql in cursor.fetchall() if table in tables]
            for name, _sql in indexes:
                cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        yield
        with connection.cursor() as cursor:
            for _name, sql in indexes:
                cursor.execute(sql)
            for sql in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(sql)
            cursor.execute("ANALYZE")


@contextmanager
def _quick_engine():
    """Settings of the session under which the engine loads fast."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
            yield
        return
    # Pages are written once and not twice: to a file that was empty, the old journal adds next to nothing.
    alone = not connection.in_atomic_block
    _pragma(cache_size=-_SQLITE_CACHE, **({"journal_mode": "DELETE"} if alone else {}))
    try:
        yield
    finally:
        _pragma(cache_size=-2000, **({"journal_mode": "WAL"} if alone else {}))


def _pragma(**settings):
    for name, value in settings.items():
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA {name} = {value}")
            cursor.fetchall()


def _tables(models):
    """The tables of the models, and of their many-to-many fields."""
    through = [field.remote_field.through for model in models for field in model._meta.local_many_to_many]
    return [model._meta.db_table for model in (*models, *through)]


def _insert(table, columns, rows):
    names = ", ".join(map(connection.ops.quote_name, columns))
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


def _copy(table, columns, rows):
    names = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


_WRITE = {"sqlite": _insert, "postgresql": _copy}
#: The indexes of tables that no constraint stands on, with what makes them.
_INDEXES = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    "postgresql": "SELECT indexname, tablename, indexdef FROM pg_indexes WHERE schemaname = current_schema() "
    "AND indexname NOT IN (SELECT conname FROM pg_constraint)",
}

"""One view of the database for as long as a dump takes, while others go on writing."""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot():
    """Within, every read sees the archive as it was at the first one. Nothing is locked, and nothing may be written.

    REPEATABLE READ on PostgreSQL; on SQLite a transaction that does not take the write lock, which otherwise all of
    ours do when they begin (see DATABASES). Within a transaction of the caller, it is that one as it is.
    """
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            yield
    finally:
        connection.transaction_mode = mode

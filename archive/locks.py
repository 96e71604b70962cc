"""Locks that hold on every machine which has this database, for commands of which one at a time may run."""

import hashlib
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections


@contextmanager
def only_here(name):
    """Within, nobody else with this database does what has the name. Raises BlockingIOError.

    SQLite is on one machine, where a file is locked by whoever calls. The lock ends with the command, however that
    ends: it is that of a transaction on a connection of its own, which reads nothing and so is in nobody's way.
    A lock of the session would be left behind on a connection of pgbouncer.
    """
    connection = connections.create_connection(DEFAULT_DB_ALIAS)
    if connection.vendor != "postgresql":
        yield
        return
    try:
        connection.set_autocommit(False)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [key_of(name)])
            if not cursor.fetchone()[0]:
                raise BlockingIOError(f"{name}: somebody has the lock")
        yield
        connection.rollback()
    finally:
        connection.close()


def key_of(name):
    """The number by which PostgreSQL knows the lock."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), signed=True)

"""Waiting for another's lock no longer than what is being done is worth."""

from contextlib import contextmanager


@contextmanager
def impatient(connection, seconds):
    """Within, wait so long at most for whoever else writes to SQLite; elsewhere nobody waits for the whole database."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    usual = connection.settings_dict["OPTIONS"].get("timeout", 5)
    connection.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
    try:
        yield
    finally:
        connection.connection.execute(f"PRAGMA busy_timeout = {int(usual * 1000)}")

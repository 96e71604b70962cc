"""The engine of the database in use. Both have the same face: see `archive.search.sqlite`."""

from django.db import connection

from archive.search import postgresql, sqlite


def engine():
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]

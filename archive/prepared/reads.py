"""Prepared reads, and what can be asked of one that has its values."""

from functools import cached_property
from threading import Lock

from django.db import connections

from archive.prepared.blanks import Blank
from archive.prepared.written import EVERYTHING, Written


class Prepared:
    """A queryset with blanks: `make` takes them by name, the fields say of what kind their values are.

    It may join entries by `select_related` and `with_public`, and add lists by `Prefetch(…, to_attr=…)`. A record that
    stands in several rows of an answer is made once.
    """

    def __init__(self, make, **fields):
        self._make = make
        self._blanks = {name: Blank(name, field) for name, field in fields.items()}
        self._lock = Lock()

    def filled(self, **values):
        return Filled(self._written, values)

    @cached_property
    def _written(self):
        with self._lock:
            return self.__dict__.get("_written") or Written(self._make(**self._blanks))


class Filled:
    """A prepared read with its values. Whatever gives records, rows or a number is a query; to a paginator, a list."""

    ordered = True

    def __init__(self, written, values):
        self._written, self._values, self._wanted = written, values, EVERYTHING
        #: With its blanks: to see what is read and in which order, not to be asked.
        self.queryset = written.queryset
        self._connection = connections[written.queryset.db]

    def with_lists(self, wanted):
        """The same, with no other lists added to a record than those whose attributes are wanted."""
        self._wanted = wanted
        return self

    def __getitem__(self, part):
        return self.records(part.start or 0, part.stop)

    def records(self, first=0, beyond=None):
        """The records, or those from one place of the list to before another."""
        limits = "" if beyond is None else f" {self._connection.ops.limit_offset_sql(first, beyond)}"
        return self._written.records(self._connection, self._values, limits, self._wanted)

    def first(self):
        """The first record, or None."""
        return next(iter(self.records(0, 1)), None)

    def rows(self):
        """The rows of a `values_list`, as lists."""
        return self._written.rows(self._connection, self._values)

    def exists(self):
        return self.count(1) > 0

    def count(self, most):
        """How many rows there are, or that there are as many as `most`."""
        return self._written.count(self._connection, self._values, most)

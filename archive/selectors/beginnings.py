"""Beginnings of lists that grow with the archive: of all that stands with an entry, what was entered first.

By the order of entering, as nothing else finds the first of thousands without looking at all of them.
"""

from operator import attrgetter

from django.db.models import DateTimeField, IntegerField
from django.utils import timezone

from archive.prepared import EVERYTHING, Prepared

#: A page has no room for more rows of a list, unless the list says otherwise, and an answer of the API has no more.
MOST_ROWS = 100


class Beginning:
    """A list of an entry, read from its beginning and put in its own order.

    `rows` are all there are, public or not, and `lists(now)` are added to each as they are at the moment. `owner` is
    the field of the rows that leads to the entry, `entered` the column that says which of them came first. `most` is
    how many rows are read at most.
    """

    def __init__(self, rows, owner, order, *, most=MOST_ROWS, entered="pk", lists=lambda now: ()):
        self.most, self._rows, self._entered, self._lists = most, rows, entered, lists
        self._owner = rows.model._meta.get_field(owner)
        self._order = attrgetter(*(path.replace("__", ".") for path in order))
        self._read = Prepared(self._public, now=DateTimeField(), key=IntegerField())

    def _public(self, now, key):
        of_entry = self._rows.filter(**{self._owner.name: key}).prefetch_related(*self._lists(now))
        return of_entry.each_public(now).order_by(self._entered)

    def of(self, entry, now):
        """The first rows, and whether there are more."""
        rows = self._read.filled(now=now, key=entry.pk).records(0, self.most + 1)
        first = sorted(rows[: self.most], key=self._order)
        if self._owner.many_to_one:
            for row in first:
                self._owner.set_cached_value(row, entry)
        return first, len(rows) > self.most


def attach_beginnings(entry, lists, wanted=EVERYTHING):
    """Give an entry as `public_…` the beginnings of those of its lists that are wanted; one query for each.

    `cut` names the lists that go on.
    """
    now, entry.cut = timezone.now(), []
    for name, beginning in lists.items():
        if f"public_{name}" in wanted:
            rows, goes_on = beginning.of(entry, now)
            setattr(entry, f"public_{name}", rows)
            if goes_on:
                entry.cut.append(name)

"""Places in an ordered list, said by the values of the row that stands there.

Rows that come or go elsewhere move no place, as they move the pages of a list that is counted. The list has to be
in a total order of columns, as `archive.filters.kinds.TotalOrderingFilter` makes it; what has no value stands lowest.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.functional import cached_property

from archive.paging import is_by_index, is_long, up_to


@dataclass(frozen=True)
class Place:
    """Right behind the row with these values or, looking backwards, right before it; of None, at an end of the list."""

    values: tuple | None = None
    backwards: bool = False


@dataclass(frozen=True)
class Window:
    """Some rows of a list, in its order, with the places where they go on; None where there is nothing more."""

    rows: list
    next: Place | None
    previous: Place | None


class Listed:
    """All rows of a list, to be read from any place in it."""

    def __init__(self, queryset):
        #: In the order of the list.
        self.queryset = queryset

    def rows_from(self, place):
        """The rows that follow a place, nearest first."""
        return following(self.queryset, place)

    def nearest(self, place, most):
        """The first of these."""
        rows = whole = self.rows_from(place)
        if self._is_long_by_index and place.values is None:
            rows = up_to(rows, most)
        elif self._is_long_by_index and place.values[0] is not None:
            path, descending = keys_of(self.queryset)[0]
            side = "gte" if descending == place.backwards else "lte"
            rows = up_to(rows, most, **{f"{path}__{side}": place.values[0]})
        # What a filter leaves out is passed over without being read: first only which they are.
        found = list(rows[:most] if rows.query.distinct else whole.filter(pk__in=rows.values("pk")[:most]))
        if len(found) < most and rows is not whole:
            # One that was found by the index may have gone elsewhere since; only the list itself tells that it ends.
            found = list(whole[:most])
        return found

    @cached_property
    def _is_long_by_index(self):
        return is_by_index(self.queryset) and is_long(self.queryset)


def look(listed, size, place):
    """The rows from a place on: at most `size`, in two queries, of which one asks whether there are rows behind.

    Where an index has the order, up to three more ask how long the list is and which rows are the nearest.
    """
    rows = listed.nearest(place, size + 1)
    has_more, rows = len(rows) > size, rows[:size]
    if not rows:
        # What led here is gone. Whoever turns round begins at the end.
        turned = Place(backwards=not place.backwards) if place.values and listed.rows_from(Place()).exists() else None
        onward, back = None, turned
    else:
        onward = Place(values_of(listed.queryset, rows[-1]), place.backwards) if has_more else None
        behind = Place(values_of(listed.queryset, rows[0]), not place.backwards)
        back = behind if place.values and listed.rows_from(behind).exists() else None
    if place.backwards:
        return Window(rows[::-1], next=back, previous=onward)
    return Window(rows, next=onward, previous=back)


def chunks(queryset, size):
    """All rows of a list, `size` at a time, each time a query: so the memory for one chunk is enough for any list."""
    place, listed = Place(), Listed(queryset)
    while True:
        rows = listed.nearest(place, size)
        if rows:
            yield rows
        if len(rows) < size:
            return
        place = Place(values_of(queryset, rows[-1]))


def following(queryset, place):
    """The rows that follow a place, nearest first."""
    keys = keys_of(queryset)
    ordered = queryset.reverse() if place.backwards else queryset
    if place.values is None:
        return ordered
    condition, equal, prefixes = Q(), Q(), []
    for (path, descending), value in zip(keys, place.values, strict=True):
        beyond = _beyond(path, value, upwards=descending == place.backwards)
        if beyond:
            condition |= equal & beyond
        equal &= Q(**{f"{path}__isnull": True}) if value is None else Q(**{path: value})
        prefixes.append(condition | equal)
    if not condition:
        return ordered.none()
    (path, descending), value = keys[0], place.values[0]
    if value is not None and descending == place.backwards:
        # Nothing new, but so an index of the first column is entered at the place and not at its beginning.
        condition &= Q(**{f"{path}__gte": value})
    # Nothing new either, but so a row before the place is known for it before all of its columns are read.
    return ordered.filter(condition, *prefixes[1:-1])


def keys_of(queryset):
    """The columns that a list is ordered by: pairs of a path and whether it descends."""
    return [(key.expression.name, key.descending) for key in queryset.query.order_by]


def values_of(queryset, row):
    """The values of a row that the list is ordered by, as JSON can hold them."""
    return tuple(_plain(row, path.split("__")) for path, _ in keys_of(queryset))


def _beyond(path, value, *, upwards):
    """The condition that a column is above (or below) a value; None when nothing is."""
    if value is None:
        return Q(**{f"{path}__isnull": False}) if upwards else None
    if upwards:
        return Q(**{f"{path}__gt": value})
    return Q(**{f"{path}__lt": value}) | Q(**{f"{path}__isnull": True})


def _plain(value, steps):
    for step in steps:
        value = None if value is None else getattr(value, step)
    if isinstance(value, datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, int) else str(value)

"""Places in an ordered list, said by the values of the row that stands there.

Rows that come or go elsewhere move no place, as they move the pages of a list that is counted. The list has to be
in a total order of columns, as `archive.filters.kinds.TotalOrderingFilter` makes it; what has no value stands lowest.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q


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


def look(read, queryset, size, place):
    """The rows from a place on: at most `size`, in two queries, of which one asks whether there are rows behind.

    `read` gives the rows that follow a place, nearest first; the queryset says in which order.
    """
    rows = list(read(place)[: size + 1])
    has_more, rows = len(rows) > size, rows[:size]
    if not rows:
        # What led here is gone. Whoever turns round begins at the end.
        turned = Place(backwards=not place.backwards) if place.values and read(Place()).exists() else None
        onward, back = None, turned
    else:
        onward = Place(values_of(queryset, rows[-1]), place.backwards) if has_more else None
        behind = Place(values_of(queryset, rows[0]), not place.backwards)
        back = behind if place.values and read(behind).exists() else None
    if place.backwards:
        return Window(rows[::-1], next=back, previous=onward)
    return Window(rows, next=onward, previous=back)


def chunks(queryset, size):
    """All rows of a list, `size` at a time, each time a query: so the memory for one chunk is enough for any list."""
    place = Place()
    while True:
        rows = list(rows_from(queryset, place)[:size])
        if rows:
            yield rows
        if len(rows) < size:
            return
        place = Place(values_of(queryset, rows[-1]))


def rows_from(queryset, place):
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
        # Nothing new, but an index of the first column can be entered at the place and not at its beginning,
        condition &= Q(**{f"{path}__gte": value})
    # nor is this, but what stands before the place is known for it before all of its columns are read.
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

"""Pages of lists: one size for the pages and the API, so that one query string means the same rows on both."""

import re
from math import ceil

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.db.models.query import ModelIterable
from django.utils.functional import cached_property

from archive.prepared import Filled

PAGE_SIZE = 50
MAX_PAGE_SIZE = 100
#: What was found is read row by row, with its passages: a page of it is shorter.
SEARCH_PAGE_SIZE = 20

#: How far a list is counted.
COUNTED = 10_000
#: Of a list of more rows it is found first which a page has: to sort a shorter one takes no longer than to ask twice.
LONG = 1_000

#: No parameter means a greater number than this.
MAX_NUMBER = 999_999_999

_WHOLE_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def whole_number(text):
    """The number a query parameter gives, None when it is not one from 1 on that anybody could mean."""
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else None


class BoundedPaginator(Paginator):
    """Counts a list, or a prepared read, up to `most` rows, whatever its length, and gives the pages of those.

    Of a longer list `count_is_exact` is false, and whoever shows the count says that there is more. To count all of a
    million rows is to read them; and so is to go to a page far down by its number, which is what cursors are for.
    """

    def __init__(self, *args, most=COUNTED, found=None, **kwargs):
        """`found` is how many rows there are, if they have been counted already: to the end, or beyond `most`."""
        super().__init__(*args, **kwargs)
        self.most = most
        if found is not None:
            self._found = found

    def page(self, number):
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        return self._get_page(self._rows(first, min(first + self.per_page, self.count)), number, self)

    def _rows(self, first, beyond):
        rows = self.object_list
        if self._found <= LONG or isinstance(rows, Filled) or rows.query.distinct:
            return rows[first:beyond]
        # Engines carry all columns of all that they sort and pass over, so first only which they are.
        found = up_to(rows, beyond) if is_by_index(rows) else rows
        return rows.filter(pk__in=found.values("pk")[first:beyond])

    @cached_property
    def count(self):
        return min(self._found, self.most)

    @cached_property
    def count_is_exact(self):
        return self._found <= self.most

    @cached_property
    def _found(self):
        return _counted(self.object_list, self.most)


class GoingOnPaginator(BoundedPaginator):
    """Turns the pages of a list of which each row is asked for much: counts to the page and little further.

    Up to `COUNTED_AT_LEAST` rows, or to the next page when that is beyond; there are pages for `COUNTED` rows.
    """

    COUNTED_AT_LEAST = 200

    def __init__(self, rows, size, number):
        super().__init__(rows, size, most=min(max(self.COUNTED_AT_LEAST, number * size), COUNTED))

    @cached_property
    def num_pages(self):
        return max(1, ceil(min(self._found, COUNTED) / self.per_page))


def is_by_index(queryset):
    """Whether a list is in order of a column, before all others, that has an index of its own.

    Or of the least value in a column of what hangs on its rows (`found_by`), or of a column of what they refer to
    (`found_through`). Where there may be no value, the order has to say that it stands lowest: engines do not agree.
    """
    model, (name, descends) = queryset.model, _first_key(queryset)
    if name in getattr(queryset, "found_by", ()):
        return descends
    if name in getattr(queryset, "found_through", ()):
        return True
    if not any(index.fields == [name] and index.condition is None for index in model._meta.indexes):
        return False
    first = queryset.query.order_by[0]
    is_lowest = not isinstance(first, str) and (first.nulls_last if first.descending else first.nulls_first)
    return bool(is_lowest) or not model._meta.get_field(name).null


def is_long(queryset):
    """Whether it is to be found first which rows of a list are wanted."""
    return _counted(queryset, LONG) > LONG


def _counted(rows, most):
    """How many rows a list has, or that it has more than `most`."""
    if isinstance(rows, Filled):
        return rows.count(most + 1)
    rows = rows.order_by()
    if issubclass(rows._iterable_class, ModelIterable):
        # Of a list that is cut, Django counts the rows with all that is said of each.
        rows = rows.values("pk")
    return rows[: most + 1].count()


def up_to(queryset, stop, **beginning):
    """A long list by an index, without most of what stands behind its first `stop` rows.

    Engines do not see that the rows they are asked for stand together in the index: they join all rows to what those
    stand in and sort them. Lookups may say where in the column the list begins. What has no value stands lowest.
    """
    model, (name, descends) = queryset.model, _first_key(queryset)
    if name in getattr(queryset, "found_by", ()):
        return _found_by_others(queryset, stop, name, descends, **beginning)
    if name in getattr(queryset, "found_through", ()):
        return _found_through(queryset, stop, name, descends, **beginning)
    unknown, rows = Q(**{f"{name}__isnull": True}), model._base_manager.all()
    beginning = {**_asked_of(queryset, name), **beginning}
    # Asked of each row in turn, in the order of the index.
    is_listed = Exists(queryset.order_by().filter(pk=OuterRef("pk")))
    begins_unknown = model._meta.get_field(name).null and not descends and not beginning
    if begins_unknown and rows.filter(unknown, is_listed)[stop - 1 : stop].exists():
        # These are in the order of the other columns. Said so that no engine takes the index for these rows too.
        return queryset.exclude(~unknown).order_by(*queryset.query.order_by[1:])
    reached = _as_far_as(stop, rows.filter(is_listed, **beginning).exclude(unknown), name, descends)
    if reached is None:
        return queryset
    reached &= Q(**beginning)
    return queryset.filter(pk__in=rows.filter(reached | unknown if begins_unknown else reached).values("pk"))


def _asked_of(queryset, name):
    """What a list asks of the column that it is in order of: no row before that need be looked at."""
    asked = (one for one in queryset.query.where.children if isinstance(one, GreaterThanOrEqual | LessThanOrEqual))
    own = queryset.model._meta.get_field(name).get_col(queryset.query.get_initial_alias())
    return {f"{name}__{one.lookup_name}": one.rhs for one in asked if one.lhs == own}


def _found_by_others(queryset, stop, name, descends, **beginning):
    """The same by an index of what hangs on the rows: `name` is the least in a column of it."""
    relation, column = queryset.found_by[name]
    field = queryset.model._meta.get_field(relation)
    own, column = field.m2m_field_name(), f"{field.m2m_reverse_field_name()}__{column}"
    if not descends and not beginning:
        # What has no value comes first, and stands in no index.
        return queryset
    beginning = {lookup.replace(name, column, 1): value for lookup, value in beginning.items()}
    pairs = field.remote_field.through._base_manager.filter(**beginning)
    is_first = Exists(queryset.order_by().filter(**{"pk": OuterRef(own), name: OuterRef(column)}))
    in_order = pairs.filter(is_first).order_by(f"-{column}" if descends else column)
    # A row may have several with the least value.
    last = in_order.values_list(column, own).distinct()[stop - 1 : stop].first()
    if last is None:
        return queryset
    reached = pairs.filter(**{f"{column}__{'gte' if descends else 'lte'}": last[0]})
    return queryset.filter(pk__in=reached.values(own))


def _found_through(queryset, stop, name, descends, **beginning):
    """The same by an index of what the rows refer to, of which the list shows what is public."""
    reference, rows = queryset.found_through[name], queryset.model._base_manager
    column = f"{reference}__{name.rpartition('__')[2]}"
    hidden = queryset.model._meta.get_field(reference).related_model.objects.hidden()
    unknown = rows.filter(Q(**{reference: None}) | Q(**{f"{reference}__in": hidden}))
    is_listed = Exists(queryset.order_by().filter(pk=OuterRef("pk")))
    begins_unknown = not descends and not beginning
    if begins_unknown and unknown.filter(is_listed)[stop - 1 : stop].exists():
        return queryset.filter(pk__in=unknown.values("pk")).order_by(*queryset.query.order_by[1:])
    beginning = {lookup.replace(name, column, 1): value for lookup, value in beginning.items()}
    known = rows.filter(~Q(**{f"{reference}__in": hidden}), **{f"{column}__isnull": False}, **beginning)
    reached = _as_far_as(stop, known.filter(is_listed), column, descends)
    if reached is None:
        return queryset
    reached = Q(pk__in=known.filter(reached).values("pk"))
    return queryset.filter(reached | Q(pk__in=unknown.values("pk")) if begins_unknown else reached)


def _as_far_as(stop, rows, column, descends):
    """The condition of the first `stop` of the rows in the order of a column; None when there are no more."""
    last = rows.order_by(f"-{column}" if descends else column).values_list(column, flat=True)[stop - 1 : stop].first()
    return None if last is None else Q(**{f"{column}__{'gte' if descends else 'lte'}": last})


def _first_key(queryset):
    """The column that a list is in order of before all others, and whether it descends."""
    first = next(iter(queryset.query.order_by), "")
    if isinstance(first, str):
        name, descends = first.removeprefix("-"), first.startswith("-")
    else:
        name, descends = getattr(first.expression, "name", ""), first.descending
    return name, descends == queryset.query.standard_ordering

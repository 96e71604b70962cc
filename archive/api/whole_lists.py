"""Lists that nothing narrows, in their own order: what is asked for most, so their SQL is written once in a process."""

from functools import lru_cache

from django.db.models import DateTimeField
from django.utils import timezone

from archive.api.keyset import Listed, Place, following
from archive.filters.kinds import own_order
from archive.prepared import Prepared


class WholeList(Listed):
    """The list of a view as it is now, without some of its columns, each record with the lists that are wanted.

    Its order is never by an index of one column.
    """

    def __init__(self, view, unread, wanted):
        self._view, self._unread, self._wanted, self._now = view, unread, wanted, timezone.now()
        # To see what is read and in which order, not to be asked.
        super().__init__(self.rows_from(Place()).queryset)

    def rows_from(self, place):
        order = tuple(own_order(self._view.serializer_class.Meta.model))
        known = {path: value for path, value in zip(order, place.values or (), strict=False) if value is not None}
        read = _prepared(self._view, self._unread, None if place.values is None else tuple(known), place.backwards)
        return read.filled(now=self._now, **known).with_lists(self._wanted)

    def nearest(self, place, most):
        return list(self.rows_from(place)[:most])


@lru_cache(maxsize=100)
def _prepared(view, unread, known, backwards):
    """The read from a place whose values are `known` in these columns of the order and None in the others."""
    model = view.serializer_class.Meta.model
    in_order = view.filterset_class.base_filters["ordering"].filter

    def make(now, **values):
        place = Place(None if known is None else tuple(map(values.get, own_order(model))), backwards)
        return following(in_order(view.rows(now).defer(*unread), None), place)

    return Prepared(make, now=DateTimeField(), **{path: _field(model, path) for path in known or ()})


def _field(model, path):
    *steps, name = path.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    return model._meta.get_field(name)

"""The kinds of filters, and the orders of lists. Labels are for the pages; the API describes each kind itself."""

import datetime
import re
from functools import cache

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, F
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from archive.models import Congress, Topic
from archive.models.fields import PartialDateFormField, on_or_after, on_or_before
from archive.prepared import Prepared


class PartialDateFilter(django_filters.Filter):
    """Rows whose date may lie on one side of the given one; a bare year counts when it reaches it."""

    field_class = PartialDateFormField

    def __init__(self, *, side, **kwargs):
        super().__init__(**kwargs)
        self.side = side

    def filter(self, queryset, value):
        return queryset.filter(self.side(self.field_name, value)) if value else queryset


class MomentField(forms.CharField):
    """A day, or a moment with its time zone, in the form of RFC 3339; a day begins in UTC."""

    REFUSAL = _("Write a day (2026-01-31) or a moment with its time zone (2026-01-31T12:00:00Z; a plus is %2B).")
    FORM = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2}))?", re.ASCII)

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        try:
            if not self.FORM.fullmatch(text):
                raise ValueError("not in the form of RFC 3339")
            return parse_datetime(text if "T" in text else f"{text}T00:00Z").astimezone(datetime.UTC)
        except (ValueError, OverflowError) as error:
            raise ValidationError(self.REFUSAL, code="invalid") from error


class ChangedSinceFilter(django_filters.Filter):
    """Rows that may have changed for readers at the moment or after it."""

    field_class = MomentField

    def __init__(self, **kwargs):
        super().__init__(label=_("Changed since"), **kwargs)

    def filter(self, queryset, value):
        return queryset.changed_since(value) if value else queryset


class YearFilter(django_filters.Filter):
    """A year as people number them."""

    field_class = forms.IntegerField

    def __init__(self, **kwargs):
        super().__init__(min_value=1, max_value=9999, **kwargs)


class TotalOrderingFilter(django_filters.OrderingFilter):
    """An order whose ties are broken by the list's own, which is total: no row is met twice or missed between pages.

    Each key is written out as a column, and all are values that the rows show, so that a place in the list can be
    said by them (`archive.api.keyset`).
    """

    def __init__(self, **kwargs):
        super().__init__(label=_("Order"), **kwargs)

    def filter(self, queryset, value):
        chosen = {}
        for parameter in filter(None, value or ()):
            ordering = self.get_ordering_value(parameter)
            chosen.setdefault(ordering.removeprefix("-"), _unknown_lowest(ordering))
        for path in own_order(queryset.model):
            chosen.setdefault(path, F(path).asc())
        return queryset.order_by(*chosen.values())


def own_order(model):
    """The columns that a kind of record is put in order by; they tell any two records apart."""
    for name in model._meta.ordering:
        related = None if "__" in name else model._meta.get_field(name).related_model
        yield from (f"{name}__{path}" for path in own_order(related)) if related else (name,)


def _unknown_lowest(ordering):
    """What has no value stands below all that have one, on every database."""
    if ordering.startswith("-"):
        return F(ordering[1:]).desc(nulls_last=True)
    return F(ordering).asc(nulls_first=True)


class EntryField(django_filters.fields.ModelChoiceField):
    """A public entry by what names it in its address."""

    #: A form has no room for more to choose from: what is chosen is then written.
    most = 200

    def entries(self):
        """The first public entries of the kind: what names each, and its names in English and in Russian; one query.

        There may be one more than a form has room for, which then has no list of them.
        """
        return _entries(self.queryset.model, self.to_field_name).filled(now=timezone.now()).rows()


@cache
def _entries(model, key):
    names = ("title", "original_title") if model is Congress else ("name", "original_name")

    def first(now):
        return model.objects.public(now).values_list(key, *names)[: EntryField.most + 1]

    return Prepared(first, now=DateTimeField())


class EntryFilter(django_filters.ModelChoiceFilter):
    field_class = EntryField

    def __init__(self, model, **kwargs):
        super().__init__(queryset=lambda request: model.objects.public(), **kwargs)


def reference(model, field_name, label, to_field_name="slug", **kwargs):
    """A filter by a public entry, named by its slug."""
    return EntryFilter(model, field_name=field_name, to_field_name=to_field_name, label=label, **kwargs)


def by_congress(field_name="congress", **kwargs):
    return reference(Congress, field_name, _("Congress"), to_field_name="number", **kwargs)


def by_topic():
    return reference(Topic, "topics", _("Topic"), distinct=True)


def choice(field_name, vocabulary, label):
    return django_filters.ChoiceFilter(field_name=field_name, choices=vocabulary.choices, label=label)


def date_from(field_name, **kwargs):
    return PartialDateFilter(field_name=field_name, side=on_or_after, **{"label": _("From"), **kwargs})


def date_until(field_name, **kwargs):
    return PartialDateFilter(field_name=field_name, side=on_or_before, **{"label": _("Until"), **kwargs})

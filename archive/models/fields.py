"""The partial date as a model field and a form field."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.dates import PartialDate

INVALID = _("“%(value)s” is not a date. Write a year (1922), a month (1922-03) or a day (1922-03-27).")


def to_partial_date(value):
    """A `PartialDate` from what a form, a file or the database holds; ValidationError if it is none."""
    if value in (None, "") or isinstance(value, PartialDate):
        return value or None
    try:
        return PartialDate.parse(str(value))
    except ValueError as error:
        raise ValidationError(INVALID, code="invalid", params={"value": value}) from error


class PartialDateInput(forms.TextInput):
    """One line of text for a year, a month or a day."""

    def __init__(self, attrs=None):
        super().__init__({"size": 12, "maxlength": 10, "placeholder": "1922-03-27", **(attrs or {})})


class PartialDateFormField(forms.CharField):
    widget = PartialDateInput

    def __init__(self, **kwargs):
        kwargs.pop("max_length", None)
        super().__init__(**{**kwargs, "empty_value": None})

    def to_python(self, value):
        return to_partial_date(super().to_python(value))

    def prepare_value(self, value):
        return str(value) if isinstance(value, PartialDate) else value

    def has_changed(self, initial, data):
        return str(initial or "") != (data or "").strip()


class PartialDateField(models.CharField):
    """A date kept as its ISO 8601 text, so that the database sorts and compares it as it is.

    "1922" sorts before "1922-03": a less precise date stands before the days it contains.
    """

    description = _("Date known to the year, the month or the day")

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 10
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        return to_partial_date(value)

    def from_db_value(self, value, expression, connection):
        return to_partial_date(value)

    def get_prep_value(self, value):
        value = models.Field.get_prep_value(self, value)
        if isinstance(value, PartialDate):
            return str(value)
        return value or None

    def run_validators(self, value):
        pass  # The only rule is the form of the date, which to_python has checked.

    def value_to_string(self, obj):
        return str(self.value_from_object(obj) or "")

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PartialDateFormField, **kwargs})


class PositionField(models.PositiveSmallIntegerField):
    """The place of a record among its siblings, from 1.

    Records that change places step beyond the last position for a moment, so the last one is half of
    what the database can hold.
    """

    LAST = 16_000

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("verbose_name", _("position"))
        kwargs.setdefault("validators", [MinValueValidator(1), MaxValueValidator(self.LAST)])
        super().__init__(*args, **kwargs)


def where_filled(field, column=None):
    """An index of the rows that have a text in this field: a word is looked for in those and in no others.

    It holds the text itself, or of one that may be too long for an index another column, only to say which rows.
    """
    return models.Index(fields=[column or field], condition=~Q(**{field: ""}), name=f"%(class)s_with_{field}")


def on_or_after(field, date):
    """Condition: the date may lie on or after `date`; a bare year counts when the year reaches it."""
    may_reach_it = Q(**{f"{field}__gte": str(date)}) | Q(**{f"{field}__in": date.prefixes()})
    # Nothing new, but so an index of the field is entered at the year and not passed over.
    return Q(**{f"{field}__gte": min(date.prefixes())}) & may_reach_it


def on_or_before(field, date):
    """Condition: the date may lie on or before the last day of `date`."""
    return Q(**{f"{field}__lte": date.latest.isoformat()})


def starts_no_later_than(start, end):
    """Condition for a check constraint: `end` may lie on or after `start`, whatever their precision."""
    return (
        Q(**{f"{start}__isnull": True})
        | Q(**{f"{end}__isnull": True})
        | Q(**{f"{end}__gte": models.F(start)})
        | Q(**{f"{start}__startswith": models.F(end)})
    )

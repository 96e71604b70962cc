"""How numbers, ordinals and dates are written in the reader's language."""

from datetime import UTC
from functools import lru_cache

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.dates import PartialDate

register = template.Library()

_RUSSIAN_ENDINGS = {"nominative": "й", "genitive": "го", "prepositional": "м", "neuter": "е"}


@register.filter
def number(value):
    """A number with its thousands grouped as the language does."""
    return number_for(get_language(), value)


@lru_cache(maxsize=20_000, typed=True)
def number_for(reader, value):
    """The same for a reader of this language, which is the active one."""
    return number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def counted(paginator):
    """How many rows a list has, as far as they are counted: "9,999" or "more than 10,000"."""
    shown = number(paginator.count)
    return shown if getattr(paginator, "count_is_exact", True) else _("more than %(count)s") % {"count": shown}


@register.filter
def ordinal_suffix(value, case="nominative"):
    """What follows the figure of an ordinal: "th" of 11th, "-й" of 11-й (Russian has cases)."""
    if get_language() == "ru":
        return f"-{_RUSSIAN_ENDINGS[case]}"
    if value % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


@register.filter
def ordinal(value, case="nominative"):
    """ "11th", in Russian "11-й" or, by case, "11-го", "11-м"."""
    return f"{value}{ordinal_suffix(value, case)}"


@register.filter
def as_time(date):
    """A partial date in words inside <time>."""
    return _date(date, False, get_language())


@register.filter
def as_time_both(date):
    """The same with the Old Style beside the New where there is one."""
    return as_time_both_for(get_language(), date)


def as_time_both_for(reader, date):
    """The same for a reader of this language, which is the active one."""
    return _date(date, True, reader)


@lru_cache(maxsize=20_000)
def _date(date, with_old_style, language):
    """The same few thousand dates stand on all pages."""
    return _time(date, date.display_both if with_old_style else date.display)


@register.filter
def as_moment(moment):
    """A moment in words inside <time>, in Universal Time: "24 November 2026, 10:15 UTC"."""
    moment = moment.astimezone(UTC)
    day = PartialDate(moment.year, moment.month, moment.day)
    words = _("%(day)s, %(time)s UTC") % {"day": day.display, "time": f"{moment:%H:%M}"}
    return _time(f"{moment:%Y-%m-%dT%H:%M:%SZ}", words)


def _time(date, words):
    return format_html('<time datetime="{}">{}</time>', date, words)

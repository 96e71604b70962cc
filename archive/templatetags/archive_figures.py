"""How names and dates are cut to the room a figure has. The whole of them is in the figure's table."""

from django import template
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import get_language

from archive.choices import PartOfDay
from archive.dates import PartialDate
from archive.naming import named_plain_for
from archive.templatetags.archive_text import text_language

register = template.Library()


@register.filter
def shortened(text, length):
    """The text, or as many of its letters as there is room for, with a sign that there are more."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip(' ,-')}…"


def family_name_for(reader, person):
    """A person's family name for a reader of this language, the whole name where that is not told apart."""
    name = named_plain_for(reader, person)
    if reader == "ru" and name == person.original_name:
        return name.split()[-1]
    return person.sort_name.partition(",")[0].strip() or name


@register.filter
def month(date):
    """A partial date without its day: "March 1922"."""
    return PartialDate(date.year, date.month).display


@register.filter
def language_of(text):
    """The language of a short text by its script, for the tag `lang` where there can be no <span>."""
    return text_language(text)


@register.filter
def weekday(number):
    """The short name of a day of the week, Monday being 0."""
    return WEEKDAYS_ABBR[number]


@register.filter
def part_of_day(value):
    return PartOfDay(value).label


@register.filter
def percentage(number):
    """A whole number of hundredths: "34%", in Russian "34 %"."""
    return percentage_for(get_language(), number)


def percentage_for(reader, number):
    """The same for a reader of this language."""
    return f"{number} %" if reader == "ru" else f"{number}%"

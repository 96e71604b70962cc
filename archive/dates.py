"""Partial dates: a year, a month or a day, in the New Style, with the Old Style beside it.

A `PartialDate` is written as the shorter ISO 8601 string ("1922", "1922-03", "1922-03-27")
everywhere: in the database, in files, in the API and in forms. This module imports nothing of ours.
"""

import datetime
import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache, total_ordering

from django.utils.dates import MONTHS, MONTHS_ALT
from django.utils.translation import gettext as _

#: Soviet Russia went from 31 January straight to 14 February 1918 (decree of 24 January 1918, Old Style).
FIRST_NEW_STYLE_DAY = datetime.date(1918, 2, 14)

_PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A date known to the year, the month or the day. Sorts before the days it contains."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self):
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        if not 1 <= self.year <= 9999:
            raise ValueError("the year is not between 1 and 9999")
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValueError("the month is not between 01 and 12")
        if self.day is not None and not 1 <= self.day <= monthrange(self.year, self.month)[1]:
            raise ValueError("that month has no such day")

    @classmethod
    def parse(cls, text):
        """Read "1922", "1922-03" or "1922-03-27"; raise ValueError that says what is wrong."""
        return _parsed(text)

    def __str__(self):
        text = f"{self.year:04}"
        if self.month:
            text += f"-{self.month:02}"
        if self.day:
            text += f"-{self.day:02}"
        return text

    def __lt__(self, other):
        if not isinstance(other, PartialDate):
            return NotImplemented
        return str(self) < str(other)

    def prefixes(self):
        """This date and the less precise ones that contain it: 1922-03-27, 1922-03, 1922."""
        text = str(self)
        return [text[:length] for length in (10, 7, 4) if length <= len(text)]

    @property
    def earliest(self):
        """The first day it may mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self):
        """The last day it may mean."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def display(self):
        """The date in words, in the active language."""
        return _in_words(self.year, self.month, self.day)

    @property
    def old_style(self):
        """The same day by the Julian calendar, in words; empty after the change of calendar.

        Only a full day has an Old Style: a month or a year straddles two of them.
        """
        if self.day is None or self.earliest >= FIRST_NEW_STYLE_DAY:
            return ""
        return _in_words(*julian(self.earliest))

    @property
    def display_both(self):
        """The date in words with the Old Style beside it where there is one."""
        if not self.old_style:
            return self.display
        return _("%(new)s (%(old)s Old Style)") % {"new": self.display, "old": self.old_style}


@lru_cache(maxsize=20_000)
def _parsed(text):
    """Dates are immutable, and the same few thousand stand in all rows."""
    match = _PATTERN.fullmatch(text.strip())
    if not match or not text.isascii():
        raise ValueError("write a year (1922), a month (1922-03) or a day (1922-03-27)")
    return PartialDate(*(int(part) if part else None for part in match.groups()))


def julian(day):
    """Year, month and day of a Gregorian date in the Julian calendar.

    From the Julian day number, after E. G. Richards, "Calendars", in the Explanatory Supplement to
    the Astronomical Almanac (3rd ed., 2013), section 15.11. A tuple, since 29 February 1900 is a
    Julian day that no Gregorian date type can hold.
    """
    shifted = day.toordinal() + 1721425 + 1401
    cycle_day = 4 * shifted + 3
    day_of_year = 5 * (cycle_day % 1461 // 4) + 2
    month = (day_of_year // 153 + 2) % 12 + 1
    year = cycle_day // 1461 - 4716 + (14 - month) // 12
    return year, month, day_of_year % 153 // 5 + 1


def _in_words(year, month, day):
    if day:
        return f"{day} {MONTHS_ALT[month]} {year}"
    if month:
        return f"{MONTHS[month]} {year}"
    return str(year)


def display_range(start, end):
    """A span in words: "27 March – 2 April 1922", "13–15 March 1898 (1–3 March Old Style)"."""
    if not start or not end or start == end:
        known = start or end
        return known.display_both if known else ""
    new = _span((start.year, start.month, start.day), (end.year, end.month, end.day))
    if not (start.old_style and end.old_style):
        return new
    old = _span(julian(start.earliest), julian(end.earliest))
    return _("%(new)s (%(old)s Old Style)") % {"new": new, "old": old}


def _span(start, end):
    if start[:2] == end[:2] and start[2] and end[2]:
        return f"{start[2]}–{_in_words(*end)}"
    if start[0] == end[0] and start[1] and end[1]:
        first = _in_words(*start).removesuffix(f" {start[0]}")
        return f"{first} – {_in_words(*end)}"
    return f"{_in_words(*start)} – {_in_words(*end)}"

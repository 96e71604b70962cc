"""Dates as CSL has them."""

from datetime import UTC


def csl_date(date):
    """A partial date: as many parts as are known."""
    return {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]}


def csl_day(moment):
    """The day of a moment, in UTC."""
    day = moment.astimezone(UTC)
    return {"date-parts": [[day.year, day.month, day.day]]}

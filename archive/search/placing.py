"""Where a record stands: in which congress, at which date, and from when until when it is public."""

from typing import NamedTuple

from django.db.models import Prefetch

from archive.models import Sitting
from archive.search.records import MODELS

#: What stands in a congress, and the path to it.
IN_CONGRESS = {"debate": "congress", "resolution": "congress", "speech": "debate__congress"}


class Placing(NamedTuple):
    """The columns of a `SearchDocument` that do not come from the record's own text."""

    public_from: object
    public_until: object
    congress: int | None
    date: str
    date_rising: str
    year_from: int | None
    year_to: int | None


def placed(kind):
    """All records of a kind, public or not, with what `placing_of` reads: one query, for debates two."""
    queryset = MODELS[kind].objects.with_public_from().with_public_until().order_by()
    if kind in IN_CONGRESS:
        queryset = queryset.select_related(IN_CONGRESS[kind])
    if kind == "speech":
        queryset = queryset.select_related("sitting")
    if kind == "debate":
        dated = Sitting.objects.exclude(held_on=None).order_by("held_on")
        queryset = queryset.prefetch_related(Prefetch("sittings", dated, to_attr="dated_sittings"))
    return queryset


def placing_of(kind, record):
    """The placing of a record from `placed`. What has no date of its own has that of its congress."""
    congress = _congress(kind, record)
    number = congress.number if congress else None
    date = _own_date(kind, record)
    if date is None and congress is not None:
        date = congress.opened_on or congress.closed_on
        years = [day.year for day in (congress.opened_on, congress.closed_on) if day]
    else:
        years = [date.year] if date else []
    if kind == "congress" and congress.closed_on:
        years.append(congress.closed_on.year)
    if kind == "source" and record.year:
        date, years = f"{record.year:04}", [record.year]
    text = str(date or "")
    first, last = (min(years), max(years)) if years else (None, None)
    return Placing(record.public_from, record.public_until, number, text, text or "9999", first, last)


def _congress(kind, record):
    if kind == "congress":
        return record
    if kind == "speech":
        return record.debate.congress
    return record.congress if kind in IN_CONGRESS else None


def _own_date(kind, record):
    if kind == "congress":
        return record.opened_on
    if kind == "debate":
        return record.dated_sittings[0].held_on if record.dated_sittings else None
    if kind == "speech":
        return record.held_on or (record.sitting.held_on if record.sitting else None)
    return record.adopted_on if kind == "resolution" else None

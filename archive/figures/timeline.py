"""The congresses on a line of time: down a page at full length, or across in short."""

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise, zip_longest

from archive.figures.scales import apart, middle, percent, rem, step_for
from archive.models import Congress

_YEAR = 365.2425
#: A line of labels, a heading over one, and how much of the page a year takes.
_LINE, _HEADING, _PER_YEAR = 1.625, 1.375, 0.8
_TOP = 1.5
#: Where the marks begin, how long a day makes them, and where the labels stand.
_MARK, _PER_DAY, _LABEL = 3.875, 0.0625, 6.25
_LONGEST = 24
#: Years without a congress that are worth a word.
_LONG_GAP = 6
#: Room at both ends of a line across, as a share of its width.
_MARGIN = 0.03
_SHORT_HEIGHT = 5.5


@dataclass
class Mark:
    """A congress: at its day on the axis, as long as it sat, with a label that keeps clear of the others."""

    congress: Congress
    at: str
    end: str
    label: str
    days: int | None
    is_here: bool = False
    #: How far along the line it stands, from 0 to 1.
    share: float = 0


@dataclass
class Era:
    """The time during which the party had one name, from the first congress under it to the next name."""

    name: str
    short_name: str
    start: str
    length: str
    label: str
    is_odd: bool


@dataclass
class Gap:
    """A long time without a congress, or, when the numbers are not consecutive, congresses that are not here."""

    label: str
    years: int
    before: Congress
    after: Congress
    first_missing: int | None = None
    last_missing: int | None = None


@dataclass
class Tick:
    year: int
    at: str


@dataclass
class Timeline:
    height: str = "0"
    top: str = "0"
    bottom: str = "0"
    ticks: list[Tick] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    eras: list[Era] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    #: Congresses without any date; they are in the table and not on the line.
    undated: list[Congress] = field(default_factory=list)

    @property
    def longest(self):
        """The mark of the congress that sat longest, if any is known to have sat for days."""
        known = [mark for mark in self.marks if mark.days]
        return max(known, key=lambda mark: mark.days) if known else None


def timeline(congresses, here=None):
    """All congresses down the page on one scale of time."""
    dated = _dated(congresses)
    figure = Timeline(undated=_undated(congresses))
    if not dated:
        return figure
    first, last = dated[0].opened_on.year, dated[-1].opened_on.year + 1
    per_year = max(_PER_YEAR, min(6, len(dated) * (_LINE + 0.5) / (last - first)))

    def place(day):
        return _TOP + (day - date(first, 1, 1).toordinal()) / _YEAR * per_year

    days = [place(middle(congress.opened_on)) for congress in dated]
    items = _items(dated, days)
    settled = apart([item[1] for item in items], [item[2] for item in items], _TOP)
    labels = {(kind, congress.pk): at for (kind, _at, _distance, congress), at in zip(items, settled, strict=True)}
    bottom = place(date(last, 1, 1).toordinal())
    figure.top, figure.bottom = rem(_TOP), rem(bottom)
    figure.height = rem(max(bottom, settled[-1]) + 1)
    figure.ticks = [Tick(year, rem(place(date(year, 1, 1).toordinal()))) for year in _years(first, last, 12)]
    figure.marks = [
        _mark(congress, day, labels["mark", congress.pk], congress == here)
        for congress, day in zip(dated, days, strict=True)
    ]
    figure.eras = _eras(dated, days, labels, bottom)
    figure.gaps = [
        _gap(before, after, labels["gap", after.pk]) for before, after in pairwise(dated) if ("gap", after.pk) in labels
    ]
    return figure


def short_timeline(congresses, here=None):
    """The congresses across one line, for a page that is about something else."""
    dated = _dated(congresses)
    figure = Timeline(undated=_undated(congresses))
    if not dated:
        return figure
    first, last = dated[0].opened_on.year, dated[-1].opened_on.year + 1
    start = date(first, 1, 1).toordinal()
    length = date(last, 1, 1).toordinal() - start

    def across(day):
        return percent(_MARGIN + (day - start) / length * (1 - 2 * _MARGIN))

    figure.marks = [
        Mark(congress, across(day), across(day), "0", _length(congress), congress == here, (day - start) / length)
        for congress in dated
        for day in [middle(congress.opened_on)]
    ]
    figure.ticks = [Tick(year, across(date(year, 1, 1).toordinal())) for year in _years(first, last, 6)]
    figure.height = rem(_SHORT_HEIGHT)
    return figure


def _dated(congresses):
    found = [congress for congress in congresses if congress.opened_on]
    return sorted(found, key=lambda congress: (middle(congress.opened_on), congress.number))


def _undated(congresses):
    return [congress for congress in congresses if not congress.opened_on]


def _items(dated, days):
    """Everything that stands in the column of labels: (kind, wanted place, distance to the one before, congress)."""
    items, party = [], ""
    for index, (congress, day) in enumerate(zip(dated, days, strict=True)):
        before = dated[index - 1] if index else None
        if before and (_gap_years(before, congress) >= _LONG_GAP or congress.number > before.number + 1):
            items.append(("gap", (days[index - 1] + day) / 2, _LINE, congress))
        if congress.party_name not in {"", party}:
            party = congress.party_name
            items.append(("era", day - _HEADING, _LINE + 0.25, congress))
            items.append(("mark", day, _HEADING, congress))
        else:
            items.append(("mark", day, _LINE, congress))
    return items


def _mark(congress, day, label, is_here):
    days = _length(congress)
    return Mark(congress, rem(day), rem(_MARK + min(max(days or 1, 4), _LONGEST) * _PER_DAY), rem(label), days, is_here)


def _length(congress):
    """Days in session, the first and the last included; None when either is not known to the day."""
    if not (congress.closed_on and congress.opened_on.day and congress.closed_on.day):
        return None
    return (congress.closed_on.earliest - congress.opened_on.earliest).days + 1


def _eras(dated, days, labels, bottom):
    starts = [index for index, congress in enumerate(dated) if ("era", congress.pk) in labels]
    return [
        Era(
            dated[index].party_name,
            dated[index].party_short_name,
            rem(days[index]),
            rem((days[following] if following else bottom) - days[index]),
            rem(labels["era", dated[index].pk]),
            count % 2 == 1,
        )
        for count, (index, following) in enumerate(zip_longest(starts, starts[1:]))
    ]


def _gap_years(before, after):
    """Whole years between the end of one congress and the start of the next."""
    return int((middle(after.opened_on) - middle(before.closed_on or before.opened_on)) / _YEAR)


def _gap(before, after, label):
    missing = after.number > before.number + 1
    return Gap(
        rem(label),
        _gap_years(before, after),
        before,
        after,
        before.number + 1 if missing else None,
        after.number - 1 if missing else None,
    )


def _years(first, last, most):
    """Round years to write along the line."""
    step = step_for(last - first, most)
    return [year for year in range(first, last + 1) if year % step == 0]

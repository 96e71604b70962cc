"""The sittings of a congress as a calendar: what took place when, behind which doors, and what is left of it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from archive.choices import Openness, PartOfDay, RecordState
from archive.figures.scales import percent, rem
from archive.models import Sitting

_DAYS = 7
#: The line of weekdays, the line of dates in a week, a line of sittings, the space under a week.
_HEAD, _DATES, _LINE, _SPACE = 1.5, 1.375, 1.875, 0.5
#: A box: its height, the strip at its foot that tells of the record, the slit between, and the air around it
#: as a share of the width.
_BOX, _STRIP, _SLIT, _AIR = 1.625, 0.375, 0.0625, 0.006
#: A congress said to have lasted longer shows only the weeks in which it sat.
_MOST_WEEKS = 8


@dataclass
class Box:
    """A sitting: the field of its number tells whether it was open, the strip under it what record there is."""

    sitting: Sitting
    left: str
    width: str
    #: The darkened part of a partly closed one, and the written part of a record kept in part.
    third: str
    middle: str
    top: str
    height: str
    text: str
    strip_top: str
    strip_height: str


@dataclass
class Day:
    """A day in session; an empty one has no sitting that is known to have been on it."""

    date: date
    left: str
    width: str
    top: str
    height: str
    text: str
    is_empty: bool


@dataclass
class Month:
    """The month in which a week begins, beside it."""

    date: date
    text: str


@dataclass
class Line:
    """A line of a week, named at the side: a part of the day, or "" when it is not known."""

    part: str
    text: str


@dataclass
class Calendar:
    height: str = "0"
    head: str = "1rem"
    weekdays: list[tuple[int, str]] = field(default_factory=list)
    days: list[Day] = field(default_factory=list)
    months: list[Month] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    undated: list[Box] = field(default_factory=list)
    #: Where the lines of undated sittings begin.
    undated_text: str = "0"
    #: Sittings that are counted but not in the archive.
    missing: int = 0

    @property
    def sittings(self):
        return sorted((box.sitting for box in (*self.boxes, *self.undated)), key=lambda sitting: sitting.position)

    @property
    def closed(self):
        return [sitting for sitting in self.sittings if sitting.openness == Openness.CLOSED]

    @property
    def partly(self):
        return [sitting for sitting in self.sittings if sitting.openness == Openness.PARTLY]

    @property
    def unsaid(self):
        """Those of which it is not known whether they were open."""
        return [sitting for sitting in self.sittings if not sitting.openness]

    @property
    def kept(self):
        return [sitting for sitting in self.sittings if sitting.record == RecordState.KEPT]

    @property
    def kept_in_part(self):
        return [sitting for sitting in self.sittings if sitting.record == RecordState.PARTIAL]

    @property
    def without_record(self):
        return [sitting for sitting in self.sittings if sitting.record in {RecordState.LOST, RecordState.NONE_KEPT}]

    @property
    def unrecorded(self):
        """Those of whose record nothing is known."""
        return [sitting for sitting in self.sittings if not sitting.record]

    @property
    def empty_days(self):
        return [day for day in self.days if day.is_empty]


def calendar(congress):
    """The weeks of a congress with its `public_sittings`; those without a day stand in lines of their own."""
    sittings = sorted(congress.public_sittings, key=lambda sitting: sitting.position)
    dated = [sitting for sitting in sittings if sitting.held_on and sitting.held_on.day]
    figure = Calendar(missing=max(0, (congress.sittings_count or 0) - len(sittings)) if sittings else 0)
    top = _draw_weeks(figure, congress, dated) if dated else 0.0
    others = [sitting for sitting in sittings if sitting not in dated]
    for index, sitting in enumerate(others):
        row, column = divmod(index, _DAYS)
        figure.undated.append(_box(sitting, column / _DAYS, 1 / _DAYS, top + row * _LINE))
    figure.undated_text = rem(top + _BOX / 2)
    rows = -(-len(others) // _DAYS)
    figure.height = rem(top + rows * _LINE)
    return figure


def _draw_weeks(figure, congress, dated):
    """Fill in the weeks; return where they end."""
    by_slot = {}
    for sitting in dated:
        by_slot.setdefault((sitting.held_on.earliest, sitting.part_of_day), []).append(sitting)
    held = {day for day, _part in by_slot}
    session = _session(congress, held)
    parts = [part for part in (*PartOfDay.values, "") if any(part == slot for _day, slot in by_slot)]
    weeks = sorted({_monday(day) for day in session})
    if len(weeks) > _MOST_WEEKS:
        weeks = sorted({_monday(day) for day in held})
    figure.weekdays = [(weekday, percent((weekday + 0.5) / _DAYS)) for weekday in range(_DAYS)]
    top = _HEAD
    for monday in weeks:
        figure.lines += [Line(part, rem(top + _DATES + row * _LINE + _BOX / 2)) for row, part in enumerate(parts)]
        for weekday in range(_DAYS):
            day = monday + timedelta(days=weekday)
            if day not in session:
                continue
            if not figure.months or figure.months[-1].date.month != max(monday, min(session)).month:
                figure.months.append(Month(day, rem(top + 1)))
            figure.days.append(_day(day, weekday, top, len(parts), held))
            for row, part in enumerate(parts):
                beside = by_slot.get((day, part), [])
                for index, sitting in enumerate(beside):
                    share = 1 / _DAYS / len(beside)
                    left = weekday / _DAYS + index * share
                    figure.boxes.append(_box(sitting, left, share, top + _DATES + row * _LINE))
        top += _DATES + len(parts) * _LINE + _SPACE
    return top


def _session(congress, held):
    """The days from the opening to the closing, as far as both are known to the day, and all days with a sitting."""
    known = [each.earliest for each in (congress.opened_on, congress.closed_on) if each and each.day]
    first, last = min([*known, *held]), max([*known, *held])
    return {first + timedelta(days=number) for number in range((last - first).days + 1)}


def _monday(day):
    return day - timedelta(days=day.weekday())


def _day(day, weekday, top, lines, held):
    return Day(
        day,
        percent(weekday / _DAYS),
        percent(1 / _DAYS),
        rem(top),
        rem(_DATES + lines * _LINE),
        rem(top + 1),
        day not in held,
    )


def _box(sitting, left, width, top):
    is_partly = sitting.openness == Openness.PARTLY
    return Box(
        sitting,
        percent(left + _AIR),
        percent(width - 2 * _AIR),
        percent((width - 2 * _AIR) / 3),
        percent(left + width * (2 / 3 if is_partly else 1 / 2)),
        rem(top),
        rem(_BOX - _STRIP),
        rem(top + (_BOX - _STRIP) / 2),
        rem(top + _BOX - _STRIP + _SLIT),
        rem(_STRIP - _SLIT),
    )

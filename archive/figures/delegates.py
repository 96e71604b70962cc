"""Delegates by mandate, congress by congress: bars on one scale, with what sources dispute."""

from dataclasses import dataclass, field

from archive.choices import Stance
from archive.figures.scales import percent, rem
from archive.models import Citation, Congress

_ROW, _BAR = 1.625, 0.875
FIELDS = ("delegates_decisive", "delegates_consultative")


@dataclass
class Bar:
    start: str
    length: str


@dataclass
class Row:
    """One congress. A number that is not known has no bar; `is_known` is false when neither is."""

    congress: Congress
    middle: str
    bar_top: str
    decisive: Bar | None
    consultative: Bar | None
    #: Behind the bar and the marks of disputing sources, where the numbers stand.
    end: str
    disputes: list[Citation]
    #: Where the bar would end by the number of a disputing source.
    others: list[str]
    is_here: bool

    @property
    def is_known(self):
        return bool(self.decisive or self.consultative)


@dataclass
class Delegates:
    height: str
    bar_height: str
    rows: list[Row] = field(default_factory=list)

    @property
    def known(self):
        return [row for row in self.rows if row.is_known]

    @property
    def largest(self):
        return max(self.known, key=lambda row: _total(row.congress)) if self.known else None

    @property
    def has_disputes(self):
        return any(row.disputes for row in self.rows)

    @property
    def has_unknown(self):
        return any(None in _numbers(row.congress) for row in self.rows)


def delegates(congresses, here=None):
    """One row for each congress; the longest bar, or what a source makes of it, is the whole width."""
    congresses = list(congresses)
    totals = [_total(congress) for congress in congresses]
    disputed = [total for congress in congresses for total in _disputed_totals(congress)]
    most = max([*totals, *disputed, 1])
    rows = []
    for index, congress in enumerate(congresses):
        decisive, consultative = _numbers(congress)
        others = _disputed_totals(congress)
        top = index * _ROW + (_ROW - _BAR) / 2
        rows.append(
            Row(
                congress,
                rem((index + 0.5) * _ROW),
                rem(top),
                None if decisive is None else Bar("0%", percent(decisive / most)),
                None if consultative is None else Bar(percent((decisive or 0) / most), percent(consultative / most)),
                percent(max([totals[index], *others]) / most),
                _disputes(congress),
                [percent(total / most) for total in others],
                congress == here,
            )
        )
    return Delegates(rem(len(congresses) * _ROW), rem(_BAR), rows)


def _numbers(congress):
    return [getattr(congress, name) for name in FIELDS]


def _total(congress):
    return sum(number or 0 for number in _numbers(congress))


def _disputes(congress):
    citations = getattr(congress, "public_citations", ())
    return [each for each in citations if each.stance == Stance.DISPUTES and each.field in FIELDS]


def _disputed_totals(congress):
    """All delegates, if a disputing source were right about its number; sources that give no number have none."""
    totals = []
    for citation in _disputes(congress):
        if citation.value.isascii() and citation.value.isdigit():
            others = [getattr(congress, name) or 0 for name in FIELDS if name != citation.field]
            totals.append(int(citation.value) + sum(others))
    return totals

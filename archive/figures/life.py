"""A life as a line from birth to death, with the congresses of it."""

from dataclasses import dataclass, field

from archive.figures.scales import middle, percent, rem
from archive.models import Congress

_MARGIN = 0.03
#: Congresses nearer than this, as a share of the line, have one label: on a telephone two would touch.
_APART = 0.17
#: Near an end of the line a label begins or ends at its place.
_EDGE = 0.12
_HEIGHT = 5.5


@dataclass
class Event:
    congress: Congress
    at: str
    share: float


@dataclass
class Label:
    """What stands over a mark, or over several close by: the first and last of each row of numbers."""

    runs: list[tuple[Congress, Congress]]
    at: str
    anchor: str


@dataclass
class Life:
    height: str = "0"
    start: str = percent(_MARGIN)
    end: str = percent(1 - _MARGIN)
    events: list[Event] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


def life(speaker, congresses):
    """The line of a person whose birth and death are known; without them it has no height and no events."""
    if not speaker.born_on or not speaker.died_on:
        return Life()
    born, died = middle(speaker.born_on), middle(speaker.died_on)
    figure = Life(rem(_HEIGHT))
    for congress in congresses:
        if not congress.opened_on or not born < middle(congress.opened_on) <= died:
            continue
        share = (middle(congress.opened_on) - born) / (died - born)
        figure.events.append(Event(congress, _across(share), share))
    figure.labels = [_label(group) for group in _groups(figure.events)]
    return figure if figure.events else Life()


def _across(share):
    return percent(_MARGIN + share * (1 - 2 * _MARGIN))


def _groups(events):
    """The events in the order of time, those close to each other together."""
    groups = []
    for event in sorted(events, key=lambda event: event.share):
        if groups and event.share - groups[-1][-1].share < _APART:
            groups[-1].append(event)
        else:
            groups.append([event])
    return groups


def _label(group):
    share = (group[0].share + group[-1].share) / 2
    anchor = "start" if share < _EDGE else "end" if share > 1 - _EDGE else "middle"
    at = {"start": group[0].share, "middle": share, "end": group[-1].share}[anchor]
    return Label(_runs([event.congress for event in group]), _across(at), anchor)


def _runs(congresses):
    """The first and the last of each row of congresses without a number between them left out."""
    runs = []
    for congress in congresses:
        if runs and congress.number == runs[-1][1].number + 1:
            runs[-1] = (runs[-1][0], congress)
        else:
            runs.append((congress, congress))
    return runs

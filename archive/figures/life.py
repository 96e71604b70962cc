"""A life as a line from birth to death, with the congresses of it."""

from dataclasses import dataclass, field

from archive.figures.scales import middle, percent, rem
from archive.models import Congress

_MARGIN = 0.03
#: Labels nearer than this, as a share of the line, would touch on a telephone.
_APART = 0.12
_HEIGHT = 5.5


@dataclass
class Event:
    """A congress in a life. It has its label unless that would touch the one before; the table has them all."""

    congress: Congress
    at: str
    is_labelled: bool


@dataclass
class Life:
    height: str = "0"
    start: str = percent(_MARGIN)
    end: str = percent(1 - _MARGIN)
    events: list[Event] = field(default_factory=list)


def life(speaker, congresses):
    """The line of a person whose birth and death are known; without them it has no height and no events."""
    if not speaker.born_on or not speaker.died_on:
        return Life()
    born, died = middle(speaker.born_on), middle(speaker.died_on)
    figure, last = Life(rem(_HEIGHT)), -_APART
    for congress in congresses:
        if not congress.opened_on or not born < middle(congress.opened_on) <= died:
            continue
        share = (middle(congress.opened_on) - born) / (died - born)
        is_labelled = share - last >= _APART
        last = share if is_labelled else last
        figure.events.append(Event(congress, percent(_MARGIN + share * (1 - 2 * _MARGIN)), is_labelled))
    return figure if figure.events else Life()

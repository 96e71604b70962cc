"""A person's life in the archive, arranged from what the selector loaded."""

from dataclasses import dataclass, field
from math import ceil

from archive.models import Congress, Debate, Participation, Speech

#: Room at both ends of a line, in percent of its width.
_MARGIN = 4
#: As many labels stand beside each other on a telephone.
_LABELS = 5


@dataclass
class Event:
    """A point on a line of time; `x` is a text with a point, whatever the language writes."""

    x: str
    congress: Congress
    is_labelled: bool = True


@dataclass
class Saying:
    """What a person did in one debate."""

    debate: Debate
    participations: list[Participation] = field(default_factory=list)
    speeches: list[Speech] = field(default_factory=list)


@dataclass
class Occasion:
    """A congress and the person's debates there."""

    congress: Congress
    sayings: list[Saying]


def life_line(speaker):
    """The congresses a person was at, placed between birth and death; [] when either is not known."""
    if not speaker.born_on or not speaker.died_on:
        return []
    born, died = speaker.born_on.earliest.toordinal(), speaker.died_on.latest.toordinal()
    if died <= born:
        return []
    attended = [congress for congress in congresses_of(speaker) if congress.opened_on]
    step = ceil(len(attended) / _LABELS) or 1
    events = []
    for index, congress in enumerate(attended):
        share = (congress.opened_on.earliest.toordinal() - born) / (died - born)
        if 0 <= share <= 1:
            events.append(Event(_position(share), congress, is_labelled=index % step == 0))
    return events


def congresses_of(speaker):
    """Every congress the person's page speaks of, in order."""
    debates = [part.debate for part in (*speaker.public_participations, *speaker.public_speeches)]
    at = (*speaker.public_mandates, *speaker.public_elections, *speaker.public_chaired_sittings, *debates)
    return sorted({each.congress for each in at}, key=lambda congress: congress.number)


def occasions(speaker):
    """What the person said where: congress by congress, debate by debate."""
    sayings = {}
    for participation in speaker.public_participations:
        _saying(sayings, participation.debate).participations.append(participation)
    for speech in sorted(speaker.public_speeches, key=lambda speech: speech.position):
        _saying(sayings, speech.debate).speeches.append(speech)
    found = {}
    for saying in sorted(sayings.values(), key=lambda saying: (saying.debate.congress.number, saying.debate.position)):
        congress = saying.debate.congress
        found.setdefault(congress.pk, Occasion(congress, [])).sayings.append(saying)
    return list(found.values())


def _saying(sayings, debate):
    return sayings.setdefault(debate.pk, Saying(debate))


def _position(share):
    return f"{_MARGIN + share * (100 - 2 * _MARGIN):.1f}%"

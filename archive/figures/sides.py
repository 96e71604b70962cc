"""Who stood where in a debate: two benches facing each other across the aisle, and those between."""

from dataclasses import dataclass, field

from archive.choices import ParticipationRole as Role
from archive.figures.scales import rem
from archive.models import Participation

#: Roles of each bench, and of those who stood between or whose side is not known. The chair takes no side.
_FOR = (Role.RAPPORTEUR, Role.CO_RAPPORTEUR, Role.IN_FAVOUR)
_AGAINST = (Role.AGAINST, Role.CRITICISED)
_BETWEEN = (Role.COMMISSION, Role.SPEAKER)
_HEAD, _SEAT = 2.0, 2.625
#: The mark stands beside the first line of a seat, the role on the second.
_NAME, _ROLE = 0.75, 1.75


@dataclass
class Seat:
    participation: Participation
    mark: str
    role: str


@dataclass
class Sides:
    height: str = "0"
    #: Where the aisle begins and ends.
    top: str = "0"
    bottom: str = "0"
    seats_for: list[Seat] = field(default_factory=list)
    seats_against: list[Seat] = field(default_factory=list)
    seats_between: list[Seat] = field(default_factory=list)
    #: From the one mark to the other of those who were in favour of one thing and against another.
    crossings: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_telling(self):
        """Whether there is anything to compare: people in two of the three places at least."""
        return sum(bool(seats) for seats in (self.seats_for, self.seats_against, self.seats_between)) > 1


def sides(debate):
    """The benches of a debate with its `public_participations`, each in the order of the roles, then of the debate."""
    facing = max(len(_having(debate, _FOR)), len(_having(debate, _AGAINST)))
    between = _HEAD + facing * _SEAT
    seats_for, seats_against = _seats(_having(debate, _FOR), _HEAD), _seats(_having(debate, _AGAINST), _HEAD)
    return Sides(
        rem(between + len(_having(debate, _BETWEEN)) * _SEAT),
        rem(_HEAD - 0.25),
        rem(between - 0.25),
        seats_for,
        seats_against,
        _seats(_having(debate, _BETWEEN), between),
        [
            (left.mark, right.mark)
            for left in seats_for
            for right in seats_against
            if left.participation.speaker_id == right.participation.speaker_id
            and (left.participation.role, right.participation.role) == (Role.IN_FAVOUR, Role.AGAINST)
        ],
    )


def _having(debate, roles):
    found = [part for part in debate.public_participations if part.role in roles]
    return sorted(found, key=lambda part: (roles.index(part.role), part.position))


def _seats(participations, top):
    return [
        Seat(part, rem(top + number * _SEAT + _NAME), rem(top + number * _SEAT + _ROLE))
        for number, part in enumerate(participations)
    ]

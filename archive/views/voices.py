"""Who stood where in a debate, and who spoke in it, arranged from what the selector loaded."""

from dataclasses import dataclass

from archive.choices import ParticipationRole as Role
from archive.dates import display_range
from archive.models import Participation, Speech

_ROLES = [
    Role.RAPPORTEUR,
    Role.CO_RAPPORTEUR,
    Role.COMMISSION,
    Role.IN_FAVOUR,
    Role.AGAINST,
    Role.CRITICISED,
    Role.SPEAKER,
    Role.CHAIR,
]


@dataclass
class Side:
    """Those with one role, in the order of the debate."""

    role: str
    label: str
    participations: list[Participation]


@dataclass
class Voice:
    """A person or a name as printed, with the opening speech and how many there are."""

    opening: Speech
    speeches: int = 0


def sides(debate):
    found = []
    for role in _ROLES:
        participations = [part for part in debate.public_participations if part.role == role]
        if participations:
            found.append(Side(role, role.label, sorted(participations, key=lambda part: part.position)))
    return found


def voices(debate):
    """Each voice once, in the order of first speaking; voices that nothing names are left out."""
    found = {}
    for speech in debate.public_speeches:
        person = speech.public_speaker
        name = person.pk if person else speech.attribution
        if name:
            found.setdefault(name, Voice(speech)).speeches += 1
    return list(found.values())


def debate_dates(debate):
    """When the debate was held, in words, as far as its sittings and speeches tell."""
    dates = {part.held_on for part in (*debate.public_sittings, *debate.public_speeches) if part.held_on}
    return display_range(min(dates), max(dates)) if dates else ""

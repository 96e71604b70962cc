"""A person's life in the archive, arranged from what the selector loaded."""

from dataclasses import dataclass, field

from archive.models import Congress, Debate, Participation, Speech


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

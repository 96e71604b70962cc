"""A person's life in the archive, arranged from what the selector loaded."""

from dataclasses import dataclass, field

from archive.models import Congress, Debate, Election, Mandate, Participation, Sitting, Speech


@dataclass
class Saying:
    """What a person did in one debate."""

    debate: Debate
    participations: list[Participation] = field(default_factory=list)
    speeches: list[Speech] = field(default_factory=list)


@dataclass
class Occasion:
    """A congress and all that the person was and did there."""

    congress: Congress
    mandates: list[Mandate] = field(default_factory=list)
    elections: list[Election] = field(default_factory=list)
    sayings: list[Saying] = field(default_factory=list)
    chaired: list[Sitting] = field(default_factory=list)

    @property
    def speeches_count(self):
        return sum(len(saying.speeches) for saying in self.sayings)


def congresses_of(speaker):
    """Every congress the person's page speaks of, in order."""
    debates = [part.debate for part in (*speaker.public_participations, *speaker.public_speeches)]
    at = (*speaker.public_mandates, *speaker.public_elections, *speaker.public_chaired_sittings, *debates)
    return sorted({each.congress for each in at}, key=lambda congress: congress.number)


def occasions(speaker):
    """The whole life in the archive, congress by congress: what the person was there, did and said."""
    found = {congress: Occasion(congress) for congress in congresses_of(speaker)}
    for mandate in speaker.public_mandates:
        found[mandate.congress].mandates.append(mandate)
    for election in speaker.public_elections:
        found[election.congress].elections.append(election)
    for sitting in speaker.public_chaired_sittings:
        found[sitting.congress].chaired.append(sitting)
    for saying in _sayings(speaker):
        found[saying.debate.congress].sayings.append(saying)
    return list(found.values())


def _sayings(speaker):
    """What was done and said debate by debate, in the order of the congress's agenda."""
    found = {}
    for participation in speaker.public_participations:
        _saying(found, participation.debate).participations.append(participation)
    for speech in sorted(speaker.public_speeches, key=lambda speech: speech.position):
        _saying(found, speech.debate).speeches.append(speech)
    return sorted(found.values(), key=lambda saying: saying.debate.position)


def _saying(sayings, debate):
    return sayings.setdefault(debate.pk, Saying(debate))

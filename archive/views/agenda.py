"""The agenda of a congress and its sittings, arranged for its page from what the selector loaded."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from archive.choices import ParticipationRole as Role
from archive.models import Debate, Participation, Sitting

#: The steps from the report to the resolution, and the roles that make each.
STEPS = [
    (_("Reported"), {Role.RAPPORTEUR}),
    (_("Co-reports"), {Role.CO_RAPPORTEUR}),
    (_("Commission"), {Role.COMMISSION}),
    (_("Took part"), {Role.SPEAKER, Role.IN_FAVOUR, Role.AGAINST}),
    (_("Criticised"), {Role.CRITICISED}),
    (_("In the chair"), {Role.CHAIR}),
]


@dataclass
class Step:
    label: str
    participations: list[Participation]


@dataclass
class Item:
    """A debate with the steps from its report on; its resolutions are its own."""

    debate: Debate
    steps: list[Step]


@dataclass
class SittingRow:
    """One sitting, or several on end of which nothing is known."""

    sittings: list[Sitting] = field(default_factory=list)

    @property
    def is_known(self):
        return _is_known(self.sittings[0])


def agenda(congress):
    """Items on the agenda and those outside it, both in the order in which they were taken."""
    items = [Item(debate, _steps(debate)) for debate in congress.public_debates]
    on_it = [item for item in items if item.debate.agenda_number is not None]
    return {
        "agenda": sorted(on_it, key=lambda item: (item.debate.agenda_number, item.debate.position)),
        "outside_agenda": [item for item in items if item.debate.agenda_number is None],
        "other_resolutions": _without_debate(congress),
    }


def sitting_rows(congress):
    """The sittings in order; those of which nothing is known share a row with their like beside them."""
    rows = []
    for sitting in congress.public_sittings:
        if _is_known(sitting) or not rows or rows[-1].is_known:
            rows.append(SittingRow())
        rows[-1].sittings.append(sitting)
    return rows


def _steps(debate):
    steps = []
    for label, roles in STEPS:
        # A person may have several roles in one step: in favour of one thing, against another.
        people = {part.speaker_id: part for part in reversed(debate.public_participations) if part.role in roles}
        if people:
            steps.append(Step(label, sorted(people.values(), key=lambda part: part.position)))
    return steps


def _without_debate(congress):
    """Resolutions that no debate of the page leads to."""
    reached = {resolution.pk for debate in congress.public_debates for resolution in debate.public_resolutions}
    return [resolution for resolution in congress.public_resolutions if resolution.pk not in reached]


def _is_known(sitting):
    return bool(
        sitting.held_on
        or sitting.part_of_day
        or sitting.openness
        or sitting.record
        or sitting.public_chair
        or sitting.public_debates
    )

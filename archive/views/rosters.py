"""The people elected at a congress, arranged by body and office from what the selector loaded."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from archive.choices import Body, Office, Stance, Vote
from archive.dates import PartialDate
from archive.models import Citation, Election, Mandate, Speaker
from archive.views.footnotes import statement

#: So many exceptions at most are named behind “unverified”; with more, each name has its own mark.
_EXCEPTIONS = 3

_BODIES = list(Body)
_OFFICES = [
    Office.GENERAL_SECRETARY,
    Office.FIRST_SECRETARY,
    Office.CHAIR,
    Office.DEPUTY_CHAIR,
    Office.SECRETARY,
    Office.MEMBER,
    Office.CANDIDATE,
    Office.OTHER,
]


#: What an office is called when several people hold it.
_PLURALS = {
    Office.MEMBER: _("Members"),
    Office.CANDIDATE: _("Candidate members"),
    Office.SECRETARY: _("Secretaries"),
    Office.CHAIR: _("Chairs"),
    Office.DEPUTY_CHAIR: _("Deputy chairs"),
}


@dataclass
class Person:
    """An election with the citations that its group does not share."""

    election: Election
    own_citations: list[Citation]


@dataclass
class OfficeGroup:
    """Those elected to one office; `citations` support every one of them alike."""

    office: str
    label: str
    people: list[Person]
    citations: list[Citation]
    #: Nearly all rest on nothing that was verified; `verified` are those who do not.
    is_unverified: bool
    verified: list[Speaker]


@dataclass
class Roster:
    """A body: when and by whom it was elected, where that is the same for all, and its offices."""

    body: str
    label: str
    elected_on: PartialDate | None
    elected_by: str
    offices: list[OfficeGroup]


@dataclass
class MandateGroup:
    vote: str
    label: str
    mandates: list[Mandate]


def rosters(congress):
    """Bodies in the order of the vocabulary, offices from the head down, people by name."""
    elections = sorted(congress.public_elections, key=_order)
    return [_roster(body, list(group)) for body, group in groupby(elections, key=lambda election: election.body)]


def mandates(congress):
    """The mandates by kind of vote, decisive first."""
    votes = list(Vote)
    ordered = sorted(
        congress.public_mandates, key=lambda mandate: (votes.index(mandate.vote), mandate.speaker.sort_name)
    )
    return [
        MandateGroup(vote, Vote(vote).label, list(group))
        for vote, group in groupby(ordered, key=lambda mandate: mandate.vote)
    ]


def _order(election):
    return (
        _BODIES.index(election.body),
        _OFFICES.index(election.office),
        election.speaker.sort_name,
        election.pk,
    )


def _roster(body, elections):
    dates = {election.elected_on for election in elections}
    electors = {election.elected_by for election in elections}
    offices = [_office(office, list(group)) for office, group in groupby(elections, key=lambda each: each.office)]
    return Roster(
        body,
        Body(body).label,
        dates.pop() if len(dates) == 1 else None,
        electors.pop() if len(electors) == 1 else "",
        offices,
    )


def _office(office, elections):
    supporting = {election: _supporting(election) for election in elections}
    verified = [election for election in elections if not _is_unverified(supporting[election])]
    is_unverified = len(elections) > 1 and len(verified) <= min(_EXCEPTIONS, len(elections) // 3)
    alike = [election for election in elections if not is_unverified or election not in verified]
    shared = _shared([supporting[election] for election in alike])
    people = []
    for election in elections:
        own = [citation for citation in supporting[election] if statement(citation) not in shared]
        people.append(Person(election, own if election in alike else supporting[election]))
    return OfficeGroup(
        office,
        _PLURALS.get(office, Office(office).label) if len(elections) > 1 else Office(office).label,
        people,
        [citation for citation in supporting[alike[0]] if statement(citation) in shared],
        is_unverified,
        [election.speaker for election in verified],
    )


def _shared(citation_lists):
    """What the sources state of every one of several people alike."""
    if len(citation_lists) < 2:
        return set()
    return set.intersection(*({statement(citation) for citation in citations} for citations in citation_lists))


def _supporting(election):
    return [citation for citation in election.public_citations if citation.stance == Stance.SUPPORTS]


def _is_unverified(citations):
    """Whether the election as such rests on nothing that was verified."""
    whole = [citation for citation in citations if not citation.field] or citations
    return bool(whole) and all(citation.unverified for citation in whole)

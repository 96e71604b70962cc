"""Public reads of congresses and of the people at them."""

from django.db.models import DateTimeField, Exists, IntegerField, OuterRef, Prefetch, prefetch_related_objects
from django.utils import timezone

from archive.models import Congress, Debate, Election, Mandate, Participation, Resolution, Sitting, Speaker
from archive.paging import PAGE_SIZE
from archive.prepared import EVERYTHING, Prepared
from archive.selectors.addresses import Addressed, locate
from archive.selectors.columns import NOT_SHOWN, beyond_naming
from archive.selectors.evidence import attach_evidence
from archive.selectors.neighbours import beside, on_both_sides
from archive.selectors.wanted import attach_wanted

#: What a line or a mark of a congress never shows, and what would be most of what is read.
PROSE = ("purpose", "summary", "background", "outcome", "aftermath")


def public_congresses(now=None):
    """Public congresses, each knowing whether it `is_outline`: none of its debates is public.

    Found and not stored: the first debate an editor publishes ends it, and the last one withdrawn brings it back.
    """
    debates = Debate.objects.public(now).filter(congress=OuterRef("pk"))
    return Congress.objects.public(now).annotate(is_outline=~Exists(debates))


def public_calendar():
    """Congresses with their `public_sittings` (each with its `public_debates`), for a calendar; three queries."""
    taken_up = Prefetch("debates", Debate.objects.public().order_by("position"), to_attr="public_debates")
    sittings = Sitting.objects.public().select_related("congress").prefetch_related(taken_up)
    return public_congresses().prefetch_related(Prefetch("sittings", sittings, to_attr="public_sittings"))


def public_congresses_in_brief():
    """The first congresses, as many as a page has lines for, without the editors' prose on them; one query."""
    return _IN_BRIEF.filled(now=timezone.now(), after=0).records(0, PAGE_SIZE)


def public_congresses_with_evidence(after=0):
    """The congresses after this number, as many as a page has room for, and whether there are more; three queries.

    Each with what supports and disputes it, and without the editors' prose on it.
    """
    congresses = _IN_BRIEF.filled(now=timezone.now(), after=after).records(0, PAGE_SIZE + 1)
    shown = congresses[:PAGE_SIZE]
    attach_evidence(shown)
    return shown, len(congresses) > len(shown)


def public_congress(number, wanted=EVERYTHING):
    """One congress with everything its page shows, in twelve queries whatever the rows, fewer where less is `wanted`.

    `public_sittings` (each with `public_chair`, `public_debates`), `public_debates` (each with
    `public_participations`, `public_resolutions`), `public_resolutions`, `public_elections`,
    `public_mandates`, the evidence, and its `public_version`.
    """
    congress = locate(_WHOLE, number, wanted=wanted)
    attach_wanted(congress, wanted, "public_sittings", "public_elections", "public_mandates")
    return congress


def surround_congress(congress):
    """Give a congress what its page shows and is not part of it: debates and resolutions; five queries."""
    prefetch_related_objects([congress], *_agenda())
    prefetch_related_objects(congress.public_sittings, _taken_up())


def public_subject(number):
    """The congress that the front page is about: this one if it is public, else the latest; or None."""
    subject = _NUMBERED.filled(now=timezone.now(), number=number).first()
    congress = subject or public_congresses().order_by("-number").first()
    if congress is not None:
        attach_evidence([congress])
    return congress


def public_congress_people(number, wanted=EVERYTHING):
    """One congress with `public_elections` and `public_mandates`, their evidence, and its `public_version`."""
    congress = locate(_WITH_PEOPLE, number, wanted=wanted)
    attach_wanted(congress, wanted, "public_elections", "public_mandates")
    return congress


def public_earlier_elections(congress):
    """Elections of the congress right before this one, as a list; at most one query.

    None where either is an outline: it names some of those elected, and a comparison would take the others for gone.
    """
    if congress.is_outline:
        return []
    debates = Debate.objects.public().filter(congress=OuterRef("congress"))
    elections = Election.objects.public().filter(Exists(debates), congress__number=congress.number - 1)
    return list(elections.select_related("speaker", "congress"))


def public_neighbours(congress):
    """The public congresses before and after this one, None where there is none; one query."""
    read = _BESIDE.filled(now=timezone.now(), number=congress.number)
    return on_both_sides(read.records(), "number", congress.number)


def _whole(now):
    sittings = Sitting.objects.public(now).with_public("chair", now).prefetch_related(_taken_up(now))
    return public_congresses(now).prefetch_related(
        Prefetch("sittings", sittings, to_attr="public_sittings"), *_agenda(now), *_people(now)
    )


def _agenda(now=None):
    participations = _with_speaker(Participation, now)
    resolutions = Resolution.objects.public(now).select_related("congress")
    resolutions = resolutions.defer(*NOT_SHOWN, *beyond_naming(Congress, "congress", keeping=("number",)))
    debates = Debate.objects.public(now).prefetch_related(
        Prefetch("participations", participations, to_attr="public_participations"),
        Prefetch("resolutions", resolutions, to_attr="public_resolutions"),
    )
    return [
        Prefetch("debates", debates, to_attr="public_debates"),
        Prefetch("resolutions", resolutions, to_attr="public_resolutions"),
    ]


def _taken_up(now=None):
    debates = Debate.objects.public(now).select_related("congress").order_by("position")
    debates = debates.defer(*beyond_naming(Congress, "congress", keeping=("number",)))
    return Prefetch("debates", debates, to_attr="public_debates")


def _people(now):
    return [
        Prefetch("elections", _with_speaker(Election, now), to_attr="public_elections"),
        Prefetch("mandates", _with_speaker(Mandate, now), to_attr="public_mandates"),
    ]


def _with_speaker(model, now):
    """Public parts of a kind with their speaker, of whom the name is all that is shown."""
    parts = model.objects.public(now).select_related("speaker")
    return parts.defer(*NOT_SHOWN, *beyond_naming(Speaker, "speaker"))


def _in_brief(now, after):
    return public_congresses(now).filter(number__gt=after).defer(*PROSE)


_IN_BRIEF = Prepared(_in_brief, now=DateTimeField(), after=IntegerField())
_NUMBERED = Prepared(
    lambda now, number: public_congresses(now).filter(number=number), now=DateTimeField(), number=IntegerField()
)
_BESIDE = Prepared(
    lambda now, number: beside(public_congresses(now), "number", number), now=DateTimeField(), number=IntegerField()
)
_WHOLE = Addressed(Congress, _whole)
_WITH_PEOPLE = Addressed(Congress, lambda now: public_congresses(now).prefetch_related(*_people(now)))

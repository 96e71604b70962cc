"""Public reads of debates and speeches."""

from django.db.models import DateTimeField, IntegerField, Prefetch, prefetch_related_objects
from django.utils import timezone

from archive.models import Congress, Debate, Participation, Resolution, Sitting, Speaker, Speech, Topic
from archive.prepared import EVERYTHING, Prepared
from archive.selectors.addresses import Addressed, locate
from archive.selectors.columns import NOT_SHOWN, beyond_naming
from archive.selectors.neighbours import beside, on_both_sides
from archive.selectors.wanted import attach_wanted


def public_debates(now=None):
    """Debates with their congress and `public_topics`; two queries."""
    topics = Prefetch("topics", Topic.objects.public(now), to_attr="public_topics")
    return Debate.objects.public(now).select_related("congress").prefetch_related(topics)


def public_debate(number, slug, wanted=EVERYTHING):
    """One debate with everything its page shows, in ten queries whatever the rows, fewer where less is `wanted`.

    `public_sittings`, `public_topics`, `public_participations`, `public_speeches` (each with
    `public_speaker` and `sitting`), `public_resolutions`, the evidence of all of these, and its `public_version`.
    """
    debate = locate(_WHOLE, slug, number=number, wanted=wanted)
    attach_wanted(debate, wanted, "public_participations", "public_speeches")
    return debate


def surround_debate(debate):
    """Give a debate what its page shows and is not part of it: what came of it; one query."""
    prefetch_related_objects([debate], _resolved())


def public_speeches(now=None):
    """Speeches with their debate, congress, sitting and `public_speaker`; one query."""
    speeches = Speech.objects.public(now).with_public("speaker", now)
    return speeches.select_related("debate__congress", "sitting")


def listed_debates(now=None):
    """As `public_debates`, with what the rows of a list show."""
    of_congress = beyond_naming(Congress, "congress", keeping=("number",))
    shown = ("congress", "agenda_number", "kind", "question")
    return public_debates(now).defer(*beyond_naming(Debate, keeping=shown), *of_congress)


def listed_speeches(now=None):
    """As `public_speeches`, with what the rows of a list show, and without the sitting."""
    of_debate = beyond_naming(Debate, "debate", keeping=("congress",))
    of_congress = beyond_naming(Congress, "debate__congress", keeping=("number",))
    of_speaker = beyond_naming(Speaker, "public_speaker")
    speeches = Speech.objects.public(now).with_public("speaker", now).select_related("debate__congress")
    return speeches.defer(*NOT_SHOWN, "updated_at", "original_text", *of_debate, *of_congress, *of_speaker)


def public_neighbouring_debates(debate):
    """The public debates of the congress before and after this one, None where there is none; one query."""
    read = _BESIDE.filled(now=timezone.now(), congress=debate.congress_id, position=debate.position)
    return on_both_sides(read.records(), "position", debate.position)


def _whole(now):
    speeches = Speech.objects.public(now).with_public("speaker", now).select_related("sitting")
    of_sittings = [f"sitting__{name}" for name in (*NOT_SHOWN, "updated_at")]
    speeches = speeches.defer(*NOT_SHOWN, *of_sittings, *beyond_naming(Speaker, "public_speaker"))
    sittings = Sitting.objects.public(now).select_related("congress")
    participations = Participation.objects.public(now).select_related("speaker")
    participations = participations.defer(*NOT_SHOWN, *beyond_naming(Speaker, "speaker"))
    return public_debates(now).prefetch_related(
        Prefetch("sittings", sittings, to_attr="public_sittings"),
        Prefetch("participations", participations, to_attr="public_participations"),
        Prefetch("speeches", speeches.order_by("position"), to_attr="public_speeches"),
        _resolved(now),
    )


def _resolved(now=None):
    resolutions = Resolution.objects.public(now).select_related("congress")
    return Prefetch("resolutions", resolutions, to_attr="public_resolutions")


def _beside(now, congress, position):
    others = Debate.objects.public(now).filter(congress=congress).select_related("congress")
    return beside(others, "position", position).defer(*beyond_naming(Debate, keeping=("congress", "position")))


_WHOLE = Addressed(Debate, _whole)
_BESIDE = Prepared(_beside, now=DateTimeField(), congress=IntegerField(), position=IntegerField())

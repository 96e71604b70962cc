"""Public reads of debates and speeches."""

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from archive.models import Debate, Participation, Resolution, Sitting, Speech, Topic
from archive.selectors.addresses import located
from archive.selectors.evidence import attach_evidence
from archive.selectors.neighbours import by_side, next_to
from archive.selectors.prepared import prepared
from archive.selectors.versions import attach_public_version

#: What of a person the page of a debate has no need of.
BESIDE_NAMES = ("biography", "created_at", "updated_at", "publish_at", "withdraw_at", "status")


def public_debates():
    """Debates with their congress and `public_topics`; two queries."""
    topics = Prefetch("topics", Topic.objects.public(), to_attr="public_topics")
    return Debate.objects.public().select_related("congress").prefetch_related(topics)


def public_debate(number, slug):
    """One debate with everything its page shows, in ten queries whatever the rows.

    `public_sittings`, `public_topics`, `public_participations`, `public_speeches` (each with
    `public_speaker` and `sitting`), `public_resolutions`, the evidence of all of these, and its `public_version`.
    """
    now = timezone.now()
    debate = located(_debate(number=number, slug=slug, now=now), Debate, slug, number=number)
    debate.public_topics = _topics(debate=debate.pk, now=now)
    debate.public_sittings = _sittings(debate=debate.pk, now=now)
    debate.public_participations = _participations(debate=debate.pk, now=now)
    debate.public_speeches = _speeches(debate=debate.pk, now=now)
    debate.public_resolutions = _resolutions(debate=debate.pk, now=now)
    for part in (*debate.public_participations, *debate.public_speeches):
        part.debate = debate
    _share_sittings(debate)
    attach_evidence([debate, *debate.public_participations, *debate.public_speeches])
    attach_public_version(debate)
    return debate


@prepared
def _debate(number, slug, now):
    return Debate.objects.public(now).select_related("congress").filter(congress__number=number, slug=slug)


@prepared
def _topics(debate, now):
    return Topic.objects.public(now).filter(debates=debate)


@prepared
def _sittings(debate, now):
    return Sitting.objects.public(now).select_related("congress").filter(debates=debate)


@prepared
def _sittings_of_speeches(debate):
    return Sitting.objects.select_related("congress").filter(speeches__debate=debate).distinct()


@prepared
def _participations(debate, now):
    participations = Participation.objects.public(now).select_related("speaker").filter(debate=debate)
    return participations.defer("created_at", "updated_at", *(f"speaker__{name}" for name in BESIDE_NAMES))


@prepared
def _speeches(debate, now):
    speeches = Speech.objects.public(now).with_public("speaker", now).filter(debate=debate).order_by("position")
    return speeches.defer("created_at", "updated_at", *(f"public_speaker__{name}" for name in BESIDE_NAMES))


@prepared
def _resolutions(debate, now):
    return Resolution.objects.public(now).select_related("congress").filter(debates=debate)


def _share_sittings(debate):
    """Give each speech its sitting: one of the debate's, as a rule; one more query if any other is named."""
    sittings = {sitting.pk: sitting for sitting in debate.public_sittings}
    named = {speech.sitting_id for speech in debate.public_speeches if speech.sitting_id}
    if not named <= sittings.keys():
        sittings |= {sitting.pk: sitting for sitting in _sittings_of_speeches(debate=debate.pk)}
    for speech in debate.public_speeches:
        speech.sitting = sittings.get(speech.sitting_id)


def surround_debate(debate):
    """Give a debate what its page shows and is not part of it: what came of it; one query."""
    prefetch_related_objects([debate], _resolved())


def public_speeches():
    """Speeches with their debate, congress and `public_speaker`; one query."""
    return Speech.objects.public().with_public("speaker").select_related("debate__congress", "sitting__congress")


def public_neighbouring_debates(debate):
    """The public debates of the congress before and after this one, None where there is none; one query."""
    found = _neighbouring(congress=debate.congress_id, position=debate.position, now=timezone.now())
    return by_side(found, "position", debate.position)


@prepared
def _neighbouring(congress, position, now):
    others = Debate.objects.public(now).filter(congress=congress).select_related("congress")
    return next_to(others, "position", position)


def _resolved():
    return Prefetch("resolutions", Resolution.objects.public().select_related("congress"), to_attr="public_resolutions")

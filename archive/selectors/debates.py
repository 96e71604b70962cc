"""Public reads of debates and speeches."""

from django.db.models import Prefetch, prefetch_related_objects

from archive.models import Debate, Participation, Resolution, Sitting, Speech, Topic
from archive.selectors.addresses import locate
from archive.selectors.evidence import attach_evidence
from archive.selectors.neighbours import neighbours
from archive.selectors.versions import attach_public_version


def public_debates():
    """Debates with their congress and `public_topics`; two queries."""
    topics = Prefetch("topics", Topic.objects.public(), to_attr="public_topics")
    return Debate.objects.public().select_related("congress").prefetch_related(topics)


def public_debate(number, slug):
    """One debate with everything its page shows, in ten queries whatever the rows.

    `public_sittings`, `public_topics`, `public_participations`, `public_speeches` (each with
    `public_speaker` and `sitting`), `public_resolutions`, the evidence of all of these, and its `public_version`.
    """
    speeches = Speech.objects.public().with_public("speaker").select_related("sitting__congress")
    queryset = public_debates().prefetch_related(
        Prefetch("sittings", Sitting.objects.public().select_related("congress"), to_attr="public_sittings"),
        Prefetch(
            "participations",
            Participation.objects.public().select_related("speaker"),
            to_attr="public_participations",
        ),
        Prefetch("speeches", speeches.order_by("position"), to_attr="public_speeches"),
        _resolved(),
    )
    debate = locate(queryset, slug, number=number)
    attach_evidence([debate, *debate.public_participations, *debate.public_speeches])
    attach_public_version(debate)
    return debate


def surround_debate(debate):
    """Give a debate what its page shows and is not part of it: what came of it; one query."""
    prefetch_related_objects([debate], _resolved())


def public_speeches():
    """Speeches with their debate, congress and `public_speaker`; one query."""
    return Speech.objects.public().with_public("speaker").select_related("debate__congress", "sitting__congress")


def public_neighbouring_debates(debate):
    """The public debates of the congress before and after this one, None where there is none; one query."""
    others = Debate.objects.public().filter(congress=debate.congress_id).select_related("congress")
    return neighbours(others, "position", debate.position)


def _resolved():
    return Prefetch("resolutions", Resolution.objects.public().select_related("congress"), to_attr="public_resolutions")

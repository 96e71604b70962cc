"""Public reads of topics."""

from django.db.models import Prefetch

from archive.models import Debate, Resolution, Topic
from archive.selectors.addresses import locate
from archive.selectors.evidence import attach_evidence


def public_topics():
    """Topics with their `public_broader`; one query."""
    return Topic.objects.public().with_public("broader")


def public_topic(slug):
    """One topic with `public_broader`, `public_narrower`, `public_debates` and `public_resolutions`."""
    queryset = public_topics().prefetch_related(
        Prefetch("narrower", Topic.objects.public(), to_attr="public_narrower"),
        Prefetch("debates", Debate.objects.public().select_related("congress"), to_attr="public_debates"),
        Prefetch(
            "resolutions",
            Resolution.objects.public().select_related("congress"),
            to_attr="public_resolutions",
        ),
    )
    topic = locate(queryset, slug)
    attach_evidence([topic])
    return topic

"""Public reads of topics."""

from django.db.models import Prefetch

from archive.models import Debate, Resolution, ResolutionLink, Topic
from archive.selectors.addresses import locate
from archive.selectors.evidence import attach_evidence


def public_topics():
    """Topics with their `public_broader`; one query."""
    return Topic.objects.public().with_public("broader")


def public_topic(slug):
    """One topic with all that was debated and resolved on it, in nine queries whatever the rows.

    `public_broader`; `public_narrower`, each with its own `public_narrower`; `public_debates`; and
    `public_resolutions`, each with `public_links` and `public_links_from`. Evidence of the topic alone.
    """
    topics = Topic.objects.public()
    links = ResolutionLink.objects.public()
    resolutions = Resolution.objects.public().select_related("congress")
    queryset = public_topics().prefetch_related(
        Prefetch(
            "narrower",
            topics.prefetch_related(Prefetch("narrower", topics, to_attr="public_narrower")),
            to_attr="public_narrower",
        ),
        Prefetch("debates", Debate.objects.public().select_related("congress"), to_attr="public_debates"),
        Prefetch(
            "resolutions",
            resolutions.prefetch_related(
                Prefetch("links", links.select_related("to__congress"), to_attr="public_links"),
                Prefetch("links_from", links.select_related("resolution__congress"), to_attr="public_links_from"),
            ),
            to_attr="public_resolutions",
        ),
    )
    topic = locate(queryset, slug)
    attach_evidence([topic])
    return topic

"""Public reads of topics."""

from django.db.models import Prefetch, prefetch_related_objects

from archive.models import Debate, Resolution, ResolutionLink, Topic
from archive.selectors.addresses import Addressed, locate
from archive.selectors.evidence import attach_evidence
from archive.selectors.versions import attach_public_version


def public_topics(now=None):
    """Topics with their `public_broader`; one query."""
    return Topic.objects.public(now).with_public("broader", now)


def public_topic(slug):
    """One topic with all that was debated and resolved on it, in ten queries whatever the rows.

    `public_broader`; `public_narrower`, each with its own `public_narrower`; `public_debates`; and
    `public_resolutions`, each with `public_links` and `public_links_from`. Evidence of the topic alone, and its
    `public_version`.
    """
    topic = locate(_WHOLE, slug)
    attach_evidence([topic])
    attach_public_version(topic)
    return topic


def surround_topic(topic):
    """Give a topic what its page shows and is not part of it: all that is below it and on it; six queries."""
    prefetch_related_objects([topic], *_below())


def _below(now=None):
    topics = Topic.objects.public(now)
    links = ResolutionLink.objects.public(now)
    resolutions = Resolution.objects.public(now).select_related("congress")
    return [
        Prefetch(
            "narrower",
            topics.prefetch_related(Prefetch("narrower", topics, to_attr="public_narrower")),
            to_attr="public_narrower",
        ),
        Prefetch("debates", Debate.objects.public(now).select_related("congress"), to_attr="public_debates"),
        Prefetch(
            "resolutions",
            resolutions.prefetch_related(
                Prefetch("links", links.select_related("to__congress"), to_attr="public_links"),
                Prefetch("links_from", links.select_related("resolution__congress"), to_attr="public_links_from"),
            ),
            to_attr="public_resolutions",
        ),
    ]


_WHOLE = Addressed(Topic, lambda now: public_topics(now).prefetch_related(*_below(now)))

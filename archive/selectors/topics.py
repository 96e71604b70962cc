"""Public reads of topics."""

from django.db.models import DateTimeField, IntegerField, Prefetch, prefetch_related_objects
from django.utils import timezone

from archive.models import Debate, Resolution, ResolutionLink, Topic
from archive.prepared import EVERYTHING, Prepared
from archive.selectors.addresses import Addressed, locate
from archive.selectors.wanted import attach_wanted

#: A page has no room for more debates, and for more resolutions.
MOST = 100


def public_topics(now=None):
    """Topics with their `public_broader`; one query."""
    return Topic.objects.public(now).with_public("broader", now)


def public_topic(slug, wanted=EVERYTHING):
    """One topic with all that was debated and resolved on it: ten queries whatever the rows, fewer for less `wanted`.

    `public_broader`; `public_narrower`, each with its own `public_narrower`; `public_debates`; and
    `public_resolutions`, each with `public_links` and `public_links_from`. Evidence of the topic alone, and its
    `public_version`.
    """
    topic = locate(_WHOLE, slug, wanted=wanted)
    attach_wanted(topic, wanted)
    return topic


def public_topic_on_page(slug):
    """The same with as much as a page has room for: the first `MOST` debates and resolutions that it was given to.

    `cut` names the lists that go on. By the order in which they were entered, as nothing else finds the first of
    thousands without looking at all of them.
    """
    topic = locate(_ABOVE_ALL, slug)
    values, topic.cut = {"now": timezone.now(), "topic": topic.pk}, set()
    for name, read in _FIRST.items():
        rows = read.filled(**values).records(0, MOST + 1)
        setattr(topic, f"public_{name}", rows[:MOST])
        if len(rows) > MOST:
            topic.cut.add(name)
    attach_wanted(topic, EVERYTHING)
    return topic


def surround_topic(topic):
    """Give a topic what its page shows and is not part of it: all that is below it and on it; six queries."""
    prefetch_related_objects([topic], *_below())


def _below(now=None):
    return [
        _narrower(now),
        Prefetch("debates", Debate.objects.public(now).select_related("congress"), to_attr="public_debates"),
        Prefetch("resolutions", _resolutions(now), to_attr="public_resolutions"),
    ]


def _narrower(now):
    topics = Topic.objects.public(now)
    below = Prefetch("narrower", topics, to_attr="public_narrower")
    return Prefetch("narrower", topics.prefetch_related(below), to_attr="public_narrower")


def _resolutions(now):
    links = ResolutionLink.objects.public(now)
    return (
        Resolution.objects.public(now)
        .select_related("congress")
        .prefetch_related(
            Prefetch("links", links.select_related("to__congress"), to_attr="public_links"),
            Prefetch("links_from", links.select_related("resolution__congress"), to_attr="public_links_from"),
        )
    )


def _first_debates(now, topic):
    debates = Debate.objects.public(now).select_related("congress").filter(topics=topic)
    # The table that joins them has no name to be asked by but this one.
    return debates.order_by("Debate_topics+__id").defer("summary", "outcome", "consequences")


def _first_resolutions(now, topic):
    resolutions = _resolutions(now).filter(topics=topic)
    return resolutions.order_by("Resolution_topics+__id").defer("text", "original_text")


_WHOLE = Addressed(Topic, lambda now: public_topics(now).prefetch_related(*_below(now)))
_ABOVE_ALL = Addressed(Topic, lambda now: public_topics(now).prefetch_related(_narrower(now)))
_FIRST = {
    "debates": Prepared(_first_debates, now=DateTimeField(), topic=IntegerField()),
    "resolutions": Prepared(_first_resolutions, now=DateTimeField(), topic=IntegerField()),
}

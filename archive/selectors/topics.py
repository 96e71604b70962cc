"""Public reads of topics."""

from django.db.models import Prefetch, prefetch_related_objects

from archive.models import Congress, Debate, Resolution, ResolutionLink, Topic
from archive.prepared import EVERYTHING
from archive.selectors.addresses import Addressed, locate
from archive.selectors.beginnings import Beginning, attach_beginnings
from archive.selectors.columns import NOT_SHOWN, beyond_naming
from archive.selectors.wanted import attach_wanted


def public_topics(now=None):
    """Topics with their `public_broader`; one query."""
    return Topic.objects.public(now).with_public("broader", now)


def public_topic(slug, wanted=EVERYTHING):
    """One topic with what was debated and resolved on it: ten queries whatever the rows, fewer for less `wanted`.

    `public_broader`; `public_narrower`, each with its own `public_narrower`; `public_debates`; and
    `public_resolutions`, each with `public_links` and `public_links_from`. Evidence of the topic alone, and its
    `public_version`. `cut` names the lists that go on.
    """
    topic = locate(_ABOVE_ALL, slug, wanted=wanted)
    attach_beginnings(topic, _ON_IT, wanted)
    attach_wanted(topic, wanted)
    return topic


def surround_topic(topic):
    """Give a topic what an answer has and is not part of it: what is below it and on it; six queries."""
    prefetch_related_objects([topic], _narrower())
    attach_beginnings(topic, _ON_IT)


def _narrower(now=None):
    topics = Topic.objects.public(now)
    below = Prefetch("narrower", topics, to_attr="public_narrower")
    return Prefetch("narrower", topics.prefetch_related(below), to_attr="public_narrower")


def _debates():
    unused = beyond_naming(Debate, keeping=("updated_at", *_PLACE, "agenda_number", "kind", "question"))
    return Debate.objects.select_related("congress").defer(*unused, *_OF_CONGRESS)


def _resolutions():
    shown = (
        "kind",
        "adopted_on",
        "result",
        "votes_for",
        "votes_against",
        "votes_abstained",
        "vote_note",
        "secrecy",
        "summary",
    )
    unused = beyond_naming(Resolution, keeping=("updated_at", *_PLACE, *shown))
    return Resolution.objects.select_related("congress").defer(*unused, *_OF_CONGRESS)


def _links(now):
    return _links_to("links", "to", now), _links_to("links_from", "resolution", now)


def _links_to(name, end, now):
    """The relations of a resolution, with the names of those at the other end."""
    unused = beyond_naming(Resolution, end, keeping=_PLACE)
    unused += beyond_naming(Congress, f"{end}__congress", keeping=("number",))
    links = ResolutionLink.objects.public(now).select_related(f"{end}__congress").defer(*NOT_SHOWN, *unused)
    return Prefetch(name, links, to_attr=f"public_{name}")


_PLACE = ("congress", "position")
_OF_CONGRESS = beyond_naming(Congress, "congress", keeping=("number", "opened_on"))
_ABOVE_ALL = Addressed(Topic, lambda now: public_topics(now).prefetch_related(_narrower(now)))
# The tables that join them have no names to be asked by but these.
_ON_IT = {
    "debates": Beginning(_debates(), "topics", Debate._meta.ordering, entered="Debate_topics+__id"),
    "resolutions": Beginning(
        _resolutions(), "topics", Resolution._meta.ordering, entered="Resolution_topics+__id", lists=_links
    ),
}

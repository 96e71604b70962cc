"""Public reads of resolutions."""

from django.db.models import Prefetch, prefetch_related_objects

from archive.models import Clause, Debate, Resolution, ResolutionLink, Topic
from archive.prepared import EVERYTHING
from archive.selectors.addresses import Addressed, locate
from archive.selectors.evidence import attach_citations
from archive.selectors.wanted import attach_wanted


def public_resolutions(now=None):
    """Resolutions with their congress and `public_topics`; two queries."""
    topics = Prefetch("topics", Topic.objects.public(now), to_attr="public_topics")
    return Resolution.objects.public(now).select_related("congress").prefetch_related(topics)


def public_resolution(number, slug, wanted=EVERYTHING):
    """One resolution with everything its page shows, in ten queries whatever the rows, fewer where less is `wanted`.

    `public_clauses`, `public_debates`, `public_topics`, `public_links` (what it does to others),
    `public_links_from` (what others do to it), the evidence of all of these, and its `public_version`.
    """
    resolution = locate(_WHOLE, slug, number=number, wanted=wanted)
    attach_wanted(resolution, wanted, "public_clauses", "public_links", "public_links_from")
    return resolution


def surround_resolution(resolution):
    """Give a resolution what its page shows and is not part of it: what others do to it; two queries."""
    prefetch_related_objects([resolution], _links_from())
    attach_citations(resolution.public_links_from)


def _whole(now):
    links = ResolutionLink.objects.public(now)
    return public_resolutions(now).prefetch_related(
        Prefetch("clauses", Clause.objects.public(now).order_by("position"), to_attr="public_clauses"),
        Prefetch("debates", Debate.objects.public(now).select_related("congress"), to_attr="public_debates"),
        Prefetch("links", links.select_related("to__congress"), to_attr="public_links"),
        _links_from(now),
    )


def _links_from(now=None):
    links = ResolutionLink.objects.public(now).select_related("resolution__congress")
    return Prefetch("links_from", links, to_attr="public_links_from")


_WHOLE = Addressed(Resolution, _whole)

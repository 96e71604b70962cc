"""Public reads of resolutions."""

from django.db.models import Prefetch

from archive.models import Clause, Debate, Resolution, ResolutionLink, Topic
from archive.selectors.addresses import locate
from archive.selectors.evidence import attach_evidence


def public_resolutions():
    """Resolutions with their congress and `public_topics`; two queries."""
    topics = Prefetch("topics", Topic.objects.public(), to_attr="public_topics")
    return Resolution.objects.public().select_related("congress").prefetch_related(topics)


def public_resolution(number, slug):
    """One resolution with everything its page shows, in eight queries whatever the rows.

    `public_clauses`, `public_debates`, `public_topics`, `public_links` (what it does to others),
    `public_links_from` (what others do to it), and the evidence of all of these.
    """
    links = ResolutionLink.objects.public()
    queryset = public_resolutions().prefetch_related(
        Prefetch("clauses", Clause.objects.public().order_by("position"), to_attr="public_clauses"),
        Prefetch("debates", Debate.objects.public().select_related("congress"), to_attr="public_debates"),
        Prefetch("links", links.select_related("to__congress"), to_attr="public_links"),
        Prefetch("links_from", links.select_related("resolution__congress"), to_attr="public_links_from"),
    )
    resolution = locate(queryset, slug, number=number)
    links = [*resolution.public_links, *resolution.public_links_from]
    attach_evidence([resolution, *resolution.public_clauses, *links])
    return resolution

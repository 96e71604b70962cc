"""Querysets of sources and of what is said with them."""

from archive.querysets.publication import PublishableQuerySet


class SourceQuerySet(PublishableQuerySet):
    pass


class CitationQuerySet(PublishableQuerySet):
    """A citation shows its source, so the source must be public.

    What it stands on is loaded through that thing's own gate, never from here.
    """

    gates = ("source",)

"""Querysets of topics."""

from archive.querysets.publication import PublishableQuerySet


class TopicQuerySet(PublishableQuerySet):
    pass

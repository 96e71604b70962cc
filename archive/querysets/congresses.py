"""Querysets of congresses and of what lives and dies with one."""

from archive.querysets.publication import PublishableQuerySet


class CongressQuerySet(PublishableQuerySet):
    pass


class SittingQuerySet(PublishableQuerySet):
    gates = ("congress",)


class PersonAtCongressQuerySet(PublishableQuerySet):
    """Mandates and elections: nothing without the person, so hidden with the person."""

    gates = ("congress", "speaker")

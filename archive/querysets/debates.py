"""Querysets of debates and their parts."""

from archive.querysets.publication import PublishableQuerySet


class DebateQuerySet(PublishableQuerySet):
    gates = ("", "congress")


class ParticipationQuerySet(PublishableQuerySet):
    gates = ("debate", "debate__congress", "speaker")


class SpeechQuerySet(PublishableQuerySet):
    """A speech stays public when its speaker is not: it is then shown as printed, unlinked."""

    gates = ("debate", "debate__congress")

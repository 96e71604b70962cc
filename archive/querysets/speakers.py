"""Querysets of people and their names."""

from archive.querysets.publication import PublishableQuerySet


class SpeakerQuerySet(PublishableQuerySet):
    pass


class SpeakerNameQuerySet(PublishableQuerySet):
    gates = ("speaker",)

"""Querysets of resolutions and their parts."""

from django.db.models import Exists, OuterRef, Q

from archive.querysets.publication import PublishableQuerySet


class ResolutionQuerySet(PublishableQuerySet):
    gates = ("", "congress")


class ClauseQuerySet(PublishableQuerySet):
    gates = ("resolution", "resolution__congress")


class ResolutionLinkQuerySet(PublishableQuerySet):
    """A link is public when both its ends are; an end outside the archive always is."""

    gates = ("resolution", "resolution__congress")

    def is_open(self, now):
        model = self.model._meta.get_field("to").related_model
        # Asked of each link in turn: as a list, all public resolutions would be read for it.
        inside = Exists(model.objects.public(now).filter(pk=OuterRef("to")))
        return super().is_open(now) & (Q(to=None) | inside)

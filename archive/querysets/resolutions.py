"""Querysets of resolutions and their parts."""

from django.db.models import Q

from archive.querysets.publication import PublishableQuerySet


class ResolutionQuerySet(PublishableQuerySet):
    gates = ("", "congress")


class ClauseQuerySet(PublishableQuerySet):
    gates = ("resolution", "resolution__congress")


class ResolutionLinkQuerySet(PublishableQuerySet):
    """A link is public when both its ends are; an end outside the archive always is."""

    gates = ("resolution", "resolution__congress")

    def public(self, now=None):
        model = self.model._meta.get_field("to").related_model
        inside = Q(to__in=model.objects.public(now).values("pk"))
        return super().public(now).filter(Q(to=None) | inside)

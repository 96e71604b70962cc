"""THE gate: the one place that decides what the public may see."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from archive.choices import PublicationStatus


class PublishableQuerySet(models.QuerySet):
    """Rows that are public when they, and everything they stand in, are public now."""

    #: Paths to the entries whose status and schedule count. "" is the row itself.
    gates: tuple[str, ...] = ("",)

    def public(self, now=None):
        """Keep what an anonymous reader may see at `now` (this moment if not given).

        The schedule is part of the condition, so an entry appears at its time without a job.
        """
        return self.filter(self._all_gates({PublicationStatus.PUBLISHED}, now))

    def withdrawn(self, now=None):
        """Keep what was public once and no longer is: their addresses answer 410."""
        once_public = {PublicationStatus.PUBLISHED, PublicationStatus.WITHDRAWN}
        any_withdrawn = Q()
        for gate in self.gates:
            any_withdrawn |= Q(**{_path(gate, "status"): PublicationStatus.WITHDRAWN})
        return self.filter(self._all_gates(once_public, now), any_withdrawn)

    def _all_gates(self, statuses, now):
        now = now or timezone.now()
        condition = Q()
        for gate in self.gates:
            condition &= Q(**{_path(gate, "status__in"): sorted(statuses)})
            condition &= Q(**{_path(gate, "publish_at"): None}) | Q(**{_path(gate, "publish_at__lte"): now})
        return condition


def _path(gate, field):
    return f"{gate}__{field}" if gate else field

"""THE gate: the one place that decides what the public may see."""

from django.db import models
from django.db.models import FilteredRelation, Q
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
        return self.filter(_open(self.gates, {PublicationStatus.PUBLISHED}, now))

    def withdrawn(self, now=None):
        """Keep what was public once and no longer is: their addresses answer 410."""
        any_withdrawn = Q()
        for gate in self.gates:
            any_withdrawn |= Q(**{_path(gate, "status"): PublicationStatus.WITHDRAWN})
        once_public = {PublicationStatus.PUBLISHED, PublicationStatus.WITHDRAWN}
        return self.filter(_open(self.gates, once_public, now), any_withdrawn)

    def with_public(self, name, now=None):
        """Join the entry that the foreign key `name` leads to as `public_<name>`: None if it is not public."""
        related = self.model._meta.get_field(name).related_model
        gates = tuple(_path(name, gate) if gate else name for gate in related.objects.all().gates)
        condition = _open(gates, {PublicationStatus.PUBLISHED}, now)
        join = FilteredRelation(name, condition=condition)
        return self.annotate(**{f"public_{name}": join}).select_related(f"public_{name}")


def _open(gates, statuses, now):
    """The condition that every gate has one of the statuses and is due."""
    now = now or timezone.now()
    condition = Q()
    for gate in gates:
        condition &= Q(**{_path(gate, "status__in"): sorted(statuses)})
        condition &= Q(**{_path(gate, "publish_at"): None}) | Q(**{_path(gate, "publish_at__lte"): now})
    return condition


def _path(gate, field):
    return f"{gate}__{field}" if gate else field

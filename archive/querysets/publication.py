"""THE gate: the one place that decides what the public may see."""

import datetime

from django.db import models
from django.db.models import Case, F, FilteredRelation, Q, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from archive.choices import PublicationStatus

#: Stands for "no time was set": earlier than any schedule.
ALWAYS = datetime.datetime(1900, 1, 1, tzinfo=datetime.UTC)


class PublishableQuerySet(models.QuerySet):
    """Rows that are public when they, and everything they stand in, are public now."""

    #: Paths to the entries whose status and schedule count. "" is the row itself.
    gates: tuple[str, ...] = ("",)

    def public(self, now=None):
        """Keep what an anonymous reader may see at `now` (this moment if not given).

        The schedule is part of the condition, so an entry appears at its time without a job.
        """
        return self.filter(_open(self.gates, {PublicationStatus.PUBLISHED}, now))

    def with_public_from(self):
        """Annotate the moment from which the row is public, as things stand; None when there is none.

        The same rule as `public`, for an index that is asked at any later moment:
        `public_from <= now` is `public(now)`.
        """
        field = models.DateTimeField(null=True)
        times = [
            Coalesce(F(_path(gate, "publish_at")), Value(ALWAYS, field), output_field=field) for gate in self.gates
        ]
        latest = Greatest(*times, output_field=field) if len(times) > 1 else times[0]
        published = _in_status(self.gates, {PublicationStatus.PUBLISHED})
        return self.annotate(public_from=Case(When(published, then=latest), default=None, output_field=field))

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
    condition = _in_status(gates, statuses)
    for gate in gates:
        condition &= Q(**{_path(gate, "publish_at"): None}) | Q(**{_path(gate, "publish_at__lte"): now})
    return condition


def _in_status(gates, statuses):
    condition = Q()
    for gate in gates:
        condition &= Q(**{_path(gate, "status__in"): sorted(statuses)})
    return condition


def _path(gate, field):
    return f"{gate}__{field}" if gate else field

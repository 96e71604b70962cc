"""THE gate: the one place that decides what the public may see."""

import datetime
from itertools import permutations

from django.db import models
from django.db.models import Case, Exists, F, Field, FilteredRelation, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Greatest, Least, NullIf
from django.db.models.lookups import In
from django.utils import timezone

from archive.choices import PublicationStatus

#: Stands for "no time was set": earlier than any schedule.
ALWAYS = datetime.datetime(1900, 1, 1, tzinfo=datetime.UTC)
#: Likewise for the end: later than any schedule.
NEVER = datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)


class PublishableQuerySet(models.QuerySet):
    """Rows that are public when they, and everything they stand in, are public now."""

    #: Paths to the entries whose status and schedule count. "" is the row itself.
    gates: tuple[str, ...] = ("",)

    def public(self, now=None):
        """Keep what an anonymous reader may see at `now` (this moment if not given).

        The schedule is part of the condition, so an entry appears and leaves at its time without a job.
        """
        return self.filter(self.is_open(now or timezone.now()))

    def hidden(self, now=None):
        """Keep the others: what an anonymous reader may not see at `now`."""
        return self.exclude(self.is_open(now or timezone.now()))

    def is_open(self, now):
        """The condition that an anonymous reader may see a row at `now`."""
        return _open(self.gates, now)

    def each_public(self, now=None):
        """As `public`, asked of each row in turn: for the few of many that have something else in common.

        Where a gate is joined, SQLite looks through all congresses first to know which are public, for each query.
        """
        return self.filter(Exists(self.model.objects.public(now).filter(pk=OuterRef("pk"))))

    def with_public_from(self):
        """Annotate the moment from which the row is public, as things stand; None when there is none.

        The same rule as `public`, for an index that is asked at any later moment: `public(now)` is what
        has `public_from <= now`, and not `public_until <= now` (see `with_public_until`).
        """
        field = models.DateTimeField(null=True)
        times = [
            Coalesce(F(_path(gate, "publish_at")), Value(ALWAYS, field), output_field=field) for gate in self.gates
        ]
        latest = Greatest(*times, output_field=field) if len(times) > 1 else times[0]
        published = _in_status(self.gates, {PublicationStatus.PUBLISHED})
        return self.annotate(public_from=Case(When(published, then=latest), default=None, output_field=field))

    def with_public_until(self):
        """Annotate the moment at which the row ceases to be public, as things stand; None when no end is set."""
        field = models.DateTimeField(null=True)
        never = Value(NEVER, field)
        times = [Coalesce(F(_path(gate, "withdraw_at")), never, output_field=field) for gate in self.gates]
        earliest = Least(*times, output_field=field) if len(times) > 1 else times[0]
        return self.annotate(public_until=NullIf(earliest, never, output_field=field))

    def changed_since(self, moment):
        """Keep what readers may see otherwise since the moment: rows that were changed, or appeared, at it or later.

        What stands in an entry appears with it, so the entry's own change counts too: a debate whose congress was
        published today is new today, whenever it was written. Some of what is kept is therefore as it was; nothing
        that changed is left out. A part is not asked for its own time: its entry is touched with each change of it,
        so entries are passed over without looking at what they consist of.
        """
        changed = Q()
        for gate in self.gates:
            changed |= Q(**{_path(gate, "updated_at__gte"): moment}) | Q(**{_path(gate, "publish_at__gte"): moment})
        return self.filter(changed)

    def withdrawn(self, now=None):
        """Keep what was public once and no longer is, as far as the rows tell; `selectors.seen` asks the versions."""
        now = now or timezone.now()
        any_withdrawn = Q()
        for gate in self.gates:
            any_withdrawn |= Q(**{_path(gate, "status"): PublicationStatus.WITHDRAWN})
            any_withdrawn |= Q(**{_path(gate, "withdraw_at__lte"): now})
        once_public = {PublicationStatus.PUBLISHED, PublicationStatus.WITHDRAWN}
        return self.filter(_due(self.gates, once_public, now), _were_open_together(self.gates), any_withdrawn)

    def with_public(self, name, now=None):
        """Join the entry that the foreign key `name` leads to as `public_<name>`: None if it is not public."""
        related = self.model._meta.get_field(name).related_model
        gates = tuple(_path(name, gate) if gate else name for gate in related.objects.all().gates)
        join = FilteredRelation(name, condition=_open(gates, now or timezone.now(), "in_joined"))
        return self.annotate(**{f"public_{name}": join}).select_related(f"public_{name}")


@Field.register_lookup
class InJoined(In):
    """`in`, for what a left join finds by its key.

    SQLite takes a plain condition on a column for one that leaves out many rows, and reads the whole table, for each
    query, to know beforehand which. A plus before the column keeps it from that.
    """

    lookup_name = "in_joined"

    def as_sqlite(self, compiler, connection):
        sql, parameters = self.as_sql(compiler, connection)
        return f"+{sql}", parameters


def _open(gates, now, lookup="in"):
    """The condition that every gate is published, due, and has not left; `lookup` is that of the status."""
    condition = _due(gates, {PublicationStatus.PUBLISHED}, now, lookup)
    for gate in gates:
        condition &= Q(**{_path(gate, "withdraw_at"): None}) | Q(**{_path(gate, "withdraw_at__gt"): now})
    return condition


def _were_open_together(gates):
    """The condition that no gate was to leave before another appeared: there was never anything to see then."""
    condition = Q()
    for gate, other in permutations(gates, 2):
        no_times = Q(**{_path(gate, "publish_at"): None}) | Q(**{_path(other, "withdraw_at"): None})
        condition &= no_times | Q(**{_path(gate, "publish_at__lt"): F(_path(other, "withdraw_at"))})
    return condition


def _due(gates, statuses, now, lookup="in"):
    """The condition that every gate has one of the statuses and its time to appear has come."""
    condition = _in_status(gates, statuses, lookup)
    for gate in gates:
        condition &= Q(**{_path(gate, "publish_at"): None}) | Q(**{_path(gate, "publish_at__lte"): now})
    return condition


def _in_status(gates, statuses, lookup="in"):
    condition = Q()
    for gate in gates:
        condition &= Q(**{_path(gate, f"status__{lookup}"): sorted(statuses)})
    return condition


def _path(gate, field):
    return f"{gate}__{field}" if gate else field

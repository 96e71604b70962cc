"""The tables of the ledger: what readers have been able to see change, in order; only `archive.ledger` writes them.

Nothing here is edited and nothing is the only copy of anything: `manage.py restart_changes` makes it all again.
"""

from django.db import models

from archive.choices import LedgerChange
from archive.querysets.ledger import LedgerRowQuerySet


class Ledger(models.Model):
    """The one row that says how far the ledger has come. Whoever gives out places holds its lock."""

    #: Cursors carry it; a ledger that was begun again has another one.
    epoch = models.CharField(max_length=16)
    begun_at = models.DateTimeField()
    last_place = models.PositiveBigIntegerField(default=0)
    #: The last place there was when readers last lost an entry; 0 for never. Rows forget it when something comes back.
    lost_at = models.PositiveBigIntegerField(default=0)
    #: The last place of a `ContentVersion`. It counts on when the ledger begins again.
    content_place = models.PositiveBigIntegerField(default=0)
    #: Schedules that came due until then have been looked at.
    looked_at = models.DateTimeField()
    #: The next moment at which a schedule comes due; null when none is set.
    next_due = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.epoch}: {self.last_place}"


class LedgerMark(models.Model):
    """An entry to be looked at, left by the transaction that wrote something of it.

    Nothing about marks is unique, so that writers never wait for each other.
    """

    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["kind", "object_id"], name="ledger_mark_by_entry")]

    def __str__(self):
        return f"{self.kind} {self.object_id}"


class ContentVersion(models.Model):
    """What an answer may show, as a key, and the last time that it changed: see `ledger.stale`."""

    key = models.CharField(max_length=200, primary_key=True)
    #: Of the step in which it changed, which is not the place of a change that is told.
    place = models.PositiveBigIntegerField(db_index=True)

    def __str__(self):
        return f"{self.place}: {self.key}"


class LedgerRow(models.Model):
    """An address at which readers find an entry, or found one, and the place of the last change there."""

    kind = models.CharField(max_length=20)
    #: Of the congress, for what stands in one; 0 outside of one.
    number = models.PositiveIntegerField(default=0)
    #: Empty for a congress.
    slug = models.CharField(max_length=100, blank=True)
    #: The entry that stands there, or stood there last.
    object_id = models.PositiveBigIntegerField()
    change = models.CharField(max_length=10, choices=LedgerChange)
    place = models.PositiveBigIntegerField(unique=True)
    #: The place at which what stands there now came to stand there.
    came_at = models.PositiveBigIntegerField()
    changed_at = models.DateTimeField()
    title = models.CharField(max_length=500, blank=True)
    original_title = models.CharField(max_length=500, blank=True)
    #: Of all that readers see of the entry.
    digest = models.CharField(max_length=64, blank=True)
    #: Of what other entries show of it where they refer to it.
    name_digest = models.CharField(max_length=64, blank=True)
    #: What answers about other entries show of this one: the keys of the entries that it refers to, see `ledger.stale`.
    refers_to = models.TextField(blank=True)
    #: Among the entries beside it; null where nothing stands, or nobody has looked yet.
    position = models.PositiveIntegerField(null=True)
    # Where what stood here went.
    moved_number = models.PositiveIntegerField(default=0)
    moved_slug = models.CharField(max_length=100, blank=True)

    objects = LedgerRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "number", "slug"], name="ledger_row_once_per_address"),
        ]
        indexes = [
            models.Index(fields=["kind", "object_id"], name="ledger_row_by_entry"),
            models.Index(fields=["kind", "place"], name="ledger_row_by_kind_and_place"),
        ]

    def __str__(self):
        return f"{self.place}: {self.kind} {self.number}/{self.slug}"

    @property
    def address(self):
        return self.kind, self.number, self.slug

    @property
    def is_public(self):
        """Whether an entry stands there, as of the last look."""
        return self.change in (LedgerChange.CREATED, LedgerChange.UPDATED)

"""Every edit of an entry on record, and the private change to a public one. Written by `archive.workflow` alone."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.choices import ChangeState, PublicationStatus, VersionAction
from archive.querysets.versions import RecordStateQuerySet, VersionQuerySet


class AboutEntry(models.Model):
    """Something that is kept beside an entry of any kind."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, editable=False)
    object_id = models.PositiveBigIntegerField(editable=False)
    entry = GenericForeignKey()

    class Meta:
        abstract = True


class Version(AboutEntry):
    """One edit of an entry with its parts, citations and notes. It outlives the entry, so that it can be restored."""

    number = models.PositiveIntegerField(_("number"))
    action = models.CharField(_("what was done"), max_length=20, choices=VersionAction)
    made_at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: Kept when the account is gone; empty for what no person did.
    made_by_name = models.CharField(max_length=150, blank=True)
    #: The name of the token by which a script did it for that account; empty for what was done in the admin.
    made_through = models.CharField(_("through the token"), max_length=80, blank=True)
    reason = models.TextField(_("why"), blank=True)
    #: What the entry was called, for lists of what has been deleted.
    title = models.CharField(max_length=500)
    # How it stood from this version on.
    status = models.CharField(max_length=10, choices=PublicationStatus)
    publish_at = models.DateTimeField(null=True)
    withdraw_at = models.DateTimeField(null=True)
    #: Of the snapshot: two versions with the same digest say the same.
    digest = models.CharField(max_length=64)
    #: The same without the entry's place among others, which others change; empty where it was not asked for yet.
    own_digest = models.CharField(max_length=64, default="")
    #: Of a deletion: what stood beside the entry and went with it, for when it comes back.
    beside = models.JSONField(null=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["content_type", "object_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "number"], name="version_number_once_per_entry"
            )
        ]

    def __str__(self):
        return _("Version %(number)d") % {"number": self.number}


class RecordState(models.Model):
    """How one record of an entry stood from a version on; what a version did not change has no row in it."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="states")
    #: As in a snapshot: "speech:12".
    record = models.CharField(max_length=40)
    #: The values of the snapshot; null when the record is gone.
    data = models.JSONField(null=True)

    objects = RecordStateQuerySet.as_manager()

    class Meta:
        ordering = ["version", "record"]
        constraints = [models.UniqueConstraint(fields=["version", "record"], name="state_once_per_version")]

    def __str__(self):
        return self.record


class PendingChange(AboutEntry):
    """A change to a public entry that readers do not see until a publisher releases it. An entry has one at most."""

    #: Records that exist in private changes only have primary keys from here on, which no sequence reaches.
    FIRST_KEY = 2**62

    #: The number of the version it began from, or was last reconciled with.
    base = models.PositiveIntegerField(_("began from version"))
    #: The snapshot of the entry as it is to be, each record with its `version`.
    data = models.JSONField()
    state = models.CharField(_("state"), max_length=10, choices=ChangeState, default=ChangeState.OPEN)
    reason = models.TextField(_("what is changed, and why"), blank=True)
    #: Goes up with each save, so that a stale one is noticed.
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("begun by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("last changed by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("private change")
        verbose_name_plural = _("private changes")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="pending_change_once_per_entry")
        ]

    def __str__(self):
        return _("Private change to “%(entry)s”") % {"entry": self.entry or _("(deleted)")}

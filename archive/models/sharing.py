"""Links by which somebody without an account sees what is not public yet. Written by `archive.workflow.sharing`."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.choices import SharedText
from archive.models.versions import AboutEntry, PendingChange


class ShareLink(AboutEntry):
    """One link to an entry, or to the private change to it, until a time or until it is revoked."""

    of = models.CharField(_("what is shared"), max_length=10, choices=SharedText)
    #: That very change: the link ends with it.
    change = models.ForeignKey(PendingChange, null=True, on_delete=models.SET_NULL, related_name="+")
    #: When the entry was made: one that is given its key later is not meant.
    entry_made_at = models.DateTimeField()
    note = models.CharField(_("for whom"), max_length=200)
    #: What makes its address one that cannot be guessed, signed as it is besides.
    nonce = models.CharField(max_length=43)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    expires_at = models.DateTimeField(_("works until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("revoked by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    uses = models.PositiveIntegerField(_("times used"), default=0)
    last_used_at = models.DateTimeField(_("last used"), null=True)

    class Meta:
        verbose_name = _("share link")
        verbose_name_plural = _("share links")
        ordering = ["-created_at", "-pk"]
        # Whoever may change the entry may share it: there is no right of its own.
        default_permissions = ()
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self):
        return self.note

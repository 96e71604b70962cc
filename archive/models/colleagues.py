"""What those who work on the archive tell each other about an entry. Readers never see any of it.

Kept beside the entry: to say who looks after it makes no new version of it, and needs no right to change it.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.versions import AboutEntry


class ColleagueNote(AboutEntry):
    """A remark to colleagues. The name of its author outlives the account."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_name = models.CharField(_("name of the author"), max_length=150)
    text = models.TextField(_("text"), max_length=5000)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("note to colleagues")
        verbose_name_plural = _("notes to colleagues")
        # Who may write one is a matter of rights on the entry.
        default_permissions = ()
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self):
        return self.text[:80]


class Assignment(AboutEntry):
    """Who looks after an entry, whether it needs attention, and who handed it in; one row for each entry."""

    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    needs_attention = models.BooleanField(_("needs attention"), default=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("submitted by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="assignment_once_per_entry"),
        ]

    def __str__(self):
        return f"{self.entry}: {self.assignee or '–'}"

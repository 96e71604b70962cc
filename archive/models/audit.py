"""The audit log: who did what to accounts and to what is public. Written by `archive.workflow.audit` alone."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.choices import AuditAction


class AppendOnly(models.QuerySet):
    """Rows that are read and added to, and never changed or taken away."""

    def update(self, **values):
        raise TypeError("The audit log is not changed.")

    def bulk_update(self, *args, **kwargs):
        raise TypeError("The audit log is not changed.")

    def delete(self):
        raise TypeError("Nothing is taken out of the audit log.")


class AuditEvent(models.Model):
    """Something that was done. It outlives whoever did it and what it was done to."""

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    #: Kept when the account is gone; of a command, that it was one; empty when nobody was signed in.
    actor_name = models.CharField(_("who"), max_length=150, blank=True, editable=False)
    action = models.CharField(_("what was done"), max_length=30, choices=AuditAction, db_index=True, editable=False)
    address = models.GenericIPAddressField(_("from the address"), null=True, editable=False)
    content_type = models.ForeignKey(
        ContentType, verbose_name=_("kind"), null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    object_id = models.CharField(max_length=40, blank=True, editable=False)
    #: What it was done to, as it was called then.
    title = models.CharField(_("to what"), max_length=500, blank=True, editable=False)
    details = models.JSONField(_("details"), default=dict, encoder=DjangoJSONEncoder, editable=False)

    objects = AppendOnly.as_manager()

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)

    def __str__(self):
        return f"{self.get_action_display()} {self.title}".strip()

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("The audit log is not changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Nothing is taken out of the audit log.")

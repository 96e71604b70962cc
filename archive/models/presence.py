"""Who has a form open: a sign that is renewed while the page is, and no part of any entry."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class OpenForm(models.Model):
    """A person has the form of a record open; he is there as long as `seen_at` is recent."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="+"
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    opened_at = models.DateTimeField(_("open since"))
    seen_at = models.DateTimeField(_("last sign"), db_index=True)

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        # Kept by the machine: nobody is given the right to add or change one.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "content_type", "object_id"], name="open_form_once_per_user"),
        ]

    def __str__(self):
        return f"{self.user} {self.opened_at}"

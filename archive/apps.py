"""The archive as a Django app, and the admin site that carries its name."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = _("Congress Archive")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Have the search index follow the models, which know nothing of it, and the audit log those who sign in."""
        from archive.accounts import events
        from archive.search.following import connect

        connect()
        events.connect()


class ArchiveAdminConfig(AdminConfig):
    default_site = "archive.admin.site.ArchiveAdminSite"
    default = False

"""The archive as a Django app, and the admin site that carries its name."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = _("Congress Archive")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Have index and ledger follow the models, which know nothing of them, the page cache what is written,
        and the audit log those who sign in."""
        from archive import following
        from archive.accounts import events
        from archive.caching.knowledge import WritingListener
        from archive.ledger.marking import MarkingListener
        from archive.search.following import IndexListener

        following.subscribe(IndexListener())
        following.subscribe(MarkingListener())
        following.subscribe(WritingListener())
        following.connect()
        events.connect()


class ArchiveAdminConfig(AdminConfig):
    default_site = "archive.admin.site.ArchiveAdminSite"
    default = False

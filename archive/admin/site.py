"""The admin site under the archive's own name."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class ArchiveAdminSite(admin.AdminSite):
    site_title = _("Congress Archive")
    site_header = _("Congress Archive")
    index_title = _("Editing")

"""The admin site under the archive's own name, and how a noun's admin gets onto it.

Django makes its site at first use by importing this class, and that import loads the whole package.
`@admin.register` would, in the middle of it, fill a second site that is then thrown away. So the
modules of this package put themselves on a list, `@register(Congress)`, and the site takes the list.
"""

from functools import partial, update_wrapper

from django.contrib import admin
from django.contrib.admin.exceptions import AlreadyRegistered
from django.urls import path
from django.utils.translation import gettext_lazy as _

from archive.admin import going_back
from archive.admin.references import AutocompleteView

_model_admins = {}

#: The index names the entries in the order in which a congress is entered.
WORKING_ORDER = ("Congress", "Debate", "Resolution", "Speaker", "Source", "Topic")


def register(model):
    """Class decorator: this ModelAdmin edits `model` on the archive's site."""

    def put_on_list(model_admin):
        if model in _model_admins:
            raise AlreadyRegistered(f"{model.__name__} has an admin already.")
        _model_admins[model] = model_admin
        return model_admin

    return put_on_list


class ArchiveAdminSite(admin.AdminSite):
    site_title = _("Congress Archive")
    site_header = _("Congress Archive")
    index_title = _("Editing")
    #: Whether it edits private changes to public entries; see `private`.
    is_private = False

    def __init__(self, name="admin"):
        super().__init__(name)
        for model, model_admin in _model_admins.items():
            self.register(model, model_admin)

    def get_urls(self):
        if self.is_private:
            return super().get_urls()
        own = [
            path("archive/deleted/", self._page(going_back.deleted), name="archive_deleted"),
            path("archive/deleted/<int:pk>/", self._page(going_back.deleted_entry), name="archive_deleted_entry"),
        ]
        return [*own, *super().get_urls()]

    def _page(self, view):
        """A page of the site that is about no one kind of record."""
        return self.admin_view(update_wrapper(partial(view, self), view))

    def get_app_list(self, request, app_label=None):
        """The archive before accounts, and its entries in working order."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            if app["app_label"] == "archive":
                app["models"].sort(key=lambda model: WORKING_ORDER.index(model["object_name"]))
        return sorted(apps, key=lambda app: app["app_label"] != "archive")

    def autocomplete_view(self, request):
        return AutocompleteView.as_view(admin_site=self)(request)

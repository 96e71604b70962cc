"""The admin site under the archive's own name, and how a noun's admin gets onto it.

Django makes its site at first use by importing this class, and that import loads the whole package.
`@admin.register` would, in the middle of it, fill a second site that is then thrown away. So the
modules of this package put themselves on a list, `@register(Congress)`, and the site takes the list.
"""

from functools import partial, update_wrapper

from django.contrib import admin
from django.contrib.admin.exceptions import AlreadyRegistered
from django.db import transaction
from django.db.models.base import ModelBase
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from archive.accounts import throttle
from archive.admin import accounts, going_back, review
from archive.admin.references import AutocompleteView
from archive.choices import AuditAction
from archive.workflow import audit

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

    def register(self, model_or_iterable, admin_class=None, **options):
        """Take what is on the list and nothing else: the admins that libraries bring along would show secrets."""
        models = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
        for model in models:
            if model in _model_admins and not self.is_registered(model):
                super().register(model, admin_class, **options)

    def _page(self, view):
        """A page of the site that is about no one kind of record."""
        return self.admin_view(update_wrapper(partial(view, self), view))

    def get_app_list(self, request, app_label=None):
        """The entries in working order, then accounts, then what else the archive keeps."""
        apps = super().get_app_list(request, app_label)
        entries = [app for app in apps if app["app_label"] == "archive"]
        others = [app for app in apps if app["app_label"] != "archive"]
        for app in entries:
            kept = [model for model in app["models"] if model["object_name"] not in WORKING_ORDER]
            app["models"] = [model for model in app["models"] if model["object_name"] in WORKING_ORDER]
            app["models"].sort(key=lambda model: WORKING_ORDER.index(model["object_name"]))
            if kept:
                others.append({**app, "name": _("On record"), "models": kept})
        return [*(app for app in entries if app["models"]), *others]

    def each_context(self, request):
        return {**super().each_context(request), "review_address": review.address_for(request.user)}

    def autocomplete_view(self, request):
        return AutocompleteView.as_view(admin_site=self)(request)

    # Signing in and out. Nobody is `request.user` before the second factor is passed; see archive/accounts/middleware.

    def get_urls(self):
        """Whoever has only given the password may sign out too."""
        own = [path("logout/", self.logout, name="logout")]
        if not self.is_private:
            own += [
                path("archive/review/", self._page(review.page), name="archive_review"),
                path("archive/deleted/", self._page(going_back.deleted), name="archive_deleted"),
                path("archive/deleted/<int:pk>/", self._page(going_back.deleted_entry), name="archive_deleted_entry"),
            ]
        return [*own, *super().get_urls()]

    def login(self, request, extra_context=None):
        """The one page for signing in, and from it to the second step."""
        if self.is_private:
            return HttpResponseRedirect(f"{reverse('admin:login')}?{request.GET.urlencode()}")
        if request.method != "POST":
            step = accounts.next_step(request.known_user, request.session, request.GET.get("next", ""))
            return HttpResponseRedirect(step) if step else super().login(request, extra_context)
        response = super().login(request, extra_context)
        if response.status_code != 302:
            return response
        step = accounts.next_step(request.user, request.session, response.url)
        return HttpResponseRedirect(step) if step else response

    def logout(self, request, extra_context=None):
        if not request.known_user.is_authenticated:
            return HttpResponseRedirect(reverse("admin:index", current_app=self.name))
        request.user = request.known_user
        return super().logout(request, extra_context)

    def password_change(self, request, extra_context=None):
        """Django's page, throttled and on record. Other sessions of the person end with the old password."""
        if request.method != "POST":
            return super().password_change(request, extra_context)
        refused = throttle.refusal(request, request.user)
        if refused:
            return refused
        with transaction.atomic():
            response = super().password_change(request, extra_context)
            if response.status_code == 302:
                audit.note(AuditAction.PASSWORD_CHANGED, actor=request.user, about=request.user)
        if response.status_code != 302 and "old_password" in response.context_data["form"].errors:
            throttle.count_failure(request, request.user)
        return response

"""What the page of a form tells the browser, so that no typed text is lost and colleagues know of each other."""

import re
import secrets

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.urls import path, reverse
from django.utils.formats import localize, time_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from archive.workflow import presence

#: The hidden field that names one opened form; a refused save keeps the name.
DRAFT = "_draft"
#: The cookie that tells the browser which forms have been saved, so that it forgets the text it kept of them.
SAVED_COOKIE = "archive_saved"
_TOKEN = re.compile(r"[\w-]{16}")
#: How long the browser keeps text, and so how long it may have to be told.
_KEPT = 30 * 24 * 3600
#: More forms than this are not saved before one page of the admin is seen.
_MOST_SAVED = 40


class UnsavedTextMixin:
    """For a ModelAdmin: names each opened form, says when it is saved, and who else has it open."""

    def get_urls(self):
        options = self.opts
        view = self.admin_site.admin_view(require_POST(self.open_view))
        name = f"{options.app_label}_{options.model_name}_open"
        return [path("<path:object_id>/open/", view, name=name), *super().get_urls()]

    def open_view(self, request, object_id):
        """The page is still open: note it, and answer in words who else has it open."""
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        presence.sign(request.user, obj)
        return JsonResponse({"notice": who_else(request.user, obj)}, headers={"Cache-Control": "no-store"})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if add or self.has_change_permission(request, obj):
            context["editing"] = self._editing(request, obj, bool(context["errors"]))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _editing(self, request, obj, is_refused):
        editing = {
            "token": token_of(request),
            "page": request.path,
            "is_refused": is_refused,
        }
        if obj is not None:
            if request.method == "GET":
                presence.sign(request.user, obj)
            options = self.opts
            name = f"{self.admin_site.name}:{options.app_label}_{options.model_name}_open"
            editing |= {"open_address": reverse(name, args=[obj.pk]), "notice": who_else(request.user, obj)}
        return editing

    def response_add(self, request, obj, post_url_continue=None):
        return say_saved(request, super().response_add(request, obj, post_url_continue))

    def response_change(self, request, obj):
        presence.close(request.user, obj)
        return say_saved(request, super().response_change(request, obj))


def token_of(request, field=DRAFT):
    """The name of the form as it was opened; a new one when none was posted."""
    posted = request.POST.get(field, "")
    return posted if _TOKEN.fullmatch(posted) else secrets.token_urlsafe(12)


def say_saved(request, response, field=DRAFT):
    """Tell the browser that this form is saved, on whichever page of the admin it comes to next."""
    token = request.POST.get(field, "")
    if _TOKEN.fullmatch(token):
        before = [saved for saved in request.COOKIES.get(SAVED_COOKIE, "").split(".") if _TOKEN.fullmatch(saved)]
        response.set_cookie(
            SAVED_COOKIE,
            ".".join([*before, token][-_MOST_SAVED:]),
            max_age=_KEPT,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response


def who_else(user, obj):
    """A sentence for each other person who has the form open; nothing when there is nobody."""
    sentence = _("%(who)s has this open since %(when)s.")
    others = presence.others(user, obj)
    return " ".join(sentence % {"who": form.user.get_username(), "when": _when(form.opened_at)} for form in others)


def _when(moment):
    """The time with its zone, and with the day when that is another one."""
    local = localtime(moment)
    text = time_format(local, "H:i") if local.date() == localdate() else localize(local)
    return f"{text} ({local.tzname()})"

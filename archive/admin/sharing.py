"""Previews of an entry, from its page; and the links by which it is shown to somebody without an account."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.history_pages import address
from archive.admin.references import is_key
from archive.choices import LinkState, SharedText
from archive.models import PendingChange
from archive.workflow import sharing
from archive.workflow.errors import WorkflowError
from archive.workflow.previewing import is_public

REVOKE = "_revoke"


class ShareForm(forms.Form):
    of = forms.ChoiceField(label=gettext_lazy("What is shared"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=200,
        help_text=gettext_lazy("So that it is known later whose link this is. The reader does not see it."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("For how many days"),
        min_value=1,
        max_value=sharing.MOST_DAYS,
        initial=sharing.USUAL_DAYS,
    )

    def __init__(self, choices, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["of"].choices = [(choice.value, choice.label) for choice in choices]
        self.fields["of"].initial = choices[0]


class SharingMixin:
    """For the admin of an entry: ways to see it as readers would, and the page of its links."""

    def get_urls(self):
        name = f"archive_{self.opts.model_name}_share"
        view = self.admin_site.admin_view(self.share_view)
        return [path("<path:object_id>/share/", view, name=name), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and not self.admin_site.is_private:
            context["preview_tools"] = tools(obj, request.user, context.get("notice_change"))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def share_view(self, request, object_id):
        """Every link to the entry, and a form for a new one."""
        key = unquote(object_id)
        entry = self.get_object(request, key) if is_key(key) else None
        if entry is None:
            raise Http404
        links = sharing.links_for(request.user, entry)
        if not sharing.may_share(request.user, entry) and not links:
            raise PermissionDenied
        if REVOKE in request.POST:
            return self._revoke(request, entry)
        choices = sharing.what_may_be_shared(request.user, entry)
        form = ShareForm(choices, request.POST if request.method == "POST" else None) if choices else None
        if request.method == "POST" and form is not None and form.is_valid():
            return self._share(request, entry, form.cleaned_data)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "entry": entry,
            "title": _("Share links"),
            "form": form,
            "form_address": address(entry, "change"),
            "links": [_row(request, link, entry) for link in links],
            "revoke": REVOKE,
        }
        return TemplateResponse(request, "admin/archive/share.html", context)

    def _share(self, request, entry, typed):
        try:
            link = sharing.share(entry, request.user, SharedText(typed["of"]), days=typed["days"], note=typed["note"])
        except WorkflowError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(request.path)
        self.log_change(request, entry, _("Shared by a link with: %(note)s") % {"note": link.note})
        messages.success(request, _("The link is made. Copy it from the list and send it."))
        return HttpResponseRedirect(f"{request.path}#link-{link.pk}")

    def _revoke(self, request, entry):
        key = request.POST[REVOKE]
        link = sharing.links_for(request.user, entry).filter(pk=int(key)).first() if is_key(key) else None
        if link is None:
            raise Http404
        if sharing.revoke(link, request.user):
            self.log_change(request, entry, _("Share link revoked: %(note)s") % {"note": link.note})
            messages.success(request, _("The link is revoked: it leads nowhere from now on."))
        return HttpResponseRedirect(request.path)


def tools(entry, user, change):
    """Addresses of the previews of the entry and of its private change, and of its links; "" where there is none."""
    return {
        "preview": "" if is_public(entry) else preview_address(entry),
        "change": preview_address(change) if change is not None else "",
        "share": address(entry, "share") if sharing.may_share(user, entry) or sharing.links_for(user, entry) else "",
    }


def preview_address(shown):
    """Where an entry, or a private change to one, is seen as readers would see it."""
    is_change = isinstance(shown, PendingChange)
    entry = shown.entry if is_change else shown
    return reverse("preview-change" if is_change else "preview", args=[entry._meta.model_name, entry.pk])


def _row(request, link, entry):
    state = sharing.state_of(link, entry)
    works = state == LinkState.WORKS
    return {
        "link": link,
        "state": state.label,
        "address": request.build_absolute_uri(reverse("shared", args=[sharing.token_of(link)])) if works else "",
    }

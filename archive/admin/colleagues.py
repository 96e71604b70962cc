"""Below the form of an entry: notes to colleagues and who looks after it; in the list the same, to filter by."""

from functools import update_wrapper

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from archive.admin.fields import LineFeedTextarea
from archive.admin.history_pages import address
from archive.admin.unsaved import say_saved, token_of
from archive.workflow import colleagues, rights
from archive.workflow.errors import WorkflowError

#: The hidden field that names one opened form of a note, for the browser to keep what is typed into it.
OPENED_NOTE = "_note"


class NoteForm(forms.Form):
    prefix = "colleagues"
    text = forms.CharField(
        label=gettext_lazy("Note"), max_length=5000, widget=LineFeedTextarea(attrs={"rows": 3, "cols": 60})
    )


class AssignmentForm(forms.Form):
    prefix = "colleagues"
    assignee = forms.ModelChoiceField(
        None, label=gettext_lazy("Assigned to"), required=False, empty_label=gettext_lazy("nobody")
    )
    needs_attention = forms.BooleanField(label=gettext_lazy("Needs attention"), label_suffix="", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = colleagues.staff()


class AssigneeFilter(admin.SimpleListFilter):
    title = gettext_lazy("assigned to")
    parameter_name = "assigned"

    def lookups(self, request, model_admin):
        return [("me", _("me")), ("somebody", _("somebody")), ("nobody", _("nobody"))]

    def queryset(self, request, queryset):
        if self.value() == "me":
            return queryset.filter(assignments__assignee=request.user)
        if self.value() == "somebody":
            return queryset.filter(assignments__assignee__isnull=False)
        return queryset.exclude(assignments__assignee__isnull=False) if self.value() == "nobody" else queryset


class AttentionFilter(admin.SimpleListFilter):
    title = gettext_lazy("attention")
    parameter_name = "attention"

    def lookups(self, request, model_admin):
        return [("yes", _("needs attention"))]

    def queryset(self, request, queryset):
        return queryset.filter(assignments__needs_attention=True) if self.value() == "yes" else queryset


class ColleaguesMixin:
    """For the ModelAdmin of an entry. A private change has none of its own: these are beside the entry."""

    def get_urls(self):
        if self.admin_site.is_private:
            return super().get_urls()
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(f"<path:object_id>/{step}/", self._posted(view), name=f"{name}_{step}")
            for step, view in (("note", self.note_view), ("assign", self.assign_view))
        ]
        return [*own, *super().get_urls()]

    def _posted(self, view):
        """Whoever has been signed out comes, by signing in again, to the page he posted from, where his text is."""
        inner = self.admin_site.admin_view(require_POST(view))

        def posted(request, object_id):
            if request.method == "POST" and not self.admin_site.has_permission(request):
                name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
                return redirect_to_login(reverse(name, args=[object_id]), reverse("admin:login"))
            return inner(request, object_id)

        return update_wrapper(posted, inner)

    def note_view(self, request, object_id):
        entry = self._meant(request, object_id)
        form = NoteForm(request.POST)
        if not form.is_valid():
            self._say_errors(request, form)
            return self._with_refused(request, object_id, entry, form)
        colleagues.write_note(entry, request.user, form.cleaned_data["text"])
        self.message_user(request, _("The note is there for your colleagues."), messages.SUCCESS)
        return say_saved(request, self._back_to(entry), OPENED_NOTE)

    def _with_refused(self, request, object_id, entry, form):
        """The page of the entry again, as it is opened, but for what was typed into the note."""
        form.fields["text"].widget.attrs["autofocus"] = True
        context = {"refused_note": form, "opened_note": token_of(request, OPENED_NOTE)}
        page = address(entry, "change")
        request.method, request.POST, request.path = "GET", QueryDict(), page
        return self.change_view(request, object_id, page, context)

    def assign_view(self, request, object_id):
        entry = self._meant(request, object_id)
        form = AssignmentForm(request.POST)
        if form.is_valid():
            said = form.cleaned_data
            try:
                colleagues.assign(entry, request.user, said["assignee"], said["needs_attention"], said["seen"] or None)
                self.message_user(request, _("It is noted who looks after this."), messages.SUCCESS)
            except WorkflowError as error:
                self.message_user(request, str(error), messages.ERROR)
        else:
            self._say_errors(request, form)
        return self._back_to(entry)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and not context["is_popup"] and not self.admin_site.is_private:
            context["colleagues"] = self._panel(request, obj, context)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _panel(self, request, entry, context):
        assignment = colleagues.assignment_of(entry)
        panel = {"notes": colleagues.notes_on(entry), "assignment": assignment}
        if rights.may_note(request.user, entry):
            initial = {
                "assignee": assignment.assignee_id,
                "needs_attention": assignment.needs_attention,
                "seen": colleagues.stamp(assignment),
            }
            panel |= {
                "note_form": context.get("refused_note") or NoteForm(),
                "note_address": address(entry, "note"),
                "opened_note": context.get("opened_note") or token_of(request, OPENED_NOTE),
                "page": request.path,
                "assignment_form": AssignmentForm(initial=initial),
                "assign_address": address(entry, "assign"),
            }
        return panel

    # The list.

    def get_list_display(self, request):
        return [*super().get_list_display(request), "looked_after"]

    def get_list_filter(self, request):
        return [*super().get_list_filter(request), AssigneeFilter, AttentionFilter]

    def get_changelist_instance(self, request):
        found = super().get_changelist_instance(request)
        prefetch_related_objects(list(found.result_list), "assignments__assignee")
        return found

    @admin.display(description=gettext_lazy("assigned to"))
    def looked_after(self, entry):
        said = []
        for assignment in entry.assignments.all():
            said += [assignment.assignee.get_username()] if assignment.assignee else []
            said += [_("needs attention")] if assignment.needs_attention else []
        return ", ".join(said) or "–"

    def _meant(self, request, object_id):
        entry = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, entry):
            raise PermissionDenied
        if entry is None:
            raise Http404
        if not rights.may_note(request.user, entry):
            raise PermissionDenied
        return entry

    def _say_errors(self, request, form):
        for name, errors in form.errors.items():
            self.message_user(request, f"{form.fields[name].label}: {' '.join(errors)}", messages.ERROR)

    def _back_to(self, entry):
        """To the top of the page, where it is said what came of it."""
        return HttpResponseRedirect(address(entry, "change"))

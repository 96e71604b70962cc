"""The base of the six kinds of entries: status, publication steps, address."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.admin import changes
from archive.admin.attachments import CitationInline, EditorialNoteInline
from archive.admin.inlines import list_of
from archive.admin.records import RecordAdmin
from archive.admin.sharing import SharingMixin
from archive.workflow import rights, transitions
from archive.workflow.errors import WorkflowError

#: Comes after the fieldsets of the noun.
PUBLICATION = (
    gettext_lazy("Publication"),
    {
        "fields": ["status", "publish_at", "created_by", "created_at", "updated_at", "former_addresses"],
        "description": gettext_lazy(
            "The status changes with the buttons below the form and the actions of the list, not by hand."
        ),
    },
)
#: What a button of the change form is called in the posted data.
BUTTON = "_step_"


class EntryAdmin(SharingMixin, RecordAdmin):
    """Admin of an entry."""

    inlines = [CitationInline, EditorialNoteInline]
    actions = ["submit", "return_to_draft", "publish", "withdraw"]
    always_readonly = ("status", "created_by", "created_at", "updated_at", "former_addresses")
    list_filter = ["status"]
    #: Lists of other entries that belong to this one: (model, name of its reference).
    linked_entries = ()
    #: What is fixed once the entry has an address.
    fixed_fields = ()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("created_by")

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            fields = ["publish_at"] if self.has_publish_permission(request) else []
            return [*fieldsets, (PUBLICATION[0], {"fields": fields})] if fields else fieldsets
        return [*fieldsets, PUBLICATION]

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        if not self.has_publish_permission(request):
            readonly = [*readonly, "publish_at"]
        return [*readonly, *self.fixed_fields] if obj is not None else readonly

    @admin.display(description=gettext_lazy("former addresses"))
    def former_addresses(self, entry):
        return ", ".join(former.slug for former in entry.former_slugs.all()) or "–"

    def view_on_site(self, entry):
        """A link where there is a page: the public sees the entry now."""
        if not type(entry)._default_manager.public().filter(pk=entry.pk).exists():
            return None
        return entry.get_absolute_url()

    def get_changeform_initial_data(self, request):
        """From the address; but no time, which Django's two boxes cannot take as text."""
        initial = super().get_changeform_initial_data(request)
        initial.pop("publish_at", None)
        return initial

    def write(self, obj, form, change):
        if not change:
            obj.created_by = form.user
        super().write(obj, form, change)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        entry = self.model(created_by=request.user) if obj is None else obj
        may_save = obj is None or self.has_change_permission(request, obj)
        context["steps"] = transitions.available(entry, request.user) if may_save else []
        context["step_prefix"] = BUTTON
        if obj is not None and not self.admin_site.is_private:
            context |= changes.notice(obj, request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_own_lists(self, request, obj):
        lists = super().get_own_lists(request, obj)
        if obj is None:
            return lists
        return [*(list_of(model, name, obj) for model, name in self.linked_entries), *lists]

    # Steps of publication, by the buttons of the form: saved first, then the step.

    def response_add(self, request, obj, post_url_continue=None):
        self._take_posted_step(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        self._take_posted_step(request, obj)
        if not self.admin_site.is_private:
            changes.warn_of_private_change(self, request, obj)
        return super().response_change(request, obj)

    def _take_posted_step(self, request, obj):
        for name in transitions.TRANSITIONS:
            if f"{BUTTON}{name}" in request.POST:
                refusal = self._take_step(request, obj, name)
                if refusal:
                    self.message_user(request, refusal, messages.ERROR)

    def _take_step(self, request, entry, name):
        """Take the step and note it in the history; a sentence when it cannot be taken."""
        try:
            transitions.move(entry, request.user, name)
        except PermissionDenied:
            return _("You may not do this to “%(entry)s”.") % {"entry": entry}
        except WorkflowError as error:
            return str(error)
        self.log_change(request, entry, transitions.TRANSITIONS[name].done)
        return ""

    # The same, by the actions of the list. Each entry is checked on its own.

    def has_submit_permission(self, request):
        return rights.may_change_some(request.user, self.model)

    def has_return_permission(self, request):
        return rights.has_permission(request.user, "change", self.model)

    def has_publish_permission(self, request):
        return rights.has_permission(request.user, "publish", self.model)

    @admin.action(description=gettext_lazy("Submit the selected for review"), permissions=["submit"])
    def submit(self, request, queryset):
        return self._take_steps(request, queryset, "submit")

    @admin.action(description=gettext_lazy("Return the selected to draft"), permissions=["return"])
    def return_to_draft(self, request, queryset):
        return self._take_steps(request, queryset, "return_to_draft")

    @admin.action(description=gettext_lazy("Publish the selected"), permissions=["publish"])
    def publish(self, request, queryset):
        return self._take_steps(request, queryset, "publish")

    @admin.action(description=gettext_lazy("Withdraw the selected"), permissions=["publish"])
    def withdraw(self, request, queryset):
        return self._take_steps(request, queryset, "withdraw")

    def _take_steps(self, request, queryset, name):
        refusals = [self._take_step(request, entry, name) for entry in queryset.order_by("pk")]
        done = refusals.count("")
        if done:
            text = ngettext("%(count)d entry changed: %(done)s", "%(count)d entries changed: %(done)s", done)
            label = _(transitions.TRANSITIONS[name].done)
            self.message_user(request, text % {"count": done, "done": label}, messages.SUCCESS)
        for refusal in filter(None, refusals):
            self.message_user(request, refusal, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())

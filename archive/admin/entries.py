"""The base of the six kinds of entries: status, address, and in `steps` what changes the status."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from archive.admin import changes
from archive.admin.attachments import CitationInline, EditorialNoteInline
from archive.admin.colleagues import ColleaguesMixin
from archive.admin.inlines import list_of
from archive.admin.records import RecordAdmin
from archive.admin.schedule import ScheduleMixin
from archive.admin.sharing import SharingMixin
from archive.admin.steps import StepsMixin
from archive.workflow.previewing import is_public

#: Comes after the fieldsets of the noun.
PUBLICATION = (
    gettext_lazy("Publication"),
    {
        "fields": [
            "standing",
            "publish_at",
            "withdraw_at",
            "schedule",
            "created_by",
            "created_at",
            "updated_at",
            "former_addresses",
        ],
        "description": gettext_lazy(
            "The status changes with the buttons below the form and the actions of the list, not by hand."
        ),
    },
)


class EntryAdmin(ScheduleMixin, StepsMixin, ColleaguesMixin, SharingMixin, RecordAdmin):
    """Admin of an entry."""

    formfield_overrides = {**RecordAdmin.formfield_overrides, **ScheduleMixin.formfield_overrides}
    inlines = [CitationInline, EditorialNoteInline]
    always_readonly = ("status", "standing", "schedule", "created_by", "created_at", "updated_at", "former_addresses")
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
            fields = ["publish_at", "withdraw_at"] if self.has_publish_permission(request) else []
            return [*fieldsets, (PUBLICATION[0], {"fields": fields})] if fields else fieldsets
        return [*fieldsets, PUBLICATION]

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        if not self.has_publish_permission(request):
            readonly = [*readonly, "publish_at", "withdraw_at"]
        return [*readonly, *self.fixed_fields] if obj is not None else readonly

    @admin.display(description=gettext_lazy("former addresses"))
    def former_addresses(self, entry):
        return ", ".join(former.slug for former in entry.former_slugs.all()) or "–"

    def view_on_site(self, entry):
        """A link where there is a page: the public sees the entry now."""
        if not is_public(entry):
            return None
        return entry.get_absolute_url()

    def get_changeform_initial_data(self, request):
        """From the address; but no times, which Django's two boxes cannot take as text."""
        initial = super().get_changeform_initial_data(request)
        for name in ("publish_at", "withdraw_at"):
            initial.pop(name, None)
        return initial

    def write(self, obj, form, change):
        if not change:
            obj.created_by = form.user
        super().write(obj, form, change)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and not self.admin_site.is_private:
            context |= changes.notice(obj, request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_own_lists(self, request, obj):
        lists = super().get_own_lists(request, obj)
        if obj is None:
            return lists
        return [*(list_of(model, name, obj) for model, name in self.linked_entries), *lists]

    def response_change(self, request, obj):
        response = super().response_change(request, obj)
        if not self.admin_site.is_private:
            changes.warn_of_private_change(self, request, obj)
        return response

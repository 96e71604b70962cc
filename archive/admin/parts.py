"""The base of the pages and lists of parts, reached from their entry."""

from urllib.parse import parse_qsl

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from archive.admin.attachments import CitationInline
from archive.admin.forms import PositionedForm, RecordForm
from archive.admin.records import RecordAdmin
from archive.admin.references import is_key
from archive.workflow import rights
from archive.workflow.locking import lock


class PartFormMixin:
    """The entry is chosen when a part is added, and must be one that the person may change."""

    def clean(self):
        cleaned = super().clean()
        entry = self.cleaned_data.get(self._meta.model.entry_field)
        if entry is not None:
            # What it was when it was looked up may not last until the part is saved.
            lock(entry)
            entry.refresh_from_db(fields=["status", "created_by"])
        if entry is not None and not rights.may_add_to(self.user, self._meta.model, entry):
            message = _("You may not change “%(entry)s”, so you cannot add to it.")
            self.add_error(
                self._meta.model.entry_field,
                ValidationError(message, code="not_yours", params={"entry": entry}),
            )
        return cleaned


class PartForm(PartFormMixin, RecordForm):
    pass


class PositionedPartForm(PartFormMixin, PositionedForm):
    pass


class PartAdmin(RecordAdmin):
    """Admin of one kind of part: not in the index, but on pages of its own, with citations."""

    form = PartForm
    inlines = [CitationInline]

    def has_module_permission(self, request):
        return False

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        return [*readonly, self.model.entry_field] if obj is not None else readonly

    def get_changeform_initial_data(self, request):
        """Added from the list of an entry's parts, it is a part of that entry."""
        initial = super().get_changeform_initial_data(request)
        owner = self.owner_in(dict(parse_qsl(request.GET.get("_changelist_filters", ""))))
        return initial if owner is None else {self.model.entry_field: owner.pk, **initial}

    def owner_in(self, query):
        key = query.get(f"{self.model.entry_field}__id__exact", "")
        if not is_key(key):
            return None
        entries = self.model._meta.get_field(self.model.entry_field).related_model
        return entries._base_manager.filter(pk=key).first()


class PositionedPartAdmin(PartAdmin):
    form = PositionedPartForm

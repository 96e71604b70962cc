"""Citations and editorial notes: rows on what they are about, and lists of their own."""

from urllib.parse import parse_qsl

from django import forms
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.core.exceptions import FieldDoesNotExist
from django.db import connections, router
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from archive.admin.forms import RecordForm
from archive.admin.inlines import AttachmentInline
from archive.admin.records import RecordAdmin
from archive.admin.site import register
from archive.models import PARTS, Attachment, Citation, EditorialNote, Record
from archive.models.citable import citable_fields
from archive.workflow import rights
from archive.workflow.locking import entry_of, lock

CITATION_FIELDS = ["source", "locator", "field", "stance", "value", "note", "unverified"]
NOTE_FIELDS = ["field", "kind", "text"]


def field_label(model, name):
    """A field in the words of the form; a name no longer in use stays readable as it is."""
    try:
        return capfirst(model._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name


class AttachmentForm(RecordForm):
    """A citation or note: its field is chosen from those of the thing it is about."""

    #: The kind of thing it is about, in a row; the thing itself, on a page of its own.
    target_model = None
    target = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.target is not None and self.instance._state.adding:
            self.instance.target = self.target
        if "field" in self.fields:
            self.fields["field"] = self._field_choice(self.fields["field"])

    def _field_choice(self, plain):
        model = self.target_model or type(self.instance.target)
        names = citable_fields(model)
        if self.instance.field and self.instance.field not in names:
            names = [*names, self.instance.field]
        choices = [("", _("The whole")), *((name, field_label(model, name)) for name in names)]
        return forms.ChoiceField(label=plain.label, help_text=plain.help_text, required=False, choices=choices)


class CitationInline(AttachmentInline):
    model = Citation
    form = AttachmentForm
    fields = CITATION_FIELDS


class EditorialNoteInline(AttachmentInline):
    model = EditorialNote
    form = AttachmentForm
    fields = NOTE_FIELDS


class AttachmentAdmin(RecordAdmin):
    """A page and a list of their own, reached from what they are about; added only from there."""

    form = AttachmentForm
    readonly_fields = ["about"]

    def get_queryset(self, request):
        parts = [part._base_manager.select_related(part.entry_field) for part in PARTS]
        return super().get_queryset(request).prefetch_related(GenericPrefetch("target", parts))

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        target = self._target(request)
        if target is None:
            return False
        entry = entry_of(target)
        if request.method == "POST" and connections[router.db_for_write(self.model)].in_atomic_block:
            # What it was when it was looked up may not last until the row is saved.
            lock(entry)
            entry.refresh_from_db(fields=["status", "created_by"])
        return rights.may_add_to(request.user, self.model, entry)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.target = None if obj is not None else self._target(request)
        return form

    @admin.display(description=_("about"))
    def about(self, attachment):
        target = attachment.target
        if target is None:
            return "–"
        where = f"{target.entry}: {target}" if target.entry is not target else str(target)
        return format_html("{}: {}", capfirst(target._meta.verbose_name), where)

    @admin.display(description=_("field"), ordering="field")
    def about_field(self, attachment):
        if not attachment.field:
            return _("The whole")
        return field_label(attachment.content_type.model_class(), attachment.field)

    def _target(self, request):
        """What a new one is about: the record whose list the person comes from."""
        return self.owner_in(dict(parse_qsl(request.GET.get("_changelist_filters", ""))) or request.GET)

    def owner_in(self, query):
        try:
            content_type = ContentType.objects.get_for_id(int(query.get("content_type__id__exact", "")))
            model = content_type.model_class()
            if model is None or not issubclass(model, Record) or issubclass(model, Attachment):
                return None
            return model._base_manager.filter(pk=int(query.get("object_id__exact", ""))).first()
        except (ValueError, OverflowError, ContentType.DoesNotExist):
            return None


@register(Citation)
class CitationAdmin(AttachmentAdmin):
    fieldsets = [(None, {"fields": ["about", *CITATION_FIELDS]})]
    list_display = ["source", "locator", "about", "about_field", "stance", "value", "unverified"]
    list_filter = ["stance", "unverified"]
    search_fields = ["source__title", "locator", "value", "note"]


@register(EditorialNote)
class EditorialNoteAdmin(AttachmentAdmin):
    fieldsets = [(None, {"fields": ["about", *NOTE_FIELDS]})]
    list_display = ["__str__", "about", "about_field", "kind"]
    list_filter = ["kind"]
    search_fields = ["text"]

"""Rows inside an entry's page; when there are many, a link to a list of their own instead."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.contenttypes.admin import GenericInlineModelAdmin
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse

from archive.admin.fields import LineFeedTextarea, ShortTextarea
from archive.admin.forms import PositionedRowForm, RowForm
from archive.admin.formsets import AttachmentFormSet, PartFormSet, PositionedFormSet
from archive.admin.references import ReferencesMixin, with_references
from archive.workflow import rights
from archive.workflow.locking import entry_of

#: With more rows than this, they have a list of their own.
MOST_ROWS = 30


class RowsMixin(ReferencesMixin):
    """Rows follow their entry: who may change it may add, change and delete them."""

    form = RowForm
    extra = 0
    view_on_site = False
    show_change_link = True

    def has_view_permission(self, request, obj=None):
        return rights.may_view(request.user, self.model)

    def has_add_permission(self, request, obj=None):
        if obj is None or obj.pk is None:
            return rights.may_add(request.user, self.model)
        return rights.may_add_to(request.user, self.model, entry_of(obj))

    def has_change_permission(self, request, obj=None):
        if obj is None or obj.pk is None:
            return rights.may_change_some(request.user, self.model)
        return rights.may_change_in(request.user, entry_of(obj), self.model, "change")

    def has_delete_permission(self, request, obj=None):
        if obj is None or obj.pk is None:
            return rights.may_delete_some(request.user, self.model)
        return rights.may_change_in(request.user, entry_of(obj), self.model, "delete")

    def get_fields(self, request, obj=None):
        if self.has_change_permission(request, obj):
            return [*self.fields, "seen_version"]
        return list(self.fields)

    def get_queryset(self, request):
        return with_references(super().get_queryset(request), self.parent_fields)

    def get_formset(self, request, obj=None, **kwargs):
        attributes = {"user": request.user, "target_model": self.parent_model}
        kwargs["form"] = type(self.form.__name__, (self.form,), attributes)
        return super().get_formset(request, obj, **kwargs)


class PartInline(RowsMixin, admin.TabularInline):
    """Rows of one kind of part, one line each."""

    formset = PartFormSet
    formfield_overrides = {models.TextField: {"widget": ShortTextarea}}

    @property
    def parent_fields(self):
        return (self.model.entry_field,)

    @property
    def fk_name(self):
        return self.model.entry_field

    @property
    def prefix(self):
        return self.model._meta.get_field(self.fk_name).remote_field.get_accessor_name()

    def rows_of(self, obj):
        return {f"{self.fk_name}__id__exact": obj.pk}


class PositionedInline(PartInline):
    form = PositionedRowForm
    formset = PositionedFormSet


class LongTextInline(PositionedInline):
    """Positioned rows with long texts, one below the other."""

    template = "admin/edit_inline/stacked.html"
    formfield_overrides = {models.TextField: {"widget": LineFeedTextarea}}


class AttachmentInline(RowsMixin, GenericInlineModelAdmin):
    """Rows of citations or notes on any record."""

    template = "admin/edit_inline/stacked.html"
    formset = AttachmentFormSet
    formfield_overrides = {models.TextField: {"widget": ShortTextarea}}
    parent_fields = ("content_type",)

    @property
    def prefix(self):
        return f"archive-{self.opts.model_name}-{self.ct_field}-{self.ct_fk_field}"

    def rows_of(self, obj):
        content_type = ContentType.objects.get_for_model(obj)
        return {"content_type__id__exact": content_type.pk, "object_id__exact": obj.pk}


def stands_in_own_list(request, obj, inline):
    """Whether these rows are not on the page.

    A posted form decides by what it carries: rows that were on the page when it was opened are read,
    and rows that were not are left alone, however many there are by now.
    """
    if request.method == "POST":
        return f"{inline.prefix}-TOTAL_FORMS" not in request.POST
    return obj is not None and count_rows(request, obj, inline) > MOST_ROWS


def count_rows(request, obj, inline):
    """How many rows there are, asked once a request."""
    counts = request.__dict__.setdefault("_archive_row_counts", {})
    key = (type(inline), obj.pk)
    if key not in counts:
        counts[key] = inline.model._base_manager.filter(**inline.rows_of(obj)).count()
    return counts[key]


@dataclass(frozen=True)
class OwnList:
    """A link from an entry to a list: what it holds, how much, and where."""

    name: str
    count: int
    address: str


def own_lists(request, obj, inlines):
    """Links to the rows that are too many for the page."""
    if obj is None or obj.pk is None:
        return []
    apart = [inline for inline in inlines if stands_in_own_list(request, obj, inline)]
    counted = ((inline, count_rows(request, obj, inline)) for inline in apart)
    return [
        _link(inline.opts, count, inline.rows_of(obj), inline.admin_site.name) for inline, count in counted if count
    ]


def list_of(model, reference, obj):
    """A link to the records of a model that refer to the object."""
    rows = {f"{reference}__id__exact": obj.pk}
    return _link(model._meta, model._base_manager.filter(**rows).count(), rows)


def _link(options, count, rows, site="admin"):
    address = reverse(f"admin:{options.app_label}_{options.model_name}_changelist", current_app=site)
    return OwnList(options.verbose_name_plural, count, f"{address}?{urlencode(rows)}")

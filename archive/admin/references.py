"""References to other records: an autocomplete for each, with labels that tell congresses apart."""

from django import forms
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError

from archive.models import Congress, Debate, Resolution, Sitting, Speaker


def reference_label(record):
    """How a record is named where it is referred to, away from the congress it stands in."""
    if isinstance(record, Congress):
        return f"{record.number} · {record}"
    if isinstance(record, Sitting):
        held_on = f" · {record.held_on.display}" if record.held_on else ""
        return f"{record.congress.number} · {record}{held_on}"
    if isinstance(record, Debate | Resolution):
        return f"{record.congress.number} · {record}"
    if isinstance(record, Speaker) and record.life:
        return f"{record} ({record.life})"
    return str(record)


def reference_fields(model, besides=()):
    """The editable references of a model, except those named."""
    fields = (*model._meta.fields, *model._meta.many_to_many)
    return [field for field in fields if field.is_relation and field.editable and field.name not in besides]


def with_references(queryset, besides=()):
    """The rows with the records they refer to, and with the congress that a label names."""
    paths = []
    for field in reference_fields(queryset.model, besides):
        if field.many_to_many:
            continue
        paths.append(field.name)
        if issubclass(field.related_model, Sitting | Debate | Resolution):
            paths.append(f"{field.name}__congress")
    return queryset.select_related(*paths) if paths else queryset


class AutocompleteView(AutocompleteJsonView):
    def serialize_result(self, obj, to_field_name):
        return {"id": str(getattr(obj, to_field_name)), "text": reference_label(obj)}


def is_key(value):
    """Whether the value can be a primary key: SQLite raises an error on one beyond 64 bits."""
    try:
        return abs(int(value)) < 2**63
    except (TypeError, ValueError):
        return False


class KeysOnly:
    """For an autocomplete: what can be no key, in an address or a posted form, is not looked up."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [key for key in value if is_key(key)], attr)


class ReferenceSelect(KeysOnly, AutocompleteSelect):
    """Django's autocomplete, without a query for a choice that came with the row."""

    #: The record now chosen, when it is loaded already.
    loaded = None

    def optgroups(self, name, value, attr=None):
        if self.loaded is None or value != [str(self.loaded.pk)]:
            return super().optgroups(name, value, attr)
        options = []
        if not self.is_required:
            options.append(self.create_option(name, "", "", False, 0))
        label = reference_label(self.loaded)
        options.append(self.create_option(name, self.loaded.pk, label, True, len(options)))
        return [(None, options, 0)]


class ReferencesSelect(KeysOnly, AutocompleteSelectMultiple):
    """Django's autocomplete for several."""


class ReferenceField(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return reference_label(obj)


class ReferencesField(forms.ModelMultipleChoiceField):
    def clean(self, value):
        for key in value or ():
            if not is_key(key):
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": key})
        return super().clean(value)

    def label_from_instance(self, obj):
        return reference_label(obj)


class ReferencesMixin:
    """For a ModelAdmin or an inline: every reference is an autocomplete, also one added tomorrow."""

    def get_autocomplete_fields(self, request):
        return [field.name for field in reference_fields(self.model)]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Beside a reference one may add and look, not delete: that is done on the thing's own page."""
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(formfield, "widget", None), RelatedFieldWidgetWrapper):
            formfield.widget.can_delete_related = False
            if self.admin_site.is_private:
                # Another entry is not part of this private change: it has pages and a private change of its own.
                formfield.widget.can_add_related = formfield.widget.can_change_related = False
                formfield.widget.can_view_related = False
        return formfield

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs.setdefault("widget", ReferenceSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs, form_class=ReferenceField)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs.setdefault("widget", ReferencesSelect(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs, form_class=ReferencesField)

    def get_field_queryset(self, db, db_field, request):
        """What may be chosen; labels need the congress, so it is loaded along."""
        queryset = super().get_field_queryset(db, db_field, request)
        if queryset is None:
            queryset = db_field.remote_field.model._default_manager.all()
        if issubclass(db_field.related_model, Sitting | Debate | Resolution):
            queryset = queryset.select_related("congress")
        return queryset

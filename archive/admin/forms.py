"""The forms behind every page and every inline row: they know the version they were opened at."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from archive.admin import conflicts
from archive.admin.fields import PositionField, VersionField
from archive.admin.references import ReferenceSelect
from archive.dates import PartialDate
from archive.models import Part
from archive.workflow import ordering, rights, transitions
from archive.workflow.errors import WorkflowError

GONE = _("Somebody else has deleted this row. What you typed is kept: save again to add it as a new row, or remove it.")


class RecordForm(forms.ModelForm):
    """A form that refuses to save over somebody else's newer save, and keeps what was typed.

    The check runs inside the transaction of the save, on a record read under its entry's lock. The
    form that goes back carries the newer version: saving again overwrites, knowingly.
    """

    seen_version = VersionField()

    #: Who is editing; the admin sets it on the class that it makes for a request.
    user = None
    #: The name of the admin site it stands in, set there too.
    site = "admin"
    #: An inline row whose record is no longer there; the formset sets it.
    gone = False
    #: Whether somebody else saved since this form was opened; known after cleaning.
    stale = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["seen_version"] = self.instance.version
        self._use_loaded_references()
        self._show_old_style()

    def clean_publish_at(self):
        """Entries have it. The instance is still as it is stored."""
        publish_at = self.cleaned_data["publish_at"]
        try:
            transitions.check_publish_at(self.instance, publish_at)
        except WorkflowError as error:
            raise ValidationError(str(error), code="address_is_out") from error
        return publish_at

    def clean(self):
        cleaned = super().clean()
        if self.gone:
            self.add_error(None, GONE)
        elif self._is_stale():
            self.stale = True
            self._refuse_and_compare()
            self.carry_stored_version()
        return cleaned

    def carry_stored_version(self):
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_version")] = str(self.instance.version)

    def _is_stale(self):
        """A newer save counts when there is anything of it that this one would undo."""
        if self.instance._state.adding or "seen_version" not in self.fields:
            return False
        seen = self.cleaned_data.get("seen_version")
        return seen != self.instance.version and bool(conflicts.differing(self))

    def _refuse_and_compare(self):
        compared = conflicts.comparisons(self)
        self.add_error(None, [conflicts.headline(self.instance), *(line for line, _ in compared.values())])
        for name, (_line, full) in compared.items():
            if full:
                self.add_error(name, full)

    def _get_validation_exclusions(self):
        """Check constraints also over what is fixed and so not in the form: the parent, the target."""
        exclude = super()._get_validation_exclusions()
        for name in ("congress", "content_type", "object_id", getattr(self.instance, "entry_field", None)):
            if name in exclude and name not in self.fields:
                attribute = self.instance._meta.get_field(name).attname
                if getattr(self.instance, attribute) is not None:
                    exclude.discard(name)
        return exclude

    def _use_loaded_references(self):
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, ReferenceSelect):
                reference = self.instance._meta.get_field(name)
                if reference.is_cached(self.instance):
                    widget.loaded = getattr(self.instance, name)

    def _show_old_style(self):
        for name, field in self.fields.items():
            date = self.initial.get(name)
            if isinstance(date, PartialDate) and date.old_style:
                field.help_text = f"{field.help_text} {date.display_both}".strip()


class PositionedForm(RecordForm):
    """A form on a page of its own: a position that is taken means “insert here and shift”."""

    position = PositionField(
        _(
            "Where it stands among its like. If the number is taken, this one is inserted there and the "
            "others move along. Leave empty for the end."
        )
    )

    def _get_validation_exclusions(self):
        return {*super()._get_validation_exclusions(), "position"}

    def clean(self):
        cleaned = super().clean()
        position = self.cleaned_data.get("position")
        if position and not self.stale and ("position" in self.changed_data or self.instance._state.adding):
            self._check_those_who_give_way(position)
        return cleaned

    def _check_those_who_give_way(self, position):
        """Debates and resolutions are entries: to shift one is to change it."""
        model = type(self.instance)
        if issubclass(model, Part):
            return
        name = ordering.parent_name(model)
        parent = self.cleaned_data.get(name) or getattr(self.instance, name, None)
        if parent is None:
            return
        probe = model(pk=self.instance.pk, **{name: parent})
        moved = ordering.shifts(probe, position)
        for other in model._base_manager.filter(pk__in=moved).order_by("position"):
            if not rights.may_change(self.user, other):
                message = _("“%(name)s” would have to move, and you may not change it. Choose another position.")
                error = ValidationError(message, code="position_taken", params={"name": other})
                self.add_error("position", error)
                return


class RowForm(RecordForm):
    """A row of a part without a position."""


class PositionedRowForm(RecordForm):
    """A row of a part with a position: its formset sees to it that each is given once."""

    position = PositionField(_("The order of the rows. Leave empty for the end."))

    def _get_validation_exclusions(self):
        return {*super()._get_validation_exclusions(), "position"}

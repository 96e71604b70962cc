"""The forms behind every page and every inline row: they know the version they were opened at."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from archive.admin import choosing, conflicts, schedule
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
    form that goes back carries the newer version and a choice for each field that differs: saving
    again does what was chosen, as long as the stored record is still the one shown.
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
    #: Sentences with which the admin refuses what was pressed, before anything is saved.
    refusals = ()
    #: What the page asks about, and the typed values that were valid; known after cleaning.
    choices = ()
    typed = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["seen_version"] = self.instance.version
            self.shown_as = str(self.instance)
        self._use_loaded_references()
        self._show_old_style()
        schedule.keep_stored_times(self)

    def clean_publish_at(self):
        """Entries have it. The instance is still as it is stored."""
        publish_at = self.cleaned_data["publish_at"]
        try:
            transitions.check_publish_at(self.instance, publish_at)
        except WorkflowError as error:
            raise ValidationError(str(error), code="address_is_out") from error
        return publish_at

    def clean_withdraw_at(self):
        withdraw_at = self.cleaned_data["withdraw_at"]
        try:
            transitions.check_withdraw_at(self.instance, withdraw_at)
        except WorkflowError as error:
            raise ValidationError(str(error), code="has_passed") from error
        return withdraw_at

    @cached_property
    def taken(self):
        """Names of the fields in which the stored value, as it was shown, is taken in place of the typed one."""
        if not self.is_bound or self.instance._state.adding or not self._shows_what_is_stored():
            return frozenset()
        return choosing.taken(self)

    @cached_property
    def is_let_go(self):
        """A row that somebody else deleted, and that is not to be added again."""
        return self.is_bound and self.instance._state.adding and choosing.answer(self, choosing.ROW) == choosing.THEIRS

    @cached_property
    def typed_changes(self):
        return [name for name, field in self._bound_items() if field._has_changed()]

    @cached_property
    def changed_data(self):
        """What saving would change: not a field that is taken as stored, and nothing of a row let go."""
        return [] if self.is_let_go else [name for name in self.typed_changes if name not in self.taken]

    def full_clean(self):
        super().full_clean()
        if self.is_bound and self.instance._state.adding and (self.gone or choosing.answer(self, choosing.ROW)):
            self.choices = [choosing.about_lost_row(self)]

    def _clean_fields(self):
        super()._clean_fields()
        self.typed = dict(self.cleaned_data)
        for name in self.taken:
            self._errors.pop(name, None)
            self.cleaned_data[name] = self._stored(name)

    def _stored(self, name):
        """The stored value of a field, as cleaning would give it."""
        field = next((field for field in conflicts.fields_of(self.instance) if field.name == name), None)
        if field is None:
            # Not of the record but of the form: its version stays, and a mark for deletion is taken back.
            return False if name == DELETION_FIELD_NAME else self.typed.get(name)
        value = getattr(self.instance, name)
        return value.all() if field.many_to_many else value

    def clean(self):
        cleaned = super().clean()
        for sentence in self.refusals:
            self.add_error(None, sentence)
        if self.gone:
            self.add_error(None, GONE)
        elif self._is_stale():
            self.stale = True
            self._refuse_and_compare()
            self.choices = choosing.questions(self)
            self.carry_stored_version()
        elif not self.instance._state.adding and self.was_asked:
            self.choices = choosing.questions(self, only_asked=True)
        return cleaned

    @property
    def was_asked(self):
        start = choosing.input_name(self, "")
        return any(key.startswith(start) for key in self.data)

    def carry_stored_version(self):
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_version")] = str(self.instance.version)

    def _is_stale(self):
        """A newer save counts when there is anything of it that this one would undo."""
        if self.instance._state.adding or "seen_version" not in self.fields:
            return False
        return not self._shows_what_is_stored() and bool(conflicts.differing(self))

    def _shows_what_is_stored(self):
        """Whether the person has the stored version before him; nonsense is no version anybody has seen."""
        return self.data.get(self.add_prefix("seen_version")) == str(self.instance.version)

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

"""Rows of parts, citations and notes inside an entry's form, safe against what others do meanwhile."""

from django.contrib.contenttypes.forms import BaseGenericInlineFormSet
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _

from archive.admin import deletion
from archive.admin.rows import set_rows_aside
from archive.workflow import ordering


class RowsFormSet:
    """Rows that know their parent, survive a deletion by somebody else, and are not deleted unseen."""

    #: Numbers of the rows whose record is no longer there.
    gone_rows = frozenset()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound:
            existing = {str(record.pk) for record in self.get_queryset()}
            self.data, self.gone_rows = set_rows_aside(self.data, self.prefix, existing, self.absolute_max)

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.gone = i in self.gone_rows
        self.attach_parent(form)
        return form

    def marked_for_deletion(self, form):
        return self.can_delete and self._should_delete_form(form)

    def clean(self):
        super().clean()
        refusals = []
        for form in filter(self.marked_for_deletion, self.initial_forms):
            if form.stale:
                refusals.extend(self._changed_meanwhile(form))
            if in_use := deletion.refusal(form.instance):
                refusals.append(in_use)
        if refusals:
            raise ValidationError(refusals)

    def _changed_meanwhile(self, form):
        deletion = _(
            "“%(row)s” is marked for deletion, but somebody else has changed it. Save again to delete it all the same."
        )
        yield deletion % {"row": form.instance}
        yield from form.non_field_errors()

    def get_unique_error_message(self, unique_check):
        return _("Two rows say the same. Remove one of them or make them differ.")


class PartFormSet(RowsFormSet, BaseInlineFormSet):
    """Rows of one kind of part."""

    def attach_parent(self, form):
        """The parent is here: spare each row the query for it."""
        setattr(form.instance, self.fk.name, self.instance)


class AttachmentFormSet(RowsFormSet, BaseGenericInlineFormSet):
    """Citations or notes on one record."""

    def attach_parent(self, form):
        form.instance.target = self.instance


class PositionedFormSet(PartFormSet):
    """Rows with positions: each once, and any of them may change places in one save."""

    def clean(self):
        super().clean()
        posted = {form.instance.pk for form in self.initial_forms}
        taken = {row.position: row for row in self.get_queryset() if row.pk not in posted}
        at_the_end = []
        for form in self._kept_forms():
            position = form.cleaned_data.get("position")
            if position in taken:
                self._refuse(form, position, taken[position])
            elif position is not None:
                taken[position] = None
            elif "position" not in form.errors:
                at_the_end.append(form)
        last = max(taken, default=0)
        for place, form in enumerate(at_the_end, start=last + 1):
            form.instance.position = form.cleaned_data["position"] = place

    def save(self, commit=True):
        """Let all rows that move or go step out of the way first; saving them then puts them in place."""
        moving = [
            form.instance.pk
            for form in self.initial_forms
            if form.instance.pk and ("position" in form.changed_data or self.marked_for_deletion(form))
        ]
        if commit and moving:
            ordering.make_way(ordering.siblings(self.model, self.instance), moving)
        return super().save(commit)

    def _kept_forms(self):
        for form in self.forms:
            is_row = form.has_changed() or not form.instance._state.adding
            if is_row and hasattr(form, "cleaned_data") and not self.marked_for_deletion(form):
                yield form

    def _refuse(self, form, position, other):
        if other is None:
            text = _("Position %(position)d is given to two rows. Each needs a number of its own.")
        else:
            text = _("Position %(position)d was taken meanwhile by “%(other)s”, added by somebody else.")
        form.add_error("position", text % {"position": position, "other": other})

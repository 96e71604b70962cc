"""Keep mine or take theirs: what is asked for each field that differs, and what was answered."""

from dataclasses import dataclass

from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from archive.admin import conflicts
from archive.differences import Piece, side_by_side

#: What the name of a choice begins with; the rest is the name of the field in the form.
CHOICE = "_choice-"
MINE, THEIRS = "mine", "theirs"
#: Stands for a whole row that somebody else has deleted.
ROW = "id"


@dataclass(frozen=True)
class Choice:
    """One question: the name of its radio buttons, both answers in words and as texts, and which is chosen."""

    name: str
    legend: str
    mine: str
    theirs: str
    typed: list
    stored: list
    takes_theirs: bool = False


@dataclass(frozen=True)
class Conflict:
    """The questions about one record, under its name."""

    heading: str
    choices: list


def input_name(form, field):
    return f"{CHOICE}{form.add_prefix(field)}"


def answer(form, field):
    """What was answered for a field in the posted form; None when it was not asked."""
    return form.data.get(input_name(form, field))


def taken(form):
    """The names of the fields in which the stored value is taken; with a row that is not deleted after all, all."""
    if answer(form, DELETION_FIELD_NAME) == THEIRS:
        return set(form.fields)
    return {name for name in form.fields if answer(form, name) == THEIRS}


def questions(form, only_asked=False):
    """A choice for each field in which typed and stored differ; with `only_asked`, for those asked before.

    A row that is marked for deletion is one question: whether it goes.
    """
    names = conflicts.differing(form, form.typed_changes)
    if form.typed.get(DELETION_FIELD_NAME):
        asked = not only_asked or answer(form, DELETION_FIELD_NAME)
        return [_about_deletion(form, names)] if asked else []
    return [_about_field(form, name) for name in names if not only_asked or answer(form, name)]


def about_lost_row(form):
    """Somebody else has deleted the row: whether it is added again as it was typed."""
    typed = _in_words({name: conflicts.typed_value(form, name) for name in form.typed_changes}, form)
    return Choice(
        input_name(form, ROW),
        _("Somebody else has deleted this row. Shall it be added again?"),
        _("Add it again, as you have it"),
        _("Let it go"),
        [Piece(Truncator(typed).chars(conflicts.LONG_VALUE), False)],
        [],
        answer(form, ROW) == THEIRS,
    )


def on_page(form, formsets):
    """The conflicts of a whole page: its record first, then each row."""
    found = [Conflict(_heading(form), form.choices)] if form.choices else []
    for formset in formsets:
        found += [Conflict(_heading(row, place), row.choices) for place, row in _asking(formset)]
    return found


def _asking(formset):
    return [(place, row) for place, row in enumerate(formset.forms, start=1) if getattr(row, "choices", ())]


def _heading(form, place=None):
    kind = capfirst(form.instance._meta.verbose_name)
    if form.instance._state.adding:
        return f"{kind} #{place}" if place else kind
    return f"{kind}: {form.shown_as}"


def _about_field(form, name):
    stored, typed = side_by_side(conflicts.stored_value(form, name), conflicts.typed_value(form, name))
    legend = _("%(field)s: which one shall stand?") % {"field": capfirst(form.fields[name].label or name)}
    mine, theirs = _("Keep mine"), _("Take theirs, as it is stored now")
    return Choice(input_name(form, name), legend, mine, theirs, typed, stored, name in form.taken)


def _about_deletion(form, names):
    stored = _in_words({name: conflicts.stored_value(form, name) for name in names}, form)
    return Choice(
        input_name(form, DELETION_FIELD_NAME),
        _("You marked it for deletion, and somebody else has changed it. Shall it go?"),
        _("Delete it all the same"),
        _("Keep it, as it is stored now"),
        [],
        [Piece(stored, False)],
        DELETION_FIELD_NAME in form.taken,
    )


def _in_words(values, form):
    lines = [f"{capfirst(form.fields[name].label or name)}: {text}" for name, text in values.items() if text]
    return "\n".join(lines)

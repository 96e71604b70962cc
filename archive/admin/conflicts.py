"""What to say when somebody else saved first: who, when, why, and each field that differs, side by side."""

from django.utils.formats import localize
from django.utils.text import Truncator, capfirst, get_text_list
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from archive.workflow import private, versions
from archive.workflow.locking import entry_of
from archive.workflow.snapshots import key_of

#: A value longer than this is shown around the first difference, and in full at its own field.
LONG_VALUE = 200
_BEFORE = 40


def fields_of(record):
    return (*record._meta.fields, *record._meta.many_to_many)


def differing(form, changes=None):
    """Names of the model's fields in which the typed value is not the stored one: of all, or of these changes."""
    names = {field.name for field in fields_of(form.instance)}
    return [name for name in (form.changed_data if changes is None else changes) if name in names]


def headline(record):
    when = localize(localtime(record.updated_at))
    who, why = _last_edit(record)
    if who:
        happened = _("%(who)s saved this %(kind)s on %(when)s, after you had opened it.")
    else:
        happened = _("This %(kind)s was saved on %(when)s, after you had opened it.")
    happened %= {"who": who, "kind": record._meta.verbose_name, "when": when}
    if why:
        happened += " " + _("The reason given: “%(reason)s”.") % {"reason": Truncator(why).chars(LONG_VALUE)}
    advice = _(
        "Nothing has been overwritten and what you typed is still below. Choose for each field which one "
        "shall stand, change what you like, and save again."
    )
    return f"{happened} {advice}"


def comparisons(form):
    """For each field whose typed value differs from the stored one: a sentence, and the stored value
    in full when the sentence had to shorten it."""
    return {name: _compare(form, name) for name in differing(form)}


def _compare(form, name):
    stored, typed = stored_value(form, name), typed_value(form, name)
    short_stored, short_typed = _around_difference(stored, typed)
    line = _("%(field)s: stored is “%(stored)s”, you have “%(typed)s”.") % {
        "field": capfirst(form.fields[name].label or name),
        "stored": short_stored or _("(nothing)"),
        "typed": short_typed or _("(nothing)"),
    }
    full = _("Stored now: %(stored)s") % {"stored": stored} if short_stored != stored else None
    return line, full


def stored_value(form, name):
    """The stored value in words. Before `_post_clean` the instance still has it."""
    field = form.instance._meta.get_field(name)
    if field.many_to_many:
        return _list(getattr(form.instance, name).all())
    if field.choices:
        return str(getattr(form.instance, f"get_{name}_display")())
    return _text(getattr(form.instance, name))


def typed_value(form, name):
    """The typed value in words, or as it was typed when it is not valid."""
    if name not in form.typed:
        return _as_typed(form[name].value())
    value = form.typed[name]
    field = form.instance._meta.get_field(name)
    if field.many_to_many:
        return _list(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value or ""))
    return _text(value)


def _text(value):
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(localize(value))


def _as_typed(value):
    """What is not valid; some fields are typed into several boxes."""
    return " ".join(str(part) for part in value if part) if isinstance(value, list | tuple) else _text(value)


def _list(records):
    return get_text_list([str(record) for record in records], _("and"))


def _around_difference(stored, typed):
    if max(len(stored), len(typed)) <= LONG_VALUE:
        return stored, typed
    pairs = enumerate(zip(stored, typed, strict=False))
    start = next((place for place, (one, other) in pairs if one != other), min(len(stored), len(typed)))
    return _excerpt(stored, start), _excerpt(typed, start)


def _excerpt(text, around):
    start = max(0, around - _BEFORE)
    end = start + LONG_VALUE
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def _last_edit(record):
    """Who saved the record last, and why, as far as it is on record: a script that writes by itself is nobody."""
    entry = entry_of(record) or record
    change = private.change_of(entry)
    if change is not None and change.updated_at == record.updated_at:  # It stands here as a private change has it.
        return (change.updated_by.get_username() if change.updated_by else ""), ""
    made = versions.versions_of(entry)
    if record is not entry:
        made = made.filter(states__record=key_of(record))
    last = made.last()
    if last is None or last.made_at < record.updated_at:
        return "", ""
    return last.made_by_name, last.reason

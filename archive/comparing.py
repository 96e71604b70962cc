"""What two published versions of an entry differ in, in words; from what `archive.selectors.changes` gives."""

from dataclasses import dataclass

from django.apps import apps
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from archive.dates import PartialDate
from archive.models import Citation, EditorialNote
from archive.models.fields import PartialDateField
from archive.models.publication import Entry
from archive.naming import named_plain

#: So many names at most of what one version changed are listed.
MOST_NAMES = 12


@dataclass(frozen=True)
class FieldWords:
    """One value that differs: what it is called, and both sides as texts."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RecordWords:
    """One record that differs: `kind` is added, removed or changed; `anchor` is its place on the page, if any."""

    kind: str
    label: str
    model: str
    anchor: str
    fields: list[FieldWords]


def record_words(change, entry, visibility):
    """All that is to be said of a `RecordChange`."""
    return RecordWords(
        change.kind,
        record_label(change, entry, visibility),
        change.model._meta.model_name,
        _anchor(change),
        [
            FieldWords(
                name,
                field_label(change, name),
                value_in_words(change, name, change.before, visibility),
                value_in_words(change, name, change.after, visibility),
            )
            for name in change.names
        ],
    )


def short_words(changes, entry, visibility):
    """What a version changed, in short: {"changed": [names], "added": […], "removed": […]}, without empty lists.

    The entry itself is named by its fields, a part by its kind and position, what hangs on them by what it is.
    """
    found = {}
    for change in changes:
        if issubclass(change.model, Entry):
            names = [field_label(change, name) for name in change.names]
        else:
            names = [record_label(change, entry, visibility)]
        found.setdefault(change.kind, []).extend(names)
    order = [kind for kind in ("changed", "added", "removed") if kind in found]
    return {kind: _shortened(list(dict.fromkeys(found[kind]))) for kind in order}


def record_label(change, entry, visibility):
    """What a record is called: "Speech 3", "Participation: Lenin", "Citation: Complete Works"."""
    model, values = change.model, change.values
    kind = capfirst(model._meta.verbose_name)
    if isinstance(entry, model):
        return kind
    if values.get("position") is not None:
        return f"{kind} {values['position']}"
    if model is Citation:
        told = named_plain(visibility.entry(model._meta.get_field("source").related_model, values["source"]))
    elif values.get("speaker"):
        told = named_plain(visibility.entry(model._meta.get_field("speaker").related_model, values["speaker"]))
    elif values.get("to"):
        told = named_plain(visibility.entry(model._meta.get_field("to").related_model, values["to"]))
    else:
        told = values.get("name") or values.get("outside_title") or ""
    return f"{kind}: {told}" if told else kind


def field_label(change, name):
    """What a field is called; one that is no more by the name it had."""
    field = _field(change, name)
    return capfirst(field.verbose_name) if field else name


def value_in_words(change, name, values, visibility):
    """A value as a text; empty for none."""
    field, value = _field(change, name), (values or {}).get(name)
    if value is None or value == "":
        return ""
    if field is None:
        return str(value)
    if change.model in (Citation, EditorialNote) and name == "field":
        return _field_meant(change, value)
    if field.is_relation:
        pks = value if isinstance(value, list) else [value]
        entries = [visibility.entry(field.related_model, pk) for pk in pks]
        return get_text_list([_name(entry) for entry in entries if entry is not None], _("and"))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return PartialDate.parse(value).display if isinstance(field, PartialDateField) else str(value)


def _name(record):
    """What an entry is called in the reader's language; a sitting has only one name."""
    return named_plain(record) if isinstance(record, Entry) else str(record)


def _field(change, name):
    known = (*change.model._meta.concrete_fields, *change.model._meta.many_to_many)
    return next((field for field in known if field.name == name), None)


def _field_meant(change, name):
    """What a citation or note is about, as its record calls it."""
    record, _values = change.target
    known = apps.get_model("archive", record.partition(":")[0])._meta.concrete_fields
    return next((str(capfirst(field.verbose_name)) for field in known if field.name == name), name)


def _anchor(change):
    """The id of a part on its entry's page."""
    name, position = change.model._meta.model_name, change.values.get("position")
    return f"{name}-{position}" if name in {"speech", "clause", "sitting"} and change.after else ""


def _shortened(names):
    if len(names) <= MOST_NAMES:
        return names
    return [*names[:MOST_NAMES], _("… and %(count)d more") % {"count": len(names) - MOST_NAMES}]

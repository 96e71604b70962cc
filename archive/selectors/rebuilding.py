"""An entry of the public as one of its versions has it, for the templates and shapes that show the present one.

What is rebuilt are instances that were never saved and never are: the parts, citations and notes are those of the
version, the address and the place in the archive are those of today.
"""

from archive.models import (
    Attachment,
    Citation,
    Clause,
    Election,
    Entry,
    Mandate,
    Part,
    Participation,
    RecordState,
    ResolutionLink,
    Sitting,
    SpeakerName,
    Speech,
)
from archive.selectors.visibility import OF_THE_PRESENT, Visibility, model_of

#: Where the parts of a rebuilt entry are.
_PARTS = {
    Clause: "public_clauses",
    Election: "public_elections",
    Mandate: "public_mandates",
    Participation: "public_participations",
    ResolutionLink: "public_links",
    Sitting: "public_sittings",
    SpeakerName: "public_names",
    Speech: "public_speeches",
}


def rebuilt(present, version):
    """The entry as the public version has it; a query for its states, and those of `Visibility`."""
    rows = list(RecordState.objects.as_of(version.stored))
    state = {row.record: row.data for row in rows if row.data is not None}
    visibility = Visibility(state.items())
    made_at = {row.record: row.made_at for row in rows}
    records = {}
    for key in state:
        seen = visibility.seen(key, state, version)
        if seen is not None:
            records[key] = _record(key, seen, visibility, made_at[key])
    entry = records[f"{present._meta.model_name}:{present.pk}"]
    _stand_as(entry, present)
    _put_together(entry, records, state)
    entry.public_version = version
    entry.updated_at = version.stored.made_at
    return entry


def _record(key, seen, visibility, made_at):
    """An unsaved instance with these values, and the entries it refers to as the selectors give them."""
    model, pk = model_of(key)
    record = model(pk=pk, updated_at=made_at)
    known = {field.name: field for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}
    for name, value in seen.items():
        field = known.get(name)
        if field is None:
            continue  # A field of an earlier day, or what an attachment hangs on.
        if field.many_to_many:
            setattr(record, f"public_{name}", [visibility.entry(field.related_model, each) for each in value])
        elif not field.is_relation:
            setattr(record, field.attname, field.to_python(value))
        elif name not in OF_THE_PRESENT:
            referred = visibility.entry(field.related_model, value)
            setattr(record, name, referred)
            setattr(record, f"public_{name}", referred)
    if isinstance(record, Entry):
        record.public_notes = []
    if not isinstance(record, Attachment):
        record.public_citations = []
    return record


def _stand_as(entry, present):
    """Give a rebuilt entry what is not its own: its address and its place, and its portrait, which has one address."""
    for name in OF_THE_PRESENT:
        if hasattr(present, name):
            setattr(entry, name, getattr(present, name))
    for name in ("status", "publish_at", "created_at"):
        setattr(entry, name, getattr(present, name))
    if hasattr(present, "is_outline"):
        entry.is_outline = present.is_outline
    if hasattr(present, "portrait") and entry.portrait != present.portrait:
        entry.portrait = ""


def _put_together(entry, records, state):
    """Hang parts on the entry, and citations and notes on what they are about, each in the order of its kind."""
    for model, name in _PARTS.items():
        if isinstance(entry, model._meta.get_field(model.entry_field).related_model):
            setattr(entry, name, [])
    for key, record in sorted(records.items(), key=lambda pair: _place(pair[1])):
        if isinstance(record, Part):
            setattr(record, record.entry_field, entry)
            getattr(entry, _PARTS[type(record)]).append(record)
        elif isinstance(record, Attachment):
            target = records.get(state[key]["target"])
            record.target = target
            if isinstance(record, Citation):
                target.public_citations.append(record)
            else:
                target.public_notes.append(record)


def _place(record):
    """Where a record stands among those of its kind, by the order that the kind has in the database."""
    place = [record._meta.model_name]
    for name in record._meta.ordering:
        if name == getattr(record, "entry_field", "") or isinstance(record, Entry):
            continue
        value = record
        for step in name.split("__"):
            value = getattr(value, step)
        place.append(value)
    return [*place, record.pk]

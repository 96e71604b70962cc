"""Two snapshots beside each other, what clashes in a private change, what is wrong with it: rows for the pages."""

from dataclasses import dataclass

from archive.admin.wording import Wording
from archive.differences import word_differences
from archive.models import Entry
from archive.workflow.private.repairs import options_of
from archive.workflow.restoring import KEPT
from archive.workflow.snapshots import MODELS, fields_of, model_of


@dataclass(frozen=True)
class FieldRow:
    """One field: what it was and is, and the words that differ."""

    label: str
    before: str
    after: str
    pieces: list
    name: str = ""
    #: Whether it can be restored by itself.
    may_go_back: bool = False


@dataclass(frozen=True)
class RecordRow:
    """One record that is "added", "removed", "changed", "moved" or "same"."""

    label: str
    kind: str
    fields: list
    key: str = ""
    is_entry: bool = False


@dataclass(frozen=True)
class ClashRow:
    """One choice: the name of its radios, and the two sides against what was there before."""

    name: str
    label: str
    public: str
    private: str
    public_pieces: list
    private_pieces: list
    is_gone_publicly: bool
    is_gone_privately: bool
    chosen: str


@dataclass(frozen=True)
class ProblemRow:
    """One record that does not fit: what is said of it, all that was typed, what can be done."""

    key: str
    label: str
    sentences: list
    typed: list
    options: list


def differing(public, private):
    """The keys of the records in which a private snapshot differs from the public one, the entry first."""
    return [key for key in {**public, **private} if _said(public.get(key)) != _said(private.get(key))]


def arranged(keys, *sides):
    """The keys in the order of the page: the entry, its parts by position, each followed by what hangs on it."""
    values = {key: row for side in sides for key, row in side.items()}

    def place(key):
        model, pk = model_of(key)
        return [*MODELS.values()].index(model), values.get(key, {}).get("position") or 0, pk

    def with_owner(key):
        target = values[key].get("target")
        return place(target or key), target is not None, place(key)

    return sorted(keys, key=with_owner)


def record_rows(keys, before, after, *, with_same=False):
    """What is to be said of these records; also of fields that are the same on both sides, if asked for."""
    targets = {side[key]["target"] for side in (before, after) for key in keys if "target" in side.get(key, ())}
    named = {*keys, *targets}
    wording = Wording(*({key: side[key] for key in named if key in side} for side in (before, after)))
    return [_record_row(wording, key, before, after, with_same) for key in keys]


def _record_row(wording, key, before, after, with_same):
    one, other = before.get(key), after.get(key)
    fields = _fields(wording, key, one or {}, other or {}, with_same)
    if one is None or other is None:
        kind = "added" if one is None else "removed"
    elif _said(one) == _said(other):
        kind = "same"
    else:
        differing_names = [name for name, value in _said(one).items() if value != other.get(name)]
        kind = "moved" if differing_names == ["position"] else "changed"
    values, model = other or one, model_of(key)[0]
    label = wording.record(key, values)
    target = values.get("target")
    if target is not None and not issubclass(model_of(target)[0], Entry):
        label = f"{wording.record(target, after.get(target) or before.get(target))} · {label}"
    return RecordRow(label, kind, fields, key, issubclass(model, Entry))


def _said(values):
    return None if values is None else {name: value for name, value in values.items() if name != "version"}


def _fields(wording, key, before, after, with_same):
    rows = []
    model = model_of(key)[0]
    for field in fields_of(model):
        one, other = before.get(field.name), after.get(field.name)
        differs = (one or "") != (other or "")
        if differs or (with_same and (one or other)):
            old, new = (wording.value(key, field.name, value) for value in (one, other))
            if field.name == "field":
                old, new = (wording.cited_field(side, value) for side, value in ((before, old), (after, new)))
            pieces = word_differences(old, new) if differs else [("same", new)]
            may_go_back = bool(before and after and differs) and not (issubclass(model, Entry) and field.name in KEPT)
            rows.append(FieldRow(wording.field(key, field.name), old, new, pieces, field.name, may_go_back))
    return rows


def clash_rows(merged, public, private, choices):
    wording = Wording(public, private)
    return [_clash_row(wording, clash, choices) for clash in merged.clashes]


def _clash_row(wording, clash, choices):
    label = wording.record(clash.key, clash.private if clash.name is None else None)
    if clash.name is None:
        label = wording.record(clash.key, clash.private or clash.public or clash.base)
        was, theirs, mine = (_whole(wording, clash.key, side) for side in (clash.base, clash.public, clash.private))
    else:
        label = f"{label} · {wording.field(clash.key, clash.name)}"
        was, theirs, mine = (
            wording.value(clash.key, clash.name, side) for side in (clash.base, clash.public, clash.private)
        )
    return ClashRow(
        name=clash.choice_name,
        label=label,
        public=theirs,
        private=mine,
        public_pieces=word_differences(was, theirs),
        private_pieces=word_differences(was, mine),
        is_gone_publicly=clash.name is None and clash.public is None,
        is_gone_privately=clash.name is None and clash.private is None,
        chosen=choices.get(clash.choice_name, ""),
    )


def taken_rows(merged, public, private):
    """Sentences on what only the public side changed."""
    wording = Wording()
    rows = []
    for key, name in merged.taken:
        label = wording_of_taken(wording, key, public.get(key) or private.get(key))
        rows.append(f"{label} · {wording.field(key, name)}" if name else label)
    return rows


def wording_of_taken(wording, key, values):
    return wording.record(key, {name: value for name, value in (values or {}).items() if name != "speaker"})


def problem_rows(problems, public, private):
    wording = Wording(public, private)
    rows = []
    for key, error in problems.items():
        values = private.get(key) or public.get(key) or {}
        sentences = []
        if hasattr(error, "error_dict"):
            for name, messages in error.message_dict.items():
                label = "" if name == "__all__" else f"{wording.field(key, name)}: "
                sentences += [f"{label}{message}" for message in messages]
        else:
            sentences = list(error.messages)
        rows.append(
            ProblemRow(
                key, wording.record(key, values), sentences, _typed(wording, key, private), options_of(key, public)
            )
        )
    return rows


def _typed(wording, key, private):
    values = private.get(key, {})
    named = ((field.name, values.get(field.name)) for field in fields_of(model_of(key)[0]))
    return [(wording.field(key, name), wording.value(key, name, value)) for name, value in named if value]


def _whole(wording, key, values):
    """A whole record as lines."""
    if values is None:
        return ""
    named = ((field.name, values.get(field.name)) for field in fields_of(model_of(key)[0]))
    lines = (f"{wording.field(key, name)}: {wording.value(key, name, value)}" for name, value in named if value)
    return "\n".join(lines)

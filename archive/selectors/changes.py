"""What the published versions of an entry changed, as readers may know it.

`<noun>_versions(…)` gives the `History` of a public entry. All in it is of versions that readers have seen and passes
`Visibility`; nothing in it says who made a version or why.
"""

from dataclasses import dataclass, field

from archive.models import Congress, Debate, RecordState, Resolution, Source, Speaker, Topic
from archive.models.publication import Entry
from archive.selectors.past import present_entry, version_asked
from archive.selectors.versions import PublicVersion, public_versions
from archive.selectors.visibility import OF_THE_PRESENT, Visibility, model_of

#: Values that say where a record is kept and not what it says.
_LEFT_OUT = {"target", "portrait"}


@dataclass(frozen=True)
class RecordChange:
    """How one record of an entry differs between two versions: `before` or `after` is None where it is not there.

    Values are those of a snapshot, without what readers may not see; `names` are the fields that differ.
    """

    record: str
    before: dict | None
    after: dict | None
    names: tuple
    #: The record that a citation or a note is about, and its values; None for others.
    target: tuple | None = None

    @property
    def kind(self):
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def values(self):
        return self.after or self.before

    @property
    def model(self):
        return model_of(self.record)[0]


@dataclass
class History:
    """An entry with the versions that readers have seen, oldest first, and what each changed in the one before."""

    entry: Entry
    versions: list[PublicVersion]
    visibility: Visibility
    #: For each version; empty for the first and for one that changed nothing that readers see.
    changes: list[list[RecordChange]]
    #: How the records stood in each version: {"speech:12": {…}}.
    states: list[dict] = field(repr=False)

    @property
    def updated_at(self):
        return self.entry.updated_at

    def compared(self, query):
        """The two versions that `from` and `to` ask for; None when neither does. May raise `NoSuchVersion`.

        One that is left out is the version before the other, or the latest.
        """
        found = {
            name: version_asked(self.entry, self.versions, query[name]) for name in ("from", "to") if name in query
        }
        if not found:
            return None
        to = found.get("to", self.versions[-1])
        return found.get("from", self.versions[max(to.number - 2, 0)]), to

    def differences(self, one, other):
        """What differs between two of the versions."""
        return _changes(self, one, other)


def congress_versions(number):
    return _history(Congress, number=number)


def debate_versions(number, slug):
    return _history(Debate, number=number, slug=slug)


def resolution_versions(number, slug):
    return _history(Resolution, number=number, slug=slug)


def speaker_versions(slug):
    return _history(Speaker, slug=slug)


def topic_versions(slug):
    return _history(Topic, slug=slug)


def source_versions(slug):
    return _history(Source, slug=slug)


def _history(model, **address):
    """A query for the entry, one or two for the versions, one for all states, and those of `Visibility`."""
    entry = present_entry(model, **address)
    versions = public_versions(entry)
    stored = [version for version in versions if version.stored]
    rows = list(RecordState.objects.of(stored[-1].stored)) if stored else []
    states = _states(rows, stored)
    visibility = Visibility((row.record, row.data) for row in rows)
    history = History(entry, versions, visibility, [], states)
    history.changes = [
        _changes(history, versions[place - 1], version) if place else [] for place, version in enumerate(versions)
    ]
    return history


def _states(rows, stored):
    """How the records stood in each of the stored public versions."""
    states, standing, place = [], {}, 0
    for version in stored:
        while place < len(rows) and rows[place].number <= version.stored.number:
            standing[rows[place].record] = rows[place].data
            place += 1
        states.append({record: values for record, values in standing.items() if values is not None})
    return states


def _changes(history, one, other):
    """What differs in the second version; records whose stored values are the same are not looked at."""
    if not (one.stored and other.stored):
        return []
    before, after = history.states[one.number - 1], history.states[other.number - 1]
    changes = []
    for record in {**before, **after}:
        if before.get(record) == after.get(record):
            continue
        was = history.visibility.seen(record, before, one)
        now = history.visibility.seen(record, after, other)
        names = _differing(was or {}, now or {}, model_of(record)[0])
        if names:
            changes.append(RecordChange(record, was, now, names, _target(record, was, now, before, after)))
    return sorted(changes, key=lambda change: _place(change, history.entry))


def _differing(before, after, model):
    """The names of the values that differ; nothing and an empty text are the same. Where an entry stands is not told:
    it moves when something is put before it that may not be public."""
    left_out = _LEFT_OUT | (OF_THE_PRESENT if issubclass(model, Entry) else OF_THE_PRESENT - {"position"})
    names = [name for name in {**before, **after} if name not in left_out]
    return tuple(name for name in names if _said(before.get(name)) != _said(after.get(name)))


def _said(value):
    return "" if value is None else value


def _target(record, was, now, before, after):
    key = (now or was).get("target")
    return (key, after.get(key) or before.get(key)) if key else None


def _place(change, entry):
    """The entry itself first, then its parts by kind and position, then what hangs on them."""
    model, pk = model_of(change.record)
    is_itself = isinstance(entry, model)
    return (not is_itself, change.target is not None, model._meta.model_name, change.values.get("position") or 0, pk)

"""Three snapshots become one: the one a private change began from, the public one now, and the private one.

Pure functions. What only one side changed is taken; what both changed differently is a `Clash`, and somebody chooses.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from archive.workflow.snapshots import model_of

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Clash:
    """Both sides changed it, each in its own way. `name` is None for a whole record, gone on one side."""

    key: str
    name: str | None
    base: object
    public: object
    private: object

    @property
    def choice_name(self):
        return f"{self.key}|{self.name or ''}"


@dataclass
class Merged:
    """What has come of it: `data` is whole when every clash was decided."""

    data: dict = field(default_factory=dict)
    #: (key, name) of what only the public side changed; name is None for a whole record.
    taken: list = field(default_factory=list)
    clashes: list = field(default_factory=list)
    undecided: list = field(default_factory=list)


def merge(base, public, private, choices=None):
    """Bring a private snapshot and the public one together; both have versions.

    `choices` is {choice_name: MINE or THEIRS}.
    """
    merged = Merged()
    choices = choices or {}
    for key in {**private, **public}:
        values = _one(key, base, public, private, merged, choices)
        if values is not None:
            merged.data[key] = values
    _drop_what_hangs_on_nothing(merged.data)
    give_each_a_position(merged.data)
    return merged


def _one(key, base, public, private, merged, choices):
    before, theirs, mine = base.get(key), _plain(public.get(key)), _plain(private.get(key))
    if theirs is None or mine is None:
        return _one_sided(key, base, public, private, merged, choices)
    values = {}
    for name in {**mine, **theirs}:
        was, their, own = (values_.get(name) for values_ in (before or {}, theirs, mine))
        if own == their or their == was:
            values[name] = own
        elif own == was:
            values[name] = their
            merged.taken.append((key, name))
        else:
            values[name] = _decide(Clash(key, name, was, their, own), merged, choices)
    versions = private[key].get("version", 1), public[key].get("version", 1)
    values["version"] = versions[0] if values == mine else max(versions) + 1
    return values


def _one_sided(key, base, public, private, merged, choices):
    """A record that only one side has: new there, or gone on the other."""
    has, lacks = (public, private) if key in public else (private, public)
    target = has[key].get("target")
    if target is not None and target not in lacks:
        # What it hangs on is there or gone as a whole, and this goes with it.
        return has[key]
    if key not in base:
        if has is public:
            merged.taken.append((key, None))
        return has[key]
    if _with_what_hangs_on(has, key) == _with_what_hangs_on(base, key):
        if lacks is public:
            merged.taken.append((key, None))
        return None
    clash = Clash(key, None, base[key], _plain(public.get(key)), _plain(private.get(key)))
    _decide(clash, merged, choices)
    side = public if choices.get(clash.choice_name) == THEIRS else private
    return side.get(key)


def _decide(clash, merged, choices):
    merged.clashes.append(clash)
    choice = choices.get(clash.choice_name)
    if choice not in (MINE, THEIRS):
        merged.undecided.append(clash)
    return clash.public if choice == THEIRS else clash.private


def _with_what_hangs_on(snapshot, key):
    return {name: _plain(values) for name, values in snapshot.items() if key in (name, values.get("target"))}


def without(snapshot, key):
    """The snapshot without a record and what hangs on it."""
    kept = {name: values for name, values in snapshot.items() if name != key}
    _drop_what_hangs_on_nothing(kept)
    return kept


def _drop_what_hangs_on_nothing(snapshot):
    for key in [key for key, values in snapshot.items() if values.get("target") and values["target"] not in snapshot]:
        del snapshot[key]


def give_each_a_position(snapshot):
    """Both sides may have put something at one place: the public one stays, those after it move along."""
    rows = defaultdict(list)
    for key, values in snapshot.items():
        model, pk = model_of(key)
        if hasattr(model, "entry_field") and values.get("position") is not None:
            rows[model].append((values["position"], pk, key))
    for places in rows.values():
        last = 0
        for position, _pk, key in sorted(places):
            last = max(position, last + 1)
            if last != position:
                snapshot[key] = {**snapshot[key], "position": last, "version": snapshot[key].get("version", 1) + 1}


def _plain(values):
    return None if values is None else {name: value for name, value in values.items() if name != "version"}

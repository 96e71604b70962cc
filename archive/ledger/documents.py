"""What readers see of entries, as digests: two that are the same look the same to every reader.

An entry as it is digested is what stands in it: its fields, parts, citations and notes in their order, the addresses
that redirect to it, and of each public entry that it refers to, the address and the names. What is not public is not in
it, nor anything that is nothing without it. Keys of the database, times and versions are not in it either, so that an
entry that is deleted and entered again looks the same.
"""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType

from archive.ledger import stale
from archive.ledger.owners import relations_of
from archive.models import Attachment, Congress, FormerSlug, Part, Sitting
from archive.selectors.references import Reference, reference, reference_columns
from archive.selectors.visibility import NOTHING_WITHOUT
from archive.workflow.snapshots import model_of, take_all


@dataclass(frozen=True)
class Seen:
    """A public entry as readers see it."""

    reference: Reference
    digest: str
    #: Of what other entries show of it.
    name_digest: str
    #: The keys of the public entries that it refers to.
    refers_to: frozenset[str]
    #: Among the entries beside it; null where they have no order.
    position: int | None

    @property
    def address(self):
        return self.reference.kind, self.reference.number, self.reference.slug


def seen_entries(model, keys, now):
    """Those of the entries that are public at `now`, as {primary key: `Seen`}.

    The queries grow with the kinds of part the entry has and of entries it refers to, not with the entries.
    """
    rows = model.objects.public(now).filter(pk__in=keys).order_by().values("pk", **reference_columns(model))
    references = {row["pk"]: reference(row) for row in rows}
    snapshots = take_all(model, list(references)) if references else {}
    names = _names([record for snapshot in snapshots.values() for record in snapshot.items()], now)
    former, seen = _former_addresses(model, references), {}
    for key, one in references.items():
        own = snapshots[key].get(f"{one.kind}:{key}")
        if own is None:
            # Deleted since the first of these queries; the deletion has a mark of its own.
            continue
        digest = _digest([_seen_records(snapshots[key], names), former[key]])
        seen[key] = Seen(
            one,
            digest,
            _digest(_shown_elsewhere(one, snapshots[key])),
            _referred_to(snapshots[key], names),
            own.get("position"),
        )
    return seen


def _seen_records(snapshot, names):
    """The records of a snapshot that readers see, the entry first, then its parts and what hangs on them."""
    seen, places = [], {}
    for key, values in sorted(snapshot.items(), key=_place):
        model, _pk = model_of(key)
        values = _seen_values(model, values, names)
        if values is None or ("target" in values and values["target"] not in places):
            continue
        if "target" in values:
            values["target"] = places[values["target"]]
        places[key] = len(places)
        seen.append([model._meta.model_name, values])
    return seen


def _seen_values(model, values, names):
    """The values with names for keys; None for what is nothing without an entry that is not public."""
    seen = dict(values)
    for name, related in relations_of(model).items():
        value = values[name]
        if isinstance(value, list):
            seen[name] = sorted(names[related][pk] for pk in value if pk in names[related])
        elif value is not None:
            seen[name] = names[related].get(value)
            if seen[name] is None and NOTHING_WITHOUT.get(model) == name:
                return None
    return seen


def _names(records, now):
    """What is shown of the public entries and sittings that records refer to, as {model: {primary key: words}}."""
    wanted = defaultdict(set)
    for key, values in records:
        for name, related in relations_of(model_of(key)[0]).items():
            value = values[name]
            wanted[related].update(value if isinstance(value, list) else [value])
    names = defaultdict(dict)
    for related, keys in wanted.items():
        rows = related.objects.public(now).filter(pk__in=keys - {None}).order_by()
        if related is Sitting:
            names[related] = {row.pk: _sitting(row.position, row.label, row.held_on) for row in rows}
        else:
            rows = rows.values("pk", **reference_columns(related))
            names[related] = {row["pk"]: _words(reference(row)) for row in rows}
    return names


def _referred_to(snapshot, names):
    """The keys of the public entries that anything in a snapshot refers to."""
    found = set()
    for key, values in snapshot.items():
        for name, related in relations_of(model_of(key)[0]).items():
            if related is not Sitting:
                value = values[name]
                for pk in value if isinstance(value, list) else [value]:
                    if pk in names[related]:
                        number, slug, *_titles = names[related][pk]
                        found.add(stale.key_of(related._meta.model_name, number, slug))
    return frozenset(found)


def _former_addresses(model, keys):
    """The addresses that redirect to the entries, and since when, by key."""
    content_type, former = ContentType.objects.get_for_model(model), defaultdict(list)
    for row in FormerSlug.objects.filter(content_type=content_type, object_id__in=keys).order_by("slug"):
        former[row.object_id].append([row.slug, row.since.isoformat()])
    return former


def _shown_elsewhere(one, snapshot):
    """What other entries show of an entry where they refer to it; of a congress, its sittings too."""
    sittings = []
    if one.kind == Congress._meta.model_name:
        found = (values for key, values in snapshot.items() if model_of(key)[0] is Sitting)
        sittings = sorted(_sitting(each["position"], each["label"], each["held_on"]) for each in found)
    return [_words(one), sittings]


def _words(one):
    return [one.number, one.slug, one.title, one.original_title]


def _sitting(position, label, held_on):
    return [position, label, str(held_on or "")]


def _place(item):
    """The entry, its parts, then what hangs on them; each kind in its order."""
    key, values = item
    model, pk = model_of(key)
    depth = 1 if issubclass(model, Part) else 2 if issubclass(model, Attachment) else 0
    return depth, model._meta.model_name, values.get("position") or 0, pk


def _digest(value):
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()

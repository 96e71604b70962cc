"""Looking at what was marked, and at what shows something of it."""

from collections import defaultdict
from dataclasses import dataclass, field

from archive.ledger.documents import Seen, seen_entries
from archive.ledger.owners import KINDS, referring_to
from archive.models import Congress, LedgerMark, LedgerRow

#: So many entries are looked at in one transaction, and not many more; what is read at a time is all in memory.
MOST, BATCH = 500, 100

_CONGRESS = Congress._meta.model_name


@dataclass
class Look:
    """What was found at one moment: `entries` are keys by kind, `seen` what is public of them."""

    entries: dict[str, set[int]] = field(default_factory=lambda: {kind: set() for kind in KINDS})
    seen: dict[str, dict[int, Seen]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    #: The marks that led here. One that is committed later has a look of its own, whatever its key.
    marks: list[int] = field(default_factory=list)
    #: Those of the entries that were written, (kind, key), and not only looked at for what they refer to.
    written: set[tuple[str, int]] = field(default_factory=set)
    #: What has still to be looked at: (kind, key).
    rest: set[tuple[str, int]] = field(default_factory=set)


def look_at(fresh, now):
    """Look at these entries, (kind, key), and at those that show something of them that is not as it was; a `Look`."""
    look = Look()
    while fresh:
        by_kind = defaultdict(set)
        for kind, key in fresh:
            by_kind[kind].add(key)
        around = set()
        for kind, keys in by_kind.items():
            # The marks first: what they stand for is committed, and so in what is read after them.
            marks = LedgerMark.objects.filter(kind=kind, object_id__in=keys).values_list("pk", "object_id")
            look.marks += [pk for pk, _key in marks]
            look.written |= {(kind, key) for _pk, key in marks}
            look.entries[kind] |= keys
            look.seen[kind] |= _seen(kind, sorted(keys), now)
            around |= _around(kind, _shown_otherwise(kind, keys, look.seen[kind]))
        fresh = {(kind, key) for kind, key in around if key not in look.entries[kind]}
        if sum(map(len, look.entries.values())) >= MOST:
            look.rest, fresh = fresh, set()
    return look


def _seen(kind, keys, now):
    seen = {}
    for start in range(0, len(keys), BATCH):
        seen |= seen_entries(KINDS[kind], keys[start : start + BATCH], now)
    return seen


def _shown_otherwise(kind, keys, seen):
    """The entries whose names and addresses others show in another way than before, or newly, or no more."""
    rows = LedgerRow.objects.public().filter(kind=kind, object_id__in=keys)
    before = dict(rows.values_list("object_id", "name_digest"))
    return {key for key in keys if before.get(key) != (seen[key].name_digest if key in seen else None)}


def _around(kind, keys):
    """The entries that refer to these. Only a congress takes what is in it out of sight and back: what else has never
    been placed is not public, or has a mark of its own."""
    around = defaultdict(set)
    for other, key in referring_to(kind, keys) if keys else ():
        around[other].add(key)
    found = set()
    for other, others in around.items():
        if kind != _CONGRESS:
            rows = LedgerRow.objects.public().filter(kind=other, object_id__in=others)
            others = set(rows.values_list("object_id", flat=True))
        found |= {(other, key) for key in others}
    return found

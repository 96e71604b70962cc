"""Looking at what was marked, and at what shows something of it."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from archive.ledger.documents import Seen, seen_entries
from archive.ledger.owners import KINDS, referring_to
from archive.models import Congress, LedgerMark, LedgerRow
from archive.selectors.met import met_between

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
    #: The addresses of those that were public only between two looks, as far as it is on record.
    met: dict[str, dict[int, tuple]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    #: How often something was written that each entry shows: a mark, or another entry that is shown otherwise.
    occasions: Counter[tuple[str, int]] = field(default_factory=Counter)
    #: What has still to be looked at: (kind, key), as often as there were occasions for it.
    rest: list[tuple[str, int]] = field(default_factory=list)

    def is_in_doubt(self, kind, key):
        """Whether the entry may have been seen otherwise for a while, even if it looks as it did at the last look."""
        return self.occasions[kind, key] > 1


def look_at(fresh, since, now):
    """Look at these entries, (kind, key), and at those that show something of them that is not as it was; a `Look`.

    `since` is the moment of the last look.
    """
    look = Look()
    while fresh:
        by_kind = defaultdict(set)
        for kind, key in fresh:
            by_kind[kind].add(key)
        around = set()
        for kind, keys in by_kind.items():
            # The marks first: what they stand for is committed, and so in what is read after them.
            marks = _marks(kind, keys)
            look.marks += marks
            look.written |= {(kind, key) for key in marks.values()}
            look.entries[kind] |= keys
            look.seen[kind] |= _seen(kind, sorted(keys), now)
            # And the marks again, as something may have been written while this was read.
            written = Counter(_marks(kind, keys).values())
            look.occasions.update({(kind, key): count for key, count in written.items()})
            rewritten = {key for key, count in written.items() if count > 1}
            before, seen = _names_before(kind, keys), look.seen[kind]
            hidden = rewritten - before.keys() - seen.keys()
            look.met[kind] |= met_between(KINDS[kind], hidden, since, now)
            doubtful = rewritten - hidden | look.met[kind].keys()
            otherwise = {key for key in keys if before.get(key) != (seen[key].name_digest if key in seen else None)}
            # Twice around what is in doubt: so is what shows it.
            for some in (doubtful, doubtful | otherwise):
                found = _around(kind, some)
                look.occasions.update(found)
                around |= found
        fresh = {(kind, key) for kind, key in around if key not in look.entries[kind]}
        if sum(map(len, look.entries.values())) >= MOST:
            look.rest, fresh = [entry for entry in fresh for _each in range(look.occasions[entry])], set()
    return look


def _marks(kind, keys):
    """The marks on entries of a kind, as {mark: key of the entry}."""
    return dict(LedgerMark.objects.filter(kind=kind, object_id__in=keys).values_list("pk", "object_id"))


def _seen(kind, keys, now):
    seen = {}
    for start in range(0, len(keys), BATCH):
        seen |= seen_entries(KINDS[kind], keys[start : start + BATCH], now)
    return seen


def _names_before(kind, keys):
    """Of the entries that were public at the last look, what others showed of them, as digests."""
    rows = LedgerRow.objects.public().filter(kind=kind, object_id__in=keys)
    return dict(rows.values_list("object_id", "name_digest"))


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

"""What becomes of the rows of the ledger when some entries have been looked at."""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.db.models import Q

from archive.choices import LedgerChange
from archive.ledger.owners import KINDS
from archive.ledger.stale import Stale
from archive.models import LedgerRow
from archive.selectors.met import met_between

_COLUMNS = [field.name for field in LedgerRow._meta.concrete_fields if not field.primary_key]


def place_rows(ledger, look, now):
    """Give places to what has changed for readers: first what is there, then what is gone.

    What is there comes in the order in which one can refer to another, what is gone in the reverse, so that who follows
    has what he refers to. Answers that show any of it are stale from here on.
    """
    rows = _Rows(ledger, look, now)
    for kind in KINDS:
        for key, one in sorted(look.seen.get(kind, {}).items()):
            rows.is_there(kind, key, one)
    for kind in reversed(KINDS):
        for key in sorted(look.entries.get(kind, ()), reverse=True):
            rows.is_gone(kind, key, look.seen[kind].get(key))
    if rows.is_loss:
        ledger.lost_at = ledger.last_place
    LedgerRow.objects.bulk_update([row for row in rows.touched.values() if row.pk], _COLUMNS, batch_size=200)
    LedgerRow.objects.bulk_create([row for row in rows.touched.values() if not row.pk])
    rows.stale.write(ledger)


class _Rows:
    def __init__(self, ledger, look, now):
        entries, seen = look.entries, look.seen
        self.ledger, self.now = ledger, now
        self.written, self.met, self.is_in_doubt = look.written, look.met, look.is_in_doubt
        self.stale = Stale()
        self.by_address, self.by_entry = {}, defaultdict(list)
        self.load(Q(kind=kind, object_id__in=keys) for kind, keys in entries.items())
        self.there = {kind: _stored(kind, keys) for kind, keys in entries.items()}
        #: What was public at the last look: another entry may have its address by now.
        self.were_public = {(row.kind, row.object_id) for row in self.by_address.values() if row.is_public}
        #: Whether readers have lost any of the entries.
        self.is_loss = False
        #: Where readers met what nobody placed while it was public.
        self.unmet = {kind: self.came_and_went(kind, keys - seen[kind].keys()) for kind, keys in entries.items()}
        addresses = {one.address for some in seen.values() for one in some.values()}
        addresses |= {address for some in self.unmet.values() for address in some.values()}
        self.load(_at(addresses - self.by_address.keys()))
        #: What is to be written, by address.
        self.touched = {}

    def load(self, conditions):
        """Have the rows that any of the conditions is true of."""
        for row in LedgerRow.objects.filter(reduce(or_, conditions, Q(pk__in=[]))):
            self.by_address[row.address] = row
            self.by_entry[row.kind, row.object_id].append(row)

    def came_and_went(self, kind, keys):
        """The addresses, by key, of entries that came and went between two looks; of new ones, between any two."""
        new = {key for key in keys if not self.by_entry[kind, key]}
        met = self.met[kind] | met_between(KINDS[kind], new, self.ledger.begun_at, self.now)
        return {key: (kind, *address) for key, address in met.items()}

    def is_there(self, kind, key, one):
        """A public entry stands at its address: as before, otherwise, or newly."""
        row = self.by_address.get(one.address) or self.new_row(one.address)
        is_same = row.is_public and row.object_id == key
        is_as_before = is_same and row.digest == one.digest and not self.is_in_doubt(kind, key)
        if is_as_before and (kind, key) not in self.written:
            return
        self.touched[row.address] = row
        self.stale.touch(row, one.refers_to)
        if not row.is_public or row.position != one.position:
            self.stale.move(row)
        row.object_id, row.position, row.refers_to = key, one.position, " ".join(sorted(one.refers_to))
        if is_as_before:
            # Nothing is told of it, but answers show when it was written last.
            return
        if not row.is_public:
            self.place(row, LedgerChange.CREATED)
            row.came_at = row.place
        else:
            # Also one that was entered again as it was: who looked meanwhile found nothing.
            self.place(row, LedgerChange.UPDATED)
        row.title, row.original_title = one.reference.title, one.reference.original_title
        row.digest, row.name_digest = one.digest, one.name_digest
        row.moved_number, row.moved_slug = 0, ""

    def is_gone(self, kind, key, one):
        """What is left of an entry at addresses where it does not stand now."""
        if one is None and ((kind, key) in self.were_public or key in self.unmet[kind]):
            self.is_loss = True
        for row in self.by_entry[kind, key]:
            # Another entry may have come to stand there.
            if row.object_id != key or (one is not None and row.address == one.address):
                continue
            if one is not None and row.change != LedgerChange.RENAMED:
                self.end(row, LedgerChange.RENAMED)
                _kind, row.moved_number, row.moved_slug = one.address
            elif one is None and row.is_public:
                self.end(row, LedgerChange.WITHDRAWN if key in self.there[kind] else LedgerChange.DELETED)
        if key in self.unmet[kind]:
            address = self.unmet[kind][key]
            row = self.by_address.get(address) or self.new_row(address)
            if row.object_id not in (None, key):
                return
            # Somebody may have read it, and has to be told that it is gone.
            row.object_id = key
            self.end(row, LedgerChange.WITHDRAWN if key in self.there[kind] else LedgerChange.DELETED)
            row.came_at = row.place

    def new_row(self, address):
        kind, number, slug = address
        row = self.by_address[address] = LedgerRow(kind=kind, number=number, slug=slug)
        return row

    def end(self, row, change):
        self.touched[row.address] = row
        self.stale.touch(row)
        self.stale.move(row)
        self.place(row, change)
        row.position, row.refers_to = None, ""
        row.title = row.original_title = row.digest = row.name_digest = ""

    def place(self, row, change):
        self.ledger.last_place += 1
        row.place, row.change, row.changed_at = self.ledger.last_place, change, self.now


def _at(addresses):
    """The condition, in pieces, that a row is at one of the addresses."""
    slugs = defaultdict(set)
    for kind, number, slug in addresses:
        slugs[kind, number].add(slug)
    return [Q(kind=kind, number=number, slug__in=some) for (kind, number), some in slugs.items()]


def _stored(kind, keys):
    return set(KINDS[kind]._base_manager.filter(pk__in=keys).order_by().values_list("pk", flat=True))

"""What becomes of the rows of the ledger when some entries have been looked at."""

from collections import defaultdict

from django.db.models import Q

from archive.choices import LedgerChange
from archive.ledger.owners import KINDS
from archive.models import Congress, LedgerRow
from archive.selectors.seen import seen_between

_COLUMNS = [field.name for field in LedgerRow._meta.concrete_fields if not field.primary_key]


def place_rows(ledger, entries, seen, now):
    """Give places to what has changed for readers: first what is there, then what is gone.

    `entries` are the keys that were looked at, `seen` what is public of them, both by kind. What is there comes in the
    order in which one can refer to another, what is gone in the reverse, so that who follows has what he refers to.
    Returns the entries that others now show in another way, or show no more, as {kind: keys}.
    """
    rows = _Rows(ledger, entries, seen, now)
    for kind in KINDS:
        for key, one in sorted(seen.get(kind, {}).items()):
            rows.is_there(kind, key, one)
    for kind in reversed(KINDS):
        for key in sorted(entries.get(kind, ()), reverse=True):
            rows.is_gone(kind, key, seen[kind].get(key))
    LedgerRow.objects.bulk_update([row for row in rows.touched.values() if row.pk], _COLUMNS, batch_size=200)
    LedgerRow.objects.bulk_create([row for row in rows.touched.values() if not row.pk])
    return rows.shown_otherwise


class _Rows:
    def __init__(self, ledger, entries, seen, now):
        self.ledger, self.now = ledger, now
        self.by_address, self.by_entry = {}, defaultdict(list)
        for row in LedgerRow.objects.filter(_about(entries, seen)):
            self.by_address[row.address] = row
            self.by_entry[row.kind, row.object_id].append(row)
        self.there, self.came_and_went = {}, {}
        for kind, keys in entries.items():
            rows = KINDS[kind]._base_manager.filter(pk__in=keys).order_by()
            self.there[kind] = set(rows.values_list("pk", flat=True))
            unmet = [key for key in keys if not self.by_entry[kind, key]]
            self.came_and_went[kind] = _came_and_went(kind, unmet, ledger.begun_at, now)
        #: What is to be written, by address.
        self.touched = {}
        self.shown_otherwise = defaultdict(set)

    def is_there(self, kind, key, one):
        """A public entry stands at its address: as before, otherwise, or newly."""
        before = next((row for row in self.by_entry[kind, key] if row.is_public), None)
        if before is None or before.name_digest != one.name_digest:
            self.shown_otherwise[kind].add(key)
        row = self.by_address.get(one.address) or self.new_row(one.address)
        if row.is_public and (row.object_id, row.digest) == (key, one.digest):
            return
        self.touched[row.address] = row
        row.object_id = key
        if not row.is_public:
            self.place(row, LedgerChange.CREATED)
            row.came_at = row.place
        elif row.digest != one.digest:
            self.place(row, LedgerChange.UPDATED)
        row.title, row.original_title = one.reference.title, one.reference.original_title
        row.digest, row.name_digest = one.digest, one.name_digest
        row.moved_number, row.moved_slug = 0, ""

    def is_gone(self, kind, key, one):
        """What is left of an entry at addresses where it does not stand now."""
        for row in self.by_entry[kind, key]:
            # Another entry may have come to stand there.
            if row.object_id != key or (one is not None and row.address == one.address):
                continue
            if one is not None and row.change != LedgerChange.RENAMED:
                self.end(row, LedgerChange.RENAMED)
                _kind, row.moved_number, row.moved_slug = one.address
            elif one is None and row.is_public:
                self.shown_otherwise[kind].add(key)
                self.end(row, LedgerChange.WITHDRAWN if key in self.there[kind] else LedgerChange.DELETED)
        address = self.came_and_went[kind].get(key)
        if address is not None and address not in self.by_address:
            # Nobody looked while it was public; but somebody may have read it, and has to be told that it is gone.
            row = self.new_row(address)
            row.object_id = key
            self.end(row, LedgerChange.WITHDRAWN)
            row.came_at = row.place

    def new_row(self, address):
        kind, number, slug = address
        row = self.by_address[address] = LedgerRow(kind=kind, number=number, slug=slug)
        return row

    def end(self, row, change):
        self.touched[row.address] = row
        self.place(row, change)
        row.title = row.original_title = row.digest = row.name_digest = ""

    def place(self, row, change):
        self.ledger.last_place += 1
        row.place, row.change, row.changed_at = self.ledger.last_place, change, self.now


def _about(entries, seen):
    """The condition that a row is of one of the entries, or at the address of one."""
    condition = Q(pk__in=[])
    for kind, keys in entries.items():
        condition |= Q(kind=kind, object_id__in=keys)
        slugs = defaultdict(set)
        for one in seen[kind].values():
            slugs[one.reference.number].add(one.reference.slug)
        for number, some in slugs.items():
            condition |= Q(kind=kind, number=number, slug__in=some)
    return condition


def _came_and_went(kind, keys, start, end):
    """The addresses of those of the entries that are withdrawn and were public between the two moments, by key."""
    rows = KINDS[kind].objects.withdrawn(end).filter(pk__in=keys)
    rows = rows.select_related("congress") if hasattr(rows.model, "congress") else rows
    return {entry.pk: _address(kind, entry) for entry in seen_between(list(rows), start, end)}


def _address(kind, entry):
    if isinstance(entry, Congress):
        return kind, entry.number, ""
    return kind, entry.congress.number if hasattr(entry, "congress") else 0, entry.slug

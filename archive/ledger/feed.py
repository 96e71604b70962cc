"""Reading the ledger: what readers have been able to see change since a cursor, oldest first."""

import logging
import re
from dataclasses import dataclass
from datetime import datetime

from django.db import InternalError, OperationalError

from archive.choices import LedgerChange
from archive.ledger.placing import settle, standing
from archive.models import Ledger, LedgerRow
from archive.replicas import leave as leave_replica
from archive.selectors.references import Reference

#: A request gives so many seconds to what waits for a place; the rest comes with the next one.
PATIENCE = 5

logger = logging.getLogger(__name__)

CURSOR_PATTERN = r"^([0-9a-f]{12})-(0|[1-9][0-9]{0,17})$"


class InvalidCursor(ValueError):
    """A text that was never a cursor of any archive."""


class CursorGone(Exception):
    """A cursor of another archive or a former epoch, or from beyond the last place: what came after is not known."""


@dataclass(frozen=True)
class Change:
    """The last change at an address; `entry` has no title where nothing stands any more."""

    change: str
    kind: str
    cursor: str
    changed_at: datetime
    entry: Reference
    #: The address to which what stood here has gone.
    moved_to: Reference | None = None


@dataclass(frozen=True)
class Changes:
    """Changes in their order; `cursor` is what to go on from, and `has_more` whether there is more now."""

    results: list[Change]
    cursor: str
    has_more: bool


def changes_since(cursor=None, *, limit, kind=None):
    """The `Changes` after the cursor, or from the beginning, with all that was committed and due before the call.

    Each address is there once, at its last change. Two queries when nothing waits for a place. Where the database can
    not be written to, or what waits takes more than `PATIENCE` seconds, what has its place is answered and the rest
    comes later: never behind a cursor that was given out. Raises `InvalidCursor` and `CursorGone`.
    """
    asked = None if cursor is None else _read(cursor)
    found = _settled()
    if found is None:
        return Changes([], "", has_more=False)
    place = 0
    if asked is not None:
        epoch, place = asked
        if epoch != found.epoch or place > found.last_place:
            raise CursorGone
    rows = LedgerRow.objects.filter(place__gt=place).order_by("place")
    if kind is not None:
        rows = rows.filter(kind=kind)
    rows = list(rows[: limit + 1])
    results = [_change(row, place, found.epoch) for row in rows[:limit]]
    return Changes(results, results[-1].cursor if results else _cursor(found.epoch, place), has_more=len(rows) > limit)


def snapshot_cursor():
    """The cursor that goes with what the transaction of the caller reads; None when the ledger was never begun.

    To be called in the snapshot in which the data is read: `REPEATABLE READ` on PostgreSQL, any transaction on SQLite;
    call `settle()` before it begins. Every change up to the cursor is in the data. What is in the data and has no place
    yet is told after the cursor, so that who has the data and follows from the cursor misses nothing; he may be told
    again of what he has.
    """
    found = standing()
    return None if found is None else _cursor(found.epoch, found.last_place)


@dataclass(frozen=True)
class Loss:
    """The last time that readers lost an entry: it was withdrawn or deleted at this place, or never at 0."""

    epoch: str
    place: int

    def is_after(self, cursor):
        """Whether it came after a cursor that was given out; also when that is not known any more."""
        try:
            epoch, place = _read(cursor)
        except InvalidCursor:
            return True
        return epoch != self.epoch or place < self.place


def last_loss():
    """The last `Loss`. Two queries when nothing waits for a place."""
    found = _settled()
    if found is None:
        return Loss("", 0)
    return Loss(*Ledger.objects.values_list("epoch", "lost_at").get())


def _settled():
    """The ledger with what waits put in its place, if that can be done now; what follows is read where that was."""
    leave_replica()
    try:
        return settle(seconds=PATIENCE)
    except (OperationalError, InternalError) as error:
        # The database is read-only, or somebody else writes for longer than we may wait.
        logger.warning("Nothing can be given a place now: %s", error)
        return standing()


def _change(row, since, epoch):
    change = row.change
    if row.is_public:
        change = LedgerChange.CREATED if row.came_at > since else LedgerChange.UPDATED
    moved = Reference(row.kind, row.moved_number, row.moved_slug, "", "")
    return Change(
        change=str(change),
        kind=row.kind,
        cursor=_cursor(epoch, row.place),
        changed_at=row.changed_at,
        entry=Reference(row.kind, row.number, row.slug, row.title, row.original_title),
        moved_to=moved if change == LedgerChange.RENAMED else None,
    )


def _cursor(epoch, place):
    return f"{epoch}-{place}"


def _read(cursor):
    match = re.fullmatch(CURSOR_PATTERN, cursor)
    if match is None:
        raise InvalidCursor(cursor)
    return match[1], int(match[2])

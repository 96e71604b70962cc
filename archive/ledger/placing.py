"""Giving places: the one step in which what was written becomes a numbered change.

Writers only leave marks, in their own transactions, and never wait. Whoever wants to read takes the lock of the ledger,
looks at the entries of the marks that are committed, gives a place to each that readers see otherwise than before, and
commits. So places are given one transaction after another, in the order in which they become visible: no change ever
appears behind a place that was read. Timestamps and sequences cannot promise this, as a transaction takes them long
before it commits.

What readers see is compared by digests, so hidden edits take no place.
"""

import secrets
import time
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Exists
from django.utils import timezone

from archive.ledger.looking import BATCH, look_at
from archive.ledger.marking import leave_marks
from archive.ledger.owners import KINDS
from archive.ledger.rows import place_rows
from archive.ledger.schedule import due_entries, next_due
from archive.ledger.stale import Stale
from archive.models import Ledger, LedgerMark, LedgerRow
from archive.patience import impatient

#: Marks that are read at a time.
MARKS = 1000
_KEY = 1


@dataclass(frozen=True)
class Standing:
    """How far the ledger has come: places up to `last_place` are given; `is_settled` when nothing waits for one."""

    epoch: str
    last_place: int
    is_settled: bool
    #: The last place of a `ContentVersion`.
    content_place: int
    #: The next moment at which a schedule comes due, and the last moment that was looked at.
    next_due: datetime | None
    looked_at: datetime


def standing(now=None):
    """How far the ledger has come, without doing anything; None before it was begun. One query."""
    now = now or timezone.now()
    row = Ledger.objects.filter(pk=_KEY).annotate(is_dirty=Exists(LedgerMark.objects.all())).first()
    if row is None:
        return None
    is_due = row.next_due is not None and row.next_due <= now
    is_settled = not (row.is_dirty or is_due)
    return Standing(row.epoch, row.last_place, is_settled, row.content_place, row.next_due, row.looked_at)


def settle(*, seconds=None, progress=None):
    """Give places to all that is committed and due, and return the `Standing` after it.

    One query when nothing is to be done; else transactions of some hundred entries each, until nothing is left or the
    `seconds` are over. Nobody else who writes is waited for any longer: `OperationalError`. `progress` is told how many
    entries each of them looked at. May be called by any number at once: they take turns.
    """
    until = None if seconds is None else time.monotonic() + seconds
    now = timezone.now()
    found = standing(now)
    if found is not None and found.is_settled:
        return found
    with nullcontext() if seconds is None else impatient(connection, seconds):
        while found is None or not found.is_settled:
            count = _step(seconds)
            if progress is not None:
                progress(count)
            found = standing(now)
            if until is not None and time.monotonic() >= until:
                break
    return found


@transaction.atomic
def restart():
    """Begin again in another epoch, in which every public entry is new: old cursors are refused from here on."""
    _begin(_locked())


@transaction.atomic
def outdate(key):
    """Have answers made anew that carry the key of `archive.ledger.stale`, though no entry has changed."""
    ledger = Ledger.objects.select_for_update().filter(pk=_KEY).first()
    # Before the ledger was begun nothing is kept.
    if ledger is not None:
        stale = Stale()
        stale.keys.add(key)
        stale.write(ledger)
        ledger.save(update_fields=["content_place"])


@transaction.atomic
def _step(seconds=None):
    """Place what one batch of marks leads to; the number of entries that were looked at."""
    if seconds is not None and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{seconds}s"])
    ledger = _locked()
    if not ledger.epoch:
        _begin(ledger)
    # Not before the lock is had: nobody may have looked at a later moment than we do.
    now = max(timezone.now(), ledger.looked_at)
    if ledger.next_due is not None and ledger.next_due <= now:
        leave_marks(due_entries(ledger.looked_at, now))
    look = look_at(_marked(), ledger.looked_at, now)
    place_rows(ledger, look, now)
    for start in range(0, len(look.marks), MARKS):
        LedgerMark.objects.filter(pk__in=look.marks[start : start + MARKS]).delete()
    leave_marks(look.rest)
    ledger.looked_at, ledger.next_due = now, next_due(now)
    ledger.save()
    return sum(len(keys) for keys in look.entries.values())


def _locked():
    """The ledger's row, locked until the end of the transaction; SQLite has the whole database locked already."""
    now = timezone.now()
    Ledger.objects.bulk_create([Ledger(pk=_KEY, epoch="", begun_at=now, looked_at=now)], ignore_conflicts=True)
    return Ledger.objects.select_for_update().get(pk=_KEY)


def _begin(ledger):
    """Forget all places and mark whatever is public now: nobody has to be told of what had gone before."""
    LedgerRow.objects.all().delete()
    LedgerMark.objects.all().delete()
    now = timezone.now()
    ledger.epoch, ledger.begun_at, ledger.last_place, ledger.lost_at = secrets.token_hex(6), now, 0, 0
    ledger.looked_at, ledger.next_due = now, now
    ledger.save()
    for kind, model in KINDS.items():
        leave_marks({(kind, key) for key in model.objects.public(now).order_by().values_list("pk", flat=True)})


def _marked():
    """The entries of the first marks, as (kind, key)."""
    marks = LedgerMark.objects.order_by("pk").values_list("kind", "object_id")[:MARKS]
    return [*dict.fromkeys(marks)][:BATCH]

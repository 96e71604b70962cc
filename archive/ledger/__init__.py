"""What readers have been able to see change, in an order that never changes: see docs/architecture.md, Changes."""

from archive.ledger.feed import (
    CURSOR_PATTERN,
    Change,
    CursorGone,
    InvalidCursor,
    changes_since,
    last_loss,
    snapshot_cursor,
)
from archive.ledger.owners import KINDS
from archive.ledger.placing import outdate, restart, settle
from archive.ledger.stale import EVERYTHING

__all__ = [
    "CURSOR_PATTERN",
    "EVERYTHING",
    "KINDS",
    "Change",
    "CursorGone",
    "InvalidCursor",
    "changes_since",
    "last_loss",
    "outdate",
    "restart",
    "settle",
    "snapshot_cursor",
]

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
from archive.ledger.placing import restart, settle

__all__ = [
    "CURSOR_PATTERN",
    "KINDS",
    "Change",
    "CursorGone",
    "InvalidCursor",
    "changes_since",
    "last_loss",
    "restart",
    "settle",
    "snapshot_cursor",
]

"""One lock for an entry and everything in it, so that two writers never both act on the same state."""

from archive.models import Attachment


def entry_of(record):
    """The entry that a record is, is part of or hangs on; None when it hangs on nothing."""
    if isinstance(record, Attachment):
        record = record.target
    return record.entry if record is not None else None


def lock(entry):
    """Hold the entry's row until the transaction ends; a part is held through its entry.

    Must run inside a transaction. On SQLite the transaction itself has the lock since it began.
    What was read before the lock may be old: read again after it.
    """
    rows = type(entry)._base_manager.select_for_update().filter(pk=entry.pk)
    rows.order_by().values_list("pk", flat=True).first()

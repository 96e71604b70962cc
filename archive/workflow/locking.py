"""One lock for an entry and everything in it, so that two writers never both act on the same state."""

from archive.models import ENTRIES, Attachment


def entry_of(record):
    """The entry that a record is, is part of or hangs on; None when it hangs on nothing."""
    if isinstance(record, Attachment):
        record = record.target
    return record.entry if record is not None else None


def lock(entry):
    """Hold the entry's row until the transaction ends; a part is held through its entry.

    Must run inside a transaction. On SQLite the transaction itself has the lock since it began.
    What was read before the lock may be old: read again after it. Whoever only refers to the entry does not wait
    (`no_key`), or a load that holds a source and a form that cites it would wait in a circle.
    """
    rows = type(entry)._base_manager.select_for_update(no_key=True).filter(pk=entry.pk)
    rows.order_by().values_list("pk", flat=True).first()


def lock_all(entries):
    """`lock` for several entries of any kind, a query for each kind; in one order, so that two who do it never wait in
    a circle."""
    for model in ENTRIES:
        keys = [entry.pk for entry in entries if type(entry) is model]
        if keys:
            rows = model._base_manager.select_for_update(no_key=True).filter(pk__in=keys)
            list(rows.order_by("pk").values_list("pk", flat=True))


def stamp(record):
    """What a page carries of a record that it shows, to notice that it moved on: it changes with each save of the
    record and of anything in its entry."""
    entry = entry_of(record) or record
    return f"{record.version}/{entry.updated_at.isoformat()}"

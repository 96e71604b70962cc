"""What a request writes, put on record as one version of each entry it changes.

Whatever is written before `begin` is not seen as a change: call it under the entry's lock, before the first write.
"""

from contextlib import contextmanager

from archive.choices import AuditAction, VersionAction
from archive.models import Entry
from archive.workflow import audit, versions
from archive.workflow.locking import entry_of, lock_all


def begin(entry):
    """Put on record what a script wrote to the entry and no version says, before it is written to.

    Or whoever writes next would answer for words that are not his. It reads the whole entry.
    """
    versions.record(entry, None, VersionAction.FOUND)


@contextmanager
def on_record(entries, user, action=VersionAction.CHANGE, reason=""):
    """Within, the entries are written to; each that has changed at the end gets a version.

    Must stand in a transaction. The queries are some for each kind of entry, and do not grow with the entries.
    """
    entries = [entry for entry in entries if entry is not None]
    lock_all(entries)
    versions.record_all(entries, None, VersionAction.FOUND)
    yield
    versions.record_all(entries, user, action, reason)


@contextmanager
def deletion_on_record(records, user, reason=""):
    """Within, these entries, parts, citations or notes are deleted.

    An entry that goes has that as its last version, and is in the audit log; one that loses a part has a new one.
    """
    gone = [record for record in records if isinstance(record, Entry)]
    changed = [entry_of(record) for record in records if not isinstance(record, Entry)]
    kept = [entry for entry in changed if entry is not None]
    with on_record(kept, user, reason=reason):
        lock_all(gone)
        entries = {(type(entry), entry.pk): entry for entry in gone}
        for version in versions.record_deletions(gone, user, reason):
            entry = entries[version.content_type.model_class(), version.object_id]
            audit.note(AuditAction.DELETE, actor=user, about=entry, version=version.number)
        yield
        # A deletion of many at once calls no `Part.delete`, and who sees the entry is to notice.
        for entry in {*kept}:
            entry.touch()

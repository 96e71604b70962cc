"""Every edit of an entry with its parts, on record. Whatever writes to an entry calls `record` when it is done."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from archive.choices import VersionAction
from archive.models import ENTRIES, RecordState, Version
from archive.workflow.snapshots import digest_of, take


def versions_of(entry):
    """The versions of an entry, oldest first; also of one that is deleted, by an instance with its primary key."""
    return of_kind(type(entry)).filter(object_id=entry.pk).order_by("number")


def of_kind(model):
    return Version.objects.filter(content_type=ContentType.objects.get_for_model(model))


@transaction.atomic
def record(entry, user, action=VersionAction.CHANGE, reason=""):
    """Put on record how the stored entry is now; return the new `Version`, or None when nothing has changed.

    Read from what is stored, so that nothing which wrote in bulk is missed. Call it in the transaction of the write,
    which holds the entry's lock. `user` is None for what no person did. A version is made also when only the status or
    the schedule has changed.
    """
    stored = type(entry)._base_manager.get(pk=entry.pk)
    last = versions_of(stored).last()
    snapshot, before = take(stored), state_at(last)
    stands = {name: getattr(stored, name) for name in ("status", "publish_at")}
    if last is not None and snapshot == before and all(getattr(last, name) == value for name, value in stands.items()):
        return None
    version = _version(stored, last, user, action, reason, digest=digest_of(snapshot), **stands)
    version.save()
    changed = {key: snapshot.get(key) for key in {**before, **snapshot} if before.get(key) != snapshot.get(key)}
    RecordState.objects.bulk_create(
        [RecordState(version=version, record=key, data=data) for key, data in sorted(changed.items())], batch_size=200
    )
    return version


@transaction.atomic
def record_deletion(entry, user, reason=""):
    """Put on record that the entry goes; call it right before the deletion, in its transaction."""
    record(entry, None, VersionAction.FOUND)
    last = versions_of(entry).last()
    stands = {"status": entry.status, "publish_at": entry.publish_at}
    version = _version(entry, last, user, VersionAction.DELETE, reason, digest=last.digest, **stands)
    version.save()
    return version


def record_missing():
    """Begin the history of every entry that has none; return how many. For archives older than their history."""
    count = 0
    for model in ENTRIES:
        known = of_kind(model).values("object_id")
        for entry in model._base_manager.exclude(pk__in=known).order_by("pk").iterator():
            record(entry, None, VersionAction.FOUND)
            count += 1
    return count


def state_at(version):
    """The snapshot of the entry as the version left it; {} for None. One query."""
    if version is None:
        return {}
    states = RecordState.objects.as_of(version)
    return {state.record: state.data for state in states if state.data is not None}


def _version(entry, last, user, action, reason, **values):
    return Version(
        content_type=ContentType.objects.get_for_model(type(entry)),
        object_id=entry.pk,
        number=last.number + 1 if last else 1,
        action=action,
        made_by=user,
        made_by_name=user.get_username() if user else "",
        reason=reason,
        title=str(entry)[:500],
        **values,
    )

"""Every edit of an entry with its parts, on record. Whatever writes to an entry calls `record` when it is done."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from archive.choices import VersionAction
from archive.following import moved_in_bulk
from archive.models import ENTRIES, RecordState, Version
from archive.workflow import audit, beside
from archive.workflow.snapshots import digest_of, key_of, own_digest_of, take_all

#: What a version says of an entry beside its snapshot.
STANDS = ("status", "publish_at", "withdraw_at")
#: How many entries of a kind are read at a time.
BATCH = 100


def versions_of(entry):
    """The versions of an entry, oldest first; also of one that is deleted, by an instance with its primary key."""
    return of_kind(type(entry)).filter(object_id=entry.pk).order_by("number")


def of_kind(model):
    return Version.objects.filter(content_type=ContentType.objects.get_for_model(model))


def record(entry, user, action=VersionAction.CHANGE, reason=""):
    """Put on record how the stored entry is now; return the new `Version`, or None when nothing has changed.

    Read from what is stored, so that nothing which wrote in bulk is missed. Call it in the transaction of the write,
    which holds the entry's lock. `user` is None for what no person did. A version is made also when only the status or
    the schedule has changed.
    """
    return next(iter(record_all([entry], user, action, reason)), None)


@transaction.atomic
def record_all(entries, user, action=VersionAction.CHANGE, reason=""):
    """`record` for many entries of any kind; return the new versions. The queries are as many as for one, for each
    hundred of a kind."""
    return [
        version
        for model, batch in _batches(entries)
        for version in _record_batch(model, [entry.pk for entry in batch], user, action, reason)
    ]


def record_deletion(entry, user, reason=""):
    """Put on record that the entry goes; call it right before the deletion, in its transaction."""
    return record_deletions([entry], user, reason)[0]


@transaction.atomic
def record_deletions(entries, user, reason=""):
    """`record_deletion` for many entries of any kind."""
    record_all(entries, None, VersionAction.FOUND)
    made = []
    for model, batch in _batches(entries):
        keys = [entry.pk for entry in batch]
        last, kept = last_of(model, keys), beside.kept(model, keys)
        for entry in batch:
            before = last[entry.pk]
            version = _version(entry, before, user, VersionAction.DELETE, reason, before)
            version.digest, version.own_digest, version.beside = before.digest, before.own_digest, kept[entry.pk]
            made.append(version)
    return Version.objects.bulk_create(made)


@transaction.atomic
def record_missing():
    """Begin the history of every entry that has none; return how many. For archives older than their history.

    Readers see that it has begun, so who follows the archive is told, though the entries are as they were.
    """
    count = 0
    for model in ENTRIES:
        known = of_kind(model).values("object_id")
        missing = model._base_manager.exclude(pk__in=known).order_by("pk").values_list("pk", flat=True)
        if entries := [model(pk=pk) for pk in missing]:
            count += len(record_all(entries, None, VersionAction.FOUND))
            moved_in_bulk(entries)
    return count


def last_of(model, keys):
    """The last version of each of these entries of one kind that has any, by primary key. One query."""
    latest_first = Window(RowNumber(), partition_by="object_id", order_by=F("number").desc())
    versions = of_kind(model).filter(object_id__in=keys).order_by().annotate(place=latest_first).filter(place=1)
    return {version.object_id: version for version in versions}


def state_at(version):
    """The snapshot of the entry as the version left it; {} for None. One query."""
    if version is None:
        return {}
    states = RecordState.objects.as_of(version)
    return {state.record: state.data for state in states if state.data is not None}


def _record_batch(model, keys, user, action, reason):
    stored = model._base_manager.select_for_update(no_key=True).order_by("pk").in_bulk(keys)
    snapshots, last = take_all(model, stored), last_of(model, stored)
    made = {}
    for key, entry in stored.items():
        version = _version(entry, last.get(key), user, action, reason, entry)
        version.digest, version.own_digest = digest_of(snapshots[key]), own_digest_of(snapshots[key], key_of(entry))
        if not _says_the_same(version, last.get(key)):
            made[key] = version
    changed = [key for key in made if key not in last or last[key].digest != made[key].digest]
    before = _states_of(model, [key for key in changed if key in last])
    Version.objects.bulk_create(made.values())
    states = [
        RecordState(version=made[key], record=record, data=data)
        for key in changed
        for record, data in _difference(before.get(key, {}), snapshots[key])
    ]
    RecordState.objects.bulk_create(states, batch_size=200)
    return [*made.values()]


def _says_the_same(version, last):
    """Whether a version would say nothing that the last one does not say."""
    if last is None or last.action == VersionAction.DELETE:
        return False
    return all(getattr(version, name) == getattr(last, name) for name in ("digest", *STANDS))


def _difference(before, after):
    """The records that differ, each with its values after; None for one that is gone."""
    changed = (record for record in {**before, **after} if before.get(record) != after.get(record))
    return [(record, after.get(record)) for record in sorted(changed)]


def _states_of(model, keys):
    """The snapshots of these entries of one kind as their last versions left them, by primary key. One query."""
    found = {key: {} for key in keys}
    if not keys:
        return found
    latest_first = Window(
        RowNumber(), partition_by=["version__object_id", "record"], order_by=F("version__number").desc()
    )
    states = RecordState.objects.filter(version__in=of_kind(model).filter(object_id__in=keys).order_by()).order_by()
    for state in states.annotate(place=latest_first, key=F("version__object_id")).filter(place=1):
        if state.data is not None:
            found[state.key][state.record] = state.data
    return found


def _version(entry, last, user, action, reason, stands):
    """The version after `last`, but for its digests; `stands` has the status and the times as they are stored."""
    return Version(
        content_type=ContentType.objects.get_for_model(type(entry)),
        object_id=entry.pk,
        number=last.number + 1 if last else 1,
        action=action,
        made_at=timezone.now(),
        made_by=user,
        made_by_name=user.get_username() if user else "",
        made_through=audit.token_in_use() if user else "",
        reason=reason,
        title=str(entry)[:500],
        **{name: getattr(stands, name) for name in STANDS},
    )


def _batches(entries):
    """The entries by kind, a hundred at a time, in one order for all who write."""
    kinds = defaultdict(dict)
    for entry in entries:
        kinds[type(entry)][entry.pk] = entry
    for model in ENTRIES:
        rows = [kinds[model][key] for key in sorted(kinds[model])]
        for start in range(0, len(rows), BATCH):
            yield model, rows[start : start + BATCH]

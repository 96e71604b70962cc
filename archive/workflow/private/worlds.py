"""The world of a private change: the archive as it would be with it, for as long as a transaction lasts."""

import threading
import time
from collections import defaultdict
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.signals import pre_save
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.choices import PublicationStatus, VersionAction
from archive.following import not_following
from archive.models import PARTS, PendingChange
from archive.workflow import snapshots, versions
from archive.workflow.errors import WorkflowError
from archive.workflow.locking import lock
from archive.workflow.snapshots import ATTACHMENTS, InvalidSnapshot, fields_of, model_of


class StaleChange(WorkflowError):
    """Somebody else has saved the private change, or the entry, since it was read."""


class Unopenable(Exception):
    """The archive cannot hold the private change even to look at it: see `repairs.problems`."""


def change_of(entry):
    """The private change to the entry; None when there is none."""
    content_type = ContentType.objects.get_for_model(type(entry))
    return PendingChange.objects.filter(content_type=content_type, object_id=entry.pk).first()


def opened(entry):
    """The private change to the entry, or an unsaved one that changes nothing yet: looking begins none."""
    found = change_of(entry)
    if found is not None:
        return found
    return PendingChange(entry=entry, base=0, version=0, data=snapshots.take(entry, with_versions=True))


def begin(entry, user):
    """The private change to the entry, begun now when there was none."""
    change = opened(entry)
    return change if change.pk else store(change, change.data, user)


@transaction.atomic
def store(change, data, user, *, base=None):
    """Keep the new snapshot of a change, as it was read at `change.version`; return the stored change.

    Raises `StaleChange` when somebody else was faster: nothing is written over.
    """
    entry = change.entry
    lock(entry)
    if change.pk is None:
        return _begin(entry, change, data, user)
    values = {"data": data, "updated_by": user, "updated_at": timezone.now(), "version": F("version") + 1}
    if base is not None:
        values["base"] = base
    if not PendingChange.objects.filter(pk=change.pk, version=change.version).update(**values):
        raise StaleChange(_("Somebody else has saved this private change meanwhile. Nothing has been overwritten."))
    return PendingChange.objects.get(pk=change.pk)


def _begin(entry, change, data, user):
    if change_of(entry) is not None or snapshots.take(entry, with_versions=True) != change.data:
        raise StaleChange(_("Somebody else has changed this entry meanwhile. Nothing has been overwritten."))
    base = recorded(entry)
    return PendingChange.objects.create(entry=entry, base=base.number, data=data, created_by=user, updated_by=user)


def recorded(entry):
    """The last version of the entry, which says what is stored: made now where something wrote without one."""
    versions.record(entry, None, VersionAction.FOUND)
    return versions.versions_of(entry).last()


@contextmanager
def world(change):
    """Within, the stored entry is what the change says; afterwards the database is as it was.

    Raises `Unopenable` when the archive cannot hold it. What is made within gets the key of a private change.
    """
    with not_following(), _private_keys(), transaction.atomic():
        try:
            entry = change.entry
            lock(entry)
            apply_change(change)
            # Work goes on in it, so rights are those in any entry that is worked on.
            type(entry)._base_manager.filter(pk=entry.pk).update(status=PublicationStatus.IN_REVIEW)
            yield
        finally:
            transaction.set_rollback(True)


def apply_change(change):
    """Make the stored entry what the change says, in the caller's transaction, which must be rolled back.

    The caller stands in `not_following`. Times and versions become those of the change, to notice a stale form by.
    """
    entry = change.entry
    before = snapshots.take(entry, with_versions=True)
    try:
        with transaction.atomic():
            if missing_references(before, change.data):
                raise Unopenable
            snapshots.apply(entry, change.data, validate=False)
    except (IntegrityError, InvalidSnapshot, WorkflowError) as error:
        raise Unopenable from error
    stale = defaultdict(list)
    for key, values in change.data.items():
        if values != before.get(key):
            model, pk = model_of(key)
            stale[model, values.get("version", 1)].append(pk)
    when = change.updated_at or timezone.now()
    for (model, version), keys in stale.items():
        model._base_manager.filter(pk__in=keys).update(version=version, updated_at=when)
    if stale:
        type(entry)._base_manager.filter(pk=entry.pk).update(updated_at=when)


def missing_references(before, snapshot):
    """[(key, name of the field)] of what refers to something no longer there; the database checks only at a commit."""
    wanted = defaultdict(lambda: defaultdict(list))
    for key, values in snapshot.items():
        for field in fields_of(model_of(key)[0]):
            value = values.get(field.name)
            if field.is_relation and value and value != before.get(key, {}).get(field.name):
                for pk in value if field.many_to_many else [value]:
                    wanted[field.related_model][pk].append((key, field.name))
    missing = []
    for model, users in wanted.items():
        there = set(model._base_manager.filter(pk__in=users).values_list("pk", flat=True))
        missing += [place for pk, places in users.items() if pk not in there for place in places]
    return missing


class _Keys(threading.local):
    """Whether records made now belong to a private change, and the last key given to one."""

    within = False
    last = 0


_keys = _Keys()


@contextmanager
def _private_keys():
    _keys.within = True
    try:
        yield
    finally:
        _keys.within = False


def _give_private_key(sender, instance, **kwargs):
    """The time in nanoseconds: never given twice, in the order of making, and no sequence reaches it."""
    if _keys.within and instance._state.adding and instance.pk is None:
        _keys.last = max(_keys.last + 1, time.time_ns())
        instance.pk = PendingChange.FIRST_KEY + _keys.last


for _model in (*PARTS, *ATTACHMENTS):
    pre_save.connect(_give_private_key, _model, dispatch_uid="private key")

"""Following the archive: whoever has to know what was written is told of it before the transaction ends.

Single saves and deletions tell by signal; what writes in bulk calls `changed_in_bulk`. A `Listener` is told of each
record, and writes what follows from it once, when the outermost `collecting` ends. The receivers are connected in
`ArchiveConfig.ready`; they carry no rule of the domain.
"""

import threading
from contextlib import contextmanager

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from archive.models import ENTRIES, PARTS, Citation, EditorialNote, FormerSlug, Speech

#: What hangs on an entry or a part.
ATTACHMENTS = (Citation, EditorialNote, FormerSlug)
#: The many-to-many fields by their tables: the model that has the field, and the one it leads to.
LINKS = {
    field.remote_field.through: (model, field.related_model) for model in ENTRIES for field in model._meta.many_to_many
}
#: What a part had before it was saved is told with it: its entry, and of a speech the speaker.
_WATCHED = {part: [f"{part.entry_field}_id", *(["speaker_id"] if part is Speech else [])] for part in PARTS}


class Listener(threading.local):
    """Remembers, in its own thread, what it was told of, until it is asked to write."""

    def __init__(self):
        self.clear()

    def clear(self):
        """Forget everything."""

    def write(self):
        """Write what follows from all that was told, in the transaction that changed it."""

    def saved(self, record, before=None):
        """A record was saved; `before` has the watched values of a part that was there already."""

    def deleted(self, record, origin):
        """A record was deleted; `origin` is the record or the queryset whose deletion took it along."""

    def linked(self, through, keys):
        """The many-to-many field of this table changed for these records (keys) of the side that has the field."""

    def written_in_bulk(self, record):
        """A record was written or deleted without signals."""
        self.saved(record)

    def moved(self, record):
        """The record, or its parts, got other positions, without signals."""


class _Collecting(threading.local):
    depth = 0
    is_deaf = False


_collecting = _Collecting()
_listeners = []


def subscribe(listener):
    """Have the listener told from now on."""
    _listeners.append(listener)


@contextmanager
def collecting(*, savepoint=True):
    """Within, changes are collected; what follows from them is written once at the end, in the same transaction.

    For whatever saves several parts of one entry. May stand inside another; an error undoes all.
    """
    with transaction.atomic(savepoint=savepoint):
        _collecting.depth += 1
        try:
            yield
            if _collecting.depth == 1 and not _collecting.is_deaf:
                for listener in _listeners:
                    listener.write()
        finally:
            _collecting.depth -= 1
            if not _collecting.depth:
                for listener in _listeners:
                    listener.clear()


@contextmanager
def not_following():
    """Within, nobody is told anything: for what is written only to be looked at, and rolled back."""
    _collecting.is_deaf = True
    try:
        yield
    finally:
        _collecting.is_deaf = False


def changed_in_bulk(records):
    """Tell of records that were written or deleted without signals; call it in their transaction."""
    with collecting():
        for record in records:
            for listener in _listeners:
                listener.written_in_bulk(record)


def moved_in_bulk(records):
    """Tell of entries that got other positions, or whose parts did, without signals; call it in their transaction."""
    with collecting():
        for record in records:
            for listener in _listeners:
                listener.moved(record)


def _about_to_be_saved(sender, instance, raw=False, **kwargs):
    if not raw and not instance._state.adding:
        instance._before = sender._base_manager.filter(pk=instance.pk).values(*_WATCHED[sender]).first()


def _saved(sender, instance, raw=False, **kwargs):
    if raw:
        return
    before = instance.__dict__.pop("_before", None)
    with collecting(savepoint=False):
        for listener in _listeners:
            listener.saved(instance, before)


def _deleted(sender, instance, origin=None, **kwargs):
    with collecting(savepoint=False):
        for listener in _listeners:
            listener.deleted(instance, origin)


def _about_to_be_deleted(sender, instance, **kwargs):
    """What is linked to it is let go of without a word."""
    for through, (_holder, related) in LINKS.items():
        if related is sender:
            keys = _holders(through, instance)
            with collecting(savepoint=False):
                for listener in _listeners:
                    listener.linked(through, keys)


def _linked(sender, instance, action, pk_set=None, reverse=False, **kwargs):
    """Told from either side; a listener hears of the side that has the field."""
    if action == "pre_clear" and reverse:
        # Afterwards nothing tells who it was linked to.
        instance._cleared = _holders(sender, instance)
    if action not in ("post_add", "post_remove", "post_clear"):
        return
    keys = {instance.pk} if not reverse else (pk_set or instance.__dict__.pop("_cleared", ()))
    with collecting(savepoint=False):
        for listener in _listeners:
            listener.linked(sender, keys)


def _holders(through, instance):
    """The keys of what is linked to a record by this table."""
    holder, related = LINKS[through]
    rows = through.objects.filter(**{related._meta.model_name: instance})
    return set(rows.values_list(holder._meta.model_name, flat=True))


def connect():
    for model in PARTS:
        pre_save.connect(_about_to_be_saved, model, dispatch_uid="following")
    for model in (*ENTRIES, *PARTS, *ATTACHMENTS):
        post_save.connect(_saved, model, dispatch_uid="following")
        post_delete.connect(_deleted, model, dispatch_uid="following")
    for model in {related for _holder, related in LINKS.values()}:
        pre_delete.connect(_about_to_be_deleted, model, dispatch_uid="following")
    for through in LINKS:
        m2m_changed.connect(_linked, through, dispatch_uid="following")

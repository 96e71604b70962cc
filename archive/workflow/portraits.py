"""Files of portraits that nothing needs any more. Versions keep theirs, or they could not be restored."""

from functools import partial

from django.db import transaction

from archive.models import PendingChange, RecordState, Speaker

_KEY = f"{Speaker._meta.model_name}:"


def names_in(snapshot):
    """The names of the portraits in a snapshot."""
    return {values["portrait"] for key, values in snapshot.items() if key.startswith(_KEY) and values.get("portrait")}


def remove_unused(snapshot):
    """Remove the files of the snapshot's portraits that nothing else has, once what is done now is committed.

    A file that cannot be removed stays; nobody is kept waiting for it.
    """
    for name in names_in(snapshot):
        transaction.on_commit(partial(_remove, name), robust=True)


def _remove(name):
    if not _is_used(name):
        Speaker._meta.get_field("portrait").storage.delete(name)


def _is_used(name):
    return (
        Speaker._base_manager.filter(portrait=name).exists()
        or RecordState.objects.filter(record__startswith=_KEY, data__portrait=name).exists()
        or any(name in names_in(change.data) for change in PendingChange.objects.filter(content_type__model="speaker"))
    )

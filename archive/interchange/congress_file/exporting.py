"""A congress as it is given to somebody who will send it back changed: from which versions, and in which state."""

import hashlib

from django.db import transaction

from archive.interchange.congress_file.fetching import fetch_congress
from archive.interchange.congress_file.versions import entries_of, note_versions
from archive.workflow.locking import lock_all, stamp


@transaction.atomic
def fetch_to_edit(number):
    """`fetch_congress`, each entry knowing its `as_of`; what no version says yet is put on record first."""
    loaded = fetch_held(number)
    note_versions(loaded)
    return loaded


def fetch_held(number):
    """`fetch_congress` with all its entries locked until the transaction ends; `Congress.DoesNotExist` as that."""
    lock_all(entries_of(fetch_congress(number)))
    # What was read before the lock may be old.
    return fetch_congress(number)


def state_of(loaded):
    """A text that changes with every save of the congress and of anything that its file holds."""
    said = sorted(f"{entry._meta.model_name}:{entry.pk}:{stamp(entry)}" for entry in entries_of(loaded))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]

"""A private change that the archive can no longer hold: what is wrong, and how it is put right."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction

from archive.following import not_following
from archive.workflow import snapshots
from archive.workflow.errors import WorkflowError
from archive.workflow.locking import lock
from archive.workflow.private.merging import without
from archive.workflow.private.worlds import store
from archive.workflow.snapshots import InvalidSnapshot, key_of, model_of

#: What can be done about a record with a problem.
PUBLIC, OUT = "public", "out"


def problems(change):
    """{key: ValidationError} of what would keep the change from being released; nothing is written."""
    with not_following(), transaction.atomic():
        try:
            # A block of its own: an error of the database spoils the one it happens in.
            with transaction.atomic():
                lock(change.entry)
                snapshots.apply(change.entry, change.data)
        except InvalidSnapshot as error:
            return error.errors
        except (IntegrityError, WorkflowError) as error:
            return {key_of(change.entry): ValidationError({NON_FIELD_ERRORS: [str(error)]})}
        finally:
            transaction.set_rollback(True)
    return {}


def names_to_blame(key, error, private, public):
    """The fields whose public values would mend it; empty when it takes the whole record.

    What is given once only (an address, a place in the order) is told of the record: of its fields, those that differ.
    """
    names = set(getattr(error, "error_dict", ())) - {NON_FIELD_ERRORS}
    if names:
        return names
    constraints = model_of(key)[0]._meta.constraints
    together = {name for constraint in constraints for name in getattr(constraint, "fields", ())}
    return {name for name in together if name in private and private[name] != public.get(name)}


def options_of(key, public):
    """What can be chosen for a record with a problem: its public values, or to leave the row out."""
    return [PUBLIC] if key in public else [OUT]


def repair(change, user, choices):
    """Do to each record with a problem what was chosen for it: {key: PUBLIC or OUT}; others stay as they are."""
    public = snapshots.take(change.entry, with_versions=True)
    data = dict(change.data)
    for key, error in problems(change).items():
        choice = choices.get(key)
        if choice == OUT and key not in public:
            data = without(data, key)
        elif choice == PUBLIC and key in public:
            kept = data.get(key, {})
            names = names_to_blame(key, error, kept, public[key]) if kept else []
            values = {name: public[key].get(name) for name in names} if names else public[key]
            version = max(kept.get("version", 1), public[key]["version"]) + 1
            data[key] = {**kept, **values, "version": version}
            # A row that comes back brings along what hung on it.
            data |= {name: row for name, row in public.items() if not kept and row.get("target") == key}
    return store(change, data, user)

"""What writes an entry, by whatever way it comes: which entries a person may see, deleting one, noting its times.

For the admin and the API; who may do what is asked of `rights`, and what is done is put on record.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from archive.choices import AuditAction, PublicationStatus
from archive.workflow import audit, ordering, recording, rights, transitions
from archive.workflow.errors import WorkflowError
from archive.workflow.uses import users_without_key


class InUse(WorkflowError):
    """What is referred to cannot be deleted; `users` are the records that do."""

    def __init__(self, message, users):
        super().__init__(message)
        self.users = users


def entries_for(user, model, **condition):
    """The entries of a kind that the user may see in the admin, whatever their status: all or none."""
    if not rights.may_view(user, model):
        raise PermissionDenied
    rows = model._base_manager.filter(**condition).order_by(*model._meta.ordering)
    return rows.select_related("congress") if hasattr(model, "congress_id") else rows


def next_position(model, congress_number):
    """The position after the last of the debates or resolutions of a congress."""
    rows = model._base_manager.filter(congress__number=congress_number).order_by()
    return ordering.last_position(rows) + 1


def check_times(entry, user, changed):
    """Raise PermissionDenied or WorkflowError when the user may not set these times; `changed` has them by name.

    `entry` is as it is stored, or a new one.
    """
    if changed and not rights.may_publish(user, entry):
        raise PermissionDenied
    if "publish_at" in changed:
        transitions.check_publish_at(entry, changed["publish_at"])
    if "withdraw_at" in changed:
        transitions.check_withdraw_at(entry, changed["withdraw_at"])


def note_times(entry, user, names):
    """Put on record that these times of an entry have been set, when readers notice."""
    if entry.status == PublicationStatus.PUBLISHED and names:
        set_for = {name: getattr(entry, name) and getattr(entry, name).isoformat() for name in sorted(names)}
        audit.note(AuditAction.SCHEDULE, actor=user, about=entry, **set_for)


@transaction.atomic
def delete(entry, user, reason=""):
    """Delete an entry that the caller has locked. Raises PermissionDenied, or `InUse` when something refers to it."""
    if not rights.may_delete(user, entry):
        raise PermissionDenied
    users = users_without_key(entry)
    if not users:
        try:
            with recording.deletion_on_record([entry], user, reason):
                entry.delete()
            return
        except ProtectedError as error:
            users = list(error.protected_objects)
    raise InUse(_("“%(entry)s” cannot be deleted, because it is used.") % {"entry": entry}, users)

"""Notes to colleagues, who looks after an entry, and who handed it in: beside the entry, never in it."""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import Assignment
from archive.workflow import rights
from archive.workflow.errors import WorkflowError
from archive.workflow.locking import lock


def staff():
    """Those to whom an entry can be assigned."""
    return get_user_model()._default_manager.filter(is_staff=True, is_active=True).order_by("username")


def notes_on(entry):
    """The notes to colleagues on the entry, the oldest first."""
    return list(entry.colleague_notes.all())


@transaction.atomic
def write_note(entry, user, text):
    """Leave a note on the entry; `PermissionDenied` for those who only look."""
    if not rights.may_note(user, entry):
        raise PermissionDenied
    lock(entry)
    return entry.colleague_notes.create(author=user, author_name=user.get_username(), text=text)


@transaction.atomic
def assign(entry, user, assignee, needs_attention, seen=None):
    """Say who looks after the entry, if anybody, and whether it needs attention.

    `seen` is the `stamp` of the assignment that the person had before him: `WorkflowError` when it is another by now.
    """
    if not rights.may_assign(user, entry):
        raise PermissionDenied
    lock(entry)
    if seen is not None and seen != stamp(assignment_of(entry)):
        raise WorkflowError(_("Somebody else has just assigned or marked “%(entry)s”. Look again.") % {"entry": entry})
    entry.assignments.update_or_create(defaults={"assignee": assignee, "needs_attention": needs_attention})


def assignment_of(entry):
    """The stored assignment, or an empty one."""
    return entry.assignments.select_related("assignee").first() or Assignment(entry=entry)


def stamp(assignment):
    """What tells two states of an assignment apart."""
    return f"{assignment.assignee_id or 0}-{int(assignment.needs_attention)}"


def note_submission(entry, user):
    """Remember who handed the entry in and when: the queue is worked off in that order. Within the entry's lock."""
    entry.assignments.update_or_create(defaults={"submitted_by": user, "submitted_at": timezone.now()})

"""Notes to colleagues, who looks after an entry, and who handed it in: beside the entry, never in it."""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from archive.models import Assignment
from archive.workflow import rights
from archive.workflow.locking import lock


def staff():
    """Those to whom an entry can be assigned."""
    return get_user_model()._default_manager.filter(is_staff=True, is_active=True).order_by("username")


def write_note(entry, user, text):
    """Leave a note on the entry; `PermissionDenied` for those who only look."""
    if not rights.may_note(user, entry):
        raise PermissionDenied
    return entry.colleague_notes.create(author=user, author_name=user.get_username(), text=text)


def assign(entry, user, assignee, needs_attention):
    """Say who looks after the entry, if anybody, and whether it needs attention."""
    if not rights.may_assign(user, entry):
        raise PermissionDenied
    _put_down(entry, assignee=assignee, needs_attention=needs_attention)


def assignment_of(entry):
    """The stored assignment, or an empty one."""
    return entry.assignments.select_related("assignee").first() or Assignment(entry=entry)


def note_submission(entry, user):
    """Remember who handed the entry in and when: the queue is worked off in that order."""
    _put_down(entry, submitted_by=user, submitted_at=timezone.now())


@transaction.atomic
def _put_down(entry, **values):
    lock(entry)
    entry.assignments.update_or_create(defaults=values)

"""What becomes of a private change: handed in, taken back, returned, reconciled, released, discarded."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from archive.choices import AuditAction, ChangeState, VersionAction
from archive.models import PendingChange
from archive.workflow import audit, portraits, rights, snapshots, versions
from archive.workflow.errors import WorkflowError
from archive.workflow.locking import lock
from archive.workflow.private.merging import merge
from archive.workflow.private.worlds import StaleChange, recorded, store


def has_moved(change):
    """Whether the public entry says something else than when the change began."""
    return snapshots.digest_of(snapshots.take(change.entry)) != _base_version(change).digest


def begun_from(change):
    """The snapshot of the public entry that the change began from, or was last reconciled with."""
    return versions.state_at(_base_version(change))


def conflicts(change, choices=None):
    """The change brought together with the public entry as it is now, as far as the choices go: a `Merged`."""
    public = snapshots.take(change.entry, with_versions=True)
    return merge(begun_from(change), public, change.data, choices)


@transaction.atomic
def reconcile(change, user, choices, seen):
    """Keep the change brought together with the public entry, whose digest the person has `seen`.

    Raises `StaleChange` when either side has moved on since, and `WorkflowError` when something is not decided.
    """
    _check_may_change(change, user)
    entry = change.entry
    lock(entry)
    if snapshots.digest_of(snapshots.take(entry)) != seen:
        raise StaleChange(_("The public entry has been changed again meanwhile. Compare once more."))
    merged = conflicts(change, choices)
    if merged.undecided:
        raise WorkflowError(_("Please choose, wherever both have been changed."))
    return store(change, merged.data, user, base=recorded(entry).number)


@transaction.atomic
def submit(change, user, reason=""):
    """Hand the change in for review, saying what it changes and why."""
    _check_may_change(change, user)
    return _set(change, user, ChangeState.OPEN, state=ChangeState.IN_REVIEW, reason=reason or change.reason)


@transaction.atomic
def take_back(change, user):
    """Go on working on a change that was handed in."""
    _check_may_change(change, user)
    return _set(change, user, ChangeState.IN_REVIEW, state=ChangeState.OPEN)


@transaction.atomic
def return_(change, user, reason):
    """Send a change back to those who work on it, with a reason."""
    if not rights.may_publish(user, change.entry):
        raise PermissionDenied
    if not reason.strip():
        raise WorkflowError(_("Please say why it is returned."))
    returned = _("Returned by %(who)s: %(reason)s") % {"who": user.get_username(), "reason": reason.strip()}
    note = f"{change.reason}\n{returned}".strip()
    return _set(change, user, ChangeState.IN_REVIEW, state=ChangeState.OPEN, reason=note)


@transaction.atomic
def release(change, user, reason=""):
    """Make the public entry what the change says, as one version; the change is then no more.

    Raises `PermissionDenied`, `StaleChange`, `WorkflowError` in words, or `InvalidSnapshot`; the change then stays.
    """
    entry = change.entry
    if entry is None or not rights.may_publish(user, entry):
        raise PermissionDenied
    lock(entry)
    change = _current(change)
    entry = type(entry)._base_manager.get(pk=entry.pk)
    if not rights.may_release(user, entry):
        raise WorkflowError(
            _("“%(entry)s” is not published any more, so its private change cannot be released. It is kept.")
            % {"entry": entry}
        )
    if has_moved(change):
        raise WorkflowError(_("The public entry has been changed since. Reconcile the private change with it first."))
    snapshots.apply(entry, change.data)
    authors = {who.get_username() for who in (change.created_by, change.updated_by) if who is not None}
    lines = [reason.strip() or change.reason.strip()]
    if authors - {user.get_username()}:
        lines.append(_("Prepared by %(names)s.") % {"names": get_text_list(sorted(authors), _("and"))})
    version = versions.record(entry, user, VersionAction.RELEASE, "\n".join(filter(None, lines)))
    if version is not None:
        audit.note(AuditAction.RELEASE, actor=user, about=entry, version=version.number)
    change.delete()
    return version


def may_discard(user, change):
    """Whoever began it, or a publisher."""
    if change.entry is not None and rights.may_publish(user, change.entry):
        return True
    model = change.content_type.model_class()
    began = change.created_by_id is not None and change.created_by_id == user.pk
    return rights.has_permission(user, "change", model) and (began or rights.has_permission(user, "publish", model))


@transaction.atomic
def discard(change, user):
    """Drop the change, as it was seen."""
    if not may_discard(user, change):
        raise PermissionDenied
    if change.entry is not None:
        lock(change.entry)
    found = _current(change)
    found.delete()
    portraits.remove_unused(found.data)
    audit.note(AuditAction.DISCARD, actor=user, about=change.entry or str(change))


def _base_version(change):
    return versions.versions_of(change.entry).get(number=change.base)


def _check_may_change(change, user):
    if change.entry is None or not rights.may_change_privately(user, change.entry):
        raise PermissionDenied


def _current(change):
    """The change as it is stored, which must be the one that was seen."""
    found = PendingChange.objects.select_related("created_by", "updated_by").filter(pk=change.pk).first()
    if found is None:
        raise StaleChange(_("This private change has been released or discarded meanwhile."))
    if found.version != change.version:
        raise StaleChange(_("Somebody else has saved this private change meanwhile. Look at it again."))
    return found


def _set(change, user, expected, **values):
    """Put the change into another state; its content stays, and so does who changed that last."""
    lock(change.entry)
    found = _current(change)
    if found.state != expected:
        raise StaleChange(_("Somebody else has taken a step with this private change. Look at it again."))
    for name, value in values.items():
        setattr(found, name, value)
    found.version += 1
    found.save()
    return found

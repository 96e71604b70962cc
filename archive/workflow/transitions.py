"""The steps of publication: submit, return, publish, withdraw. Admin actions and the API call them.

Each takes an entry and the user who acts, runs in one transaction, and raises `PermissionDenied`
when the user may never do this to the entry and `WorkflowError` when the entry's status does not
allow it now. Only the status is written, so a step never overwrites what somebody is typing; the
version goes up, so that person is told.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from archive.choices import PublicationStatus
from archive.workflow import rights
from archive.workflow.errors import WorkflowError
from archive.workflow.locking import lock

DRAFT = PublicationStatus.DRAFT
IN_REVIEW = PublicationStatus.IN_REVIEW
PUBLISHED = PublicationStatus.PUBLISHED
WITHDRAWN = PublicationStatus.WITHDRAWN


@dataclass(frozen=True)
class Transition:
    """One step: from which statuses, to which, and who may take it."""

    name: str
    sources: frozenset
    target: PublicationStatus
    is_allowed: Callable
    #: For a button that saves first, for the history, and for a status that does not fit.
    label: str
    done: str
    refusal: str


#: Published and withdrawn entries never become drafts again: their address has been promised to
#: readers, and a withdrawn one answers 410 where a draft would answer 404.
TRANSITIONS = {
    step.name: step
    for step in (
        Transition(
            "submit",
            frozenset({DRAFT}),
            IN_REVIEW,
            rights.may_submit,
            gettext_lazy("Save and submit for review"),
            gettext_noop("Submitted for review."),
            gettext_lazy("“%(entry)s” is not a draft, so it cannot be submitted for review."),
        ),
        Transition(
            "return_to_draft",
            frozenset({IN_REVIEW}),
            DRAFT,
            rights.may_return,
            gettext_lazy("Save and return to draft"),
            gettext_noop("Returned to draft."),
            gettext_lazy("“%(entry)s” is not in review, so it cannot be returned to draft."),
        ),
        Transition(
            "publish",
            frozenset({DRAFT, IN_REVIEW, WITHDRAWN}),
            PUBLISHED,
            rights.may_publish,
            gettext_lazy("Save and publish"),
            gettext_noop("Published."),
            gettext_lazy("“%(entry)s” is published already."),
        ),
        Transition(
            "withdraw",
            frozenset({PUBLISHED}),
            WITHDRAWN,
            rights.may_withdraw,
            gettext_lazy("Save and withdraw"),
            gettext_noop("Withdrawn."),
            gettext_lazy("“%(entry)s” is not published, so it cannot be withdrawn."),
        ),
    )
}


def submit(entry, user):
    """Hand a draft in for review."""
    return move(entry, user, "submit")


def return_to_draft(entry, user):
    """Send an entry in review back to its author."""
    return move(entry, user, "return_to_draft")


def publish(entry, user):
    """Make an entry public, now or at its `publish_at`."""
    return move(entry, user, "publish")


def withdraw(entry, user):
    """Take a published entry off the site: its address answers 410."""
    return move(entry, user, "withdraw")


def available(entry, user):
    """The steps that this user may take with the entry now, in the order of the work."""
    return [step for step in TRANSITIONS.values() if entry.status in step.sources and step.is_allowed(user, entry)]


@transaction.atomic
def move(entry, user, name):
    """Take the named step; the entry passed in learns its new status, version and time."""
    step = TRANSITIONS[name]
    lock(entry)
    stored = type(entry)._base_manager.get(pk=entry.pk)
    if not step.is_allowed(user, stored):
        raise PermissionDenied
    if stored.status not in step.sources:
        raise WorkflowError(step.refusal % {"entry": stored})
    stored.status = step.target
    stored.save(update_fields=["status"])
    _copy(stored, entry, "status")
    return entry


@transaction.atomic
def schedule(entry, user, publish_at):
    """Say from when a published entry is to be seen; None means at once."""
    lock(entry)
    stored = type(entry)._base_manager.get(pk=entry.pk)
    if not rights.may_schedule(user, stored):
        raise PermissionDenied
    if stored.status == WITHDRAWN:
        raise WorkflowError(_("“%(entry)s” is withdrawn: publish it first.") % {"entry": stored})
    stored.publish_at = publish_at
    stored.save(update_fields=["publish_at"])
    _copy(stored, entry, "publish_at")
    return entry


def _copy(stored, entry, field):
    for name in (field, "version", "updated_at"):
        setattr(entry, name, getattr(stored, name))

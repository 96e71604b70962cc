"""The steps of publication: submit, return, publish, withdraw, and the rule for the time of publication.

`move` is the one way to take a step: the admin's buttons and actions call it. Only the status is
written, so a step never overwrites what somebody is typing; the version goes up, so that person is
told.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from archive.choices import PublicationStatus, VersionAction
from archive.workflow import recording, rights, versions
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
            rights.may_publish,
            gettext_lazy("Save and withdraw"),
            gettext_noop("Withdrawn."),
            gettext_lazy("“%(entry)s” is not published, so it cannot be withdrawn."),
        ),
    )
}


def available(entry, user):
    """The steps that this user may take with the entry now, in the order of the work."""
    return [step for step in TRANSITIONS.values() if entry.status in step.sources and step.is_allowed(user, entry)]


@transaction.atomic
def move(entry, user, name, reason=""):
    """Take the named step, on record; the entry passed in learns its new status, version and time.

    Raises `PermissionDenied` when the user may never do this to the entry, and `WorkflowError` when
    its status does not allow it now.
    """
    step = TRANSITIONS[name]
    lock(entry)
    stored = type(entry)._base_manager.get(pk=entry.pk)
    if not step.is_allowed(user, stored):
        raise PermissionDenied
    if stored.status not in step.sources:
        raise WorkflowError(step.refusal % {"entry": stored})
    recording.begin(stored)
    stored.status = step.target
    stored.save(update_fields=["status"])
    versions.record(stored, user, VersionAction(name), reason)
    for field in ("status", "version", "updated_at"):
        setattr(entry, field, getattr(stored, field))
    return entry


def check_publish_at(entry, publish_at):
    """Raise WorkflowError when the stored entry may not be held back until that time.

    An address once given out answers for ever, with the entry or with 410, and never again with 404.
    """
    now = timezone.now()
    if publish_at is not None and publish_at > now and entry.address_is_out(now):
        raise WorkflowError(
            _(
                "The address of this entry has been given to readers, so it cannot wait for a later time. "
                "Leave the time as it was, or empty. To take the entry off the site, withdraw it."
            )
        )

"""The steps of publication: submit, return, publish, withdraw, and the rule for the time of publication.

`move` is the one way to take a step: the admin's buttons and actions call it. Only the status is
written, and a time to leave that has passed, so a step never overwrites what somebody is typing; the
version goes up, so that person is told. What has left by its time counts as withdrawn.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from archive.choices import PublicationStatus, VersionAction
from archive.workflow import audit, colleagues, recording, rights, versions
from archive.workflow.errors import WorkflowError
from archive.workflow.locking import lock, stamp
from archive.workflow.readiness import missing_for_publication

DRAFT = PublicationStatus.DRAFT
IN_REVIEW = PublicationStatus.IN_REVIEW
PUBLISHED = PublicationStatus.PUBLISHED
WITHDRAWN = PublicationStatus.WITHDRAWN

CHANGED_SINCE = gettext_lazy("“%(entry)s” has been changed since you opened the list; look again.")
REASON_NEEDED = gettext_lazy("Say why “%(entry)s” is returned to draft.")


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
    #: Whether it has to be said why.
    needs_reason: bool = False


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
            needs_reason=True,
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
    return [step for step in TRANSITIONS.values() if entry.standing() in step.sources and step.is_allowed(user, entry)]


@transaction.atomic
def move(entry, user, name, reason="", seen=None):
    """Take the named step, on record; the entry passed in learns its new status, version and time.

    `seen` is the `stamp` of the entry as the person saw it; without it, no such promise is made. Raises
    `PermissionDenied` when the user may never do this to the entry, and `WorkflowError` when its status
    does not allow it now, when it has been changed since it was seen, when a reason is needed and none
    is given, or when it lacks something that readers need.
    """
    step = TRANSITIONS[name]
    lock(entry)
    stored = type(entry)._base_manager.get(pk=entry.pk)
    if not step.is_allowed(user, stored):
        raise PermissionDenied
    if seen is not None and seen != stamp(stored):
        raise WorkflowError(CHANGED_SINCE % {"entry": stored})
    if stored.standing() not in step.sources:
        raise WorkflowError(step.refusal % {"entry": stored})
    if step.needs_reason and not reason.strip():
        raise WorkflowError(REASON_NEEDED % {"entry": stored})
    if step.target == PUBLISHED:
        clear_past_schedule(stored)
        _check_readiness(stored)
    recording.begin(stored)
    stored.status = step.target
    stored.save(update_fields=["status", "withdraw_at"])
    versions.record(stored, user, VersionAction(name), reason)
    audit.note_step(stored, user, name)
    if step.target == IN_REVIEW:
        colleagues.note_submission(stored, user)
    for field in ("status", "withdraw_at", "version", "updated_at"):
        setattr(entry, field, getattr(stored, field))
    return entry


def _check_readiness(entry):
    missing = missing_for_publication(entry)
    if missing:
        text = _("“%(entry)s” cannot be published yet. %(missing)s")
        raise WorkflowError(text % {"entry": entry, "missing": " ".join(missing)})


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


def check_withdraw_at(entry, withdraw_at):
    """Raise WorkflowError when the stored entry may not be told to leave at that time, because it has passed."""
    if withdraw_at is not None and withdraw_at != entry.withdraw_at and withdraw_at <= timezone.now():
        raise WorkflowError(
            _(
                "This time has passed. Choose a later one, or leave it empty. "
                "To take the entry off the site now, withdraw it."
            )
        )


def clear_past_schedule(entry):
    """What was public and is published again stays; what never was has a time to be put right first.

    Otherwise it would leave in the moment in which it is published. Only the instance is changed.
    """
    now = timezone.now()
    if entry.withdraw_at is None or entry.withdraw_at > now:
        return
    if not entry.address_is_out(now):
        raise WorkflowError(
            _("The time at which “%(entry)s” is to leave the site has passed. Change it or empty it, then publish.")
            % {"entry": entry}
        )
    entry.withdraw_at = None

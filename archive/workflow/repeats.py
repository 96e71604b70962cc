"""A request that is sent again under the same key is answered again and not done again.

As the IETF draft "The Idempotency-Key HTTP Header Field" has it. A key is claimed in a transaction of its own before
anything is done, so of two that come at once one does the work. The answer is stored in the transaction of the work:
both are there, or neither. Knows nothing of HTTP beyond a status, headers and a body.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from archive.models import AnsweredRequest

#: So long a key is known.
KEPT = timedelta(hours=24)
#: After so long without an answer it was a crash that nothing could catch, and the key is free.
LONGEST_WORK = timedelta(minutes=10)


class RepeatError(Exception):
    """The request cannot be done under this key; its text is a sentence for the sender."""


class KeyUsedOtherwise(RepeatError):
    """The key was used for another request."""


class StillBeingDone(RepeatError):
    """The first request under the key has no answer yet."""


class RightsHaveChanged(RepeatError):
    """What was answered is not told any more: the owner of the key may do other things now than he might then."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict = field(default_factory=dict)
    body: bytes = b""


def claim(owner, key, digest):
    """Begin to do the request; return (claim, None), or (None, the `Answer`) when it has been done.

    `digest` is that of what is asked for. Raises a `RepeatError` otherwise. Whoever gets the claim calls `keep` or
    `free`.
    """
    now, rights = timezone.now(), _rights_of(owner)
    with transaction.atomic():
        AnsweredRequest.objects.filter(started_at__lt=now - KEPT).delete()
        given = {"digest": digest, "rights": rights, "started_at": now}
        known, is_new = AnsweredRequest.objects.get_or_create(owner_id=owner.pk, key=key, defaults=given)
        if is_new or _takes_over(known, given):
            return AnsweredRequest.objects.get(pk=known.pk), None
    if known.digest != digest:
        raise KeyUsedOtherwise("This key has been used for another request: take a new one for each thing to be done.")
    if known.status is None:
        raise StillBeingDone("The first request under this key is still being done.")
    if known.rights != rights:
        raise RightsHaveChanged("It has been done. Your rights have changed since, so the answer is not told again.")
    return None, Answer(known.status, known.headers, bytes(known.body))


def keep(claimed, answer):
    """Store the answer: in the transaction of the work, or after that was undone."""
    own = AnsweredRequest.objects.filter(pk=claimed.pk, started_at=claimed.started_at)
    own.update(status=answer.status, headers=answer.headers, body=answer.body)


def free(claimed):
    """Let the request be done by whoever sends it again: nothing came of it."""
    AnsweredRequest.objects.filter(pk=claimed.pk, started_at=claimed.started_at, status=None).delete()


def _takes_over(known, given):
    """Whether the claim, of somebody who has been gone for long, could be taken over."""
    if known.status is not None or known.started_at > timezone.now() - LONGEST_WORK:
        return False
    same = AnsweredRequest.objects.filter(pk=known.pk, started_at=known.started_at, status=None)
    return bool(same.update(**given))


def _rights_of(owner):
    """What the owner, or the token that acts for him, may do now, as a short text that is the same for the same."""
    scopes = sorted(getattr(owner, "scopes", ["session"]))
    said = json.dumps([owner.is_superuser, scopes, sorted(owner.get_all_permissions())])
    return hashlib.sha256(said.encode()).hexdigest()

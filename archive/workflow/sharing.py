"""Sharing what is not public yet with somebody who has no account: by a link that ends and can be revoked.

The link's address is `token_of(link)`: its key and a random text, signed. It is worth what the link is: whatever makes
the link end (`state_of`) is found when it is used, so nothing has to be cleaned up in time.
"""

import secrets
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from archive.choices import AuditAction, LinkState, PublicationStatus, SharedText
from archive.models import ShareLink
from archive.workflow import audit, private, rights
from archive.workflow.errors import WorkflowError
from archive.workflow.locking import lock
from archive.workflow.previewing import is_public, stands_in

USUAL_DAYS = 14
MOST_DAYS = 90


def may_share(user, entry):
    """Whoever may change the entry, or prepare a change to it, may let others see it, and end that."""
    return rights.may_change(user, entry) or rights.may_change_privately(user, entry)


def what_may_be_shared(user, entry):
    """What of the entry is not public and the user may share now: a list of `SharedText`."""
    if _is_withdrawn(entry):
        return []
    found = []
    if rights.may_change(user, entry) and not is_public(entry):
        found.append(SharedText.STORED)
    if rights.may_change_privately(user, entry) and private.change_of(entry) is not None:
        found.append(SharedText.CHANGE)
    return found


@transaction.atomic
def share(entry, user, of, *, days, note):
    """Make a link that works for so many days; raise `WorkflowError` when there is nothing of the kind to share."""
    if not may_share(user, entry):
        raise PermissionDenied
    lock(entry)
    entry = type(entry)._base_manager.get(pk=entry.pk)
    if of not in what_may_be_shared(user, entry):
        raise WorkflowError(_("There is nothing to share any more: look at the entry again."))
    if not 1 <= days <= MOST_DAYS:
        raise WorkflowError(_("A link works for 1 to %(most)d days.") % {"most": MOST_DAYS})
    audit.note(AuditAction.SHARE, actor=user, about=entry, what=of.value, whom=note)
    return ShareLink.objects.create(
        entry=entry,
        entry_made_at=entry.created_at,
        of=of,
        change=private.change_of(entry) if of == SharedText.CHANGE else None,
        note=note,
        nonce=secrets.token_urlsafe(24),
        created_by=user,
        expires_at=timezone.now() + timedelta(days=days),
    )


@transaction.atomic
def revoke(link, user):
    """End the link now; one that has been revoked stays as it is."""
    if link.entry is None or not links_for(user, link.entry).filter(pk=link.pk).exists():
        raise PermissionDenied
    rows = ShareLink.objects.filter(pk=link.pk, revoked_at=None)
    is_ended = bool(rows.update(revoked_at=timezone.now(), revoked_by=user))
    if is_ended:
        audit.note(AuditAction.UNSHARE, actor=user, about=link.entry, whom=link.note)
    return is_ended


def links_to(entry):
    """Every link there was to the entry, the newest first."""
    content_type = ContentType.objects.get_for_model(type(entry))
    links = ShareLink.objects.filter(content_type=content_type, object_id=entry.pk, entry_made_at=entry.created_at)
    return links.select_related("created_by", "revoked_by")


def links_for(user, entry):
    """The links that the user may see and end: all, for whoever may share the entry; else those the user has made."""
    links = links_to(entry)
    return links if may_share(user, entry) else links.filter(created_by=user)


def state_of(link, entry):
    """Whether the link, whose entry this is, leads anywhere now: a `LinkState`."""
    if link.revoked_at is not None:
        return LinkState.REVOKED
    if link.expires_at <= timezone.now():
        return LinkState.EXPIRED
    is_gone = entry is None or entry.created_at != link.entry_made_at
    if is_gone or (link.of == SharedText.CHANGE and link.change_id is None):
        return LinkState.ENDED
    return LinkState.WITHDRAWN if _is_withdrawn(entry) else LinkState.WORKS


def token_of(link):
    return _signer().sign(f"{link.pk}.{link.nonce}")


def opened(token):
    """The link that a token stands for, when it leads somewhere now; None for every other text."""
    try:
        key, _dot, nonce = _signer().unsign(token).partition(".")
    except signing.BadSignature:
        return None
    link = ShareLink.objects.select_related("change").filter(pk=key).first()
    if link is None or not constant_time_compare(link.nonce, nonce):
        return None
    return link if state_of(link, link.entry) == LinkState.WORKS else None


def note_use(link):
    ShareLink.objects.filter(pk=link.pk).update(uses=F("uses") + 1, last_used_at=timezone.now())


def _signer():
    return signing.Signer(salt="archive.workflow.sharing", sep=".")


def _is_withdrawn(entry):
    """What was taken back from readers, by a step or at its time, is shown to nobody by an old link."""
    return any(record.standing() == PublicationStatus.WITHDRAWN for record in stands_in(entry))

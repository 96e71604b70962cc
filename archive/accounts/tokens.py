"""Tokens of the API: made, shown once, found again by their text, revoked.

django-rest-knox makes the text (232 random bits behind a prefix that scanners for secrets know) and its digest. A token
is worth what its owner is: whatever ends a session for good ends it too, and it never may do more than he may now.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from knox.crypto import hash_token

from archive.accounts.second_factor import with_factor
from archive.choices import AuditAction
from archive.models import ApiToken
from archive.workflow import audit

USUAL_DAYS, MOST_DAYS = 90, 365
#: As many as one account has at a time, used up or not.
MOST_TOKENS = 20
#: The time of the last use is written no more often, so that reading by a token seldom writes.
USE_IS_NOTED_EVERY = timedelta(minutes=1)
#: No text is longer, so no longer one is hashed.
LONGEST = 200


@transaction.atomic
def make(user, name, scope, days):
    """Make a token of `user`, who may; return it and its text, which nobody can read again.

    Whoever calls has asked for the password, and sees to it that the name is new and that there are not too many.
    """
    token, text = ApiToken.objects.create(
        user=user, name=name, scope=scope, expiry=timedelta(days=days), password_mark=user.get_session_auth_hash()
    )
    audit.note(AuditAction.TOKEN_MADE, actor=user, about=token, scope=str(scope), days=days)
    return token, text


def tokens_of(user):
    """All of the account's tokens, those that have expired too."""
    return ApiToken.objects.filter(user=user)


def tokens_for(user):
    """All that the user may see and revoke: his own, and everybody's for whoever changes accounts."""
    tokens = ApiToken.objects.select_related("user")
    return tokens if user.has_perm("auth.change_user") else tokens.filter(user=user)


@transaction.atomic
def revoke(token, actor):
    """End the token now. Its name stays in the audit log and the history."""
    audit.note(AuditAction.TOKEN_REVOKED, actor=actor, about=token, owner=token.user.get_username())
    token.delete()


def authenticate(text):
    """The token of this text, with its owner as `user`, or None when it is no good, whatever the reason."""
    if len(text) > LONGEST:
        return None
    token = ApiToken.objects.filter(digest=hash_token(text)).first()
    if token is None or token.has_expired:
        return None
    token.user = with_factor(get_user_model().objects.filter(pk=token.user_id)).get()
    if not _may_work_here(token.user) or not token.is_of_this_password:
        return None
    token.user.scopes = token.scopes
    return token


def note_use(token):
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at >= USE_IS_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def _may_work_here(owner):
    """As for a session; a second factor is not shown each time, but where it is demanded there has to be one."""
    has_factor = owner.factor is not None or not settings.REQUIRE_2FA
    return owner.is_active and owner.is_staff and has_factor

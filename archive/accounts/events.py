"""What Django and django-axes tell of signing in and out, and what follows from it."""

import time

from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save

from archive.accounts import second_factor, throttle
from archive.accounts.sessions import end_sessions
from archive.choices import AuditAction
from archive.workflow import audit

#: What somebody types as a name may be a password by mistake; of a long one only the beginning is kept.
MOST_OF_A_NAME = 30


#: In the session: when the password was given.
FIRST_STEP_AT = "first_step_at"


def connect():
    """Called when the app is ready."""
    here = "archive.accounts"
    user_logged_in.connect(_signed_in, dispatch_uid=f"{here}.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid=f"{here}.signed_out")
    user_login_failed.connect(_failed, dispatch_uid=f"{here}.failed")
    user_locked_out.connect(_locked_out, dispatch_uid=f"{here}.locked_out")
    post_save.connect(_account_saved, sender=get_user_model(), dispatch_uid=f"{here}.account_saved")


def _signed_in(request, user, **kwargs):
    """The password was right; who has a second factor is signed in when its code is right too."""
    request.session[FIRST_STEP_AT] = time.time()
    if second_factor.device_of(user) is not None:
        return
    throttle.forget_failures(request, user)
    audit.note(AuditAction.SIGN_IN, actor=user)


def _signed_out(user, **kwargs):
    if user is not None:
        audit.note(AuditAction.SIGN_OUT, actor=user)


def _failed(credentials, request=None, **kwargs):
    # What was refused unread is not noted again and again: a stranger could fill the log.
    if not getattr(request, "was_not_looked_at", False):
        audit.note(AuditAction.SIGN_IN_FAILED, about=_shortened(credentials.get("username")))


def _locked_out(request, username, **kwargs):
    if not getattr(request, "was_not_looked_at", False):
        audit.note(AuditAction.LOCKED_OUT, about=_shortened(username))


def _shortened(name):
    name = name or ""
    return name if len(name) <= MOST_OF_A_NAME else f"{name[:MOST_OF_A_NAME]}…"


def _account_saved(instance, update_fields=None, **kwargs):
    """Whoever may not work here any more has no session, which would come back to life with the right."""
    is_about_it = update_fields is None or {"is_active", "is_staff"} & set(update_fields)
    if is_about_it and not (instance.is_active and instance.is_staff):
        end_sessions(instance)

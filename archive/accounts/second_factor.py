"""The second factor of signing in: codes by time (RFC 6238) and recovery codes, kept by django-otp.

A session has passed it when it holds the key of the account's confirmed device, so a factor that is removed or set up
anew has to be shown again everywhere. The functions that take a code do not count failures: see `throttle`.
"""

import hashlib
import re
import secrets
from base64 import b32encode

import segno
from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from archive.accounts.sessions import end_sessions
from archive.choices import AuditAction
from archive.workflow import audit

#: In the session: the key of the device that was shown.
PASSED = "second_factor"
RECOVERY_CODES = 10
#: What was shown, in the words of the audit log.
APP, RECOVERY = "app", "recovery code"


def with_factor(accounts):
    """The accounts, each with the key of its device as `factor`; None when it has none."""
    device = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True).order_by("pk")
    return accounts.annotate(factor=Subquery(device.values("pk")[:1]))


def device_of(user):
    return TOTPDevice.objects.filter(user=user, confirmed=True).order_by("pk").first()


def is_passed(user, session):
    """Whether the user of a session has shown all that is asked of him. Readers with an account are asked nothing."""
    if not user.is_authenticated or not user.is_staff:
        return True
    # The account of a session comes with its factor; one that has only just signed in does not.
    factor = user.factor if hasattr(user, "factor") else getattr(device_of(user), "pk", None)
    if factor is None:
        return not settings.REQUIRE_2FA
    return session.get(PASSED) == factor


# Setting it up.


def device_to_set_up(user):
    """The device that waits for its first code, the same until it has come."""
    return _waiting(user) or TOTPDevice.objects.create(user=user, confirmed=False, name="app")


def _waiting(user, for_update=False):
    """The oldest, should two windows have been opened at once."""
    devices = TOTPDevice.objects.filter(user=user, confirmed=False).order_by("pk")
    return (devices.select_for_update() if for_update else devices).first()


def secret_of(device):
    """The secret as apps take it when it is typed, in groups of four."""
    return _in_fours(b32encode(device.bin_key).decode())


def picture_of(device):
    """The secret as a QR code: an SVG as an address, which the policy allows for pictures."""
    return segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=4, light="#fff")


@transaction.atomic
def confirm(user, code):
    """Put the waiting device to use if the code is right; return the recovery codes, or None."""
    device = _waiting(user, for_update=True)
    if device is None or device_of(user) is not None or not device.verify_token(_plain(code)):
        return None
    TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    audit.note(AuditAction.FACTOR_SET_UP, actor=user, about=user)
    return _new_codes(user)


# Showing it.


@transaction.atomic
def accepts(user, code):
    """Which of the two the code is, APP or RECOVERY, or "" when it is neither; none is taken a second time."""
    code = _plain(code)
    if re.fullmatch(r"\d{6}", code):
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).order_by("pk").first()
        return APP if device is not None and device.verify_token(code) else ""
    device = StaticDevice.objects.select_for_update().filter(user=user).first()
    return RECOVERY if device is not None and device.verify_token(_digest(device, code)) else ""


def codes_left(user):
    return StaticToken.objects.filter(device__user=user).count()


# Changing it.


@transaction.atomic
def renew_codes(user):
    """New recovery codes; the old ones are good for nothing any more."""
    audit.note(AuditAction.CODES_RENEWED, actor=user, about=user)
    return _new_codes(user)


@transaction.atomic
def remove(user, actor):
    """Take the factor from the account; False when it has none. A session that has shown it goes on."""
    found = TOTPDevice.objects.filter(user=user, confirmed=True).exists()
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    if found:
        audit.note(AuditAction.FACTOR_REMOVED, actor=actor, about=user)
    return found


def reset(user, actor):
    """For somebody who has lost telephone and codes, or may have lost them to another: also ends the sessions."""
    found = remove(user, actor)
    end_sessions(user)
    return found


def _new_codes(user):
    """Ten codes, returned this once: what is stored is a digest. They are of 80 random bits, which nobody can guess."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = [b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create([StaticToken(device=device, token=_digest(device, code)) for code in codes])
    return [_in_fours(code, "-") for code in codes]


def _digest(device, code):
    """What django-otp keeps and compares instead of the code: the first 80 bits of a hash."""
    digest = hashlib.sha256(f"{device.pk}:{code}".encode()).digest()
    return b32encode(digest[:10]).decode().lower()


def _plain(code):
    return re.sub(r"[\s-]", "", code).lower()


def _in_fours(text, between=" "):
    return between.join(text[start : start + 4] for start in range(0, len(text), 4))

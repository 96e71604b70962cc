"""How often somebody may try to sign in: by account and address, by address, and by account.

django-axes keeps the failures in the database, so all processes count together. What is here says how many are too
many, for which of the three, and what is answered then.
"""

import math
from datetime import timedelta

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.shortcuts import render
from django.utils import timezone

from archive.accounts.addresses import network_of, throttled_address
from archive.choices import AuditAction
from archive.models import AuditEvent

#: How many times as many failures an address may have, over all names that are tried from it (an office, a library).
ADDRESS_FACTOR = 6
#: And an account, over all addresses. It holds only for addresses from which the person has not been seen of late:
#: else whoever has many addresses could lock somebody out for ever.
ACCOUNT_FACTOR = 4
SEEN_OF_LATE = timedelta(days=90)


class ThrottleHandler(AxesDatabaseHandler):
    def get_failures(self, request, credentials=None):
        """All or nothing, since each of the three has a limit of its own."""
        until = locked_until(request, (credentials or {}).get("username"))
        return settings.AXES_FAILURE_LIMIT if until else 0


def locked_until(request, username):
    """The time before which nobody may try this name from where the request comes from; None when one may."""
    address, now = throttled_address(request), timezone.now()
    limit = settings.AXES_FAILURE_LIMIT
    recent = AccessAttempt.objects.filter(attempt_time__gt=now - settings.AXES_COOLOFF_TIME)
    waits = [
        _until(recent.filter(username=username, ip_address=address), limit),
        _until(recent.filter(ip_address=address), limit * ADDRESS_FACTOR),
    ]
    by_account = _until(recent.filter(username=username), limit * ACCOUNT_FACTOR)
    if by_account and not _has_been_seen(username, address, now):
        waits.append(by_account)
    return max(filter(None, waits), default=None)


def _until(attempts, limit):
    """When the oldest of the failures are so old that the rest is below the limit; None when it is now."""
    rows = attempts.order_by("attempt_time").values_list("attempt_time", "failures_since_start")
    total = sum(failures for _, failures in rows)
    until = None
    for at, failures in rows:
        if total < limit:
            break
        total -= failures
        until = at + settings.AXES_COOLOFF_TIME
    return until


def _has_been_seen(username, address, now):
    """Whether somebody has signed in to the account from there in the last months."""
    signed_in = AuditEvent.objects.filter(
        action=AuditAction.SIGN_IN,
        actor__username=username,
        address__isnull=False,
        at__gt=now - SEEN_OF_LATE,
    )
    addresses = signed_in.order_by().values_list("address", flat=True).distinct()
    return address in {network_of(found) for found in addresses}


def refusal(request, user):
    """The answer to somebody who has to wait before the next code or password; None when he may go on."""
    if locked_until(request, user.get_username()) is None:
        return None
    return locked_out(request, None, {"username": user.get_username()})


def count_failure(request, user):
    """Count a wrong code, or a wrong password asked for again, as a wrong password is counted."""
    AxesProxyHandler.user_login_failed(get_user_model(), {"username": user.get_username()}, request)


def forget_failures(request, user):
    """Begin to count anew, for this account from this address only: whoever has an account must not clear others."""
    attempts = AccessAttempt.objects.filter(username=user.get_username(), ip_address=throttled_address(request))
    attempts.delete()


def locked_out(request, response, credentials):
    """Say until when to wait, in the same words whether there is such an account or not."""
    until = locked_until(request, (credentials or {}).get("username")) or timezone.now()
    seconds = max(1, math.ceil((until - timezone.now()).total_seconds()))
    context = {**admin.site.each_context(request), "until": until, "minutes": math.ceil(seconds / 60)}
    response = render(request, "admin/accounts/locked.html", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response

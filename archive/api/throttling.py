"""How often a client may ask: who counts as one, and what is said of it in the headers."""

from django.conf import settings
from rest_framework.exceptions import APIException
from rest_framework.throttling import BaseThrottle

from archive.accounts.addresses import throttled_address
from archive.limits import count_request


class SharedThrottle(BaseThrottle):
    """The rate API_THROTTLE for each client, over all processes; `view.usage` is what the headers are made from."""

    usage = None

    def allow_request(self, request, view):
        if settings.API_THROTTLE == "off":
            return True
        self.usage = view.usage = count_request(ident(request), settings.API_THROTTLE)
        return self.usage is None or not self.usage.is_exceeded

    def wait(self):
        return self.usage.reset


def ident(request):
    """Who is asking, as one text: whoever has shown a token is counted by it, anybody else by address.

    IPv6 is counted by the network of 64 bits that one household or machine is given.
    """
    try:
        token = request.auth
    except APIException:
        # It is being refused already.
        token = None
    if token is not None:
        return f"token {token.pk}"
    return f"address {throttled_address(request) or 'unknown'}"


def rate_headers(usage):
    return {
        "RateLimit-Limit": str(usage.limit),
        "RateLimit-Remaining": str(usage.remaining),
        "RateLimit-Reset": str(usage.reset),
    }

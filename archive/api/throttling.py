"""How often a client may ask: who counts as one, and what is said of it in the headers."""

from django.conf import settings
from rest_framework.exceptions import APIException, Throttled
from rest_framework.throttling import BaseThrottle

from archive.accounts.addresses import throttled_address
from archive.api.problems import InvalidParameters
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


class CountedView:
    """Before a view of Django REST framework: refused requests are counted too, and headers say how the client stands.

    `OPTIONS` is free.
    """

    #: How much the client has asked for, and may; set by the throttle.
    usage = None

    def check_throttles(self, request):
        if request.method != "OPTIONS":
            super().check_throttles(request)

    def initial(self, request, *args, **kwargs):
        try:
            super().initial(request, *args, **kwargs)
        except Throttled:
            raise
        except (APIException, InvalidParameters):
            # Refused before it was counted: tokens could else be tried without end.
            self.check_throttles(request)
            raise

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        if self.usage is not None:
            response.headers["RateLimit-Limit"] = str(self.usage.limit)
            response.headers["RateLimit-Remaining"] = str(self.usage.remaining)
            response.headers["RateLimit-Reset"] = str(self.usage.reset)
        return response

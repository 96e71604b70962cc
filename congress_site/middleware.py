"""Headers that every answer carries, whichever part of the site made it."""

from django.conf import settings
from django.middleware.http import ConditionalGetMiddleware as DjangoConditionalGetMiddleware
from django.middleware.locale import LocaleMiddleware as DjangoLocaleMiddleware
from django.utils import translation


class ContentSecurityPolicyMiddleware:
    """Allow nothing but our own files: no inline script or style, no other host, no frame."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        return response


class ConditionalGetMiddleware(DjangoConditionalGetMiddleware):
    """Answer 304 by ETag alone, and have every answer asked for anew that does not say how long it may be kept.

    The ETag is the content's, so it is always right. `Last-Modified` is sent for people and
    programs to read, but a schedule or a renamed speaker changes an answer without touching the
    entry's own time: a request with only `If-Modified-Since` therefore gets the full answer.
    """

    def process_response(self, request, response):
        # A cache may else guess a time, and show an entry, or its absence, beyond the moment that is set for it.
        response.headers.setdefault("Cache-Control", "max-age=0, must-revalidate")
        request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
        return super().process_response(request, response)


class LocaleMiddleware(DjangoLocaleMiddleware):
    """The language is in the address alone (/… English, /ru/… Russian), so answers do not vary by Accept-Language."""

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", translation.get_language())
        return response

"""Headers that every answer carries, whichever part of the site made it."""

from django.conf import settings
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


class LocaleMiddleware(DjangoLocaleMiddleware):
    """The language is in the address alone (/… English, /ru/… Russian), so answers do not vary by Accept-Language."""

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", translation.get_language())
        return response

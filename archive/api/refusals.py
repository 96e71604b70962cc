"""Errors below /api/ that no view has a word on, as problems: what is refused unread, and what others answered."""

from http import HTTPStatus
from urllib.parse import parse_qsl

from django.conf import settings

from archive.api.problems import CONTENT_TYPE, parameter_error, problem_response

#: Bytes of path and query, percent-encoded. A whole query for the search, 1,000 letters of Cyrillic, is 6,000.
LONGEST_ADDRESS = 8000

#: What of an error's own headers says what to do now.
TELLING = ("Allow", "Retry-After", "WWW-Authenticate")


class RefusalMiddleware:
    """Has every error below /api/ be a problem, whichever middleware or view made it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith("/api/"):
            return self.get_response(request)
        response = refusal(request) or self.get_response(request)
        if response.status_code < 400 or response.headers.get("Content-Type") == CONTENT_TYPE:
            return response
        headers = {name: response.headers[name] for name in TELLING if name in response.headers}
        return problem_response(response.status_code, headers=headers)


def refusal(request):
    """The problem of a request that is not even read, or None."""
    if len(request.get_full_path()) > LONGEST_ADDRESS:
        return problem_response(HTTPStatus.REQUEST_URI_TOO_LONG)
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and int(length[:20]) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return problem_response(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    errors = [
        parameter_error(as_text(name), as_text(value), "This is not text in UTF-8.")
        for name, value in parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True, encoding="latin-1")
        if not is_text(name + value)
    ]
    if errors:
        return problem_response(HTTPStatus.BAD_REQUEST, "The query is not text in UTF-8.", errors=errors)
    return None


def is_text(raw):
    try:
        raw.encode("latin-1").decode()
    except UnicodeDecodeError:
        return False
    return True


def as_text(raw):
    return raw.encode("latin-1").decode(errors="replace")

"""Errors as RFC 9457 problem details; `problem_response` is also what the site's error handlers call."""

import json
import math
from http import HTTPStatus

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.urls import reverse
from rest_framework import exceptions
from rest_framework.exceptions import APIException, NotAcceptable, ParseError, Throttled, UnsupportedMediaType

from archive.api.addresses import Addresses
from archive.selectors.addresses import Moved, NotPublic, Withdrawn

CONTENT_TYPE = "application/problem+json"

#: What each status means here, when the error itself has nothing more to say.
DETAILS = {
    HTTPStatus.MOVED_PERMANENTLY: "This entry has another address now: follow Location.",
    HTTPStatus.BAD_REQUEST: "The request is not right.",
    HTTPStatus.UNAUTHORIZED: "This address is for the staff: send a token as “Authorization: Bearer …”.",
    HTTPStatus.FORBIDDEN: "This may not be done here.",
    HTTPStatus.NOT_FOUND: "Nothing public stands at this address.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address does not know the method: Allow names those it knows.",
    HTTPStatus.NOT_ACCEPTABLE: "The answer cannot be had in any of the forms that are accepted. JSON is always there.",
    HTTPStatus.CONFLICT: "What is asked does not fit what stands in the archive now; nothing has been changed.",
    HTTPStatus.GONE: "What stood here has been withdrawn.",
    HTTPStatus.PRECONDITION_FAILED: "What stands here has another ETag than the condition of the request names.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body of a request may have 10 megabytes (10,485,760 bytes).",
    HTTPStatus.REQUEST_URI_TOO_LONG: "An address may have 8,000 bytes, with its query.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "The body is of a media type that is not understood here.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "What was sent can be read and is not right; nothing has been changed.",
    HTTPStatus.PRECONDITION_REQUIRED: "Say in If-Match what you have seen, or by If-None-Match: * that it is new.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many requests: wait for the seconds in Retry-After.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong on our side. The error has been recorded.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The archive cannot be read at the moment: ask again after Retry-After.",
}

#: Where HTTPStatus has had more than one phrase, that of RFC 9110: a `type` must not change with the release of Python.
TITLES = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Content Too Large",
    HTTPStatus.REQUEST_URI_TOO_LONG: "URI Too Long",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Unprocessable Content",
}
#: What the database raises when it does not answer or is busy, and after how many seconds it is worth asking again.
UNAVAILABLE = (OperationalError, InterfaceError)
UNAVAILABLE_FOR = 10

REVALIDATE = "public, max-age=0, must-revalidate"


class Refused(Exception):
    """The answer to a request that changes nothing; `errors` are made by `parameter_error`."""

    def __init__(self, status, detail="", *, errors=(), headers=None):
        super().__init__(detail)
        self.status, self.detail, self.errors, self.headers = status, detail, list(errors), headers


class InvalidParameters(Exception):
    """Query parameters that are not understood, each as one dictionary made by `parameter_error`."""

    def __init__(self, errors):
        self.errors = list(errors)


def parameter_error(field, value, message, *, allowed=(), nearest=""):
    """One entry of a problem's `errors`; the value is cut, so that an answer is never as long as its question."""
    return {
        "field": field[:100],
        "value": value[:100],
        "message": message,
        "allowed": [str(choice) for choice in allowed],
        "nearest": str(nearest),
    }


def problem_response(status, detail="", *, errors=(), headers=None):
    """An answer in application/problem+json. `type` leads to the explanation of the status in /api/docs/."""
    status = HTTPStatus(status)
    problem = {
        "type": f"{reverse('api-docs')}#{problem_anchor(status)}",
        "title": problem_title(status),
        "status": status.value,
        "detail": detail or DETAILS.get(status, status.description) or problem_title(status),
        "errors": list(errors),
    }
    body = json.dumps(problem, ensure_ascii=False).encode("utf-8", "replace")
    caching = REVALIDATE if status is HTTPStatus.MOVED_PERMANENTLY else "no-store"
    return HttpResponse(
        body, status=status, content_type=CONTENT_TYPE, headers={"Cache-Control": caching, **(headers or {})}
    )


def problem_title(status):
    return TITLES.get(status, HTTPStatus(status).phrase)


def problem_anchor(status):
    """The last part of a problem's `type`, and the id of its explanation: "not-found"."""
    return problem_title(status).lower().replace(" ", "-")


def problem_of_fault(exception):
    """What is answered to a fault of ours: 503 when the database does not answer or is busy, otherwise 500."""
    if isinstance(exception, UNAVAILABLE):
        return problem_response(HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": str(UNAVAILABLE_FOR)})
    return problem_response(HTTPStatus.INTERNAL_SERVER_ERROR)


def exception_handler(exception, context):
    """Django REST framework's hook. None leaves the exception to the site: it is logged, then handler500."""
    view, request = context["view"], context["request"]
    match exception:
        case Moved():
            return _moved(exception.entry, view, request)
        case Withdrawn():
            return problem_response(HTTPStatus.GONE)
        case NotPublic():
            return problem_response(HTTPStatus.NOT_FOUND, str(exception) or view.absence())
        case Http404():
            return problem_response(HTTPStatus.NOT_FOUND)
        case Refused():
            return problem_response(
                exception.status, exception.detail, errors=exception.errors, headers=exception.headers
            )
        case InvalidParameters():
            names = ", ".join(dict.fromkeys(error["field"] for error in exception.errors))
            return problem_response(HTTPStatus.BAD_REQUEST, f"Not right: {names}.", errors=exception.errors)
        case exceptions.NotAuthenticated():
            return problem_response(HTTPStatus.UNAUTHORIZED, headers=_asks_for_a_token(exception))
        case exceptions.AuthenticationFailed():
            headers = _asks_for_a_token(exception)
            return problem_response(HTTPStatus.UNAUTHORIZED, str(exception.detail), headers=headers)
        case exceptions.PermissionDenied():
            return problem_response(HTTPStatus.FORBIDDEN, str(exception.detail))
        case PermissionDenied():
            return problem_response(HTTPStatus.FORBIDDEN)
        case RequestDataTooBig():
            return problem_response(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        case Throttled():
            seconds = max(1, math.ceil(exception.wait or 60))
            return problem_response(HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": str(seconds)})
        case NotAcceptable() | ParseError() | UnsupportedMediaType():
            return problem_response(exception.status_code, str(exception.detail))
        case APIException():
            return problem_response(exception.status_code)
    return None


def _asks_for_a_token(exception):
    return {"WWW-Authenticate": getattr(exception, "auth_header", "Bearer")}


def _moved(entry, view, request):
    location = Addresses(request).twin(view.address_of(entry))
    query = request.META.get("QUERY_STRING")
    return problem_response(
        HTTPStatus.MOVED_PERMANENTLY, headers={"Location": f"{location}?{query}" if query else location}
    )

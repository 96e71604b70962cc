"""What is answered when something is wrong: problem+json below /api/, a designed page elsewhere."""

import sys
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.csrf import requires_csrf_token

from archive.api.problems import UNAVAILABLE, UNAVAILABLE_FOR, problem_of_fault, problem_response
from archive.selectors.congresses import public_congresses_in_brief


def _is_of_api(request):
    return request.path.startswith("/api/")


def _answer(request, status, context=None):
    if _is_of_api(request):
        return problem_response(status)
    return render(request, f"{status}.html", context, status=status)


def bad_request(request, exception):
    if isinstance(exception, RequestDataTooBig) and _is_of_api(request):
        return problem_response(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return _answer(request, HTTPStatus.BAD_REQUEST)


def forbidden(request, exception):
    return _answer(request, HTTPStatus.FORBIDDEN)


def not_found(request, exception):
    return _answer(request, HTTPStatus.NOT_FOUND, {"congresses": SimpleLazyObject(public_congresses_in_brief)})


def server_error(request):
    """Django calls this while it handles the exception, so that the exception can be asked for."""
    fault = sys.exception()
    if _is_of_api(request):
        return problem_of_fault(fault)
    if isinstance(fault, UNAVAILABLE):
        response = _answer(request, HTTPStatus.SERVICE_UNAVAILABLE)
        response["Retry-After"], response["Cache-Control"] = UNAVAILABLE_FOR, "no-store"
        return response
    return _answer(request, HTTPStatus.INTERNAL_SERVER_ERROR)


@requires_csrf_token
def csrf_failure(request, reason=""):
    """A form without its token, most often after signing out or in elsewhere."""
    if _is_of_api(request):
        return problem_response(HTTPStatus.FORBIDDEN, "The token against forged requests (CSRF) is missing or wrong.")
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)

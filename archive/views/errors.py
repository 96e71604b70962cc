"""What is answered when something is wrong: problem+json below /api/, a designed page elsewhere."""

from http import HTTPStatus

from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

from archive.api.problems import problem_response
from archive.selectors.congresses import public_congresses


def _answer(request, status, context=None):
    if request.path.startswith("/api/"):
        return problem_response(status)
    return render(request, f"{status}.html", context, status=status)


def bad_request(request, exception):
    return _answer(request, HTTPStatus.BAD_REQUEST)


def forbidden(request, exception):
    return _answer(request, HTTPStatus.FORBIDDEN)


def not_found(request, exception):
    return _answer(request, HTTPStatus.NOT_FOUND, {"congresses": public_congresses()})


def server_error(request):
    return _answer(request, HTTPStatus.INTERNAL_SERVER_ERROR)


@requires_csrf_token
def csrf_failure(request, reason=""):
    """A form without its token, most often after signing out or in elsewhere."""
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)

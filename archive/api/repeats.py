"""`Idempotency-Key`: a request that is sent again is answered again and not done again.

Put `@repeatable` on the methods of a view for the staff that write:

    class DebateView(ForStaff, ArchiveView):
        @repeatable
        def put(self, request, number, slug): ...

Without the header nothing changes. With it, what the method does is one transaction together with the stored answer;
an answer of 400 and more undoes all that was done. Dry runs and errors of ours (500 and more) are not stored. Whoever
sends a key has been asked who he is and what his token is made for, as for any request, before he is told the answer.
"""

import hashlib
import re
from functools import wraps
from http import HTTPStatus

from django.db import transaction
from django.http import HttpResponse

from archive.api.problems import InvalidParameters, Refused, parameter_error
from archive.workflow import repeats

HEADER = "Idempotency-Key"
#: The headers of an answer that say something of the work; the others are made anew.
KEPT_HEADERS = ("Content-Type", "ETag", "Last-Modified", "Location")
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


def repeatable(method):
    @wraps(method)
    def once(view, request, *args, **kwargs):
        key = request.headers.get(HEADER)
        if key is None or is_dry_run(request):
            return method(view, request, *args, **kwargs)
        if not _KEY.fullmatch(key):
            message = "A key is 1 to 200 ASCII characters without spaces, a UUID for example."
            raise InvalidParameters([parameter_error(HEADER, key, message)])
        try:
            claimed, answer = repeats.claim(request.user, key, _digest(request))
        except repeats.RepeatError as error:
            raise _refusal(error) from error
        if answer is not None:
            replayed = {**answer.headers, "Idempotency-Replayed": "true"}
            return HttpResponse(answer.body, status=answer.status, headers=replayed)
        try:
            return _do(view, method, claimed, request, *args, **kwargs)
        finally:
            repeats.free(claimed)

    return once


def is_dry_run(request):
    return request.query_params.get("dry_run") == "1"


def _do(view, method, claimed, request, *args, **kwargs):
    try:
        with transaction.atomic():
            response = method(view, request, *args, **kwargs)
            response = _rendered(view, request, response, *args, **kwargs)
            if response.status_code < 400:
                repeats.keep(claimed, _answer(response))
                return response
            transaction.set_rollback(True)
    except Exception as error:
        # Raises again what is no answer to the request but a fault of ours.
        response = _rendered(view, request, view.handle_exception(error), *args, **kwargs)
    if response.status_code < 500:
        repeats.keep(claimed, _answer(response))
    return response


def _rendered(view, request, response, *args, **kwargs):
    if hasattr(response, "render"):
        view.finalize_response(request, response, *args, **kwargs).render()
    return response


def _answer(response):
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    return repeats.Answer(response.status_code, headers, response.content)


def _digest(request):
    """Of all that says what is to be done: the method, the address with its query, the body."""
    body = request._request.body
    parts = (request.method.encode(), request.get_full_path().encode(), hashlib.sha256(body).digest())
    return hashlib.sha256(b"\n".join(parts)).hexdigest()


def _refusal(error):
    match error:
        case repeats.KeyUsedOtherwise():
            return Refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
        case repeats.StillBeingDone():
            return Refused(HTTPStatus.CONFLICT, str(error), headers={"Retry-After": "1"})
        case _:
            return Refused(HTTPStatus.FORBIDDEN, str(error))

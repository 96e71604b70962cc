"""What a shared link leads to. It knows no session and no account: whoever has the address is let in, or nobody."""

from contextlib import suppress

from django.core.exceptions import ObjectDoesNotExist
from django.db import OperationalError
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from archive.api.problems import problem_response
from archive.choices import SharedText
from archive.previews.answering import (
    API,
    PAGE,
    PORTRAIT,
    Preview,
    answer,
    busy,
    kept_private,
    place,
)
from archive.workflow import private, sharing
from archive.workflow.previewing import Busy, is_public

METHODS = ["GET", "HEAD"]


@csrf_exempt
def shared(request, token, part=PAGE):
    """The page of the entry, or something of it, for whoever has a link that works."""
    if request.method not in METHODS:
        return _not_allowed(part)
    link = sharing.opened(token)
    if link is None:
        return _nowhere(request, part)
    entry = link.entry
    if link.of == SharedText.STORED and is_public(entry):
        # It has been published since: that is where it stands now.
        return kept_private(HttpResponseRedirect(place(entry, part)[1]))
    preview = Preview(
        entry=entry,
        change=link.change,
        link=link,
        path=reverse("shared", args=[token]),
        api=reverse("shared-api", args=[token]),
        portrait=reverse("shared-portrait", args=[token]),
    )
    try:
        response = answer(request, preview, part)
    except Busy:
        return busy(request, part)
    except (Http404, ObjectDoesNotExist, private.Unopenable):
        return _nowhere(request, part)
    if part != PORTRAIT and request.method == "GET":
        with suppress(OperationalError):
            sharing.note_use(link)
    return response


def _nowhere(request, part):
    """The same for a link that is over and for one that never was."""
    if part == API:
        return kept_private(problem_response(404, "This link leads nowhere, or does no longer."))
    return kept_private(render(request, "archive/shared_nowhere.html", status=404))


def _not_allowed(part):
    if part == API:
        return kept_private(problem_response(405, "A shared entry is for reading.", headers={"Allow": "GET, HEAD"}))
    return kept_private(HttpResponseNotAllowed(METHODS))

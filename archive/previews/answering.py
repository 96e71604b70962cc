"""The real page of an entry, or its twin in the API, as it would be if the entry were public."""

from dataclasses import dataclass, field
from io import BytesIO

from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIRequest
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils import timezone

from archive.api.problems import problem_response
from archive.choices import PublicationStatus
from archive.models import Entry
from archive.workflow import rights
from archive.workflow.previewing import as_public, hidden_references

#: The page, and what has the same address with something after it.
PAGE, API, PORTRAIT, CARD = "page", "api", "portrait", "card"
SUFFIXES = {PAGE: "", API: "api/", PORTRAIT: "portrait/", CARD: "card.png"}
#: Never kept, never indexed, never told to another site.
PRIVATE = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}
#: Seconds until it is worth asking again.
RETRY_AFTER = 10
#: What of a request reaches the page: who asks and what for, but no cookie, no condition and no range.
_PASSED_ON = {
    "HTTP_ACCEPT",
    "HTTP_HOST",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "QUERY_STRING",
    "REMOTE_ADDR",
    "SERVER_NAME",
    "SERVER_PORT",
    "SERVER_PROTOCOL",
}


@dataclass
class Preview:
    """What a page has to know of being a preview; pages have it as `preview`."""

    entry: Entry
    #: Its own address, and those of its data and of the portrait.
    path: str
    api: str
    portrait: str
    #: The private change that is shown, if it is one.
    change: object = None
    #: The link it was reached by; otherwise somebody of the staff sees it, who is told more.
    link: object = None
    card: str = ""
    #: Where it is edited.
    form: str = ""
    #: What it stands in and is not public either.
    waits_for: list = field(default_factory=list)
    #: What it refers to and readers will not see, each with the address where it is edited; and how many more.
    hidden: list = field(default_factory=list)
    hidden_more: int = 0

    @property
    def status(self):
        return PublicationStatus(self.entry.standing()).label

    @property
    def appears_at(self):
        """The time that it waits for, if it does."""
        waits = self.entry.publish_at is not None and self.entry.publish_at > timezone.now()
        return self.entry.publish_at if waits and self.entry.standing() == PublicationStatus.PUBLISHED else None


def answer(request, preview, part):
    """The answer of the view that stands at the entry's own address, rendered while the entry counts as public."""
    with as_public(preview.entry, preview.change) as entry:
        match, path = place(entry, part)
        if part == PAGE and preview.link is None:
            hidden, preview.hidden_more = hidden_references(entry)
            hidden = [other for other in hidden if rights.may_view(request.user, type(other))]
            preview.hidden = [(other, form_address(other)) for other in hidden]
        inner = _request(request, path)
        inner.resolver_match = match
        inner.preview = preview
        response = match.func(inner, *match.args, **match.kwargs)
        if hasattr(response, "render"):
            response.render()
    for name in ("ETag", "Last-Modified"):
        response.headers.pop(name, None)
    return kept_private(response)


def kept_private(response):
    for name, value in PRIVATE.items():
        response.headers[name] = value
    return response


def form_address(entry):
    return reverse(f"admin:archive_{entry._meta.model_name}_change", args=[entry.pk], current_app="admin")


def busy(request, part):
    """Somebody is writing; nothing is wrong."""
    if part == API:
        response = problem_response(503, "The archive is busy: ask again later.")
    else:
        response = render(request, "503_busy.html", status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return kept_private(response)


def place(entry, part):
    """What stands at the entry's address, or beside it, and that address."""
    path = entry.get_absolute_url()
    match = resolve(path)
    if part == API:
        path = reverse(f"api:{match.url_name}", kwargs=match.kwargs)
    elif part != PAGE:
        path += SUFFIXES[part]
    return resolve(path), path


def _request(request, path):
    """A reader's request for this path: of nobody in particular, and with the same host."""
    environ = {name: value for name, value in request.META.items() if name in _PASSED_ON}
    environ |= {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "wsgi.url_scheme": request.scheme,
        "wsgi.input": BytesIO(),
    }
    inner = WSGIRequest(environ)
    inner.user = AnonymousUser()
    return inner

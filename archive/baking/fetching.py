"""The answers of the site to a reader who is nobody in particular, asked for within this process."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import FileResponse
from django.shortcuts import render
from django.urls import resolve
from django.utils import translation


@dataclass(frozen=True)
class Answer:
    status: int
    content_type: str
    content: bytes
    #: The content of a whole list, some rows at a time.
    stream: Iterator | None = None
    #: Where a redirect leads.
    location: str = ""
    #: Whether it shows how things are; otherwise a former version.
    is_present: bool = True


class Reader:
    """Asks the site for its addresses, as if it stood at another one."""

    def __init__(self, origin):
        parts = urlsplit(origin)
        # The site answers to its own hosts alone, and to one reader only so often; here it speaks to itself.
        settings.ALLOWED_HOSTS = [parts.hostname]
        settings.API_THROTTLE = "off"
        settings.SECURE_SSL_REDIRECT = False
        # What is asked for once need not be kept, and is to be as new as what the primary says of the changes.
        settings.PAGE_CACHE_MEGABYTES = 0
        settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != "archive.replicas.ReplicaMiddleware"]
        self._environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "SERVER_NAME": parts.hostname,
            "SERVER_PORT": str(parts.port or {"http": 80, "https": 443}[parts.scheme]),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": parts.netloc,
            "HTTP_X_FORWARDED_PROTO": parts.scheme,
            "HTTP_X_FORWARDED_FOR": "127.0.0.1",
            "wsgi.url_scheme": parts.scheme,
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
        }
        self._handler = WSGIHandler()

    def ask(self, address):
        """The `Answer` to a GET of the address."""
        said = {}

        def start_response(status, headers):
            said.update(status=int(status.split()[0]), headers=dict(headers))

        response = self._handler(self._environ_of(address), start_response)
        headers = said["headers"]
        is_long = response.streaming and not isinstance(response, FileResponse)
        return Answer(
            said["status"],
            headers.get("Content-Type", ""),
            b"" if is_long else b"".join(_closed(response)),
            stream=_closed(response) if is_long else None,
            location=headers.get("Location", ""),
            is_present="Memento-Datetime" not in headers,
        )

    def page(self, address, template, context):
        """A page of the edition's own, as if the site had it at this address."""
        request = WSGIRequest(self._environ_of(address))
        with translation.override(translation.get_language_from_path(address) or settings.LANGUAGE_CODE):
            request.resolver_match = resolve(request.path)
            response = render(request, template, context)
        return Answer(200, response.headers["Content-Type"], response.content)

    def _environ_of(self, address):
        path, _, query = address.partition("?")
        # Paths of the site are ASCII; WSGI would have others decoded as Latin-1.
        return {**self._environ, "PATH_INFO": path, "QUERY_STRING": query, "wsgi.input": BytesIO(b"")}


def _closed(response):
    """The chunks of a response, which is closed after the last one."""
    try:
        yield from response
    finally:
        response.close()

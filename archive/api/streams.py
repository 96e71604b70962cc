"""Whole lists, sent while they are read: the memory for one chunk of rows is enough for any number of them."""

from django.http import StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header

from archive.api.keyset import chunks

#: Rows that are read, shown and sent at a time.
CHUNK = 500


def presented(queryset, present):
    """The data of all rows of an ordered list, a chunk at a time; `present` makes it of a list of rows."""
    for rows in chunks(queryset, CHUNK):
        # Between two chunks the thread speaks its own language.
        with translation.override("en"):
            data = present(rows)
        yield data


def download(name, renderer, content):
    """A file whose content, an iterator of bytes, is made while it is sent.

    It has no ETag and nobody keeps it: what validates the whole is known only when all of it has been read. An error
    in the midst of it goes up to the server, which breaks the connection, so that no part passes for the whole.
    """
    response = StreamingHttpResponse(content, content_type=f"{renderer.media_type}; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.{renderer.format}")
    return response

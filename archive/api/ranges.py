"""Files that never change, served whole or in part: byte ranges as RFC 9110, section 14, has them."""

import re
from http import HTTPStatus

from django.http import FileResponse, HttpResponse

from archive.api.problems import problem_response

_RANGE = re.compile(r"bytes=[ \t]*(?:(\d+)-(\d*)|-(\d+))[ \t]*", re.ASCII | re.IGNORECASE)
#: No number of bytes has more digits; a longer one is not worth reading.
_LONGEST = 18


class _Part:
    """A file from where it stands, and no further than `length`."""

    def __init__(self, file, length):
        self._file, self._left = file, length
        self.close = file.close

    def read(self, size=-1):
        wanted = self._left if size < 0 else min(size, self._left)
        data = self._file.read(wanted)
        self._left -= len(data)
        return data


def file_response(request, path, *, size, etag, content_type, headers):
    """The file at `path`, or the range of it that is asked for; `etag` is strong, and in quotation marks.

    One range is answered with 206, one beyond the end with 416; If-Range must name the ETag, or the whole file comes. A
    request for several ranges, or one that makes no sense, gets the whole file, as the standard allows.
    """
    headers = {**headers, "ETag": etag, "Accept-Ranges": "bytes"}
    asked = request.headers.get("Range", "")
    if request.headers.get("If-Range", etag) != etag:
        asked = ""
    span = _span(asked, size)
    if span is None:
        start, stop, status = 0, size, HTTPStatus.OK
    elif span[0] >= span[1]:
        detail = f"The file has {size} bytes; there are none in {asked[:100]!r}."
        refused = {"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"}
        return problem_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, detail, headers=refused)
    else:
        (start, stop), status = span, HTTPStatus.PARTIAL_CONTENT
        headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    headers["Content-Length"] = str(stop - start)
    if request.method == "HEAD":
        return HttpResponse(status=status, content_type=content_type, headers=headers)
    file = path.open("rb")
    file.seek(start)
    body = file if status is HTTPStatus.OK else _Part(file, stop - start)
    return FileResponse(body, status=status, content_type=content_type, headers=headers)


def _span(asked, size):
    """The first byte asked for and the one after the last; empty when there are none, None when all is to be sent."""
    found = _RANGE.fullmatch(asked)
    if not found or any(digits and len(digits) > _LONGEST for digits in found.groups()):
        return None
    first, last, suffix = (int(digits) if digits else None for digits in found.groups())
    if suffix is not None:
        return max(size - suffix, 0), size if suffix else 0
    if last is not None and last < first:
        return None
    return first, size if last is None else min(last + 1, size)

"""The archive that is copied, over HTTP: what it answers, within bounds, and errors in words."""

import json
from hashlib import file_digest
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from urllib3 import Retry, Timeout, connection_from_url
from urllib3.exceptions import HTTPError, MaxRetryError

API = "/api/v1/"
#: How often what fails is asked for again. urllib3 waits between, longer each time or as Retry-After says.
ATTEMPTS = 8
#: The longest wait that an origin may ask for, in seconds.
LONGEST_WAIT = 3600
#: Answers of more bytes than this are not read: a page of changes holds a hundred entries.
LARGEST_ANSWER = 200 * 1024 * 1024
_PIECE = 256 * 1024
_WORTH_ANOTHER_TRY = (429, 500, 502, 503, 504)


class OriginError(Exception):
    """The origin cannot be copied from now; the message says why. What has been copied stays as it is."""


class Absent(OriginError):
    """Nothing stands at an address of the origin, or not any more."""


class BeginAgain(Absent):
    """The origin does not know the cursor any more."""


class NotRight(OriginError):
    """What the origin sent cannot be made here, alone or together with what is here."""


class Origin:
    """An archive at an address. Every method raises `OriginError`."""

    def __init__(self, url):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise OriginError(f"{url!r} is not the address of an archive: it begins with http:// or https://.")
        if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
            raise OriginError(f"{url!r}: the address is that of the front page, such as https://archive.example.org/.")
        self.url = f"{parts.scheme}://{parts.netloc}"
        # A pool of one host: it does not follow a redirect to another.
        self._pool = connection_from_url(
            self.url,
            headers={"User-Agent": "congress-archive-mirror", "Accept-Encoding": "gzip"},
            timeout=Timeout(connect=10, read=60),
            retries=Retry(
                ATTEMPTS,
                redirect=3,
                status_forcelist=_WORTH_ANOTHER_TRY,
                backoff_factor=0.5,
                backoff_max=60,
                retry_after_max=LONGEST_WAIT,
                raise_on_status=False,
            ),
        )

    def read(self, path, **query):
        """The JSON at an address of the API, below `API`."""
        address = f"{API}{path}?{urlencode(query)}" if query else f"{API}{path}"
        try:
            return json.loads(self.fetch(address, LARGEST_ANSWER))
        except (ValueError, RecursionError) as error:
            raise OriginError(f"{self.url}{address} does not answer with JSON: is it an archive?") from error

    def fetch(self, address, limit):
        """The bytes at an address, no more than `limit`."""
        for attempt in range(1, ATTEMPTS + 1):
            answer = self._ask(address)
            try:
                content = b"".join(_pieces(answer, limit + 1))
            except HTTPError as error:
                if attempt == ATTEMPTS:
                    raise OriginError(f"{self.url}{address} breaks off: {error}.") from error
                continue
            if len(content) > limit:
                raise OriginError(f"{self.url}{address} is larger than {limit} bytes, which is too much.")
            return content

    def download(self, address, file, *, size, sha256):
        """Store what is at an address, of so many bytes, in a file; go on with one that an earlier run began."""
        for _ in range(ATTEMPTS):
            begun = file.stat().st_size if file.exists() else 0
            if begun >= size:
                break
            headers = {"Accept-Encoding": "identity"}
            if begun:
                headers |= {"Range": f"bytes={begun}-", "If-Range": f'"{sha256}"'}
            answer = self._ask(address, headers)
            begun = begun if answer.status == HTTPStatus.PARTIAL_CONTENT else 0
            try:
                with file.open("ab" if begun else "wb") as open_file:
                    for piece in _pieces(answer, size - begun + 1):
                        open_file.write(piece)
            except HTTPError:
                continue
        with file.open("rb") as open_file:
            found = file_digest(open_file, "sha256").hexdigest()
        if found != sha256:
            file.unlink()
            raise OriginError(f"{self.url}{address} is damaged, and thrown away: its SHA-256 is {found}, not {sha256}.")

    def _ask(self, address, headers=None):
        headers = {**self._pool.headers, **(headers or {})}
        try:
            answer = self._pool.request("GET", address, headers=headers, preload_content=False)
        except MaxRetryError as error:
            raise OriginError(f"{self.url} cannot be reached: {error.reason}.") from error
        except HTTPError as error:
            raise OriginError(f"{self.url}{address} cannot be read: {error}.") from error
        if answer.status in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
            return answer
        kinds = {HTTPStatus.GONE: BeginAgain, HTTPStatus.NOT_FOUND: Absent}
        raise kinds.get(answer.status, OriginError)(f"{self.url}{address} answers {answer.status}{_detail(answer)}")


def _pieces(answer, limit):
    """The body piece by piece, no further than `limit` bytes; the connection can be used again, or is closed."""
    try:
        while limit > 0 and (piece := answer.read(min(_PIECE, limit), decode_content=True)):
            limit -= len(piece)
            yield piece
        if limit <= 0:
            answer.close()
    finally:
        answer.release_conn()


def _detail(answer):
    """What the problem document of an error says, as the end of a sentence."""
    try:
        return f": {json.loads(b''.join(_pieces(answer, 10_000)))['detail']}"
    except (HTTPError, ValueError, LookupError, TypeError, RecursionError):
        return "."

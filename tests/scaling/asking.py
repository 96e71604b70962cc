"""Asking the processes of a test over HTTP."""

import json
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen


class Site:
    """One process, asked by a reader, or by a script with a token."""

    def __init__(self, port, token=""):
        self.address, self.token = f"http://127.0.0.1:{port}", token

    def ask(self, path, method="GET", body=None, **headers):
        """The status, the headers and the body."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", **headers}
        try:
            with urlopen(Request(self.address + path, data, headers, method=method), timeout=20) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.headers, error.read().decode()

    def status(self, path):
        return self.ask(path)[0]

    def reads(self, path):
        """What a reader reads; anything but a page fails."""
        status, _headers, body = self.ask(path)
        if status != 200:
            raise AssertionError(f"{self.address}{path} answers {status}: {body[:500]}")
        return body

    def write(self, path, method, body, etag=None):
        """As the publisher: what is answered, which has to be a success."""
        said = {"If-None-Match": "*"} if etag is None else {"If-Match": etag}
        headers = {"Authorization": f"Bearer {self.token}", **said}
        status, headers, text = self.ask(f"/api/v1/editing/{path}", method, body, **headers)
        if status not in (200, 201):
            raise AssertionError(f"{method} {path} answers {status}: {text}")
        return headers["ETag"]

    def publish_topic(self, slug, name):
        etag = self.write(f"topics/{slug}/", "PUT", {"slug": slug, "name": name})
        for step in ("submit", "publish"):
            etag = self.write(f"topics/{slug}/steps/", "POST", {"step": step}, etag)
        return etag

    def rename_topic(self, slug, name, etag):
        return self.write(f"topics/{slug}/", "PUT", {"slug": slug, "name": name}, etag)


def until(holds, seconds=20):
    """Wait until it holds; how many seconds that took. It fails when it never does."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > seconds:
            raise AssertionError(f"not within {seconds} seconds")
        time.sleep(0.05)
    return time.monotonic() - began

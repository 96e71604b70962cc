"""An origin that answers what a test says, over real HTTP."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest import mock


class FakeOrigin:
    """`answers` has for each path a list of (status, headers, body), taken one after another; the last one stays.

    `asked` are the requests there were, as (path with query, headers).
    """

    def __init__(self, test):
        self.answers, self.asked = {}, []
        origin = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                origin.asked.append((self.path, dict(self.headers)))
                answers = origin.answers.get(self.path.partition("?")[0]) or [(404, {}, b"{}")]
                status, headers, body = answers.pop(0) if len(answers) > 1 else answers[0]
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
                self.close_connection = "Content-Length" in headers

            def log_message(self, *args):
                """Nobody reads it."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        test.addCleanup(server.server_close)
        test.addCleanup(server.shutdown)
        # What is waited for between attempts is written down, and not waited for.
        self.waits = []
        test.enterContext(mock.patch("urllib3.util.retry.time.sleep", self.waits.append))

    def answer(self, path, *answers):
        """Each answer is JSON, or (status, headers, body)."""
        self.answers[path] = [
            each if isinstance(each, tuple) else (200, {}, json.dumps(each).encode()) for each in answers
        ]

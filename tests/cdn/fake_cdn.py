"""A CDN that keeps what it may, and takes purges over HTTP as Fastly does."""

import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class FakeCdn:
    def __init__(self, client):
        self.client, self.kept, self.purges, self.refusals = client, {}, [], []

    def get(self, address):
        """What readers get: what is kept, or what the site answers now, which is kept if it may be."""
        if address not in self.kept:
            answer = self.client.get(address)
            age = re.match(r"max-age=(\d+)", answer.headers.get("Surrogate-Control", ""))
            if not age or not int(age[1]):
                return answer.content
            self.kept[address] = answer.headers["Surrogate-Key"].split(), answer.content
        return self.kept[address][1]

    def purge(self, keys):
        self.kept = {address: one for address, one in self.kept.items() if not set(keys) & set(one[0])}

    @contextmanager
    def listening(self):
        """The address at which it takes purges."""
        cdn = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                cdn.purges.append((dict(self.headers), body))
                status = cdn.refusals.pop(0) if cdn.refusals else 200
                if status == 200:
                    cdn.purge(self.headers["Surrogate-Key"].split())
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *words):
                """The test says what matters."""

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_address[1]}/purge"
            server.shutdown()

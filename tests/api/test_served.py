"""What only the real server shows: two of its processes share one limit, and raw requests are answered right."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TransactionTestCase

LIMIT = 12
#: Forged by the client, then what the first and the second of our own proxies have added.
FORWARDED = "X-Forwarded-For: 203.0.113.{}, 198.51.100.7, 10.0.0.1"


class ServedTests(TransactionTestCase):
    """One start of the server for all of it: it takes seconds."""

    def setUp(self):
        ContentType.objects.clear_cache()
        self.folder = folder = self.enterContext(TemporaryDirectory())
        environment = {
            "PATH": os.environ["PATH"],
            "DATA_DIR": folder,
            "PROXY_COUNT": "2",
            "API_THROTTLE": f"{LIMIT}/day",
        }
        self.log = Path(folder, "log")
        command = [sys.executable, "-m", "gunicorn", "congress_site.wsgi", "--bind", "127.0.0.1:0", "--workers", "2"]
        command += ["--preload", "--access-logfile", "-", "--access-logformat", "worker %(p)s answered %(s)s"]
        with self.log.open("w") as log:
            self.server = subprocess.Popen(
                command, cwd=settings.BASE_DIR, env=environment | database(folder), stdout=log, stderr=log
            )
        self.addCleanup(self.server.wait)
        self.addCleanup(self.server.terminate)
        while not (begun := re.search(r"Listening at: http://127.0.0.1:(\d+)", self.log.read_text())):
            self.assertIsNone(self.server.poll(), self.log.read_text())
        self.port = int(begun[1])

    def raw(self, *lines):
        """The status, the headers and the body of the answer to a request of these lines."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as connection:
            connection.sendall("\r\n".join([*lines, "Host: localhost", "Connection: close", "", ""]).encode("latin-1"))
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        head, _, body = answer.partition(b"\r\n\r\n")
        status, *headers = head.decode("latin-1").split("\r\n")
        return int(status.split()[1]), dict(header.split(": ", 1) for header in headers), body

    def test_processes_share_one_limit_and_raw_requests_are_answered_right(self):
        def ask(number):
            return self.raw("GET /api/v1/topics/nothing/ HTTP/1.1", FORWARDED.format(number))[0]

        with ThreadPoolExecutor(8) as threads:
            answers = Counter(threads.map(ask, range(3 * LIMIT)))
        self.assertEqual(answers, {404: LIMIT, 429: 2 * LIMIT})
        self.assertEqual(len(set(re.findall(r"worker (<\d+>|\d+) answered", self.log.read_text()))), 2)

        elsewhere = "X-Forwarded-For: 192.0.2.1, 10.0.0.1"
        status, headers, body = self.raw("HEAD /api/v1/topics/ HTTP/1.1", "Accept-Encoding: br", elsewhere)
        self.assertEqual((status, body), (200, b""))
        tag, length = headers["ETag"], headers["Content-Length"]
        status, headers, body = self.raw("GET /api/v1/topics/ HTTP/1.1", "Accept-Encoding: br", elsewhere)
        self.assertEqual(
            (status, headers["ETag"], headers["Content-Length"], str(len(body))), (200, tag, length, length)
        )
        # A header that comes twice is one list.
        twice = ('If-None-Match: "x"', f"If-None-Match: {tag}")
        self.assertEqual(self.raw("GET /api/v1/topics/ HTTP/1.1", "Accept-Encoding: br", *twice, elsewhere)[0], 304)

        longest = quote("Слово" * 300)[:8100]
        for status, lines in (
            (414, [f"GET /api/v1/search/?q={longest} HTTP/1.1"]),
            (413, ["POST /api/v1/topics/ HTTP/1.1", "Content-Length: 99999999999"]),
            (405, ["TRACE /api/v1/topics/ HTTP/1.1"]),
            (400, ["GET /api/v1/topics/?a=%ff HTTP/1.1"]),
            (406, ["GET /api/v1/topics/ HTTP/1.1", "Accept: text/\xff"]),
        ):
            with self.subTest(lines=lines[0][:40]):
                answered, headers, _body = self.raw(*lines, elsewhere)
                self.assertEqual((answered, headers["Content-Type"]), (status, "application/problem+json"))

        if connection.vendor == "sqlite":
            # While somebody writes for long, nobody who reads waits or fails; what cannot be counted is not.
            with closing(sqlite3.connect(Path(self.folder, "archive.sqlite3"))) as writer:
                writer.execute("BEGIN IMMEDIATE")
                status, headers, _body = self.raw("GET /api/v1/topics/ HTTP/1.1", elsewhere)
            self.assertEqual((status, headers.get("RateLimit-Limit")), (200, None))


def database(folder):
    """The variables of the environment by which another process finds the database of the tests, or a copy of it."""
    place = connection.settings_dict
    if connection.vendor == "postgresql":
        return {"DATABASE_URL": f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}"}
    connection.ensure_connection()
    with sqlite3.connect(Path(folder, "archive.sqlite3")) as copy:
        connection.connection.backup(copy)
    copy.close()
    return {}

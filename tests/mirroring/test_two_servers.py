"""Two archives: one is edited at random, the other follows it and is killed in the middle, and ends up the same."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, build_opener

from django.conf import settings
from django.test import SimpleTestCase

GONE, ABSENT = (410, ""), (404, "")
SEED = 1922
EDITS = 80


class NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


class TwoServersTests(SimpleTestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp(prefix="congress-archive-two-"))
        self.addCleanup(shutil.rmtree, self.root)
        self.run_in("origin", "manage.py", "migrate", "-v0")
        shutil.copytree(self.root / "origin", self.root / "copy")
        self.origin, self.copy = self.serve("origin"), self.serve("copy")

    def environment(self, name):
        """Each archive has a folder of its own, on SQLite, and nobody is throttled."""
        inherited = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        own = {"DATA_DIR": str(self.root / name), "API_THROTTLE": "100000/min", "PYTHONPATH": str(settings.BASE_DIR)}
        return {**inherited, **own, "DJANGO_SETTINGS_MODULE": "congress_site.settings"}

    def start(self, name, *command, **options):
        python = [sys.executable, *command]
        return subprocess.Popen(python, cwd=settings.BASE_DIR, env=self.environment(name), text=True, **options)

    def run_in(self, name, *command):
        process = self.start(name, *command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, said)

    def serve(self, name):
        """Serve an archive; return its address."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        server = self.start(
            name, "-m", "gunicorn", "congress_site.wsgi", "-b", address, "--log-level", "critical", "--threads", "2"
        )
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        return f"http://{address}"

    def wait_for(self, url):
        until = time.monotonic() + 30
        while self.status(f"{url}/healthz/") != 200:
            self.assertLess(time.monotonic(), until, "the server does not start")
            time.sleep(0.05)

    def status(self, url):
        """What is answered: the status, and where it leads to."""
        try:
            with build_opener(NoRedirect).open(url, timeout=10) as answer:
                return answer.status
        except HTTPError as error:
            with error:
                return error.code, error.headers.get("Location", "").rpartition("/api/v1")[2]
        except OSError:
            return None

    def dumped(self, name):
        """The lines of each file of the newest dump."""
        folder = max((self.root / name / "dumps").glob("20*"))
        return {path.name: path.read_text().splitlines() for path in folder.glob("*.ndjson")}

    def test_after_any_edits_and_any_kills_the_dump_of_the_copy_is_that_of_the_origin(self):
        self.wait_for(self.origin)
        pipes = {"stdout": subprocess.PIPE}
        origin = self.start("origin", "tests/mirroring/origin_process.py", str(SEED), str(EDITS), **pipes)
        self.assertEqual(origin.stdout.readline(), "ready\n")
        copy = self.start(
            "copy", "tests/mirroring/copy_process.py", self.origin, str(SEED), stdin=subprocess.PIPE, **pipes
        )
        addresses, _ = origin.communicate(timeout=120)
        self.assertEqual(origin.returncode, 0)
        kills, _ = copy.communicate(timeout=120)
        self.assertEqual(copy.returncode, 0)
        self.assertGreaterEqual(int(kills), 5)
        there, here = self.dumped("origin"), self.dumped("copy")
        for name, lines in there.items():
            with self.subTest(file=name):
                self.assertTrue(lines)
                self.assertEqual(here[name], lines)
        for address in json.loads(addresses):
            with self.subTest(address=address):
                path = f"/api/v1{address}"
                there, here = self.status(self.origin + path), self.status(self.copy + path)
                # What was withdrawn before the copy ever had it was never here.
                self.assertTrue(here == there or (there, here) == (GONE, ABSENT), (there, here))

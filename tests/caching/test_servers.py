"""Several servers over one archive, with a memory each or a Redis together, while somebody publishes: nothing stale."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from urllib.error import HTTPError
from urllib.request import urlopen

import redis
from django.conf import settings
from django.test import SimpleTestCase

ADDRESSES = ["/congresses/11/debates/report/", "/api/v1/congresses/11/debates/report/", "/debates/", "/speakers/lenin/"]
EDITS, PAUSE = 24, 0.4
#: Seconds after which every process has to know.
KNOWN_AFTER = 1
GONE = "gone"


class ServersTests(SimpleTestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp(prefix="congress-archive-caching-"))
        self.addCleanup(shutil.rmtree, self.root)
        self.environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        self.environment |= {
            "DATA_DIR": str(self.root),
            "DJANGO_SETTINGS_MODULE": "congress_site.settings",
            "PYTHONPATH": str(settings.BASE_DIR),
            # What is kept is not counted, and says so by saying nothing of it.
            "API_THROTTLE": "1000000/min",
        }

    def start(self, *command, environment=None, **options):
        process = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=self.environment | (environment or {}), text=True, **options
        )
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        return process

    def serve(self, **environment):
        """Serve the archive from two processes; return the address."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        command = ["-m", "gunicorn", "congress_site.wsgi", "-b", address, "--log-level", "critical", "--workers", "2"]
        self.start(sys.executable, *command, "--threads", "2", environment=environment, stderr=subprocess.DEVNULL)
        return f"http://{address}"

    def start_redis(self):
        path = str(self.root / "redis.sock")
        command = ["redis-server", "--port", "0", "--unixsocket", path, "--save", "", "--dir", str(self.root)]
        process = self.start(*command, stdout=subprocess.DEVNULL)
        client = redis.Redis(unix_socket_path=path)
        self.addCleanup(client.close)
        self.wait_for(lambda: self.answers(client), "Redis does not start")
        return process, client, f"unix://{path}"

    def answers(self, client):
        try:
            return client.ping()
        except redis.ConnectionError:
            return False

    def wait_for(self, condition, message):
        until = time.monotonic() + 60
        while not condition():
            self.assertLess(time.monotonic(), until, message)
            time.sleep(0.05)

    def test_a_second_after_it_was_published_no_process_sends_anything_older(self):
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "-v0"], cwd=settings.BASE_DIR, env=self.environment, check=True
        )
        process, client, url = self.start_redis()
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        publisher = self.start(sys.executable, "tests/caching/publishing.py", str(EDITS), str(PAUSE), **pipes)
        states = [json.loads(publisher.stdout.readline())]
        servers = [self.serve(), self.serve(REDIS_URL=url)]
        for server in servers:
            self.wait_for(lambda server=server: status_of(f"{server}/healthz/") == 200, "a server does not start")
        is_over = Event()
        with ThreadPoolExecutor(3 * len(servers)) as pool:
            asking = [pool.submit(ask, server, is_over) for server in servers for _ in range(3)]
            publisher.stdin.write("begin\n")
            publisher.stdin.flush()
            for line in publisher.stdout:
                states.append(json.loads(line))
                if len(states) == EDITS // 2:
                    self.assertGreater(client.dbsize(), 0, "nothing is kept in Redis")
                    process.kill()
            time.sleep(KNOWN_AFTER)
            is_over.set()
            answers = [answer for each in asking for answer in each.result()]
        self.assertEqual(len(states), EDITS)
        for address in ADDRESSES:
            self.assertGreater(sum(answer[0] == address for answer in answers), EDITS)
        for address, began, ended, state, _kept in answers:
            self.assertIn(state, possible(states, began - KNOWN_AFTER, ended), (address, began))
        kept = sum(is_kept for *_answer, is_kept in answers)
        self.assertGreater(kept, len(answers) // 20, "most answers of the API were to be kept ones")


def possible(states, began, ended):
    """What the debate was at any time between; a state is over when the next one is committed."""
    ends = [committed for _state, _begun, committed in states[1:]] + [float("inf")]
    return {state for (state, begun, _), over in zip(states, ends, strict=True) if begun <= ended and over >= began}


def ask(server, is_over):
    """Ask for one address after another; [(address, began, ended, state of the debate, whether it was kept)]."""
    answers = []
    while not is_over.is_set():
        for address in ADDRESSES:
            began = time.time()
            try:
                with urlopen(server + address, timeout=30) as answer:
                    text, headers = answer.read().decode(), answer.headers
            except HTTPError as error:
                with error:
                    if error.code not in {404, 410}:
                        raise
                    text, headers = "", error.headers
            found = re.search(r"Title \d+\.", text)
            kept = address.startswith("/api/") and bool(found) and "RateLimit-Limit" not in headers
            answers.append((address, began, time.time(), found[0] if found else GONE, kept))
    return answers


def status_of(address):
    try:
        with urlopen(address, timeout=10) as answer:
            return answer.status
    except OSError:
        return None

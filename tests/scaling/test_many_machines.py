"""Two site processes on PostgreSQL with a streaming replica, pgbouncer and Redis: servers go and come back."""

import json
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, count

from django.test import SimpleTestCase

from archive.locks import key_of
from tests.scaling.asking import Site, until
from tests.scaling.cluster import BOUNCER, PRIMARY, REPLICA, Cluster

MAKE_PUBLISHER = """
from django.contrib.auth import get_user_model
from archive.accounts import tokens
user = get_user_model().objects.create_superuser("publisher")
print(tokens.make(user, "test", "publish", 1)[1])
"""
#: With a number that is another each time, so that most are asked of a database and not of the page cache.
PAGES = ["/?n={}", "/ru/topics/?n={}", "/topics/bread/?n={}", "/search/?q=bread+{}", "/api/v1/topics/bread/"]
NUMBERS = count(1)
SCANS = "SELECT coalesce(sum(coalesce(seq_scan, 0) + coalesce(idx_scan, 0)), 0)::int FROM pg_stat_user_tables"


class ManyMachinesTests(SimpleTestCase):
    """One test, since its servers take longer to start than all that is asked of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cluster = Cluster()
        cls.addClassCleanup(cls.cluster.stop)
        cls.cluster.start()
        own = {"DATABASE_URL": cls.cluster.url(PRIMARY)}
        cls.cluster.manage("migrate", "-v0", **own)
        token = cls.cluster.manage("shell", "--verbosity=0", "-c", MAKE_PUBLISHER, **own).split()[-1]
        cls.cluster.copy_primary()
        replicas = {"DATABASE_REPLICA_URLS": cls.cluster.url(REPLICA), "API_THROTTLE": "100000/hour"}
        cls.one, cls.other = (Site(port, token) for port in _free_ports(2))
        # The one has a pool of its own; the other is led to the primary by pgbouncer.
        cls.start("one", cls.one, DATABASE_POOL="6", **own, **replicas)
        cls.start("other", cls.other, DATABASE_URL=cls.cluster.url(BOUNCER), **replicas)

    @classmethod
    def start(cls, name, site, **environment):
        cls.cluster.site(name, int(site.address.rpartition(":")[2]), **environment)
        cls.cluster.wait(name, lambda: site.reads("/readyz/"))

    def test_the_site_goes_on(self):
        try:
            self.servers_go_and_come_back()
        except AssertionError as error:
            logs = [self.cluster.log(name)[-3000:] for name in ("one", "other")]
            raise AssertionError("\n".join([str(error), *logs])) from error

    def servers_go_and_come_back(self):
        self.etag = self.one.publish_topic("bread", "Bread")
        self.says("Bread", self.other)
        self.reads_are_of_the_replica()
        self.readers_and_a_publisher_at_once()
        self.a_dump_and_a_stream_through_pgbouncer()
        self.a_late_replica_is_passed_over()
        self.requests_are_counted_together_with_redis_and_without()
        self.the_replica_dies_under_readers_and_comes_back()
        self.the_replica_hangs_under_readers_and_comes_back()
        self.the_primary_dies_and_comes_back()

    def rename(self, name, by=None):
        self.etag = (by or self.one).rename_topic("bread", name, self.etag)

    def says(self, name, *sites):
        """Every reader reads it within a second, or what the machine of the test needs beyond it."""
        for site in sites or (self.one, self.other):
            until(lambda site=site: name in site.reads("/topics/bread/"), seconds=3)
            self.assertIn(name, site.reads("/topics/bread/"))

    def reads_are_of_the_replica(self):
        before = self.cluster.query(REPLICA, SCANS)
        for site in (self.one, self.other):
            for path in PAGES:
                site.reads(path.format(next(NUMBERS)))
        until(lambda: self.cluster.query(REPLICA, SCANS) > before)

    def readers_and_a_publisher_at_once(self):
        """Who reads more than a second and a half after a publication, from any process, finds it or a later one."""
        published = [(time.monotonic(), coming := "Bread")]

        def read(site):
            began = time.monotonic()
            done = sum(moment < began - 1.5 for moment, _ in published)
            page = site.reads("/topics/bread/")
            # The last may be seen before the publisher has been told.
            return any(f"{name}<" in page for name in [*[name for _, name in published[max(0, done - 1) :]], coming])

        with self.readers(read) as answers:
            for number in range(1, 6):
                coming = f"Bread {number}"
                self.rename(coming, (self.one, self.other)[number % 2])
                published.append((time.monotonic(), coming))
                time.sleep(0.5)
        self.assertGreater(len(answers), 10)
        self.assertTrue(all(answers), f"{answers.count(False)} of {len(answers)} were too old")

    @contextmanager
    def readers(self, read):
        """Two readers of each process, who go on until the end of the block; what `read(site)` gave them is a list."""
        answers, is_over = [], threading.Event()

        def go_on(site):
            while not is_over.is_set():
                answers.append(read(site))

        with ThreadPoolExecutor() as threads:
            running = [threads.submit(go_on, site) for site in (self.one, self.other) * 2]
            try:
                yield answers
            finally:
                is_over.set()
            for each in running:
                each.result()

    def a_dump_and_a_stream_through_pgbouncer(self):
        bouncer = {"DATABASE_URL": self.cluster.url(BOUNCER)}
        with self.cluster.connection(PRIMARY) as elsewhere:
            elsewhere.execute("SELECT pg_advisory_xact_lock(%s)", [key_of("dump")])
            with self.assertRaisesRegex(AssertionError, "Another dump is being made"):
                self.cluster.manage("dump", **bouncer)
        said = self.cluster.manage("dump", **bouncer)
        self.assertIn("1 entries", said)
        with ThreadPoolExecutor() as threads:
            streams = [*threads.map(self.other.reads, ["/api/v1/topics/?format=ndjson"] * 4)]
        self.assertEqual([json.loads(stream)["url"][-7:] for stream in streams], ["/bread/"] * 4)

    def a_late_replica_is_passed_over(self):
        self.cluster.query(REPLICA, "SELECT pg_wal_replay_pause()::text")
        self.rename("Bread and peace")
        self.says("Bread and peace")
        self.cluster.query(REPLICA, "SELECT pg_wal_replay_resume()::text")
        self.reads_are_of_the_replica()

    def requests_are_counted_together_with_redis_and_without(self):
        def remaining(site):
            status, headers, _body = site.ask(f"/api/v1/topics/?page_size={next(NUMBERS) % 100 + 1}")
            self.assertEqual(status, 200)
            return int(headers["RateLimit-Remaining"])

        first = remaining(self.one)
        self.assertEqual(remaining(self.other), first - 1)
        self.cluster.kill("redis")
        without = remaining(self.one)
        # The database counts now, from the beginning; and the two still count together.
        self.assertGreater(without, first)
        self.assertEqual(remaining(self.other), without - 1)
        began = time.monotonic()
        for _ in range(10):
            self.one.reads("/topics/bread/")
        self.assertLess(time.monotonic() - began, 5)
        self.rename("Bread without Redis")
        self.says("Bread without Redis")
        self.cluster.start_redis()
        until(lambda: "requests" in str(self._counted(remaining)))
        self.assertIn("Redis answers again", self.cluster.log("one"))

    def _counted(self, remaining):
        remaining(self.one)
        return self.cluster.ask_redis("KEYS", "*")

    def the_replica_dies_under_readers_and_comes_back(self):
        def read(site):
            statuses = {path: site.status(path.format(next(NUMBERS))) for path in PAGES}
            return [(site.address, path, status) for path, status in statuses.items() if status != 200]

        with self.readers(read) as failures:
            time.sleep(1)
            self.cluster.kill("replica")
            self.rename("Bread without a replica")
            self.says("Bread without a replica")
            self.cluster.start_replica()
            for name in ("one", "other"):
                until(lambda name=name: "replica1 answers again" in self.cluster.log(name))
            self.rename("Bread at last", self.other)
            self.says("Bread at last")
        self.assertEqual([*chain(*failures)], [])
        for name in ("one", "other"):
            self.assertEqual(self.cluster.log(name).count("replica1 does not answer"), 1, self.cluster.log(name))

    def the_replica_hangs_under_readers_and_comes_back(self):
        """Who has asked it already waits until he is answered by the primary; the others are in nobody's way."""
        began = {name: len(self.cluster.log(name)) for name in ("one", "other")}

        def read(site):
            asked = time.monotonic()
            return site.status(PAGES[0].format(next(NUMBERS))), time.monotonic() - asked

        with self.readers(read) as answers:
            with self.cluster.frozen("replica", REPLICA):
                for name in began:
                    until(lambda name=name: "replica1 does not answer" in self.cluster.log(name)[began[name] :])
                self.rename("Bread without an answer")
                self.says("Bread without an answer")
            for name in began:
                until(lambda name=name: "replica1 answers again" in self.cluster.log(name)[began[name] :])
        self.assertEqual({status for status, _seconds in answers}, {200})
        # Patience with the question, and with a new connection when the rest is over.
        slow = [seconds for _status, seconds in answers if seconds > 2]
        self.assertLess(len(slow), 12, slow)
        self.assertLess(max(slow, default=0), 12)

    def the_primary_dies_and_comes_back(self):
        """Readers have the replica; without that too, everybody is told when to come back, in a page or in JSON."""
        self.cluster.kill("primary")
        for site in (self.one, self.other):
            for path in PAGES:
                site.reads(path.format(next(NUMBERS)))
            self.says_it_cannot_be_read(site, "/api/v1/changes/", "application/problem+json")
        self.cluster.kill("replica")
        for site in (self.one, self.other):
            self.says_it_cannot_be_read(site, "/ru/topics/bread/", "text/html")
            self.says_it_cannot_be_read(site, "/api/v1/topics/bread/", "application/problem+json")
            self.assertEqual((site.status("/healthz/"), site.status("/readyz/")), (200, 503))
        self.cluster.start_primary()
        for site in (self.one, self.other):
            until(lambda site=site: site.status("/topics/bread/") == 200, seconds=30)

    def says_it_cannot_be_read(self, site, path, content_type):
        status, headers, _body = site.ask(path)
        self.assertEqual((status, headers["Retry-After"], headers.get_content_type()), (503, "10", content_type))


def _free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports

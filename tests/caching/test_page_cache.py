"""What is kept and for whom, how it is sent, and what it costs."""

import gzip
import os
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier, Event
from unittest import mock

import brotli
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache.backends.locmem import _caches
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from django.test import Client, SimpleTestCase, TestCase, TransactionTestCase, override_settings
from django.test.utils import CaptureQueriesContext, override_script_prefix
from django.utils import timezone

from archive import breaker as breaker_module
from archive import redis
from archive.breaker import Breaker
from archive.caching import store
from archive.caching.knowledge import KnownChanges, knowledge
from archive.caching.memory import BoundedMemoryCache
from archive.ledger import restart, settle
from archive.models import SearchDocument
from archive.views.debates import DebateView
from archive.workflow.versions import record_missing
from congress_site.environment import env_redis
from tests import factories as make
from tests.admin.test_threads import move_to_file
from tests.caching.base import CachingMixin
from tests.ledger.base import PUBLIC

DEBATE = "/congresses/11/debates/report/"


def make_archive():
    congress = make.make_congress(number=11, **PUBLIC)
    debate = make.make_debate(congress=congress, slug="report", title="Report", **PUBLIC)
    make.make_speech(debate=debate, speaker=make.make_speaker(slug="lenin", **PUBLIC), text="Words. " * 50)
    return debate


class SendingTests(CachingMixin, TestCase):
    believed = 60

    @classmethod
    def setUpTestData(cls):
        cls.debate = make_archive()
        settle()

    def test_within_a_second_a_kept_answer_asks_the_database_nothing(self):
        self.client.get(DEBATE)
        with self.assertNumQueries(0):
            kept, response = self.is_kept(DEBATE)
        self.assertTrue(kept)
        with self.assertNumQueries(0):
            kept, same = self.is_kept(DEBATE, HTTP_IF_NONE_MATCH=response["ETag"])
        self.assertEqual((kept, same.status_code, same.content), (True, 304, b""))
        knowledge.has_written()
        with self.assertNumQueries(1):
            self.assertTrue(self.is_kept(DEBATE)[0])

    def test_each_representation_is_sent_as_it_would_be_made(self):
        for coding, decode in [("identity", bytes), ("gzip", gzip.decompress), ("br", brotli.decompress)]:
            asking = {"HTTP_ACCEPT_ENCODING": coding}
            made = self.client.get(DEBATE, HTTP_AUTHORIZATION="Bearer nobody", **asking)
            for method in (self.client.get, self.client.get, self.client.head):
                with self.subTest(coding=coding, method=method):
                    kept = method(DEBATE, **asking)
                    self.assertEqual(kept.headers, made.headers)
                    if method == self.client.get:
                        self.assertEqual(decode(kept.content), decode(made.content))
                    else:
                        self.assertEqual(kept.content, b"")
            held = self.client.get(DEBATE, HTTP_IF_NONE_MATCH=made["ETag"], **asking)
            unmade = self.client.get(DEBATE, HTTP_AUTHORIZATION="x", HTTP_IF_NONE_MATCH=made["ETag"], **asking)
            self.assertEqual((held.status_code, held.headers), (304, unmade.headers))

    def test_who_has_it_is_told_so_by_the_smallest_copy_and_no_other_is_made(self):
        self.client.get(DEBATE, HTTP_ACCEPT_ENCODING="br")
        tag = self.fresh(DEBATE)["ETag"]
        with mock.patch("archive.caching.middleware.recoded") as recoded:
            kept, response = self.is_kept(DEBATE, HTTP_IF_NONE_MATCH=tag)
        self.assertEqual((kept, response.status_code, response["ETag"]), (True, 304, tag))
        recoded.assert_not_called()
        kept, response = self.is_kept(DEBATE, HTTP_IF_NONE_MATCH='"another"')
        self.assertEqual((kept, response.status_code, response["ETag"]), (True, 200, tag))
        self.assertEqual(response.content, self.fresh(DEBATE).content)

    def test_the_first_to_ask_gets_what_the_next_gets(self):
        for address in (DEBATE, "/api/v1" + DEBATE, DEBATE + "card.png", "/sitemap.xml", "/robots.txt"):
            with self.subTest(address):
                first = self.client.get(address, HTTP_ACCEPT_ENCODING="gzip, br")
                kept, second = self.is_kept(address, HTTP_ACCEPT_ENCODING="gzip, br")
                self.assertTrue(kept)
                self.assertEqual((first.content, first.headers), (second.content, second.headers))

    def test_who_is_known_and_what_is_for_one_person_goes_past_it(self):
        self.client.get(DEBATE)
        apart = {
            "HTTP_RANGE": "bytes=0-1",
            "HTTP_IF_MATCH": '"x"',
            "HTTP_IF_UNMODIFIED_SINCE": "Sun, 30 Nov 2036 00:00:00 GMT",
        }
        for headers in ({"HTTP_AUTHORIZATION": "Bearer x"}, *({name: value} for name, value in apart.items())):
            with self.subTest(headers), CaptureQueriesContext(connection) as asked:
                self.client.get(DEBATE, **headers)
            self.assertGreater(len(asked), 3)
        for address in ("/healthz/", "/api/v1/changes/", "/admin/login/", "/speakers/nobody/", DEBATE + "?version=1"):
            with self.subTest(address):
                self.client.get(address)
                self.made.clear()
                cache_before = dict(_caches[""])
                self.client.get(address)
                self.assertEqual(dict(_caches[""]), cache_before)
        staff = Client()
        staff.force_login(User.objects.create_superuser("root"))
        before = {**_caches[""]}
        self.made.clear()
        staff.get(DEBATE)
        staff.get("/speakers/")
        self.assertEqual((self.made, dict(_caches[""])), ([], before))

    def test_what_is_asked_in_another_way_is_another_answer(self):
        def tags(**headers):
            return self.client.get("/api/v1" + DEBATE, **headers)["ETag"]

        self.assertNotEqual(tags(), tags(HTTP_ACCEPT="application/ld+json"))
        with override_settings(ALLOWED_HOSTS=["one.example", "other.example"]):
            for host in ("one.example", "other.example"):
                answer = self.client.get("/api/v1" + DEBATE, HTTP_HOST=host).json()
                self.assertEqual(answer["page"], f"http://{host}{DEBATE}")
            self.assertEqual(self.client.get(DEBATE, HTTP_HOST="foreign.example").status_code, 400)
            self.client.get(DEBATE, HTTP_HOST="one.example")
        with override_settings(ALLOWED_HOSTS=["other.example"]):
            self.assertEqual(self.client.get(DEBATE, HTTP_HOST="one.example").status_code, 400)

    def test_a_client_that_says_where_the_site_begins_changes_no_answer_but_its_own(self):
        for begins in ("/ru", "/elsewhere"):
            with self.subTest(begins):
                before = self.fresh(f"{begins}/about/")
                # As the handler of a server has it; that of tests does not.
                with override_script_prefix(f"{begins}/"):
                    self.assertContains(self.client.get("/about/", SCRIPT_NAME=begins), 'lang="en"')
                after = self.client.get(f"{begins}/about/")
                self.assertEqual((after.status_code, after.content), (before.status_code, before.content))

    @override_settings(API_THROTTLE="600/min")
    def test_an_answer_that_is_kept_is_not_counted_and_says_nothing_of_others(self):
        self.assertIn("RateLimit-Remaining", self.client.get("/api/v1" + DEBATE))
        kept, response = self.is_kept("/api/v1" + DEBATE)
        self.assertTrue(kept)
        self.assertNotIn("RateLimit-Remaining", response)

    def test_nothing_is_kept_while_the_archive_cannot_say_what_has_changed(self):
        self.client.get(DEBATE)
        knowledge.has_written()
        with mock.patch("archive.caching.knowledge.settle", side_effect=OperationalError), self.assertLogs("archive"):
            self.assertEqual(self.client.get(DEBATE).status_code, 200)
        self.assertEqual(self.made, [DEBATE])
        knowledge.has_written()
        late = timezone.now() - timedelta(hours=1)
        with mock.patch("archive.caching.knowledge.timezone.now", return_value=late):
            self.assertIsNone(knowledge.now(), "a clock that is behind does not see what came due")

    def test_another_epoch_forgets_everything(self):
        self.client.get(DEBATE)
        restart()
        settle()
        knowledge.has_written()
        self.assertFalse(self.is_kept(DEBATE)[0])

    def test_what_commands_change_beside_the_entries_makes_stale_what_shows_it(self):
        found, versions = "/search/?q=words", DEBATE + "versions/"
        SearchDocument.objects.all().delete()
        for address, change in [(found, partial(call_command, "rebuild_search")), (versions, record_missing)]:
            with self.subTest(address):
                self.client.get(address)
                self.assertTrue(self.is_kept(address)[0])
                change()
                knowledge.has_written()
                kept, response = self.is_kept(address)
                self.assertEqual((kept, response.content), (False, self.fresh(address).content))

    def test_what_was_made_before_a_change_that_was_placed_since_is_not_kept_as_new(self):
        def change(*args, **kwargs):
            self.debate.title = "Changed meanwhile"
            self.debate.save()
            return response

        response = self.client.get(DEBATE, HTTP_AUTHORIZATION="x")
        with mock.patch.object(DebateView, "get", change):
            self.client.get(DEBATE)
        settle()
        knowledge.has_written()
        self.assertContains(self.client.get(DEBATE), "Changed meanwhile")

    def test_a_redis_that_hangs_costs_one_wait_and_the_site_goes_on(self):
        hung = self.enterContext(socket.create_server(("127.0.0.1", 0)))
        url = f"redis://127.0.0.1:{hung.getsockname()[1]}/0"
        self.enterContext(mock.patch.dict(os.environ, REDIS_URL=url))
        timeouts = {"socket_connect_timeout": 0.1, "socket_timeout": 0.1}
        caches = {"near": settings.CACHES["default"], "default": env_redis("REDIS_URL", timeouts)}
        breaker = Breaker("Redis", Exception)
        with (
            override_settings(CACHES=caches, REDIS_URL=url, REDIS_TIMEOUTS=timeouts, API_THROTTLE="600/min"),
            mock.patch.object(store, "NEAR", "near"),
            mock.patch.object(redis, "_breaker", breaker),
            mock.patch.object(breaker_module, "REST", 600),
            self.assertLogs("archive.breaker") as logs,
        ):
            for address in (DEBATE, "/api/v1" + DEBATE):
                with self.subTest(address):
                    first = self.client.get(address)
                    kept, second = self.is_kept(address)
                    self.assertEqual((first.status_code, kept, second.content), (200, True, first.content))
        self.assertEqual(len(logs.output), 1)
        hung.settimeout(0)
        hung.accept()[0].close()
        with self.assertRaises(BlockingIOError):
            hung.accept()


class OneAtATimeTests(CachingMixin, TransactionTestCase):
    believed = 60

    def setUp(self):
        super().setUp()
        move_to_file(self)
        make_archive()
        settle()

    def test_of_many_who_ask_one_renders_and_the_others_get_the_same(self):
        together, is_rendering, may_end = Barrier(4), Event(), Event()
        get, renders = DebateView.get, []

        def slowly(view, request, *args, **kwargs):
            renders.append(request.path)
            is_rendering.set()
            may_end.wait(10)
            return get(view, request, *args, **kwargs)

        def ask():
            try:
                together.wait(10)
                return Client().get(DEBATE).content
            finally:
                connections.close_all()

        knowledge.now()
        with mock.patch.object(DebateView, "get", slowly), ThreadPoolExecutor(4) as pool:
            answers = [pool.submit(ask) for _ in range(4)]
            is_rendering.wait(10)
            may_end.set()
            self.assertEqual(len({answer.result() for answer in answers}), 1)
        self.assertEqual(renders, [DEBATE])


class MemoryTests(SimpleTestCase):
    def test_no_more_bytes_are_held_than_may_be_and_what_was_asked_for_last_stays(self):
        memory = BoundedMemoryCache("bounded", {"OPTIONS": {"MAX_BYTES": 100_000}})
        self.addCleanup(memory.clear)
        for number in range(100):
            memory.set(str(number), b"x" * 5000)
            memory.get("0")
        self.assertEqual(memory.get("0"), b"x" * 5000)
        self.assertIsNone(memory.get("1"))
        self.assertLessEqual(sum(map(len, _caches["bounded"].values())), 100_000)
        self.assertGreater(len(_caches["bounded"]), 15)
        memory.set("0", b"y" * 200_000)
        self.assertIsNone(memory.get("0"), "what is larger than all is not kept")
        for number in range(100):
            memory.delete(str(number))
        memory.set("whole", b"x" * 90_000)
        self.assertIsNotNone(memory.get("whole"), "what is deleted is held no more")


class KnownTests(TestCase):
    def test_only_so_many_keys_are_known_and_what_is_older_is_out_of_date(self):
        for number in range(6):
            make.make_topic(slug=f"topic-{number}", **PUBLIC)
            settle()
        kept = store.Kept("epoch", 0, "speaker/lenin", "", True, {}, "", b"")
        with mock.patch("archive.caching.knowledge.MOST", 3):
            known = KnownChanges().later("epoch", 6)
        self.assertEqual((len(known.places), known.floor), (3, 6))
        self.assertFalse(known.is_fresh(kept))
        known = KnownChanges().later("epoch", 6)
        self.assertTrue(known.is_fresh(kept))
        self.assertFalse(known.is_fresh(kept._replace(keys="speaker/lenin topic/topic-5", place=5)))
        self.assertTrue(known.is_fresh(kept._replace(keys="speaker/lenin topic/topic-4", place=5)))
        self.assertFalse(known.is_fresh(kept._replace(epoch="another")))

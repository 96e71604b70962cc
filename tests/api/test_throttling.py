"""How often a client may ask: counted for all processes together, by the address that is true, and said in headers."""

from contextlib import contextmanager
from types import SimpleNamespace
from unittest import mock

from django.db import OperationalError
from django.test import RequestFactory, SimpleTestCase, TestCase, override_settings
from rest_framework.exceptions import AuthenticationFailed

from archive import limits
from archive.api.throttling import ident
from archive.limits import count_request
from archive.models import RequestCount
from tests.api.archive import ADDRESSES, ArchiveTestCase

HERE, ELSEWHERE = "192.0.2.77", "192.0.2.78"
NOON = 1_000_000_020.0 - 1_000_000_020 % 60


@contextmanager
def at(moment):
    with mock.patch("archive.limits.time.time", return_value=moment):
        yield


class CountingTests(TestCase):
    def test_a_span_begins_anew_at_its_time_and_asking_on_makes_no_wait_longer(self):
        with at(NOON + 20):
            said = [count_request("a", "2/min") for _ in range(4)]
        self.assertEqual([usage.remaining for usage in said], [1, 0, 0, 0])
        self.assertEqual([usage.is_exceeded for usage in said], [False, False, True, True])
        self.assertEqual({usage.reset for usage in said}, {40})
        with at(NOON + 59.5):
            usage = count_request("a", "2/min")
            self.assertEqual((usage.is_exceeded, usage.reset), (True, 1))
            self.assertFalse(count_request("b", "2/min").is_exceeded)
        with at(NOON + 60):
            self.assertEqual(count_request("a", "2/min"), limits.Usage(2, 1, 60))
        # A process that is late does not bring the old span back.
        with at(NOON + 59.9):
            self.assertEqual(count_request("a", "2/min").used, 2)
        self.assertEqual(RequestCount.objects.count(), 2)

    def test_what_is_over_is_removed_and_so_is_what_a_wrong_clock_left(self):
        with at(NOON):
            count_request("long ago", "600/min")
        with at(NOON + 9 * limits.SECONDS["day"]):
            count_request("in the future", "600/min")
        with at(NOON + 2 * limits.SECONDS["day"]), mock.patch("archive.limits.random.randrange", return_value=0):
            count_request("now", "600/min")
        self.assertEqual([row.client for row in RequestCount.objects.all()], ["now"])

    def test_it_is_one_query(self):
        with mock.patch("archive.limits.random.randrange", return_value=1):
            for _ in range(3):
                with self.assertNumQueries(1):
                    count_request("a", "600/min")


class IdentTests(SimpleTestCase):
    def of(self, address, forwarded=None, auth=None):
        headers = {"x-forwarded-for": forwarded} if forwarded else {}
        request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=address)
        request.auth = auth
        return ident(request).removeprefix("address ")

    def test_a_forged_address_is_not_believed_beyond_our_own_proxies(self):
        forged = "10.0.0.1, 203.0.113.9, 198.51.100.2"
        for count, counted in {0: HERE, 1: "198.51.100.2", 2: "203.0.113.9", 3: "10.0.0.1"}.items():
            with self.subTest(count=count), override_settings(PROXY_COUNT=count):
                self.assertEqual(self.of(HERE, forged), counted)
                self.assertEqual(self.of(HERE), HERE)
                for nonsense in ("x", ",,,", "\xff", "1" * 9000):
                    self.of(HERE, nonsense)

    def test_a_network_of_ipv6_is_one_client(self):
        self.assertEqual(self.of("2001:db8::1"), self.of("2001:db8::ffff:2"))
        self.assertNotEqual(self.of("2001:db8::1"), self.of("2001:db8:0:1::1"))
        self.assertEqual(self.of("::ffff:192.0.2.77"), HERE)
        self.assertEqual(self.of(""), "unknown")

    def test_a_token_is_counted_wherever_it_comes_from(self):
        token = SimpleNamespace(pk="7")
        self.assertEqual({self.of(HERE, auth=token), self.of(ELSEWHERE, auth=token)}, {"token 7"})


@override_settings(API_THROTTLE="3/min")
class LimitTests(ArchiveTestCase):
    def setUp(self):
        clock = at(NOON + 15)
        clock.__enter__()
        self.addCleanup(clock.__exit__, None, None, None)

    def ask(self, address=ADDRESSES["topic"], client=HERE, method="get", **headers):
        return getattr(self.client, method)(address, headers=headers, REMOTE_ADDR=client)

    def test_every_answer_says_what_is_left_and_a_refusal_when_to_come_back(self):
        first = self.ask()
        answers = [first, self.ask(**{"if-none-match": first["ETag"]}), self.ask("/api/v1/topics/nothing/"), self.ask()]
        self.assertEqual([answer.status_code for answer in answers], [200, 304, 404, 429])
        for answer, left in zip(answers, ("2", "1", "0", "0"), strict=True):
            self.assertEqual(answer["RateLimit-Limit"], "3")
            self.assertEqual(answer["RateLimit-Remaining"], left)
            self.assertEqual(answer["RateLimit-Reset"], "45")
        self.assertEqual(answers[-1]["Retry-After"], "45")
        self.assertEqual(answers[-1]["Content-Type"], "application/problem+json")
        self.assertEqual(self.ask(client=ELSEWHERE).status_code, 200)
        with at(NOON + 60):
            self.assertEqual(self.ask().status_code, 200)

    def test_what_is_refused_is_counted_and_what_asks_for_nothing_is_not(self):
        for _ in range(5):
            self.assertEqual(self.ask(method="options").status_code, 200)
            self.assertEqual(self.ask("/healthz/").status_code, 200)
            self.assertEqual(self.ask("/topics/").status_code, 200)
        self.assertFalse(RequestCount.objects.exists())
        refused = [
            self.ask(accept="text/html"),
            self.ask(method="post"),
            self.ask("/api/v1/topics/?format=x"),
            self.ask(),
        ]
        self.assertEqual([answer.status_code for answer in refused], [406, 405, 400, 429])
        with mock.patch("archive.api.views.base.ArchiveView.perform_authentication", side_effect=AuthenticationFailed):
            tried = [self.ask(client=ELSEWHERE).status_code for _ in range(4)]
        self.assertEqual(tried[-1], 429)
        self.assertNotIn(429, tried[:-1])

    def test_a_database_that_takes_no_writes_still_answers_readers(self):
        with (
            mock.patch(
                "archive.limits.impatient", side_effect=OperationalError("attempt to write a readonly database")
            ),
            self.assertLogs("archive.limits", "WARNING"),
        ):
            answers = [self.ask() for _ in range(5)]
        self.assertEqual({answer.status_code for answer in answers}, {200})
        self.assertNotIn("RateLimit-Limit", answers[0])

    def test_it_costs_one_query_more_on_every_address(self):
        with mock.patch("archive.limits.random.randrange", return_value=1), self.assertNumQueries(3):
            self.ask("/api/v1/speakers/lenin/versions/")

    @override_settings(API_THROTTLE="off")
    def test_it_can_be_left_to_the_proxy(self):
        with self.assertNumQueries(2):
            self.assertNotIn("RateLimit-Limit", self.ask("/api/v1/speakers/lenin/versions/"))

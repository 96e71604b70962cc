"""What does not answer is let be for some seconds, and asked again by one."""

from unittest import mock

from django.test import SimpleTestCase

from archive.breaker import REST, Breaker


class BreakerTests(SimpleTestCase):
    def setUp(self):
        self.now = 1000.0
        clock = self.enterContext(mock.patch("archive.breaker.time.monotonic"))
        clock.side_effect = lambda: self.now
        self.breaker = Breaker("Redis", ConnectionError)
        self.asked = 0

    def answers(self):
        self.asked += 1
        return "there"

    def fails(self):
        self.asked += 1
        raise ConnectionError("gone")

    def test_what_failed_is_not_asked_for_some_seconds_and_said_once(self):
        with self.assertLogs("archive.breaker") as logs:
            self.assertEqual([self.breaker.ask(self.fails, "else") for _ in range(3)], ["else"] * 3)
            self.now += REST - 0.1
            self.assertIsNone(self.breaker.ask(self.answers))
            self.assertEqual((self.asked, self.breaker.is_resting), (1, True))
            self.now += 0.2
            self.assertIsNone(self.breaker.ask(self.fails))
            self.assertIsNone(self.breaker.ask(self.answers))
            self.assertEqual(self.asked, 2)
            self.now += REST
            self.assertEqual(self.breaker.ask(self.answers), "there")
            self.assertEqual(self.breaker.ask(self.answers), "there")
        self.assertEqual(
            [record.getMessage() for record in logs.records],
            ["Redis does not answer, and is not asked for now: gone", "Redis answers again."],
        )

    def test_while_one_finds_out_the_others_go_on_without(self):
        with self.assertLogs("archive.breaker"):
            self.breaker.trip(ConnectionError("gone"))
            self.now += REST
            self.assertEqual(self.breaker.ask(lambda: self.breaker.ask(self.answers, "else")), "else")
            self.assertEqual(self.breaker.ask(self.answers), "there")

    def test_an_answer_to_what_was_asked_before_it_failed_does_not_bring_it_back(self):
        def answers_late():
            self.breaker.trip(ConnectionError("gone"))
            return "there"

        with self.assertLogs("archive.breaker"):
            self.assertEqual(self.breaker.ask(answers_late), "there")
        self.assertTrue(self.breaker.is_resting)

    def test_a_fault_of_ours_is_no_failure_of_its(self):
        with self.assertRaises(ZeroDivisionError):
            self.breaker.ask(lambda: 1 / 0)
        self.assertFalse(self.breaker.is_resting)

"""Loading is all or nothing, respects what is public, and bears a long file."""

from datetime import timedelta
from unittest import mock

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.choices import PublicationStatus
from archive.interchange.congress_file import CongressFileError, fetch_congress, load, read, write
from archive.models import (
    RecordState,
    Resolution,
    Speech,
    Topic,
)
from tests.interchange.base import line
from tests.interchange.documents import dump, load_text, twelfth


class PublicationTests(TestCase):
    """What a file may do to an entry that readers know."""

    WITHDRAWN = "resolution on-the-report"

    @classmethod
    def setUpTestData(cls):
        load_text()

    def status(self):
        return Resolution.objects.get(slug="on-the-report").status

    def stands(self, status, **values):
        Resolution.objects.filter(slug="on-the-report").update(status=status, **values)

    def says(self, status, **options):
        new = f"status: {status}\n" if status else ""
        return load_text(twelfth(("status: withdrawn\n", new) if new else ("  status: withdrawn\n", "")), **options)

    def test_a_status_left_out_stays_even_with_replace(self):
        for status in PublicationStatus.values:
            for replace in (False, True):
                with self.subTest(status=status, replace=replace):
                    self.stands(status)
                    self.says(None, replace=replace)
                    self.assertEqual(self.status(), status)

    def test_an_embargo_does_not_end_by_a_status_left_out(self):
        time = timezone.now() + timedelta(days=1)
        self.stands("published", publish_at=time)
        self.says(None, replace=True)
        self.assertEqual(Resolution.objects.get(slug="on-the-report").publish_at, time)
        self.says("published", replace=True)
        self.assertIsNone(Resolution.objects.get(slug="on-the-report").publish_at)

    def test_what_has_not_been_public_takes_any_status(self):
        for before in ("draft", "in_review"):
            for after in PublicationStatus.values:
                with self.subTest(before=before, after=after):
                    self.stands(before)
                    self.says(after)
                    self.assertEqual(self.status(), after)

    def test_what_is_published_can_be_withdrawn(self):
        self.stands("published")
        report = self.says("withdrawn")
        self.assertEqual(self.status(), "withdrawn")
        self.assertEqual(line(report, self.WITHDRAWN), f"{self.WITHDRAWN}: changed (status)")

    def test_what_has_been_public_never_becomes_a_draft_again(self):
        for before in ("published", "withdrawn"):
            for after in ("draft", "in_review"):
                for replace in (False, True):
                    with self.subTest(before=before, after=after, replace=replace):
                        self.stands(before)
                        with self.assertRaises(CongressFileError) as caught:
                            self.says(after, replace=replace)
                        self.assertEqual(
                            str(caught.exception).partition(" (line ")[0],
                            f"resolutions[0].status: '{after}' cannot follow '{before}': the entry has been public "
                            "and its address is a promise; say 'withdrawn' to take it off the site",
                        )
                        self.assertEqual(self.status(), before)

    def test_what_is_withdrawn_stays_so_and_the_report_says_it(self):
        before = dump()
        report = self.says("published")
        self.assertEqual(dump(), before)
        self.assertTrue(report.changes_nothing)
        expected = f"{self.WITHDRAWN}: left as it was; kept withdrawn, though the file says published"
        self.assertEqual(line(report, self.WITHDRAWN), expected)

    def test_what_is_withdrawn_is_published_again_with_replace(self):
        report = self.says("published", replace=True)
        self.assertEqual(self.status(), "published")
        self.assertEqual(line(report, self.WITHDRAWN), f"{self.WITHDRAWN}: changed (status)")

    def test_what_readers_could_see_is_not_put_off(self):
        time = (timezone.now() + timedelta(days=1)).isoformat()
        for status in ("published", "withdrawn"):
            self.stands(status)
            with self.subTest(status=status), self.assertRaises(CongressFileError) as caught:
                self.says(f"{status}\n  publish_at: {time}")
            self.assertEqual(
                str(caught.exception).partition(" (line ")[0],
                f"resolutions[0].publish_at: '{time}' is in the future, but the entry has been public already and "
                "its address is a promise",
            )

    def test_what_has_not_appeared_yet_can_be_put_off(self):
        now = timezone.now()
        self.stands("published", publish_at=now + timedelta(days=1))
        self.says(f"published\n  publish_at: {(now + timedelta(days=2)).isoformat()}")
        self.assertEqual(Resolution.objects.get(slug="on-the-report").publish_at, now + timedelta(days=2))

    def test_what_has_left_by_its_time_is_withdrawn_and_stays_so(self):
        past = timezone.now() - timedelta(days=1)
        for said, replace, expected in (
            (None, False, past),
            (None, True, past),
            ("published", False, past),
            ("published\n  withdraw_at: null", False, past),
            ("published\n  withdraw_at: 2999-01-01T00:00:00Z", False, past),
            ("published", True, None),
            ("withdrawn\n  withdraw_at: null", False, None),
        ):
            with self.subTest(said=said, replace=replace):
                self.stands("published", withdraw_at=past)
                report = self.says(said, replace=replace)
                self.assertEqual(Resolution.objects.get(slug="on-the-report").withdraw_at, expected)
                kept = "kept withdrawn" in line(report, self.WITHDRAWN)
                self.assertEqual(kept, bool(said) and "published" in said and "withdraw_at" in said)
        self.assertEqual(self.status(), "withdrawn")

    def test_a_time_to_leave_comes_and_goes_with_the_file(self):
        self.stands("published")
        self.says("published\n  withdraw_at: 2999-01-01T00:00:00+01:00")
        resolution = Resolution.objects.get(slug="on-the-report")
        self.assertEqual(resolution.withdraw_at.isoformat(), "2998-12-31T23:00:00+00:00")
        self.assertIn("withdraw_at: 2998-12-31T23:00:00+00:00", write(fetch_congress(12)))
        self.says("published\n  withdraw_at: null")
        self.assertIsNone(Resolution.objects.get(slug="on-the-report").withdraw_at)

    def test_it_does_not_leave_before_it_has_appeared(self):
        times = "publish_at: 2024-01-01T00:00:00Z\n  withdraw_at: 2024-01-01T00:00:00Z"
        with self.assertRaises(CongressFileError) as caught:
            self.says(f"withdrawn\n  {times}")
        self.assertEqual(
            str(caught.exception).partition(" (line ")[0],
            "resolutions[0].withdraw_at: 2024-01-01T00:00:00+00:00 is not after publish_at, 2024-01-01T00:00:00+00:00",
        )


class AllOrNothingTests(TestCase):
    def test_a_file_with_a_problem_changes_nothing(self):
        before = dump()
        with self.assertRaises(CongressFileError) as caught:
            load_text(twelfth(("chair: first", "chair: frist"), ("votes_for: 0", "votes_for: x")))
        self.assertEqual(len(caught.exception.problems), 2)
        self.assertEqual(dump(), before)

    def test_a_failure_in_the_middle_leaves_nothing(self):
        before = dump()
        with mock.patch.object(Resolution, "save", side_effect=OSError("disk full")), self.assertRaises(OSError):
            load_text()
        self.assertEqual(dump(), before)

    def test_topics_are_created_after_their_broader_ones_whatever_their_order(self):
        load_text(
            "format: 1\ncongress: {number: 1, title: First}\ntopics:\n"
            "- {slug: c, name: C, broader: b}\n- {slug: b, name: B, broader: a}\n- {slug: a, name: A}\n"
        )
        self.assertEqual(Topic.objects.get(slug="c").broader.broader.slug, "a")

    def test_progress_is_told_of_every_step(self):
        steps = []

        def progress(items):
            for item in items:
                steps.append(item)
                yield item

        load_text(progress=progress)
        self.assertGreater(len(steps), 10)


class LongFileTests(TestCase):
    """A debate may hold a thousand speeches."""

    SPEECH = "  - {position: %d, kind: speech, rendering: verbatim, text: %s %d, citations: [{source: record}]}\n"

    def queries(self, many, word="Said"):
        more = "".join(self.SPEECH % (position + 3, word, position) for position in range(many))
        document = read(twelfth(("    text: Shame!\n", f"    text: Shame!\n{more}")))
        with CaptureQueriesContext(connection) as queries:
            load(document)
        return len(queries)

    def test_the_queries_do_not_grow_with_the_speeches(self):
        # A statement takes some 40 rows in SQLite: both loads create and change fewer.
        load_text()
        self.queries(1)
        self.assertEqual(self.queries(2), self.queries(30))
        self.assertEqual(self.queries(30, "Printed"), self.queries(25, "Shouted"))

    def test_a_thousand_speeches_take_few_statements(self):
        load_text()
        # Some thirty of them put it on record: of two thousand states, two hundred at a time.
        self.assertLess(self.queries(1000), 260)
        self.assertEqual(Speech.objects.filter(debate__slug="report").count(), 1002)
        self.assertEqual(RecordState.objects.filter(version__number=2, version__action="import").count(), 2000)
        self.assertLess(self.queries(1000), 120)

"""Whole lists are sent in constant memory, at the same queries for each chunk; what broke does not pass for whole."""

import gc
import tracemalloc
from unittest import mock

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from archive.api import streams
from archive.models import ENTRIES, PARTS, Speech
from tests import factories as make
from tests.api.archive import ADDRESSES, LISTS, PUBLIC, ArchiveTestCase


def make_speeches(total):
    congress = make.make_congress(number=11, **PUBLIC)
    speaker = make.make_speaker(**PUBLIC)
    per_debate = 1000
    for start in range(0, total, per_debate):
        debate = make.make_debate(congress=congress, **PUBLIC)
        Speech.objects.bulk_create(
            Speech(debate=debate, speaker=speaker, position=n, text=f"Speech {n}. " * 20)
            for n in range(1, min(per_debate, total - start) + 1)
        )


class LongListTests(TestCase):
    ROWS = 2_000

    @classmethod
    def setUpTestData(cls):
        make_speeches(cls.ROWS)
        # Django remembers the kinds of records for as long as the process lives.
        ContentType.objects.get_for_models(*ENTRIES, *PARTS)

    def test_the_memory_does_not_grow_with_the_rows(self):
        for form in ("csv", "ndjson"):
            with self.subTest(form=form), mock.patch.object(streams, "CHUNK", 50):
                answer, peaks = self.client.get("/api/v1/speeches/", {"format": form}), []
                tracemalloc.start()
                for number, _part in enumerate(answer.streaming_content, start=1):
                    if number % 10 == 0:
                        peaks.append(tracemalloc.get_traced_memory()[1])
                        gc.collect()  # Serializers refer to themselves, so they wait for it.
                        tracemalloc.reset_peak()
                tracemalloc.stop()
                self.assertEqual(len(peaks), 4)
                self.assertLess(max(peaks[2:]), max(peaks[:2]) * 1.5, peaks)

    def test_each_chunk_costs_the_same_queries(self):
        answer = self.client.get("/api/v1/speeches/?format=ndjson")
        with CaptureQueriesContext(connection) as queries:
            lines = b"".join(answer.streaming_content).count(b"\n")
        self.assertEqual(lines, self.ROWS)
        # The rows with debate, congress, speaker and sitting, and their citations; one more finds the end.
        self.assertEqual(len(queries), 2 * self.ROWS // streams.CHUNK + 1)


class BrokenStreamTests(ArchiveTestCase):
    def test_an_error_in_the_midst_breaks_the_answer(self):
        with mock.patch.object(streams, "CHUNK", 1):
            answer = self.client.get("/api/v1/topics/?format=ndjson")
            parts = iter(answer.streaming_content)
            next(parts)
            with (
                mock.patch("archive.api.choosing.attach_brief_evidence", side_effect=RuntimeError("gone")),
                self.assertRaises(RuntimeError),
            ):
                next(parts)

    def test_head_reads_no_row(self):
        for name in LISTS:
            for form in ("csv", "ndjson"):
                with self.subTest(name=name, form=form):
                    get = self.client.get(ADDRESSES[name], {"format": form})
                    with self.assertNumQueries(0):
                        head = self.client.head(ADDRESSES[name], {"format": form})
                    self.assertEqual((head.status_code, b"".join(head.streaming_content)), (200, b""))
                    self.assertEqual(dict(head.headers), dict(get.headers))
        self.assertEqual(self.client.head("/api/v1/topics/?format=csv&page=1").status_code, 400)

    def test_a_row_that_goes_while_the_list_is_sent_is_not_sent(self):
        with mock.patch.object(streams, "CHUNK", 1):
            answer = self.client.get("/api/v1/topics/?format=ndjson")
            parts = iter(answer.streaming_content)
            self.assertIn(b"Economy", next(parts))
            type(self.topic).objects.filter(slug="inland-trade").update(status="draft")
            self.assertEqual([b"Inland" in part for part in parts], [False])

    def test_the_answer_speaks_english_whatever_the_thread_speaks(self):
        answer = self.client.get("/api/v1/sources/?format=csv")
        with translation.override("ru"):
            russian = b"".join(answer.streaming_content)
            self.assertEqual(translation.get_language(), "ru")
        self.assertEqual(russian, b"".join(self.client.get("/api/v1/sources/?format=csv").streaming_content))

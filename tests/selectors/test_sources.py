"""What leans on a source: found by its citations, with the gate of each kind of record, and none of them read whole."""

from unittest.mock import patch

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from archive.models import ENTRIES, PARTS, Speech
from archive.paging import GoingOnPaginator
from archive.selectors.sources import public_bibliography, public_uses, use_rows
from tests import factories as make
from tests.api.archive import PUBLIC
from tests.test_paging import plan

SIZE = 3


class UsesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.source = make.make_source(slug="work", **PUBLIC)
        for number in range(1, 4):
            congress = make.make_congress(number=number, **(PUBLIC if number < 3 else {}))
            speaker = make.make_speaker(**(PUBLIC if number < 2 else {}))
            debate = make.make_debate(congress=congress, **PUBLIC)
            resolution = make.make_resolution(congress=congress, **PUBLIC)
            make.make_debate(congress=congress)
            make.make_topic(**PUBLIC)
            make.make_topic()
            make.make_name(speaker=speaker)
            make.make_sitting(congress=congress)
            make.make_mandate(congress=congress, speaker=speaker)
            make.make_election(congress=congress, speaker=speaker)
            make.make_participation(debate=debate, speaker=speaker)
            make.make_speech(debate=debate)
            make.make_clause(resolution=resolution)
            make.make_link(resolution=resolution, to=make.make_resolution(congress=congress))
            make.make_link(resolution=resolution, to=make.make_resolution(congress=congress, **PUBLIC))
        # Not in the order of what cites.
        for model in (*PARTS, *ENTRIES):
            for record in model.objects.order_by("-pk"):
                make.make_citation(record, source=cls.source)
                make.make_citation(record, source=make.make_source())

    def test_they_are_the_citations_on_what_each_kind_holds_to_be_public(self):
        expected = set()
        for model in (*ENTRIES, *PARTS):
            public = model.objects.public()
            self.assertTrue(public.exists() and model.objects.exclude(pk__in=public.values("pk")).exists(), model)
            expected |= set(public.filter(citations__source=self.source).values_list("citations", flat=True))
        self.assertEqual({citation.pk for citation in public_uses(self.source).records()}, expected)
        told = [row["citation_id"] for row in use_rows(public_uses(self.source).records())]
        self.assertEqual((set(told), len(told)), (expected, len(expected)))
        # A process that knows only some of the kinds learns the others in no order.
        ContentType.objects.clear_cache()
        ContentType.objects.get_for_model(Speech)
        self.assertEqual({citation.pk for citation in public_uses(self.source).records()}, expected)

    def test_pages_go_on_to_the_end_however_far_is_counted(self):
        whole = public_uses(self.source).records()
        with patch.object(GoingOnPaginator, "COUNTED_AT_LEAST", 4):
            self.assertEqual(self.walk(), whole)
            first = GoingOnPaginator(public_uses(self.source), SIZE, 1)
            self.assertEqual((first.count, first.count_is_exact), (4, False))
            beyond = GoingOnPaginator(public_uses(self.source), SIZE, 999)
            self.assertEqual((beyond.count, beyond.count_is_exact), (len(whole), True))
            with patch("archive.paging.COUNTED", 8):
                self.assertEqual(self.walk(), whole[:8])
        self.assertTrue(GoingOnPaginator(public_uses(self.source), SIZE, 1).count_is_exact)

    def walk(self):
        rows, number = [], 1
        while number:
            page = GoingOnPaginator(public_uses(self.source), SIZE, number).page(number)
            rows += page
            number = page.has_next() and page.next_page_number()
        return rows

    def test_a_page_is_in_the_order_of_what_cites(self):
        rows = list(use_rows(public_uses(self.source)[0:20]))
        keys = [(row["entry_kind"], row["entry_number"]) for row in rows]
        self.assertEqual(keys, sorted(keys))

    def test_no_kind_of_record_is_read_whole(self):
        if connection.vendor != "sqlite":
            self.skipTest("Other engines choose by how many rows there are.")
        for read in (
            lambda: list(use_rows(public_uses(self.source)[0:SIZE])),
            lambda: public_uses(self.source).count(SIZE),
            lambda: public_bibliography(1),
        ):
            with CaptureQueriesContext(connection) as asked:
                read()
            for query in asked.captured_queries:
                steps = plan(query["sql"])
                with self.subTest(steps=steps):
                    self.assertNotRegex(steps, r"SCAN (?!counted)|archive_(source|resolution)_status_\w+ \(status=\?\)")

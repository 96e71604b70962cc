"""Lists that are longer than they are counted: the same rows in the same order, found by an index."""

from unittest.mock import patch

from django.db import connection
from django.db.models import F
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.api.keyset import Listed, Place, chunks, look
from archive.filters import DebateFilter, SpeechFilter
from archive.models import Debate, Speech
from archive.paging import BoundedPaginator, is_by_index, up_to
from archive.selectors.debates import public_debates, public_speeches
from tests import factories as make
from tests.api.archive import PUBLIC
from tests.api.test_cursors import make_varied
from tests.bounds import counted_to

SIZE = 3
LISTS = {SpeechFilter: public_speeches, DebateFilter: public_debates}
ORDERS = ["updated_at", "-updated_at", "held_on", "-held_on", "congress", "-congress", "", "held_on,-updated_at"]
ORDERS = {DebateFilter: ORDERS, SpeechFilter: [*ORDERS, "speaker", "-speaker", "speaker,-held_on"]}


def plan(sql, parameters=()):
    """How SQLite goes about a query."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
        return "\n".join(step for *_, step in cursor.fetchall())


def in_order(filterset, order, **filters):
    return filterset({"ordering": order, **filters}, queryset=LISTS[filterset]()).qs


class LongListTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_varied(17)
        # What is hidden stands among the others in every order.
        make.make_speech(debate=make.make_debate(congress=make.make_congress(number=7)), held_on=make.day("1922"))
        for debate in Debate.objects.filter(sittings__isnull=False)[::2]:
            for day in ("1921-05-01", "1921-05-01", "1999"):
                debate.sittings.add(make.make_sitting(congress=debate.congress, held_on=make.day(day)))
        same = Speech.objects.first().updated_at
        Speech.objects.filter(pk__in=Speech.objects.values("pk")[5:10]).update(updated_at=same)

    def setUp(self):
        self.enterContext(counted_to(11))
        self.enterContext(patch("archive.paging.LONG", 5))

    def test_pages_have_the_rows_that_sorting_all_gives(self):
        for filterset in LISTS:
            for order in ORDERS[filterset]:
                whole = list(in_order(filterset, order))
                pages = BoundedPaginator(in_order(filterset, order), SIZE)
                with self.subTest(list=filterset.__name__, order=order):
                    self.assertFalse(pages.count_is_exact)
                    self.assertEqual([row for page in pages for row in page], whole[: pages.count])

    def test_an_order_that_does_not_say_where_unknown_days_stand_is_left_to_the_engine(self):
        for order in ("held_on", "-held_on"):
            rows = Speech.objects.order_by(order, "pk")
            pages = BoundedPaginator(rows, SIZE)
            self.assertEqual([row for page in pages for row in page], list(rows)[: pages.count])

    def test_rows_told_apart_have_pages_too(self):
        for debate in Debate.objects.all()[:14]:
            debate.topics.add(make.make_topic(**PUBLIC), make.make_topic(**PUBLIC))
        debates = public_debates().filter(topics__slug__gt="").distinct()
        pages = BoundedPaginator(debates, SIZE)
        self.assertEqual([row for page in pages for row in page], list(debates)[: pages.count])

    def test_an_index_that_leaves_rows_out_is_none_of_a_list(self):
        for name, is_found in {"updated_at": True, "publish_at": False}.items():
            self.assertEqual(is_by_index(Debate.objects.order_by(F(name).desc(nulls_last=True))), is_found, name)

    def test_walks_have_them_too_in_both_directions(self):
        for filterset in LISTS:
            for order in ORDERS[filterset]:
                rows = in_order(filterset, order)
                with self.subTest(list=filterset.__name__, order=order):
                    whole = list(rows)
                    self.assertEqual([row for chunk in chunks(rows, SIZE) for row in chunk], whole)
                    listed = Listed(rows)
                    window, back = look(listed, SIZE, look(listed, len(whole) - 2, Place()).next), []
                    while window.previous:
                        window = look(listed, SIZE, window.previous)
                        back = window.rows + back
                    self.assertEqual(back, whole[: len(back)])
                    self.assertEqual(len(back), len(whole) - 2)

    def test_a_row_that_goes_elsewhere_meanwhile_does_not_end_the_list(self):
        rows = in_order(SpeechFilter, "updated_at")
        public, saved = set(rows.values_list("pk", flat=True)), []

        def meanwhile(queryset, most, **beginning):
            found = up_to(queryset, most, **beginning)
            if not saved:
                saved.append(queryset[0].pk)
                Speech.objects.filter(pk__in=saved).update(updated_at=timezone.now())
            return found

        with patch("archive.api.keyset.up_to", meanwhile):
            told = [row.pk for chunk in chunks(rows, SIZE) for row in chunk]
        self.assertEqual((len(told), set(told)), (len(public), public))

    def test_no_more_is_sorted_than_is_shown(self):
        if connection.vendor != "sqlite":
            self.skipTest("Other engines choose by how many rows there are.")
        for order, index in {"-updated_at": "speech_changed_last", "-held_on": "speech_by_day"}.items():
            pages = BoundedPaginator(in_order(SpeechFilter, order), SIZE)
            self.assertTrue(pages.count)
            with self.subTest(order=order), CaptureQueriesContext(connection) as asked:
                list(pages.page(1))
                *_, finding, reading = [plan(query["sql"]) for query in asked.captured_queries]
                self.assertIn(f"SCAN archive_speech USING COVERING INDEX {index}", finding)
                self.assertNotIn("TEMP B-TREE", finding)
                self.assertIn(f"USING COVERING INDEX {index} (", reading)

    def test_a_list_begins_where_its_filter_does(self):
        for order, filters in {"held_on": {"after": "1921-05"}, "-held_on": {"before": "1922"}}.items():
            rows = in_order(SpeechFilter, order, **filters)
            pages = BoundedPaginator(rows, SIZE)
            self.assertGreater(pages.count, 5)
            with self.subTest(order=order), CaptureQueriesContext(connection) as asked:
                self.assertEqual(list(pages.page(1)), list(rows[:SIZE]))
            if connection.vendor == "sqlite":
                finding = plan(asked.captured_queries[0]["sql"])
                self.assertRegex(finding, "SEARCH archive_speech USING COVERING INDEX speech_by_day .held_on[<>]")

    def test_speeches_are_found_by_the_names_of_people(self):
        """And are the right ones: see above."""
        with patch("archive.paging._found_through", side_effect=AssertionError("asked for")):
            for order in ("speaker", "-speaker"):
                with self.assertRaisesMessage(AssertionError, "asked for"):
                    BoundedPaginator(in_order(SpeechFilter, order), SIZE).page(1)

    def test_speeches_are_passed_over_without_being_read(self):
        if connection.vendor != "sqlite":
            self.skipTest("Other engines choose by how many rows there are.")
        passed_over = {
            ("after", "1945"): r"speech_in_order_by_held_on \(debate_id=\? AND held_on>",
            # Debates are, and of the others the speeches are known by the key of the debate alone.
            ("updated_since", "2100-01-01"): r"\w+ \(debate_id=\?\)",
        }
        for (name, value), by in passed_over.items():
            rows = in_order(SpeechFilter, "", **{name: value}).order_by().values("pk")
            with self.subTest(filter=name):
                found = plan(*rows.query.sql_with_params())
                self.assertRegex(found, f"SEARCH archive_speech USING COVERING INDEX {by}")

    def test_entries_are_counted_and_found_without_reading_them_all(self):
        if connection.vendor != "sqlite":
            self.skipTest("Other engines choose by how many rows there are.")
        with CaptureQueriesContext(connection) as asked:
            list(BoundedPaginator(in_order(DebateFilter, "-updated_at"), SIZE).page(1))
        _counting, finding, reading = [plan(query["sql"]) for query in asked.captured_queries[:3]]
        self.assertIn("SCAN archive_debate USING COVERING INDEX debate_changed_last", finding)
        self.assertIn("USING COVERING INDEX debate_changed_last (", reading)
        with CaptureQueriesContext(connection) as asked:
            list(BoundedPaginator(in_order(DebateFilter, "-held_on"), SIZE).page(1))
        finding, reading = [query["sql"] for query in asked.captured_queries[1:3]]
        self.assertTrue(finding.startswith('SELECT DISTINCT "archive_sitting"."held_on"'))
        self.assertIn('"archive_debate"."id" IN (SELECT', reading)
        of_congress = Debate.objects.filter(congress=1).public().order_by().values("pk")
        self.assertIn("archive_debate USING COVERING INDEX debate_in_order", plan(*of_congress.query.sql_with_params()))

    def test_few_of_many_are_found_in_the_order_of_the_list(self):
        if connection.vendor != "sqlite":
            self.skipTest("Other engines choose by how many rows there are.")
        for name, value in {"kind": "question", "rendering": "verbatim", "language": "de"}.items():
            rows = in_order(SpeechFilter, "", **{name: value})
            with self.subTest(filter=name):
                self.assertIn(
                    f"speech_in_order_by_{name} (debate_id=? AND {name}=?)", plan(*rows.query.sql_with_params())
                )

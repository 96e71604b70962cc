"""Words too common to look at every text: the ranking is bounded, and the number of texts is an estimate."""

from contextlib import contextmanager
from unittest import mock

from django.db import connection
from django.utils import timezone

from archive.following import changed_in_bulk
from archive.models import Speech
from archive.search import candidates, engines, find, ranking, sqlite
from archive.search.candidates import Asked, Candidate
from archive.search.expressions import Exact, InTitle
from archive.search.named import EXACT, STEM
from archive.search.query import Term
from archive.search.understanding import Meaning
from tests import factories as make
from tests.search.base import PUBLIC, SearchTestCase, titles

MANY = 2000


@contextmanager
def at_most(most):
    """So many candidates, in place of a thousand."""
    with mock.patch.object(candidates, "MOST", most), mock.patch.object(ranking, "MOST", most):
        yield


class CommonWordTests(SearchTestCase):
    """Two thousand speeches with one word in common, and no more than a hundred candidates."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        speeches = [
            Speech(
                debate=cls.debate,
                position=n,
                heading=f"S{n}",
                rendering="verbatim",
                text="common" + " seldom" * (n % 5 == 0) + " rare" * (n % 400 == 0),
                language="ru" if n % 4 == 0 else "en",
                speaker=cls.trotsky if n % 2 else None,
                held_on=f"1922-{n % 12 + 1:02}",
            )
            for n in range(1, MANY + 1)
        ]
        Speech.objects.bulk_create(speeches)
        changed_in_bulk(speeches)
        cls.about = make.make_topic(name="A common topic", **PUBLIC)

    def setUp(self):
        self.enterContext(at_most(100))

    def test_the_number_is_an_estimate_near_the_truth(self):
        found = find("common")
        self.assertTrue(found.is_estimate)
        self.assertEqual(found.reachable, 100)
        self.assertAlmostEqual(found.count, MANY, delta=MANY * 0.1)

    def test_facets_are_estimated_alike(self):
        counts = {
            (facet.name, option.value): option.count for facet in find("common").facets for option in facet.options
        }
        self.assertAlmostEqual(counts["type", "speech"], MANY, delta=MANY * 0.1)
        self.assertAlmostEqual(counts["language", "ru"], MANY / 4, delta=MANY * 0.15)
        self.assertAlmostEqual(counts["speaker", "trotsky"], MANY / 2, delta=MANY * 0.15)
        self.assertEqual(counts["type", "topic"], 1)

    def test_an_entry_and_a_title_are_found_among_any_number_of_speeches(self):
        self.assertEqual(titles("common")[0], "A common topic")

    def test_titles_are_found_by_terms_that_no_text_has(self):
        if connection.vendor != "sqlite":
            self.skipTest("PostgreSQL has lexemes of its own for them: see archive.search.postgresql.")
        with connection.cursor() as cursor:
            cursor.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'archive_searchindex', 'row')")
            cursor.execute("SELECT term, doc FROM temp.terms WHERE term IN ('common', '|common')")
            texts = dict(cursor.fetchall())
            cursor.execute("DROP TABLE temp.terms")
        self.assertEqual(texts, {"common": MANY + 1, "|common": 1})
        self.assertEqual(sqlite.match(InTitle(("a", "common"))), 'title : "|a |common"')

    def test_each_candidate_is_read_once_at_whatever_levels_it_answers(self):
        answer = ranking.ranked(Asked([[Meaning(Term("word", "rare", ("rare",)))]], now=timezone.now()))
        with mock.patch.object(Candidate, "_make", wraps=Candidate._make) as made:
            find("rare")
        self.assertEqual(made.call_count, len(answer.candidates))
        self.assertEqual({row.levels for row in answer.candidates}, {1 << EXACT | 1 << STEM})

    def test_what_narrows_is_not_weighed(self):
        engine = engines.engine()
        with mock.patch.object(engine, "ranks", wraps=engine.ranks) as ranks:
            narrowed = titles("rare", narrowing={"type": "speech", "language": "ru"})
            self.assertEqual([call.args[0] for call in ranks.mock_calls], [Exact("rare")])
            titles("type:speech language:ru -common")
            self.assertEqual(ranks.call_count, 1)
        self.assertEqual(narrowed, titles("rare"))

    def test_what_most_texts_say_is_not_weighed_and_what_few_say_is(self):
        engine = engines.engine()
        # The title, at most, of what each text says; a word that one text in four hundred says; what need not be said.
        asked = {"common": 1, "comm* -rare": 0, "rare": 1, "common OR rare": 2}
        for text, weighed in asked.items():
            with self.subTest(text=text), mock.patch.object(engine, "ranks", wraps=engine.ranks) as ranks:
                find(text)
                self.assertEqual(ranks.call_count, weighed)

    def test_what_very_many_texts_say_is_not_weighed_be_they_few_among_all(self):
        engine = engines.engine()
        for most, weighed in ((500, 1), (300, 0)):
            with (
                self.subTest(most=most),
                mock.patch.object(ranking, "MOST_WEIGHED", most),
                mock.patch.object(engine, "ranks", wraps=engine.ranks) as ranks,
            ):
                self.assertAlmostEqual(find("seldom").count, MANY / 5, delta=MANY * 0.04)
                self.assertEqual(ranks.call_count, weighed)

    def test_what_is_rare_is_counted_exactly(self):
        found = find("common rare")
        self.assertEqual((found.count, found.is_estimate), (5, False))

    def test_pages_follow_each_other_without_repeats_and_end(self):
        for ordering in ["relevance", "date", "-date"]:
            with self.subTest(ordering=ordering):
                pages = [titles("common", ordering=ordering, start=at, stop=at + 30) for at in range(0, 150, 30)]
                self.assertEqual([len(page) for page in pages], [30, 30, 30, 10, 0])
                self.assertEqual(len({title for page in pages for title in page}), 100)

    def test_by_date_the_very_first_and_last_are_found(self):
        first = find("common", ordering="date").hits[0].record
        last = find("common", ordering="-date").hits[0].record
        self.assertEqual((str(first.held_on), str(last.held_on)), ("1922-01", "1922-12"))

    def test_when_entries_alone_are_too_many_speeches_are_still_counted(self):
        with at_most(3):
            for n in range(20):
                make.make_topic(name=f"A common topic {n}", **PUBLIC)
            found = find("common")
        self.assertAlmostEqual(found.count, MANY, delta=MANY * 0.2)

    def test_hidden_texts_are_not_in_the_estimate(self):
        self.debate.status = "withdrawn"
        self.debate.save()
        found = find("common")
        self.assertEqual((found.count, found.is_estimate), (1, False))

"""The search as data: the same answer as the page's, in the shapes that the schema promises."""

from unittest import mock
from urllib.parse import quote

from archive.filters import SearchFilter
from tests.answers import HOSTILE, NO_TEXT, make_facet, make_found, make_hit, make_part, make_snippet
from tests.api.archive import ArchiveTestCase
from tests.api.test_schema import errors_of, operations

ADDRESS = "/api/v1/search/"
HOST = "http://testserver"
EMPTY = {
    "count": 0,
    "is_estimate": False,
    "next": None,
    "previous": None,
    "understood": [],
    "suggestion": "",
    "facets": {"type": [], "congress": [], "speaker": [], "topic": [], "language": []},
    "results": [],
}


class SearchTests(ArchiveTestCase):
    def ask(self, found, status=200, **query):
        """The answer when the search finds this; what it was asked is in `self.find`."""
        with mock.patch("archive.api.views.search.find", return_value=found) as self.find:
            response = self.client.get(ADDRESS, query)
        self.assertEqual(response.status_code, status, response.content)
        return response.json()

    def fits(self, answer):
        schema = operations()[ADDRESS]["responses"]["200"]["content"]["application/json"]["schema"]
        self.assertEqual(errors_of(answer, schema), [])

    def test_without_a_query_the_answer_is_empty_and_nothing_is_searched(self):
        for query in ({}, {"q": ""}, {"q": "  "}, {"type": "speech"}):
            with self.subTest(query=query):
                answer = self.ask(make_found(), **query)
                self.assertEqual(answer, EMPTY)
                self.fits(answer)
                self.find.assert_not_called()

    def test_a_hit_is_a_reference_with_the_passages_that_match(self):
        self.speech.public_speaker = self.lenin
        snippet = make_snippet("speech-3-p2", "Tw", ["o"], " 👩🏽‍🚀", [" three"], ".", language="ru", label="Text")
        answer = self.ask(make_found(make_hit("speech", self.speech, snippet, reason="stem")), q="x")
        debate = {
            "url": f"{HOST}/api/v1/congresses/11/debates/report/",
            "page": f"{HOST}/congresses/11/debates/report/",
            "title": "Report",
            "original_title": "Отчёт",
        }
        [hit] = answer["results"]
        self.assertEqual(
            " ".join(hit),
            "url page updated_at kind title original_title congress debate speaker found_by snippets",
        )
        self.assertEqual(" ".join(hit["snippets"][0]), "url page language label text matches")
        self.assertEqual((hit["kind"], hit["found_by"], hit["title"]), ("speech", "stem", "Speech 3"))
        self.assertEqual((hit["url"], hit["page"]), (f"{debate['url']}#speech-3", f"{debate['page']}#speech-3"))
        self.assertEqual((hit["debate"], hit["congress"]["title"]), (debate, "Eleventh Congress"))
        self.assertEqual(hit["speaker"]["title"], "Vladimir Lenin")
        [passage] = hit["snippets"]
        self.assertEqual(passage["page"], f"{debate['page']}#speech-3-p2")
        self.assertEqual(passage["url"], f"{debate['url']}#speech-3-p2")
        self.assertEqual((passage["language"], passage["label"]), ("ru", "Text"))
        self.assertEqual(passage["text"], "Two 👩🏽‍🚀 three.")
        self.assertEqual([passage["text"][start:end] for start, end in passage["matches"]], ["o", " three"])
        self.fits(answer)

    def test_every_kind_of_hit_has_its_shape(self):
        records = {
            "congress": self.congress,
            "debate": self.debate,
            "speech": self.unknown_voice,
            "resolution": self.resolution,
            "speaker": self.lenin,
            "topic": self.topic,
            "source": self.source,
        }
        answer = self.ask(make_found(*[make_hit(kind, record) for kind, record in records.items()]), q="x")
        self.fits(answer)
        rows = {hit["kind"]: hit for hit in answer["results"]}
        self.assertEqual(list(rows), list(records))
        self.assertEqual(rows["speaker"]["original_title"], "Владимир Ленин")
        self.assertEqual((rows["source"]["original_title"], rows["source"]["congress"]), ("", None))
        self.assertIsNone(rows["speech"]["speaker"])
        for kind, hit in rows.items():
            with self.subTest(kind=kind):
                self.assertEqual(self.client.get(hit["url"].removeprefix(HOST)).status_code, 200)
                self.assertEqual(self.client.get(hit["page"].removeprefix(HOST)).status_code, 200)
                self.assertEqual((hit["snippets"], hit["debate"] is not None), ([], kind == "speech"))

    def test_it_says_what_was_understood_and_how_to_narrow(self):
        found = make_found(
            make_hit("debate", self.debate),
            count=12000,
            is_estimate=True,
            reachable=40,
            understood=(
                make_part("speaker", "Ulyanov", "Vladimir Lenin", "Владимир Ленин"),
                make_part("ignored", "year:soon", problem="bad_year"),
            ),
            facets=(
                make_facet("type", ("debate", "Debates", "Прения", 3, True)),
                make_facet("congress", ("11", "11th Congress", "11-й съезд", 3)),
            ),
        )
        answer = self.ask(found, q="x", page="2", type="debate")
        self.fits(answer)
        self.assertEqual((answer["count"], answer["is_estimate"]), (12000, True))
        self.assertEqual((answer["next"], answer["previous"]), (None, f"{HOST}{ADDRESS}?q=x&type=debate"))
        self.assertEqual(answer["understood"][0]["original_value"], "Владимир Ленин")
        self.assertEqual(answer["understood"][1]["problem"], "bad_year")
        option = {"value": "debate", "title": "Debates", "original_title": "Прения", "count": 3, "is_selected": True}
        self.assertEqual(answer["facets"]["type"], [option])
        self.assertEqual(list(answer["facets"]), ["type", "congress", "speaker", "topic", "language"])

    def test_the_nearest_spelling_is_given_when_nothing_is_found(self):
        self.assertEqual(self.ask(make_found(suggestion="trade"), q="traed"), {**EMPTY, "suggestion": "trade"})

    def test_it_asks_the_search_what_the_page_asks(self):
        query = {"q": " army ", "type": "speech", "congress": "11", "speaker": "lenin", "topic": "trade"}
        query |= {
            "language": "ru",
            "after": "1921",
            "before": "1923",
            "ordering": "date",
            "page": "2",
            "page_size": "7",
        }
        found = make_found(make_hit("debate", self.debate), count=20)
        self.ask(found, **query)
        with mock.patch("archive.views.search.find", return_value=found) as asked_by_page:
            self.assertEqual(self.client.get("/search/", query).status_code, 200)
        self.assertEqual(self.find.call_args, asked_by_page.call_args)
        self.assertEqual(self.find.call_args.kwargs["narrowing"]["speaker"], self.lenin)
        self.assertEqual((self.find.call_args.kwargs["start"], self.find.call_args.kwargs["stop"]), (7, 14))

    def test_the_pages_are_linked_and_one_beyond_the_last_is_an_error(self):
        found = make_found(make_hit("debate", self.debate), count=45)
        self.assertEqual(self.ask(found, q="x")["next"], f"{HOST}{ADDRESS}?page=2&q=x")
        problem = self.ask(found, 400, q="x", page="4")
        self.assertEqual((problem["errors"][0]["field"], problem["errors"][0]["nearest"]), ("page", "3"))
        for name, value in [("page", "0"), ("page", "x"), ("page_size", "101"), ("page_size", "-1")]:
            with self.subTest(name=name, value=value):
                self.assertEqual(self.ask(found, 400, q="x", **{name: value})["errors"][0]["field"], name)

    def test_bad_values_and_unknown_parameters_are_errors_that_say_what_is_right(self):
        for name, value, allowed, nearest in [
            ("type", "debat", [], "debate"),
            ("ordering", "dates", ["relevance", "date", "-date"], "date"),
            ("congress", "111", ["10", "11"], "11"),
            ("speaker", "lenon", ["lenin"], "lenin"),
            ("topic", "trad", [], "trade"),
            ("after", "1922-03", [], ""),
            ("before", "0", [], ""),
            ("language", "x" * 11, [], ""),
            ("q", "x" * 1001, [], ""),
            ("query", "x", [], ""),
        ]:
            with self.subTest(name=name):
                [error] = self.ask(make_found(), 400, **{"q": "x", name: value})["errors"]
                self.assertEqual((error["field"], error["nearest"]), (name, nearest))
                self.assertTrue(set(allowed) <= set(error["allowed"]))
                self.find.assert_not_called()

    def test_a_hostile_question_is_answered_as_json(self):
        for name in (*SearchFilter.base_filters, "page", "page_size"):
            for raw in (*map(quote, HOSTILE), *NO_TEXT, "%00", "x" * 100_000):
                with self.subTest(name=name, raw=raw[:40]):
                    response = self.client.get(f"{ADDRESS}?{'' if name == 'q' else 'q=army&'}{name}={raw}")
                    self.assertIn(response.status_code, (200, 400, 414))
                    self.assertIn(response["Content-Type"], ("application/json", "application/problem+json"))
                    self.assertLess(len(response.content), 30_000)

    def test_it_is_asked_about_anew_and_an_unchanged_answer_is_not_sent_again(self):
        response = self.client.get(ADDRESS, {"q": "report"})
        self.assertEqual(response["Cache-Control"], "public, max-age=0, must-revalidate")
        again = self.client.get(ADDRESS, {"q": "report"}, headers={"if-none-match": response["ETag"]})
        self.assertEqual(again.status_code, 304)

    def test_it_speaks_english_whatever_the_reader_prefers(self):
        plain = self.client.get(ADDRESS, {"q": "report"}).content
        self.assertEqual(self.client.get(ADDRESS, {"q": "report"}, headers={"accept-language": "ru"}).content, plain)

"""The search page: what it asks, and what it shows of the answer."""

import html
import re
from unittest import mock
from urllib.parse import parse_qs, quote, urlsplit

from archive.filters import SearchFilter
from tests.answers import (
    make_facet,
    make_found,
    make_hit,
    make_part,
    make_snippet,
)
from tests.views.base import PageTestCase, bare

PARAMETERS = [*SearchFilter.base_filters, "page", "page_size"]


class SearchPageTestCase(PageTestCase):
    def answer(self, found, address="/search/?q=army", status=200):
        """The page when the search finds this; what it was asked is in `self.find`."""
        with mock.patch("archive.views.search.find", return_value=found) as self.find:
            response = self.client.get(address)
        self.assertEqual(response.status_code, status)
        return response

    def links(self, response):
        """The queries of the links to the search, by their text."""
        found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', response.content.decode(), re.DOTALL)
        return {
            " ".join(re.sub(r"<[^>]*>", "", text).split()): parse_qs(urlsplit(html.unescape(address)).query)
            for address, text in found
            if urlsplit(address).path in ("/search/", "/ru/search/")
        }


class AskingTests(SearchPageTestCase):
    def test_without_a_query_nothing_is_searched_and_the_page_says_how_to_ask(self):
        for address in ("/search/", "/search/?q=", "/search/?q=++", "/search/?type=speech"):
            with self.subTest(address=address):
                page = self.answer(make_found(), address)
                self.find.assert_not_called()
                self.assertIn("How to ask", bare(page))
                self.assertIn("Or look through the lists", bare(page))
                self.assertNotIn("Nothing was found", bare(page))

    def test_the_query_and_everything_that_narrows_it_are_passed_on(self):
        narrowing = "type=debate&congress=11&speaker=lenin&topic=army&language=en&after=1921&before=1923"
        self.answer(make_found(), f"/search/?q=+army+&{narrowing}&ordering=-date")
        self.find.assert_called_once_with(
            text="army",
            narrowing={
                "type": "debate",
                "congress": 11,
                "speaker": self.lenin,
                "topic": self.topic,
                "language": "en",
                "years": (1921, 1923),
            },
            ordering="-date",
            start=0,
            stop=20,
        )

    def test_one_year_is_a_span_with_an_open_end(self):
        self.answer(make_found(), "/search/?q=army&after=1921")
        self.assertEqual(self.find.call_args.kwargs["narrowing"], {"years": (1921, None)})

    def test_a_page_asks_for_its_own_rows(self):
        hit = make_hit("debate", self.debate)
        self.answer(make_found(hit, count=45), "/search/?q=army&page=3")
        self.assertEqual((self.find.call_args.kwargs["start"], self.find.call_args.kwargs["stop"]), (40, 60))
        self.answer(make_found(hit, count=45), "/search/?q=army&page=2&page_size=7")
        self.assertEqual((self.find.call_args.kwargs["start"], self.find.call_args.kwargs["stop"]), (7, 14))

    def test_a_page_that_does_not_exist_is_not_found(self):
        for page in ("4", "0", "-1", "x", "9999999999", "1.5", "²"):
            with self.subTest(page=page):
                self.answer(make_found(make_hit("debate", self.debate), count=45), f"/search/?q=a&page={page}", 404)

    def test_bad_values_are_shown_with_the_way_out_and_nothing_is_searched(self):
        for name, value in [
            ("type", "nonsense"),
            ("congress", "99"),
            ("speaker", "nobody"),
            ("topic", "nothing"),
            ("after", "soon"),
            ("before", "0"),
            ("ordering", "sideways"),
            ("language", "x" * 11),
        ]:
            with self.subTest(name=name):
                page = self.answer(make_found(), f"/search/?q=army&{name}={value}")
                self.find.assert_not_called()
                self.assertContains(page, 'role="alert"')
                self.assertContains(page, f"“<bdi>{value}</bdi>”")
                self.assertEqual(self.links(page)["Leave it out"], {"q": ["army"]})

    def test_a_query_longer_than_anybody_types_is_refused(self):
        page = self.answer(make_found(), f"/search/?q={'a' * 1001}")
        self.find.assert_not_called()
        self.assertIn("at most 1000 characters", bare(page))


class FoundTests(SearchPageTestCase):
    def test_a_hit_says_what_it_is_and_where_it_stands_and_leads_to_the_place(self):
        self.speech.public_speaker = self.lenin
        snippet = make_snippet("speech-3-p2", "Two, ", ["army"], " & still <two>.")
        page = self.answer(make_found(make_hit("speech", self.speech, snippet)), "/search/?q=army+%26+co")
        self.assertIn("Vladimir Lenin Speech The Red Army 11th Congress", bare(page))
        self.assertContains(page, "Two, <mark>army</mark> &amp; still &lt;two&gt;.")
        place = 'href="/congresses/11/debates/army/?mark=army+%26+co#speech-3'
        self.assertContains(page, f'{place}"')
        self.assertContains(page, f'{place}-p2"')
        self.assertIn("Paragraph 2", bare(page))

    def test_a_word_that_the_query_does_not_name_is_marked_where_the_hit_leads(self):
        snippet = make_snippet("speech-3-p1", ["Trotsky"], " and ", ["Bronstein"], " and ", ["Trotsky"])
        page = self.answer(make_found(make_hit("speech", self.speech, snippet)), "/search/?q=Bronstein")
        self.assertContains(page, 'army/?mark=Bronstein&amp;mark=Trotsky#speech-3-p1"')

    def test_a_query_that_marks_nothing_leads_to_the_plain_page(self):
        page = self.answer(make_found(make_hit("debate", self.debate)), "/search/?q=speaker:Lenin")
        self.assertContains(page, 'href="/congresses/11/debates/army/"')

    def test_a_hit_without_a_passage_shows_how_it_begins(self):
        self.assertContains(self.answer(make_found(make_hit("speech", self.speech))), "One. Two, still two.")

    def test_every_kind_of_hit_has_its_title_with_the_match_marked(self):
        hits = [
            ("congress", self.congress, "Congress", "<mark>Congress</mark>"),
            ("debate", self.debate, "army", "The Red <mark>Army</mark>"),
            ("resolution", self.resolution, "army", "On the Red <mark>Army</mark>"),
            ("speaker", self.lenin, "Lenin", "Vladimir <mark>Lenin</mark>"),
            ("topic", self.topic, "army", "The <mark>army</mark>"),
            ("source", self.other, "notes", "Later <mark>notes</mark>"),
        ]
        for kind, record, query, title in hits:
            with self.subTest(kind=kind):
                page = self.answer(make_found(make_hit(kind, record)), f"/search/?q={query}")
                self.assertContains(page, title)
                self.assertContains(page, f'href="{record.get_absolute_url()}?mark={query}"')

    def test_a_snippet_in_the_other_language_says_so(self):
        snippet = make_snippet("clause-4-p1", ["Армия"], language="ru")
        found = make_found(make_hit("resolution", self.resolution, snippet))
        self.assertContains(self.answer(found), '<span class="passage__text" dir="auto" lang="ru"><mark>Армия</mark>')
        russian = self.answer(found, "/ru/search/?q=%D0%90%D1%80%D0%BC%D0%B8%D1%8F")
        self.assertContains(russian, '<span class="passage__text" dir="auto"><mark>Армия</mark>')
        army = quote("Армия")
        self.assertContains(russian, f'href="/ru/congresses/11/resolutions/army/?mark={army}#clause-4-p1"')

    def test_the_count_says_when_it_is_about_right(self):
        hit = make_hit("debate", self.debate)
        self.assertIn("1 result", bare(self.answer(make_found(hit))))
        self.assertIn("1,234 results, 1 to 20 are on this page", bare(self.answer(make_found(hit, count=1234))))
        about = make_found(hit, count=12000, is_estimate=True, reachable=1000)
        self.assertIn("About 12,000 results", bare(self.answer(about)))
        self.assertNotIn("nearest results", bare(self.answer(about)))
        self.assertIn("nearest results", bare(self.answer(about, "/search/?q=army&page=50")))
        self.answer(about, "/search/?q=army&page=51", status=404)

    def test_the_order_is_chosen_by_links_that_keep_the_rest(self):
        page = self.answer(make_found(make_hit("debate", self.debate)), "/search/?q=army&type=debate&ordering=date")
        links = self.links(page)
        self.assertEqual(links["By relevance"], {"q": ["army"], "type": ["debate"]})
        self.assertEqual(links["Latest first"], {"q": ["army"], "type": ["debate"], "ordering": ["-date"]})
        self.assertContains(page, '<span aria-current="true">Earliest first</span>')

    def test_facets_narrow_from_the_first_page_and_a_chosen_one_leads_back(self):
        facets = (
            make_facet("type", ("debate", "Debates", "Прения", 41, True)),
            make_facet("congress", ("11", "11th Congress", "11-й съезд", 41)),
            make_facet("speaker", ("lenin", "Vladimir Lenin", "Владимир Ленин", 1200)),
            make_facet("topic", ("army", "The army", "Армия", 2)),
            make_facet("language", ("ru", "Russian", "Русский", 3)),
        )
        found = make_found(make_hit("debate", self.debate), count=41, facets=facets)
        links = self.links(self.answer(found, "/search/?q=army&type=debate&page=2"))
        kept = {"q": ["army"], "type": ["debate"]}
        self.assertEqual(links["11th Congress 41 found"], {**kept, "congress": ["11"]})
        self.assertEqual(links["Vladimir Lenin 1,200 found"], {**kept, "speaker": ["lenin"]})
        self.assertEqual(links["The army 2 found"], {**kept, "topic": ["army"]})
        self.assertEqual(links["Russian 3 found"], {**kept, "language": ["ru"]})
        self.assertEqual(links["Remove: Debates 41 found"], {"q": ["army"]})
        self.assertEqual(links["Remove: Kind: Debates ×"], {"q": ["army"]})
        self.assertContains(self.answer(found, "/ru/search/?q=army"), "Владимир Ленин")

    def test_the_longer_part_of_a_facet_is_folded_away(self):
        options = [(f"p-{n}", f"Person {n}", "", n + 1) for n in range(20)]
        page = self.answer(make_found(make_hit("debate", self.debate), facets=(make_facet("speaker", *options),)))
        shown, _, folded = page.content.decode().partition('<details class="facet__more">')
        self.assertEqual(shown.count("Person "), 8)
        self.assertEqual(folded.count("Person "), 12)
        self.assertIn("12 more", folded)

    def test_a_new_query_keeps_what_narrows_but_not_the_page(self):
        found = make_found(make_hit("debate", self.debate), count=50)
        page = self.answer(found, "/search/?q=army&type=debate&ordering=date&page=2&utm_source=x")
        form = re.search(r'<form class="search search--big".*?</form>', page.content.decode(), re.DOTALL)[0]
        hidden = re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form)
        self.assertEqual(hidden, [("type", "debate"), ("ordering", "date")])

    def test_what_was_understood_is_said_in_words(self):
        parts = (
            make_part("word", "trotskii", "Leon Trotsky", "Лев Троцкий"),
            make_part("phrase", '"red army"'),
            make_part("or", "OR"),
            make_part("not", "-navy"),
            make_part("prefix", "agricult*"),
            make_part("speaker", "speaker:Ulyanov", "Vladimir Lenin", "Владимир Ленин"),
            make_part("year", "year:1921..1923", "1921–1923"),
            make_part("ignored", "speaker:nobody", problem="unknown_value"),
            make_part("ignored", "foo:bar", problem="unknown_field"),
            make_part("ignored", "year:soon", problem="bad_year"),
            make_part("ignored", "???", problem="nothing_left"),
            make_part("ignored", "***", problem="something_new"),
        )
        found = make_found(make_hit("debate", self.debate), understood=parts)
        said = bare(self.answer(found))
        for words in [
            "trotskii = Leon Trotsky",
            "the words together &quot;red army&quot;",
            "without navy",
            "words beginning agricult*",
            "Speaker Vladimir Lenin",
            "Years 1921–1923",
            "“speaker:nobody”, which names nothing here",
            "“foo:bar”; one can ask for speaker",
            "“year:soon”, which is no year",
            "a query needs a letter or a digit",
            "Left out: “***”",
        ]:
            with self.subTest(words=words):
                self.assertIn(words, said)
        self.assertIn("Владимир Ленин", bare(self.answer(found, "/ru/search/?q=army")))

    def test_a_plain_word_is_not_repeated(self):
        found = make_found(make_hit("debate", self.debate), understood=(make_part("word", "army"),))
        self.assertNotContains(self.answer(found), 'class="understood"')

    def test_nothing_found_says_what_was_searched_and_offers_a_way_on(self):
        found = make_found(suggestion="army")
        page = self.answer(found, "/search/?q=armmy&type=speech&after=1921")
        said = bare(page)
        self.assertIn("Nothing was found for “armmy”", said)
        self.assertIn("Kind: Speeches", said)
        self.assertIn("From: 1921", said)
        self.assertIn("How to ask", said)
        links = self.links(page)
        self.assertEqual(links["army"], {"q": ["army"], "type": ["speech"], "after": ["1921"]})
        self.assertEqual(links["Search all of it"], {"q": ["armmy"]})
        self.assertNotIn("Did you mean", bare(self.answer(make_found(), "/search/?q=armmy")))

    def test_results_are_not_for_the_index_and_the_page_itself_is(self):
        found = make_found(make_hit("debate", self.debate))
        self.assertContains(self.answer(found), '<meta name="robots" content="noindex">')
        self.assertNotContains(self.client.get("/search/"), "noindex")

    def test_the_page_names_its_twin_with_the_same_query(self):
        page = self.answer(make_found(), "/search/?q=%D0%B0&type=speech&utm_source=x")
        self.assertContains(page, 'href="/api/v1/search/?q=%D0%B0&amp;type=speech"')

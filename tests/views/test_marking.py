"""The words of a search in the page it led to: marked in the text, and nowhere else."""

import re

from django.test import SimpleTestCase

from archive.search import terms_of
from archive.views.marking import mark_page, sought_words
from tests.answers import runs_something
from tests.factories import PUBLISHED, make_debate, make_speech
from tests.views.base import PageTestCase

ADDRESS = "/congresses/11/debates/army/"


def unmarked(html):
    return re.sub(r"</?mark(?: [^>]*)?>", "", html)


class MarkPageTests(SimpleTestCase):
    def marked(self, inside, query="army"):
        page = mark_page(f'<title>army</title><p>army</p><main id="main">{inside}</main><p>army</p>', terms_of(query))
        head, _, rest = page.partition('<main id="main">')
        self.assertEqual(head, "<title>army</title><p>army</p>")
        inside, _, foot = rest.rpartition("</main>")
        self.assertEqual(foot, "<p>army</p>")
        return inside

    def test_words_in_the_text_are_marked(self):
        self.assertEqual(self.marked("<p>The Army of 1922</p>"), "<p>The <mark>Army</mark> of 1922</p>")

    def test_nothing_inside_a_tag_is_touched(self):
        for html in [
            '<p id="army" class="army" data-x="army > army" title=\'army\'>x</p>',
            '<a href="/topics/army/?x=army" aria-label="army">x</a>',
            "<!-- army <p>army</p> -->",
            '<img alt="army" src="army.png">',
        ]:
            with self.subTest(html=html):
                self.assertEqual(self.marked(html), html)

    def test_what_is_for_doing_and_not_for_reading_is_passed_over(self):
        for html in [
            "<nav><ul><li>army<nav>army</nav>army</li></ul></nav>",
            '<script type="application/ld+json">{"name": "army"}</script>',
            "<svg><title>army</title><text>army</text></svg>",
            "<form><label>army</label><textarea>army</textarea><button>army</button></form>",
            '<div class="cite">army<div>army</div>army</div>',
            '<span class="soft visually-hidden">army</span>',
            '<input class="visually-hidden" value="army">',
        ]:
            with self.subTest(html=html):
                self.assertEqual(self.marked(html), html)
                self.assertEqual(self.marked(f"{html}<p>army</p>"), f"{html}<p><mark>army</mark></p>")

    def test_what_is_escaped_stays_escaped(self):
        html = "<p>&lt;script&gt; army &amp;amp; &quot;x&quot; &#x27;y&#x27;</p>"
        self.assertEqual(self.marked(html), html.replace("army", "<mark>army</mark>"))
        self.assertNotIn("<script", self.marked("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "script alert"))

    def test_a_page_without_a_main_part_stays_as_it_is(self):
        self.assertEqual(mark_page("<p>army</p>", terms_of("army")), "<p>army</p>")

    def test_words_that_the_query_was_taken_for_are_marked_as_well(self):
        sought = sought_words(["Bronstein", "Trotsky"])
        self.assertEqual(sought.query, "Bronstein")
        page = mark_page("<main>Trotsky, born Bronstein</main>", sought.terms)
        self.assertEqual(page, "<main><mark>Trotsky</mark>, born <mark>Bronstein</mark></main>")
        self.assertIsNone(sought_words([]))

    def test_a_query_without_a_word_marks_nothing(self):
        for query in ["", "  ", "\0", "!!!", '"" ()', "\u202e"]:
            with self.subTest(query=query):
                self.assertIsNone(sought_words([query]))


class MarkedPageTests(PageTestCase):
    def page(self, mark=None, address=ADDRESS):
        response = self.client.get(address, {"mark": mark} if mark is not None else {})
        self.assertEqual(response.status_code, 200)
        return response.content.decode()

    def test_a_page_without_marks_has_none(self):
        for html in (self.page(), self.page("")):
            self.assertNotIn("<mark", html)
            self.assertNotIn("noindex", html)
            self.assertNotIn('class="marked"', html)

    def test_the_marked_page_is_the_page_with_marks_and_nothing_else(self):
        plain, marked = self.page(), self.page("army learn")
        self.assertIn("<h1>The Red <mark>Army</mark></h1>", marked)
        self.assertIn("<em><mark>learn</mark></em>", marked)
        marked = re.sub(r'\s*<div class="marked">.*?</div>\n', "", unmarked(marked), count=1, flags=re.DOTALL)
        marked = marked.replace('<meta name="robots" content="noindex">', "")
        marked = marked.replace("?mark=army%20learn", "").replace("?mark=army+learn", "")
        self.assertEqual("".join(marked.split()), "".join(plain.split()))

    def test_the_bar_says_what_is_marked_and_leads_back(self):
        html = self.page("army")
        bar = re.search(r'<div class="marked">.*?</div>', html, re.DOTALL)[0]
        self.assertIn("army</mark>", bar)
        self.assertIn('href="/search/?q=army"', bar)
        self.assertIn(f'href="{ADDRESS}"', bar)

    def test_it_is_not_for_the_index_and_names_the_address_without_marks(self):
        html = self.page("army")
        self.assertIn('<meta name="robots" content="noindex">', html)
        self.assertIn(f'<link rel="canonical" href="http://testserver{ADDRESS}">', html)
        self.assertIn(f'type="application/json" href="/api/v1{ADDRESS}"', html)

    def test_the_api_knows_nothing_of_marks(self):
        self.assertEqual(self.client.get(f"/api/v1{ADDRESS}?mark=army").status_code, 400)

    def test_marking_costs_no_query(self):
        self.page("army")
        with self.assertNumQueries(10):
            self.page("army")

    def test_every_entry_has_its_page_marked(self):
        for address, word in [
            ("/congresses/11/", "congress"),
            ("/congresses/11/resolutions/army/", "army"),
            ("/speakers/lenin/", "Lenin"),
            ("/topics/army/", "soldiers"),
            ("/sources/notes/", "notes"),
        ]:
            with self.subTest(address=address):
                self.assertRegex(self.page(word, address).split("</header>", 1)[1], rf"(?i)<mark>{word}</mark>")

    def test_russian_pages_are_marked_too(self):
        self.assertIn("<mark>Армии</mark>", self.page("Армии", f"/ru{ADDRESS}"))

    def test_any_query_is_safe(self):
        text = "<script>alert('x')</script> \"><svg/onload=alert(1)> & &amp; שלום 👩🏽‍🚀 é"
        debate = make_debate(congress=self.congress, slug="hostile", title=text, question=text, status=PUBLISHED)
        make_speech(debate=debate, text=text, attribution=text, heading=text)
        address = debate.get_absolute_url()
        for query in [
            text,
            "script alert svg onload",
            "amp",
            "x",
            "שלום",
            "👩🏽‍🚀",
            '"',
            "\0",
            "a" * 100_000,
            "(" * 500,
            "* OR -",
        ]:
            with self.subTest(query=query[:40]):
                html = self.page(query, address)
                self.assertEqual(runs_something(html), [])
        for raw in ["%ED%A0%80", "%FF%FE", "%00", "%E2%80%AEevil"]:
            self.assertEqual(self.client.get(f"{address}?mark={raw}").status_code, 200)

    def test_a_mark_longer_than_any_query_is_cut(self):
        bar = re.search(r'<div class="marked">.*?</div>', self.page("army " * 20_000), re.DOTALL)[0]
        self.assertIn("army army", bar)
        self.assertLess(len(bar), 3000)

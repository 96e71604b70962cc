"""Searching in a real browser: by keyboard alone, to the paragraph, and in every state of the page."""

from io import StringIO
from itertools import product

from django.conf import settings
from django.core.management import call_command

from tests.browser.axe import violations
from tests.browser.base import ReadersTestCase

STATES = {
    "asked nothing": "/search/",
    "found": "/search/?q=army",
    "found in part": "/search/?q=speaker:Lenin+-famine+foo:bar&type=speech&after=1921&page_size=5",
    "found nothing": "/search/?q=zzzzzz&type=speech",
    "refused": "/search/?q=army&type=nonsense&after=soon",
    "marked": "/congresses/11/debates/red-army/?mark=army",
}


class SearchTests(ReadersTestCase):
    @classmethod
    def load(cls):
        call_command("load_congress", settings.BASE_DIR / "archive/content/congress-11.yaml", stdout=StringIO())

    def titles(self, page):
        return page.locator(".hit .entry__title").all_inner_texts()

    def type_into_the_header(self, page, query):
        """From the top of the page to the box with the Tab key, then the query and Enter."""
        for _ in range(10):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name") == "q":
                break
        page.keyboard.insert_text(query)
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=*")

    def test_a_name_typed_in_the_header_leads_to_the_person_the_debate_and_the_paragraph(self):
        page = self.new_page()
        page.goto("/congresses/")
        self.type_into_the_header(page, "Троцкий")
        self.assertEqual(page.get_by_role("searchbox").input_value(), "Троцкий")
        titles = self.titles(page)
        self.assertEqual(titles[:2], ["Leon Trotsky", "The Red Army"])

        passage = page.locator(".hit", has_text="Speech").locator(".passage__link").first
        self.assertTrue(passage.locator("mark").count())
        passage.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/debates/**?mark=*#speech-*")
        paragraph = page.locator(":target")
        self.assertTrue(paragraph.is_visible())
        self.assertTrue(page.locator("main mark").count() > 1)
        page.get_by_role("link", name="Take the marks away").click()
        page.wait_for_load_state()
        self.assertEqual(page.locator("mark").count(), 0)
        self.assertEqual(self.complaints, [])

    def test_facets_narrow_and_their_chips_widen(self):
        page = self.new_page()
        page.goto("/search/?q=army")
        before = len(self.titles(page))
        page.locator(".facet__option", has_text="Debates").click()
        page.wait_for_url("**type=debate**")
        self.assertLess(len(self.titles(page)), before)
        page.locator(".applied__remove").click()
        page.wait_for_url("**/search/?q=army")
        self.assertEqual(len(self.titles(page)), before)
        self.assertEqual(self.complaints, [])

    def test_facets_are_folded_on_a_phone_and_open_beside_the_results_on_a_desk(self):
        for width, is_open in ((390, False), (1280, True)):
            page = self.new_page(viewport={"width": width, "height": 800})
            page.goto("/search/?q=army")
            self.assertEqual(page.locator(".facet__option").first.is_visible(), is_open)

    def test_it_works_without_a_script(self):
        page = self.new_page(java_script_enabled=False)
        page.goto("/")
        page.get_by_role("searchbox").fill("Bronstein")
        page.get_by_role("button", name="Search").click()
        self.assertEqual(self.titles(page)[0], "Leon Trotsky")

    def test_axe_finds_nothing_in_any_state_in_either_theme(self):
        for scheme in ("light", "dark"):
            page = self.new_page(color_scheme=scheme, bypass_csp=True)
            for (state, address), prefix in product(STATES.items(), ["", "/ru"]):
                with self.subTest(state=state, prefix=prefix, scheme=scheme):
                    page.goto(prefix + address)
                    self.assertEqual(violations(page), [])

    def test_no_state_is_wider_than_a_small_phone(self):
        page = self.new_page(viewport={"width": 320, "height": 640})
        for (state, address), prefix in product(STATES.items(), ["", "/ru"]):
            with self.subTest(state=state, prefix=prefix):
                page.goto(prefix + address)
                page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
                self.assertLessEqual(page.evaluate("document.scrollingElement.scrollWidth"), 320)
                self.assertEqual(self.complaints, [])

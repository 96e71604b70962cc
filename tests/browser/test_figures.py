"""Figures in a real browser: nothing for axe to find with their tables open, no word outside a small telephone."""

from io import StringIO
from itertools import product

from django.conf import settings
from django.core.management import call_command

from tests.browser.axe import COLOURLESS, IN_COLOUR, violations
from tests.browser.base import ReadersTestCase
from tests.factories import PUBLISHED, day, make_congress, make_election, make_link, make_resolution, make_speaker

PAGES = [
    "/",
    "/timeline/",
    "/congresses/11/",
    "/congresses/12/people/",
    "/speakers/lenin/",
    "/congresses/11/debates/political-report/",
    "/congresses/11/debates/red-army/",
    "/congresses/12/resolutions/on-everything/",
]
OPEN_TABLES = "document.querySelectorAll('.chart details').forEach(details => details.open = true)"
OUTSIDE = """[...document.querySelectorAll('.chart__drawing text')]
    .filter(text => text.getBoundingClientRect().right > innerWidth || text.getBoundingClientRect().left < 0)
    .map(text => text.textContent.trim())"""
UNSEEN = """[...document.querySelectorAll('.chart')].filter(figure => {
    const table = figure.querySelector('details:not(.no-print) table');
    return table && !table.checkVisibility({contentVisibilityAuto: true});
}).length"""


class FigureTests(ReadersTestCase):
    """All twenty-eight congresses beside the real 11th, with long names of everything."""

    @classmethod
    def load(cls):
        call_command("load_congress", settings.BASE_DIR / "archive/content/congress-11.yaml", stdout=StringIO())
        others = {
            number: make_congress(
                number=number,
                opened_on=day(f"{1895 + number * 3}-07-30"),
                closed_on=day(f"{1895 + number * 3}-08-23"),
                city="Brussels, then London",
                party_name=f"Russian Social Democratic Labour Party ({number // 5})",
                delegates_decisive=number * 180,
                delegates_consultative=405 if number % 4 else None,
                status=PUBLISHED,
            )
            for number in range(1, 29)
            if number != 11
        }
        person = make_speaker(name="N" * 120, sort_name="N" * 120, status=PUBLISHED)
        for body in ("central_committee", "politburo", "editorial_board"):
            make_election(congress=others[12], speaker=person, body=body)
            make_election(congress=others[10], speaker=person, body=body, office="candidate")
        resolution, other = (
            make_resolution(congress=others[number], slug=slug, title="On everything " * 15, status=PUBLISHED)
            for number, slug in ((12, "on-everything"), (20, "later"))
        )
        make_link(resolution=resolution, outside_title="Document outside the archive " * 6, kind="implements")
        make_link(resolution=other, to=resolution, kind="implements")

    def test_axe_finds_nothing_with_the_tables_open(self):
        for scheme, width in (("light", 1280), ("dark", 390)):
            page = self.new_page(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
            for address, prefix in product(PAGES, ["", "/ru"]):
                with self.subTest(address=prefix + address, scheme=scheme):
                    page.goto(prefix + address)
                    page.evaluate(OPEN_TABLES)
                    self.assertEqual(violations(page, **COLOURLESS), [])
                    # The colours beside the figures are those of the page with its tables closed.
                    self.assertEqual(violations(page, ".chart", **IN_COLOUR), [])

    def test_no_word_of_a_figure_leaves_a_small_phone(self):
        page = self.new_page(viewport={"width": 320, "height": 640})
        for address, prefix in product(PAGES, ["", "/ru"]):
            with self.subTest(address=prefix + address):
                page.goto(prefix + address)
                self.assertGreater(page.locator(".chart__drawing").count(), 0)
                self.assertEqual(page.evaluate(OUTSIDE), [])
                self.assertEqual(self.complaints, [])

    def test_paper_shows_the_tables_that_the_page_does_not_have_beside(self):
        page = self.new_page()
        page.emulate_media(media="print")
        for address in PAGES:
            with self.subTest(address=address):
                page.goto(address)
                self.assertEqual(page.evaluate(UNSEEN), 0)

    def test_a_figure_is_walked_with_the_keyboard(self):
        page = self.new_page()
        page.goto("/congresses/11/")
        link = page.locator(".chart--calendar a").first
        link.focus()
        self.assertNotEqual(link.evaluate("element => getComputedStyle(element).outlineStyle"), "none")
        page.keyboard.press("Enter")
        self.assertTrue(page.url.endswith("/congresses/11/#sitting-1"))

"""Every kind of public page in a real browser: nothing for axe to find, nothing too wide, nothing blocked."""

import gzip
from importlib.resources import files
from io import StringIO
from itertools import product

from django.conf import settings
from django.core.management import call_command

from tests.browser.base import BrowserTestCase

PAGES = [
    "/",
    "/about/",
    "/timeline/",
    "/congresses/",
    "/congresses/11/",
    "/congresses/11/people/",
    "/congresses/1/",
    "/congresses/28/",
    "/congresses/8/people/",
    "/congresses/11/debates/red-army/",
    "/congresses/11/debates/political-report/",
    "/congresses/11/resolutions/former-workers-opposition/",
    "/debates/",
    "/resolutions/?after=1922-04",
    "/resolutions/?after=soon",
    "/speeches/?speaker=lenin",
    "/speakers/?body=orgburo",
    "/speakers/?after=1950",
    "/speakers/trotsky/",
    "/topics/",
    "/topics/red-army/",
    "/sources/?page=2&page_size=10",
    "/sources/lenin-pss-45/",
    "/sources/lenin-pss-45/cite/",
    "/congresses/11/debates/red-army/cite/?part=speech-1-p1",
    "/congresses/11/debates/red-army/cite/?part=speech-99",
    "/no/such/page/",
    "/api/docs/",
]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


class PublicPageTests(BrowserTestCase):
    def setUp(self):
        for name in ("congress-11.yaml", "congresses.yaml"):
            call_command("load_congress", settings.BASE_DIR / "archive/content" / name, stdout=StringIO())

    def visit(self, page, address):
        page.goto(address)
        # A page that is missing is a page too; the browser's own word on its status is not a complaint of ours.
        return [text for text in self.complaints if "404" not in text]

    def test_axe_finds_nothing_in_either_theme(self):
        for scheme in ("light", "dark"):
            # axe is put in from outside, which the site's own policy forbids to everybody else.
            page = self.new_page(color_scheme=scheme, bypass_csp=True)
            for address, prefix in product(PAGES, ["", "/ru"]):
                if address.startswith("/api") and prefix:
                    continue
                with self.subTest(address=prefix + address, scheme=scheme):
                    page.goto(prefix + address)
                    page.evaluate(AXE)
                    found = page.evaluate("axe.run().then(result => result.violations)")
                    self.assertEqual([(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found], [])

    def test_no_page_is_wider_than_a_small_phone(self):
        page = self.new_page(viewport={"width": 320, "height": 640})
        for address in PAGES:
            with self.subTest(address=address):
                complaints = self.visit(page, address)
                self.assertLessEqual(page.evaluate("document.scrollingElement.scrollWidth"), 320)
                self.assertEqual(complaints, [])

    def test_pages_ask_for_nothing_outside_and_stay_within_the_budget(self):
        page = self.new_page()
        answers = []
        page.on("response", lambda answer: answers.append(answer))
        self.visit(page, "/congresses/11/debates/political-report/")
        page.wait_for_load_state("networkidle")
        self.assertEqual({answer.url.split("/")[2] for answer in answers}, {self.live_server_url.split("/")[2]})
        # The test server sends style sheets as they are; the real one sends them compressed, and better than this.
        # Fonts are compressed already and hardly change.
        self.assertLess(sum(len(gzip.compress(answer.body())) for answer in answers), 150_000)

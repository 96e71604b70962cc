"""axe finds nothing on any page: each theme and language is a class of its own, so that workers share them."""

from importlib.resources import files

from tests.browser.base import BrowserTestCase
from tests.pages import load_archive, pages_in

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
#: A small phone, a tablet, a screen.
WIDTHS = (320, 768, 1280)


class AxeTestCase(BrowserTestCase):
    __test__ = False
    scheme = language = ""

    def setUp(self):
        load_archive()

    def test_axe_finds_nothing(self):
        # axe is put in from outside, which the site's own policy forbids to everybody else.
        page = self.new_page(color_scheme=self.scheme, bypass_csp=True, reduced_motion="reduce")
        for address in pages_in(self.language):
            page.goto(address)
            page.evaluate(AXE)
            for width in WIDTHS:
                with self.subTest(address=address, width=width):
                    page.set_viewport_size({"width": width, "height": 900})
                    found = page.evaluate(
                        "axe.run({preload: false, resultTypes: ['violations']}).then(result => result.violations)"
                    )
                    self.assertEqual([(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found], [])


class EnglishLightTests(AxeTestCase):
    __test__ = True
    scheme, language = "light", "en"


class EnglishDarkTests(AxeTestCase):
    __test__ = True
    scheme, language = "dark", "en"


class RussianLightTests(AxeTestCase):
    __test__ = True
    scheme, language = "light", "ru"


class RussianDarkTests(AxeTestCase):
    __test__ = True
    scheme, language = "dark", "ru"

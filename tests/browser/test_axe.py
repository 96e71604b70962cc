"""axe finds nothing on any page: each language is a class of its own, so that workers share them."""

from tests.browser.axe import COLOURLESS, IN_COLOUR, violations
from tests.browser.base import ReadersTestCase
from tests.pages import pages_in

#: A small phone, a tablet, a screen.
WIDTHS = (320, 768, 1280)


class AxeTestCase(ReadersTestCase):
    __test__ = False
    language = ""
    #: At which widths the colours of each theme are looked at.
    colours = {}

    def test_axe_finds_nothing(self):
        page = self.new_page(color_scheme="light", bypass_csp=True, reduced_motion="reduce")
        for address in pages_in(self.language):
            page.emulate_media(color_scheme="light")
            page.goto(address)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                with self.subTest(address=address, width=width):
                    self.assertEqual(violations(page, **COLOURLESS), [])
            for scheme, widths in self.colours.items():
                page.emulate_media(color_scheme=scheme)
                for width in widths:
                    page.set_viewport_size({"width": width, "height": 900})
                    with self.subTest(address=address, width=width, scheme=scheme):
                        self.assertEqual(violations(page, **IN_COLOUR), [])


class EnglishTests(AxeTestCase):
    __test__ = True
    language, colours = "en", {"light": (1280,), "dark": (320,)}


class RussianTests(AxeTestCase):
    __test__ = True
    language, colours = "ru", {"light": (320,), "dark": (1280,)}

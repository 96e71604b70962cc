"""A reference that is filled in says what the processor would say."""

from django.test import SimpleTestCase

from archive.interchange.style_patterns import filled_in
from archive.interchange.style_repairs import prepared
from archive.interchange.styles import STYLES, _processed

TITLES = [
    "The land question: debate, 11th Congress of the RCP(b), 27 March – 2 April 1922",
    "On the unity of the Party and of iPhones, NEP and the rest: a debate",
    "О профсоюзах: прения, XI съезд РКП(б)",
    "What is to be done? A debate. of the second",
    "a",
    "Bread // and land  at   last",
]
#: They end or hold what the processor looks at.
UNFIT = ["What is to be done?", "“Bread”", "On “bread” and land", "", "Enough.", "Bread <land>"]


class StylePatternTests(SimpleTestCase):
    def item(self, title, url="https://archive.test/congresses/11/debates/land/?version=3"):
        item = {"id": "x", "type": "webpage", "title": title, "container-title": "Congress Archive", "URL": url}
        return {**item, "author": [{"literal": "Editors"}], "issued": {"date-parts": [[2026, 11, 30]]}}

    def test_a_filled_in_reference_is_what_the_processor_gives(self):
        for style in STYLES:
            for title in TITLES:
                with self.subTest(style=style, title=title):
                    item = prepared(self.item(title), style, "en")
                    self.assertEqual(filled_in(item, _processed, style, "en"), _processed(item, style, "en"))

    def test_an_anonymous_work_too_whose_title_is_said_twice(self):
        for style in STYLES:
            with self.subTest(style=style):
                item = self.item("Bread and land")
                del item["author"]
                item = prepared(item, style, "en")
                written = filled_in(item, _processed, style, "en")
                self.assertIn(written, {None, _processed(item, style, "en")})

    def test_the_processor_is_asked_where_a_title_or_an_address_is_out_of_the_ordinary(self):
        for title in UNFIT:
            with self.subTest(title=title):
                self.assertIsNone(filled_in(self.item(title), _processed, "chicago", "en"))
        self.assertIsNone(filled_in(self.item("Bread", url=""), _processed, "chicago", "en"))

"""On a page in one language, every passage in the other says so."""

import re
from html.parser import HTMLParser

from django.test import TestCase

from tests.pages import ABSENT, PAGES, load_archive, pages_in

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
#: Elements whose text is no prose: code, what a browser keeps to itself, and its title, which has no mark-up.
SILENT = {"script", "style", "code", "pre", "kbd", "title"}
IN_CYRILLIC = {"ru", "uk"}
CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
#: Three words in a row make a passage. A name, an abbreviation or a numeral alone is read out well enough.
LATIN_PASSAGE = re.compile(r"[A-Za-z][\w’'-]+(?:[\s,;:.()“”–-]+[A-Za-z][\w’'-]*){2,}")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|/\S*/")
#: Passages in Latin letters that are the same in every language.
INTERNATIONAL = [r"CC[\s-]BY(?:-SA)?(?: \d\.\d)?", r"[IVXLC]+", r"BibTeX|RIS|CSL|JSON|API|Wikidata|VIAF|ISBN|DOI"]


class Passages(HTMLParser):
    """The texts of a page, each with the language of the element it stands in."""

    def __init__(self, html):
        super().__init__()
        self.open, self.found = [("", "", False)], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        language = attributes.get("lang", self.open[-1][1])
        silent = self.open[-1][2] or tag in SILENT
        for name in ("alt", "aria-label", "title", "placeholder"):
            if attributes.get(name):
                self.found.append((language, attributes[name]))
        if tag not in VOID:
            self.open.append((tag, language, silent))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        _tag, language, silent = self.open[-1]
        if data.strip() and not silent:
            self.found.append((language, " ".join(data.split())))


class MarkedLanguageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_archive()

    def passages(self, address):
        """The passages of a page below <head>, whose title can have no language of its own."""
        return Passages(self.client.get(address).content.decode()).found

    def test_russian_on_an_english_page_says_so(self):
        seen = 0
        for address in pages_in("en"):
            for language, text in self.passages(address):
                if CYRILLIC.search(text):
                    seen += 1
                    with self.subTest(address=address, text=text):
                        self.assertIn(language, IN_CYRILLIC)
        self.assertGreater(seen, 100)

    def test_english_on_a_russian_page_says_so(self):
        seen = 0
        for address in pages_in("ru"):
            for language, text in self.passages(address):
                rest = ADDRESS.sub(" ", text)
                for word in INTERNATIONAL:
                    rest = re.sub(rf"\b(?:{word})\b", " ", rest)
                passage = LATIN_PASSAGE.search(rest)
                if passage:
                    seen += 1
                    with self.subTest(address=address, passage=passage[0][:80]):
                        self.assertNotEqual(language, "ru")
        self.assertGreater(seen, 300)

    def test_the_page_itself_says_its_language(self):
        for language in ("en", "ru"):
            for address in pages_in(language):
                with self.subTest(address=address):
                    self.assertIn(f'<html lang="{language}"', self.client.get(address).content.decode())

    def test_every_page_is_there(self):
        for address in PAGES:
            with self.subTest(address=address):
                self.assertEqual(self.client.get(address).status_code, 404 if address in ABSENT else 200)

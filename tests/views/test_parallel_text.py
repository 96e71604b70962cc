"""A text and its original: side by side by paragraph, each with its language, and one switch for a phone."""

import re

from tests.factories import PUBLISHED, make_clause, make_congress, make_debate, make_resolution, make_speech
from tests.views.base import PageTestCase


def columns(page):
    """What stands beside what: (text, original) for each row."""
    rows = re.findall(r'parallel__text">(.*?)</div>\s*<div class="parallel__original(.*?)</div>', page, re.DOTALL)
    return [tuple(re.findall(r"<p [^>]*>([^<]*?) ?(?=<)", cell) for cell in row) for row in rows]


class ParallelTextTests(PageTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.congress = make_congress(number=12, status=PUBLISHED)
        cls.both = make_debate(congress=cls.congress, slug="both", status=PUBLISHED)
        speech = {"debate": cls.both, "rendering": "translation", "language": "en"}
        make_speech(position=1, text="One.\n\nTwo.", original_text="Раз.\n\nДва.", **speech)
        make_speech(position=2, text="Three.", original_text="Три.\n\nИ ещё.", **speech)
        make_speech(position=3, text="Alone.", **speech)

    def page(self, address, language=""):
        return self.client.get(f"{language}{address}").content.decode()

    def test_paragraph_stands_by_paragraph(self):
        rows = columns(self.page("/congresses/12/debates/both/"))
        self.assertEqual(rows[:2], [(["One."], ["Раз."]), (["Two."], ["Два."])])

    def test_texts_with_unequal_numbers_of_paragraphs_stand_side_by_side_whole(self):
        rows = columns(self.page("/congresses/12/debates/both/"))
        self.assertEqual(rows[2:], [(["Three."], ["Три.", "И ещё."])])

    def test_ids_are_unique_and_only_the_text_has_them(self):
        page = self.page("/congresses/12/debates/both/")
        ids = re.findall(r'\sid="([^"]*)"', page)
        self.assertEqual(len(ids), len(set(ids)))
        paragraphs = [each for each in ids if re.fullmatch(r"speech-\d+-p\d+", each)]
        self.assertEqual(paragraphs, ["speech-1-p1", "speech-1-p2", "speech-2-p1", "speech-3-p1"])

    def test_each_side_says_its_language_where_it_is_not_the_page_s(self):
        english, russian = (self.page("/congresses/12/debates/both/", prefix) for prefix in ("", "/ru"))
        self.assertEqual(english.count('class="parallel__original flow" lang="ru"'), 3)
        self.assertEqual(russian.count('class="parallel__original flow">'), 3)
        self.assertRegex(russian, r'id="speech-1-p1" dir="auto" lang="en"')

    def test_the_switch_stands_once_and_begins_with_the_reader_s_language(self):
        for prefix, chosen in [("", "show-text"), ("/ru", "show-original")]:
            with self.subTest(prefix=prefix):
                page = self.page("/congresses/12/debates/both/", prefix)
                self.assertEqual(re.findall(r'id="(show-\w+)" checked', page), [chosen])

    def test_a_page_without_an_original_has_no_switch(self):
        self.assertNotIn("text-switch", self.page("/congresses/11/debates/army/"))

    def test_clauses_of_a_resolution_have_it_too(self):
        resolution = make_resolution(congress=self.congress, slug="both", status=PUBLISHED)
        make_clause(resolution=resolution, position=1, text="It is kept.", original_text="Сохранить.")
        page = self.page("/congresses/12/resolutions/both/")
        self.assertEqual(columns(page), [(["It is kept."], ["Сохранить."])])
        self.assertEqual(page.count('<fieldset class="text-switch"'), 1)

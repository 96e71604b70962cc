"""References in the four styles: what a careful reader of each manual expects, and nothing that can break a page."""

import re
import subprocess
import sys
import warnings

from django.test import SimpleTestCase
from django.utils import translation

from archive.interchange.styles import STYLES, format_item, preferred_style, styles_in_order
from tests.interchange.items import ARTICLE, BOOK, EDITED, FILE, HOSTILE, SPEECH, UNSIGNED


def text(item, style, language="en"):
    with translation.override(language):
        return format_item(item, STYLES[style]).text


class StyleTests(SimpleTestCase):
    URL = "https://archive.example/congresses/11/debates/army/#speech-3-p2"

    def test_a_speech_read_in_the_archive(self):
        title = "The Red Army: Closing Word, Paragraph 2, 11th Congress of the RCP(b)"
        self.assertEqual(
            text(SPEECH, "chicago"), f"Trotsky, Leon. “{title}.” Congress Archive, March 30, 1922. {self.URL}."
        )
        self.assertEqual(
            text(SPEECH, "apa"),
            "Trotsky, L. (1922, March 30). The Red Army: closing word, paragraph 2, 11th Congress of the RCP(b). "
            f"Congress Archive. {self.URL}",
        )
        self.assertEqual(text(SPEECH, "mla"), f"Trotsky, Leon. “{title}.” Congress Archive, 30 Mar. 1922, {self.URL}.")
        self.assertEqual(
            text(SPEECH, "gost"),
            "Trotsky L. The Red Army: closing word, paragraph 2, 11th Congress of the RCP(b) [Электронный ресурс] // "
            f"Congress Archive. 30.03.1922. URL: {self.URL}.",
        )

    def test_a_russian_book(self):
        self.assertEqual(text(BOOK, "gost"), "Ленин В. И. Полное собрание сочинений, т. 45. Москва: Политиздат, 1970.")
        for style, expected in {
            "chicago": "Ленин, В. И. Полное собрание сочинений, т. 45. Москва: Политиздат, 1970.",
            "apa": "Ленин, В. И. (1970). Полное собрание сочинений, т. 45. Политиздат.",
            "mla": "Ленин, В. И. Полное собрание сочинений, т. 45. Политиздат, 1970.",
        }.items():
            for language in ("en", "ru"):
                with self.subTest(style=style, language=language):
                    self.assertEqual(text(BOOK, style, language), expected)

    def test_pages_are_kept_whole(self):
        self.assertIn(", 2007, 21–54.", text(ARTICLE, "chicago"))
        self.assertIn(", pp. 21–54.", text(ARTICLE, "mla"))
        self.assertIn(", с. 21–54.", text(ARTICLE, "mla", "ru"))
        self.assertIn("pp. 7–38.", text({**ARTICLE, "page": "7-38"}, "mla"))

    def test_given_names_are_whole_where_the_style_has_them_whole(self):
        self.assertTrue(text(ARTICLE, "chicago").startswith("Allen, Barbara C., and A Collective. "))
        self.assertTrue(text(ARTICLE, "apa").startswith("Allen, B. C., & A Collective. "))

    def test_an_editor_is_named_once_and_as_an_editor(self):
        self.assertTrue(text(EDITED, "chicago").startswith("Gregor, Richard, ed. Resolutions"))
        self.assertTrue(text(EDITED, "apa").startswith("Gregor, R. (Ed.). (1974). Resolutions"))
        self.assertTrue(text(EDITED, "mla").startswith("Gregor, Richard, editor. Resolutions"))
        self.assertIn("/ под ред. R. Gregor", text(EDITED, "gost"))
        for style in STYLES:
            self.assertEqual(text(EDITED, style).count("Gregor"), 1)

    def test_an_unsigned_work_names_nothing_twice(self):
        title, work = "Eleventh Congress", "Great Soviet Encyclopedia"
        for style in STYLES:
            for language in ("en", "ru"):
                with self.subTest(style=style, language=language):
                    reference = text(UNSIGNED, style, language)
                    self.assertEqual((reference.count(title), reference.count(work)), (1, 1), reference)
                    self.assertIn(UNSIGNED["URL"], reference)

    def test_an_archive_file_says_where_it_lies(self):
        for style in STYLES:
            with self.subTest(style=style):
                reference = text(FILE, style)
                self.assertIn("оп. 1, д. 5", reference)
                self.assertEqual(reference.lower().count("stenogram"), 1)

    def test_russian_dates_are_in_the_genitive_and_in_order(self):
        self.assertIn("30 марта 1922", text(SPEECH, "chicago", "ru"))
        self.assertIn("(1922, 30 марта)", text(SPEECH, "apa", "ru"))

    def test_quotation_marks_inside_others_are_the_other_kind(self):
        item = {**SPEECH, "title": "On “The Army”"}
        self.assertIn("“On ‘The Army.’”", text(item, "mla"))
        russian = {**SPEECH, "title": "О «Красной Армии»", "language": "ru"}
        self.assertIn("«О „Красной Армии“»", text(russian, "chicago", "ru"))

    def test_no_stop_is_doubled(self):
        item = {**BOOK, "title": "Стенографический отчёт. 27 марта – 2 апреля 1922 г."}
        for style in STYLES:
            self.assertNotRegex(text(item, style), r"\.\s*\.")

    def test_the_preferred_style_comes_first(self):
        for language, key in [("en", "chicago"), ("ru", "gost")]:
            with translation.override(language):
                self.assertEqual(styles_in_order()[0], preferred_style())
                self.assertEqual(preferred_style().key, key)
                self.assertEqual(len(styles_in_order()), 4)

    def test_the_processor_has_nothing_to_say(self):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            for item in (SPEECH, BOOK, ARTICLE, EDITED, UNSIGNED, FILE):
                for style in STYLES:
                    text({**item, "id": f"{item['id']}-fresh"}, style)

    def test_nothing_is_parsed_before_it_is_asked_for(self):
        program = (
            "import sys, django; django.setup(); import archive.views.citing, archive.api.urls;"
            "sys.exit('citeproc' in sys.modules)"
        )
        subprocess.run([sys.executable, "-c", program], check=True)


class HostileStyleTests(SimpleTestCase):
    def test_no_text_becomes_mark_up(self):
        for hostile in HOSTILE:
            item = {
                **UNSIGNED,
                "title": hostile,
                "container-title": hostile,
                "author": [{"family": hostile, "given": hostile}],
                "language": hostile,
            }
            for style in STYLES:
                with self.subTest(text=hostile[:40], style=style):
                    formatted = format_item(item, STYLES[style])
                    self.assertEqual(re.sub(r"</?i>", "", formatted.html).count("<"), 0)
                    self.assertEqual(formatted.html.count("<i>"), formatted.html.count("</i>"))
                    self.assertNotRegex(formatted.text, "[\ue000-\ue00f\n\r\x00]")

    def test_a_text_is_kept_as_it_is(self):
        for hostile in ("<b>bold</b> & co", '<span class="nocase">x</span>', "{0} %s {{ x }}"):
            with self.subTest(text=hostile):
                self.assertIn(hostile, text({**BOOK, "title": hostile}, "gost"))

    def test_strange_items_are_formatted_all_the_same(self):
        bare = {"id": "x", "title": "T"}
        for kind in ("book", "chapter", "article-journal", "webpage", "entry-encyclopedia", "manuscript", "document"):
            for item in (
                {**bare, "type": kind},
                {**bare, "type": kind, "URL": "https://example.org/"},
                {**bare, "type": kind, "editor": [{"literal": "E"}, {"family": "F", "given": "G"}]},
                {**bare, "type": kind, "page": "iv–xii, 7", "issued": {"date-parts": [[988]]}},
                {**bare, "type": kind, "publisher": "P"},
                {**bare, "type": kind, "publisher-place": "Q", "container-title": "C"},
            ):
                for style in STYLES:
                    for language in ("en", "ru"):
                        with self.subTest(item=item, style=style, language=language):
                            reference = text(item, style, language)
                            self.assertIn("T", reference)
                            self.assertNotRegex(reference, r"\s[,.:]|[,:]\s*[.,:]|\.\.|\(\)")

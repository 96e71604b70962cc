"""What is written is read back as it was by other people's parsers, whatever stands in it."""

import json

import bibtexparser
import rispy
from bibtexparser.middlewares import NormalizeFieldKeys, SeparateCoAuthors, SplitNameParts
from django.test import SimpleTestCase

from archive.interchange.formats import FORMATS
from archive.interchange.text import one_line
from tests.interchange.items import ARTICLE, BOOK, EDITED, FILE, HOSTILE, SPEECH, UNSIGNED

ALL = [SPEECH, BOOK, ARTICLE, EDITED, UNSIGNED, FILE]


def written(extension, *items):
    return FORMATS[extension].write(list(items)).decode("utf-8")


def hostile_item(text):
    """An item in which every text is this one."""
    return {
        "id": "source-hostile",
        "type": "chapter",
        "title": text,
        "author": [{"family": text, "given": text}, {"literal": text}],
        "editor": [{"literal": text}],
        "container-title": text,
        "publisher": text,
        "publisher-place": text,
        "page": text,
        "archive_location": text,
        "note": text,
        "URL": "https://example.org/" + text,
        "issued": {"date-parts": [[1922, 3]]},
        "language": text,
    }


class BibtexTests(SimpleTestCase):
    def read(self, text):
        library = bibtexparser.parse_string(text)
        self.assertEqual(library.failed_blocks, [])
        return library.entries

    def test_every_item_is_one_entry_with_its_fields(self):
        entries = self.read(written("bib", *ALL))
        self.assertEqual([entry.key for entry in entries], [item["id"] for item in ALL])
        kinds = ["misc", "book", "article", "book", "incollection", "unpublished"]
        self.assertEqual([entry.entry_type for entry in entries], kinds)
        speech = {field.key: field.value for field in entries[0].fields}
        self.assertEqual(speech["title"], f"{{{SPEECH['title']}}}")
        self.assertEqual((speech["author"], speech["date"], speech["year"]), ("Trotsky, Leon", "1922-03-30", "1922"))
        self.assertEqual((speech["url"], speech["version"]), (SPEECH["URL"], SPEECH["version"]))
        self.assertEqual({field.key: field.value for field in entries[2].fields}["pages"], "21--54")

    def test_names_are_read_as_the_names_they_are(self):
        names = [NormalizeFieldKeys(), SeparateCoAuthors(), SplitNameParts()]
        library = bibtexparser.parse_string(written("bib", BOOK, ARTICLE), append_middleware=names)
        [lenin] = library.entries_dict["source-pss-45"]["author"]
        self.assertEqual((lenin.last, lenin.first), (["Ленин"], ["В.", "И."]))
        allen, collective = library.entries_dict["source-letter"]["author"]
        self.assertEqual((allen.last, collective.last), (["Allen"], ["{A Collective}"]))

    def test_an_and_or_a_comma_in_a_name_makes_no_second_person(self):
        item = {**BOOK, "author": [{"family": "Marx and Engels", "given": "K., F."}, {"literal": "Sons and Daughters"}]}
        library = bibtexparser.parse_string(written("bib", item), append_middleware=[SeparateCoAuthors()])
        authors = library.entries_dict["source-pss-45"]["author"]
        self.assertEqual(authors, ["{Marx and Engels}, {K., F.}", "{Sons and Daughters}"])

    def test_hostile_text_makes_no_second_entry_and_no_command(self):
        for text in HOSTILE:
            with self.subTest(text=text[:40]):
                document = written("bib", hostile_item(text), BOOK)
                entries = self.read(document)
                self.assertEqual([entry.key for entry in entries], ["source-hostile", "source-pss-45"])
                self.assertEqual(document.count("{"), document.count("}"))
                self.assertNotRegex(document, r"\\(?!textbackslash|textbrace|textascii|[&%$#_])")
                self.assertEqual(len(document.split("\n")), len(written("bib", hostile_item("x"), BOOK).split("\n")))

    def test_tex_is_spelt_out(self):
        document = written("bib", {**BOOK, "title": r"50% & $a_1$ {x} \y ~z ^w #1"})
        spelt = r"50\% \& \$a\_1\$ \textbraceleft{}x\textbraceright{} \textbackslash{}y \textasciitilde{}z"
        self.assertIn(spelt + r" \textasciicircum{}w \#1", document)


class RisTests(SimpleTestCase):
    def test_every_item_is_one_record_with_its_fields(self):
        records = rispy.loads(written("ris", *ALL))
        self.assertEqual([record["id"] for record in records], [item["id"] for item in ALL])
        kinds = ["ELEC", "BOOK", "JOUR", "BOOK", "ENCYC", "MANSCPT"]
        self.assertEqual([record["type_of_reference"] for record in records], kinds)
        speech, book, article = records[:3]
        self.assertEqual(speech["authors"], ["Trotsky, Leon"])
        self.assertEqual((speech["title"], speech["year"]), (SPEECH["title"], "1922"))
        self.assertEqual((speech["date"], speech["urls"]), ("1922/03/30/", [SPEECH["URL"]]))
        self.assertEqual((book["title"], book["language"]), (BOOK["title"], "ru"))
        self.assertEqual(article["authors"], ["Allen, Barbara C.", "A Collective"])
        self.assertEqual((article["start_page"], article["end_page"]), ("21", "54"))

    def test_lines_end_as_the_format_has_it(self):
        document = written("ris", SPEECH)
        self.assertEqual(document.count("\n"), document.count("\r\n"))
        self.assertTrue(document.endswith("ER  - \r\n"))

    def test_hostile_text_makes_no_second_record_and_no_tag(self):
        for text in HOSTILE:
            with self.subTest(text=text[:40]):
                document = written("ris", hostile_item(text), BOOK)
                records = rispy.loads(document)
                self.assertEqual([record["id"] for record in records], ["source-hostile", "source-pss-45"])
                self.assertEqual(records[0]["title"], one_line(text))
                for line in document.splitlines():
                    self.assertRegex(line, r"^$|^[A-Z][A-Z0-9]  - ")

    def test_a_partial_date_keeps_its_slashes(self):
        for parts, date in [([1922], "1922///"), ([1922, 3], "1922/03//"), ([1922, 3, 7], "1922/03/07/")]:
            with self.subTest(parts=parts):
                self.assertIn(f"DA  - {date}\r\n", written("ris", {**BOOK, "issued": {"date-parts": [parts]}}))


class CslJsonTests(SimpleTestCase):
    def test_it_is_the_items(self):
        self.assertEqual(json.loads(written("json", *ALL)), ALL)
        self.assertIn("Полное собрание", written("json", BOOK))

    def test_hostile_text_stays_a_text(self):
        items = [hostile_item(text) for text in HOSTILE]
        self.assertEqual(json.loads(written("json", *items)), items)

"""Names, numbers and dates in the reader's language."""

from types import SimpleNamespace

from django.test import SimpleTestCase
from django.utils.translation import override

from archive.dates import PartialDate
from archive.templatetags.archive_numbers import as_time, as_time_both, number, ordinal
from archive.templatetags.archive_parallel import parallel_rows
from archive.templatetags.archive_prose import excerpt, plain
from archive.templatetags.archive_text import (
    after_ordinal,
    families,
    full_stop,
    in_its_language,
    lang_attribute,
    language_in_words,
    named,
    named_otherwise,
)


def congress(title, original_title=""):
    return SimpleNamespace(title=title, original_title=original_title)


class EnglishTestCase(SimpleTestCase):
    def setUp(self):
        self.enterContext(override("en"))


class NumberTests(EnglishTestCase):
    def test_english_ordinals(self):
        for value, expected in {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th"}.items():
            self.assertEqual(ordinal(value), expected)
        self.assertEqual([ordinal(21), ordinal(22), ordinal(111), ordinal(28)], ["21st", "22nd", "111th", "28th"])

    def test_russian_ordinals_have_cases(self):
        with override("ru"):
            cases = [ordinal(11), ordinal(11, "genitive"), ordinal(3, "prepositional")]
        self.assertEqual(cases, ["11-й", "11-го", "3-м"])

    def test_thousands_are_grouped_as_the_language_does(self):
        self.assertEqual(number(532000), "532,000")
        with override("ru"):
            self.assertEqual(number(532000), "532\xa0000")


class NameTests(EnglishTestCase):
    entry = SimpleNamespace(name="Lenin <b>", original_name="Ленин")

    def test_the_reader_gets_the_name_in_the_own_language_first(self):
        self.assertEqual(named(self.entry), "Lenin <b>")
        self.assertEqual(named_otherwise(self.entry), '<span lang="ru">Ленин</span>')
        with override("ru"):
            self.assertEqual(named(self.entry), "Ленин")
            self.assertEqual(named_otherwise(self.entry), '<span lang="en">Lenin &lt;b&gt;</span>')

    def test_an_entry_with_one_name_has_no_other(self):
        entry = SimpleNamespace(name="Lenin", original_name="")
        self.assertEqual(named_otherwise(entry), "")
        with override("ru"):
            self.assertEqual(named(entry), '<span lang="en">Lenin</span>')

    def test_a_title_can_stand_without_its_number(self):
        self.assertEqual(after_ordinal(congress("11th Congress of the RCP(b)")), "Congress of the RCP(b)")
        self.assertEqual(after_ordinal(congress("4th (Unity) Congress of the RSDLP")), "(Unity) Congress of the RSDLP")
        self.assertEqual(after_ordinal(congress("Congress 11")), "")
        self.assertEqual(after_ordinal(congress("Extraordinary 21st Congress")), "")
        for title in (
            "Одиннадцатый съезд РКП(б)",
            "XI съезд РКП(б)",
            "Двадцать первый съезд РКП(б)",
            "11-й съезд РКП(б)",
        ):
            with override("ru"):
                self.assertEqual(after_ordinal(congress("", title)), "съезд РКП(б)")

    def test_languages_are_marked_only_where_they_change(self):
        self.assertEqual(lang_attribute("en"), "")
        self.assertEqual(lang_attribute("ru"), ' lang="ru"')
        self.assertEqual(lang_attribute('"><x'), ' lang="&quot;&gt;&lt;x"')
        self.assertEqual(in_its_language("Москва"), '<span lang="ru">Москва</span>')
        self.assertEqual(in_its_language("1922"), "1922")
        self.assertEqual(
            [language_in_words("pt"), language_in_words("xx"), language_in_words("")], ["Portuguese", "xx", ""]
        )

    def test_names_of_authors_are_shortened(self):
        source = SimpleNamespace(authors="Lenin, V. I.\nvon Hagen, Mark", editors="")
        self.assertEqual(families(source), "Lenin, von Hagen")
        self.assertEqual(
            [full_stop("Lenin, V. I."), full_stop("von Hagen, Mark")], ["Lenin, V. I.", "von Hagen, Mark."]
        )


class TextTests(EnglishTestCase):
    def test_an_excerpt_is_cut_between_words(self):
        self.assertEqual(excerpt("one  two\nthree", 9), "one two …")
        self.assertEqual(excerpt("one", 9), "one")
        self.assertEqual(excerpt("x" * 20, 9), "xxxxxxxxx …")

    def test_plain_prose_has_no_marks(self):
        self.assertEqual(plain("*One*\n\n- two <b>"), "One two <b>")
        self.assertEqual(plain("In *Pravda*, [page 2](https://example.org/)."), "In Pravda, page 2.")

    def test_paragraphs_stand_beside_each_other_only_when_there_are_as_many(self):
        record = SimpleNamespace(paragraphs=["a", "b"], original_paragraphs=["а", "б"])
        self.assertEqual(parallel_rows(record), [([(1, "a")], ["а"]), ([(2, "b")], ["б"])])
        record.original_paragraphs = ["а"]
        self.assertEqual(parallel_rows(record), [([(1, "a"), (2, "b")], ["а"])])

    def test_dates_stand_in_time_elements(self):
        self.assertEqual(as_time(PartialDate(1922, 3)), '<time datetime="1922-03">March 1922</time>')
        self.assertEqual(
            as_time_both(PartialDate(1898, 3, 13)),
            '<time datetime="1898-03-13">13 March 1898 (1 March 1898 Old Style)</time>',
        )

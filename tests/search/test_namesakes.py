"""More people with one name than a word stands for: whoever has the other words of a query too is found first."""

from django.utils import timezone

from archive.search.named import MOST_PEOPLE, NAME
from archive.search.query import parse
from archive.search.understanding import understand
from tests import factories as make
from tests.search.base import PUBLIC, SearchTestCase, titles


class NamesakeTests(SearchTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        for place in range(MOST_PEOPLE):
            family = "".join("bdfgklmnprst"[int(digit)] + "o" for digit in f"{place:03}") + "v"
            make.make_speaker(name=f"Maria {family.title()}", sort_name=f"{family.title()}, Maria", **PUBLIC)
            make.make_speaker(name=f"Olga {family} Serova", sort_name=f"Serova, Olga {family}", **PUBLIC)
        cls.maria = make.make_speaker(name="Maria Delova", sort_name="Delova, Maria", **PUBLIC)
        cls.anna = make.make_speaker(name="Anna Serova", original_name="Анна Серова", **PUBLIC)
        for speaker, heading in ((cls.maria, "By Delova"), (cls.anna, "By Serova")):
            make.make_speech(debate=cls.debate, speaker=speaker, heading=heading, text="Nobody is named.")

    def test_a_given_name_that_very_many_have_finds_whoever_has_the_family_name_too(self):
        self.assertIn("By Delova", titles("Maria Delova"))
        self.assertIn("By Delova", titles("Delova M."))

    def test_of_very_many_with_one_family_name_those_with_the_given_name_are_found(self):
        for query in ("Anna Serova", "Анна Серова", "A. Serova"):
            with self.subTest(query=query):
                self.assertIn("By Serova", titles(query))

    def test_a_family_name_stands_for_the_other_names_of_the_people_it_stands_for_and_of_nobody_else(self):
        make.make_name(speaker=self.anna, name="Anna Abakumova")
        beyond = make.make_speaker(name="Vera Serova", **PUBLIC)
        make.make_name(speaker=beyond, name="Vera Abramova")
        [_anna], [serova] = understand(parse("Anna Serova"), timezone.now())
        self.assertEqual((self.anna.pk in serova.speakers, beyond.pk in serova.speakers), (True, False))
        self.assertIn("abakumova", serova.names[NAME])
        self.assertNotIn("abramova", serova.names[NAME])

    def test_a_field_takes_both_names_together(self):
        self.assertEqual(titles('speaker:"Maria Delova"'), titles("speaker:maria-delova"))
        self.assertIn("By Serova", titles('speaker:"Anna Serova"'))

    def test_what_a_given_name_alone_names_is_bounded(self):
        [[maria]] = understand(parse("speaker:Maria"), timezone.now())
        self.assertEqual(len(maria.tags), MOST_PEOPLE)

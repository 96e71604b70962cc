"""Words in both languages and any spelling: exact beats stem beats spelling variant."""

from archive.search import find
from tests import factories as make
from tests.search.base import PUBLIC, SearchTestCase, titles


class WordTests(SearchTestCase):
    def assert_finds(self, text, *found):
        with self.subTest(text=text):
            self.assertCountEqual(titles(text), found)

    def test_stems_are_found_in_both_languages(self):
        self.say("Мы говорим о всех конгрессах и съездах.", "Russian", language="ru")
        self.say("The unions resolved it.", "English")
        self.assert_finds("конгресс", "Russian")
        self.assert_finds("конгрессы", "Russian")
        self.assert_finds("union", "English")
        self.assert_finds("Resolving unions", "English")

    def test_case_accents_and_the_letter_yo_make_no_difference(self):
        self.say("Тов. Фёдоров ёмко сказа\u0301л: твёрдый рубль.", "Russian", language="ru")
        self.say("Café, naïve, ﬁnance, Ångström.", "Accents")
        for text in ["ФЕДОРОВ", "фёдоров", "Ё́мко", "твердый", "сказал", "твё\u0301рдый"]:
            self.assert_finds(text, "Russian")
        for text in ["cafe", "CAFÉ", "naive", "angstrom", "Ångström"]:
            self.assert_finds(text, "Accents")

    def test_й_is_not_и(self):
        self.say("Район", "With")
        self.assert_finds("район", "With")
        self.assert_finds("раион")

    def test_apostrophes_and_soft_hyphens_join_words(self):
        self.say("The peasant’s кон\u00adгресс", "Joined")
        for text in ["peasant's", "peasants", "peasantʼs", "конгресс"]:
            self.assert_finds(text, "Joined")

    def test_words_in_other_scripts_are_found(self):
        self.say("東京 საქართველო العربية", "Others")
        for text in ["東京", "საქართველო", "العربية", "საქ*"]:
            self.assert_finds(text, "Others")

    def test_a_resolution_is_found_by_its_clause_and_a_person_by_any_name(self):
        self.assert_finds("rouble", "On finance")
        self.assertEqual(titles("Бронштейн")[0], "Leon Trotsky")

    def test_exact_beats_stem_beats_spelling(self):
        self.say("One man who was called Lenine in Paris.", "Exact")
        self.say("Two congresses met.", "Stem")
        self.say("Two congress met and met and met.", "Word")
        self.assertEqual(titles("congresses")[0], "Stem")
        found = find("Trotskij", stop=10)
        self.assertEqual([hit.reason for hit in found.hits[:2]], ["spelling", "spelling"])
        self.say("Trotskij is how some spell it.", "Spelled so")
        found = find("Trotskij", stop=10)
        self.assertEqual(found.hits[0].record.heading, "Spelled so")
        self.assertEqual([hit.reason for hit in found.hits[:3]], ["exact", "spelling", "spelling"])
        self.assertEqual(str(found.hits[1].record), "Leon Trotsky")

    def test_a_title_that_says_little_else_comes_before_a_longer_one(self):
        for title in ("Gunpowder and many other things that an army has to be given", "Gunpowder"):
            make.make_topic(name=title, **PUBLIC)
        self.assertEqual(titles("gunpowder")[0], "Gunpowder")

    def test_what_the_person_did_comes_before_what_mentions_the_name(self):
        self.say("Trotsky, Trotsky and Trotsky again.", "Mention")
        self.assertEqual(titles("Троцкий"), ["Leon Trotsky", "On doctrine", "Mention"])

    def test_a_family_name_is_preferred_to_a_given_name(self):
        other = self.lenin
        other.name, other.sort_name, other.original_name = "Trotsky Ivanov", "Ivanov, Trotsky", ""
        other.save()
        self.assertEqual(titles("Троцкий")[0], "Leon Trotsky")
        self.assertNotIn("On doctrine", titles("Лев"))

    def test_an_ordinary_word_is_not_taken_for_a_name_nobody_has(self):
        self.say("The trotter ran.", "Horse")
        self.assert_finds("trotter", "Horse")


class QueryLanguageTests(SearchTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.say("The worker and the peasant stand together.", "A", speaker=cls.trotsky, held_on="1922-03-29")
        cls.say("The peasant and the soldier stand together.", "B", language="ru")
        cls.say("The soldier stands. Together we win.", "C", debate=cls.old_debate, held_on="1898-03-14")

    def test_each_operator(self):
        for text, found in {
            "peasant soldier": "B",
            '"the peasant stand"': "A",
            "“The Peasant stand”": "A",
            "«the peasant stand»": "A",
            "„the peasant stand“": "A",
            '"stands together"': "C",
            '"together stands"': "",
            '"stand together"': "AB",
            "soldier -peasant": "C",
            "soldier NOT peasant": "C",
            "soldier −“the peasant”": "C",
            "worker OR win": "AC",
            "worker ИЛИ win": "AC",
            "worker|win": "AC",
            "together worker OR win": "AC",
            "worker OR -peasant together": "AC",
            "work* together": "A",
            "peas* -work*": "B",
            "-speaker:trotsky stand": "BC",
            "speaker:Троцкий stand": "A",
            'speaker:"Leon Trotsky" stand': "A",
            "оратор:Бронштейн stand": "A",
            "speaker:trotsky": "A",
            "congress:1 stand": "C",
            "съезд:11 stand": "AB",
            "congress:1 OR language:ru stand": "BC",
            "type:speech soldier": "BC",
            "type:Speeches soldier": "BC",
            "тип:выступления soldier": "BC",
            "topic:army stand": "AB",
            'topic:"Красная армия" stand': "AB",
            "year:1922 stand": "AB",
            "year:1897..1899 stand": "C",
            "год:1897-1899 stand": "C",
            "year:1897 OR year:1898 OR year:1922 stand": "ABC",
            "year:..1900 stand": "C",
            "year:1900.. stand": "AB",
            "-year:1898 stand": "AB",
            "language:russian stand": "B",
            "язык:русский stand": "B",
            "AND stand AND worker": "A",
        }.items():
            with self.subTest(text=text):
                self.assertEqual("".join(sorted(titles(text, narrowing={"type": "speech"}))), found)

    def test_what_was_understood_is_given_back(self):
        found = find(
            'army -"win back" peas* OR x speaker:Бронштейн year:1921..1923 foo:bar type:nothing congress:xi year:no'
        )
        self.assertEqual(
            [(each.kind, each.text, each.value, each.problem) for each in found.understood],
            [
                ("word", "army", "", ""),
                ("not", '-"win back"', "", ""),
                ("prefix", "peas*", "", ""),
                ("or", "OR", "", ""),
                ("word", "x", "", ""),
                ("speaker", "speaker:Бронштейн", "Leon Trotsky", ""),
                ("year", "year:1921..1923", "1921–1923", ""),
                ("word", "bar", "", ""),
                ("ignored", "type:nothing", "", "unknown_value"),
                ("ignored", "congress:xi", "", "unknown_value"),
                ("ignored", "year:no", "", "bad_year"),
                ("ignored", "foo:", "", "unknown_field"),
            ],
        )

    def test_a_query_without_a_word_finds_nothing_and_says_so(self):
        for text in ["…", '"', "--", "speaker:nobody"]:
            with self.subTest(text=text):
                found = find(text)
                self.assertEqual((found.count, found.hits), (0, ()))
                self.assertEqual(found.understood[-1].problem, "nothing_left")
        self.assertEqual(find("").understood, ())

    def test_a_long_query_is_read_as_far_as_it_goes(self):
        found = find("stand " * 1000)
        self.assertEqual(found.understood[-1].problem, "too_long")
        self.assertEqual(found.count, 3)

"""Spellings of names: what has one key, what has not, and which word is the family name."""

from django.test import SimpleTestCase

from archive.search.analysis import token_of
from archive.search.names import name_words, spelling, stem_spelling

SAME = [
    "Троцкий Trotsky Trotskii Trotskij Trotskiy Trotzki Trotzky Trockij",
    "Зиновьев Zinoviev Zinov'ev Zinovyev Zinovieff Sinowjew",
    "Радомысльский Radomyslsky Radomyslskii Radomyslʹskij",
    "Бухарин Bukharin Bucharin Boukharin",
    "Хрущёв Khrushchev Khrushchyov Chruschtschew",
    "Ульянов Ulyanov Ulianov Uljanow Oulianov",
    "Шляпников Shlyapnikov Shliapnikov Schljapnikow",
    "Фёдоров Fyodorov Fedorov Fjodorow",
    "Джугашвили Dzhugashvili Djugashvili",
    "Андреев Andreev Andreyev Andrejew",
    "Ярославский Yaroslavsky Iaroslavskii Jaroslawski",
    "Преображенский Preobrazhensky Preobrazhenskii",
    "Крупская Krupskaya Krupskaia Krupskaja",
    "Иоффе Ioffe Joffe Yoffe",
]


class SpellingTests(SimpleTestCase):
    def test_the_usual_transliterations_of_a_name_have_one_key(self):
        for names in SAME:
            with self.subTest(names=names):
                self.assertEqual(len({spelling(token_of(name)) for name in names.split()}), 1)

    def test_different_names_have_different_keys(self):
        firsts = [names.split()[0] for names in SAME]
        others = (
            "Ленин Сталин Каменев Рыков Томский Молотов Калинин Куйбышев Фрунзе Гусев Радек Сокольников Red Congress"
        )
        names = [*firsts, *others.split()]
        self.assertEqual(len({spelling(token_of(name)) for name in names}), len(names))

    def test_a_short_word_has_no_key(self):
        self.assertEqual([spelling(word) for word in ("ой", "li", "x", "")], ["", "", "", ""])

    def test_a_declined_name_is_the_same_name(self):
        for names in [
            "троцкий троцкого троцкому троцким",
            "зиновьев зиновьева зиновьеву зиновьевым",
            "ленин ленина лениным",
        ]:
            with self.subTest(names=names):
                self.assertEqual(len({stem_spelling(name) for name in names.split()}), 1)

    def test_the_family_name_is_told_from_the_others(self):
        words = name_words("Trotsky, Leon", ["Leon Trotsky", "Троцкий Лев Давидович", "Бронштейн", "L. D. Trotskii"])
        self.assertEqual(
            {word.token for word in words if word.is_family}, {"trotsky", "троцкий", "бронштейн", "trotskii"}
        )
        self.assertEqual({word.token for word in words if not word.is_family}, {"leon", "лев", "давидович"})

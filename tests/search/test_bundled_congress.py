"""The one measure everybody will try: the people of the 11th Congress in any spelling."""

from django.core.management import call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from archive.management.commands.prepare_archive import CONTENT
from archive.search import find


class BundledCongressTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("load_congress", CONTENT / "congress-11.yaml", verbosity=0)

    def first(self, text, count):
        return [str(hit.record) for hit in find(text).hits[:count]]

    def test_trotsky_in_any_spelling_finds_him_first_and_the_red_army_next(self):
        spellings = (
            "Троцкий Троцкого Trotsky Trotskii Trotskij Trotzki Trockij Trotsky's Bronstein Бронштейн Bronshtein"
        )
        for text in [*spellings.split(), "Leon Trotsky", "Лев Троцкий", "троцкий", "L. Trotskii", "Л. Д. Троцкий"]:
            with self.subTest(text=text):
                self.assertEqual(self.first(text, 2), ["Leon Trotsky", "The Red Army"])

    def test_zinoviev_in_any_spelling_finds_him_first(self):
        for text in [
            "Зиновьев",
            "Зиновьева",
            "Zinoviev",
            "Zinov'ev",
            "Zinov’ev",
            "Zinovyev",
            "Sinowjew",
            "Radomyslsky",
        ]:
            with self.subTest(text=text):
                self.assertEqual(self.first(text, 1), ["Grigory Zinoviev"])

    def test_the_queries_do_not_grow_with_what_is_found(self):
        find("the", stop=500)  # Content types are asked for once in a process.
        # The names and the candidates; seven kinds of records, clauses and notes; people and congresses to narrow by.
        with CaptureQueriesContext(connection) as queries:
            found = find("the", stop=500)
        self.assertEqual(len({hit.kind for hit in found.hits}), 7)
        self.assertGreater(len(found.hits), 100)
        self.assertEqual(len(queries), 13)

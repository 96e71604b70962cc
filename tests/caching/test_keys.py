"""What an answer shows, by its address and its bytes."""

from django.test import SimpleTestCase

from archive.caching.keys import keys_of, shown

LINKS = b"""<a href="/ru/congresses/11/debates/report/#speech-3"> {"url":"http://host/api/v1/speakers/lenin/"}
<a href="/sources/"> /congresses/calendar.ics <a href="/debates/?speaker=x&amp;mark=/topics/trade">"""


class KeyTests(SimpleTestCase):
    def test_the_entries_whose_addresses_stand_in_it_are_shown(self):
        self.assertEqual(shown(LINKS), {"congress/11", "debate/11/report", "speaker/lenin", "topic/trade"})

    def test_an_entry_carries_what_refers_to_it_and_its_order_in_all_its_forms(self):
        expected = {"congress/11", "debate/11/a", "debate/11/a/*", "congress/11/order"}
        for path, content_type in [
            ("/congresses/11/debates/a/", "text/html; charset=utf-8"),
            ("/ru/congresses/11/debates/a/", "text/html; charset=utf-8"),
            ("/api/v1/congresses/11/debates/a/", "application/json"),
            ("/congresses/11/debates/a/card.png", "image/png"),
        ]:
            with self.subTest(path):
                self.assertEqual(keys_of(path, "", content_type, b""), expected)
        self.assertEqual(
            keys_of("/congresses/11/", "", "text/html", b""), {"congress/11", "congress/11/*", "congress/order"}
        )
        self.assertEqual(keys_of("/speakers/1917/", "", "text/html", b""), {"speaker/1917", "speaker/1917/*"})

    def test_a_list_carries_its_kinds_and_anything_else_everything(self):
        self.assertEqual(keys_of("/topics/", "", "text/html", b""), {"topic/*"})
        for path, query, content_type in [
            ("/", "", "text/html"),
            ("/topics/", "ordering=name", "text/html"),
            ("/speakers/lenin/cite/", "", "text/html"),
            ("/speakers/lenin/versions/", "", "text/html"),
            ("/congresses/11/people/", "", "text/html"),
            ("/api/v1/speakers/lenin/", "", "application/ld+json"),
            ("/congresses/11/updates.atom", "", "application/atom+xml"),
        ]:
            with self.subTest(path):
                self.assertIn("*", keys_of(path, query, content_type, b""))

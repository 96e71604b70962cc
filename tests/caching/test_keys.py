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
            ("/topics/", "broader=war", "text/html"),
            ("/resolutions/", "speaker=lenin", "text/html"),
            ("/congresses/11/cite/", "part=people", "text/html"),
            ("/congresses/11/cite/", "part=people&version=1", "text/html"),
            ("/speakers/lenin/", "mark=words", "text/html"),
            ("/speakers/lenin/", "expand=x", "application/json"),
            ("/api/v1/speakers/lenin/", "", "application/ld+json"),
            ("/api/v1/topics/", "", "text/csv"),
            ("/feeds/updates.atom", "", "application/atom+xml"),
        ]:
            with self.subTest(path):
                self.assertIn("*", keys_of(path, query, content_type, b""))

    def test_what_stands_beside_an_entry_carries_what_it_can_show_unlinked(self):
        debate = {"congress/11", "debate/11/a"}
        resolution = {"congress/11", "resolution/11/a"}
        met = {"congress/*", "topic/*", "source/*", "speaker/*"}
        for path, query, expected in [
            ("/congresses/11/debates/a/cite/", "", debate),
            ("/api/v1/congresses/11/debates/a/cite/", "", debate),
            ("/ru/congresses/11/debates/a/cite.bib", "", debate),
            ("/ru/congresses/11/debates/a/cite.bib", "version=1", debate | met),
            ("/congresses/11/resolutions/a/cite.ris", "", resolution | {"source/*"}),
            ("/congresses/11/debates/a/versions/", "", debate | met),
            ("/api/v1/congresses/11/debates/a/versions/", "from=1&to=2", debate | met),
            ("/congresses/11/debates/a/", "version=1", debate | met | {"debate/11/a/*", "congress/11/order"}),
            ("/sources/a/versions/", "", {"source/a", "source/*"}),
            ("/speakers/a/updates.atom", "", {"speaker/a", "speaker/a/*", "congress/*"}),
            ("/congresses/11/people/", "", {"congress/10", "congress/10/*", "congress/11", "congress/11/*"}),
            ("/congresses/11/bibliography.bib", "", {"congress/11", "congress/11/*", "source/*"}),
            ("/congresses/11/calendar.ics", "", {"congress/11", "debate/*"}),
        ]:
            with self.subTest(path, query=query):
                self.assertEqual(keys_of(path, query, "text/html", b""), expected)

    def test_a_list_narrowed_by_what_its_rows_refer_to_carries_no_other_rows(self):
        said = {"speaker/lenin/*", "congress/*", "speaker/*"}
        for query in ("speaker=lenin", "page=2&speaker=lenin", "speaker=lenin&page=2"):
            self.assertEqual(keys_of("/speeches/", query, "text/html", b""), said)
        self.assertEqual(
            keys_of("/resolutions/", "congress=11", "text/html", b""), {"congress/11/*", "congress/*", "topic/*"}
        )
        self.assertEqual(keys_of("/topics/", "page=2", "text/html", b""), {"topic/*"})
        self.assertEqual(keys_of("/api/v1/topics/", "format=csv", "text/csv", b""), {"topic/*", "source/*"})

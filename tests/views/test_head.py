"""The head of a page: what a link to it looks like elsewhere, in the language of its address."""

import re
from html import unescape

from archive.models import Debate
from tests.views.base import PageTestCase

HOST = "http://testserver"
PAGES = [
    "/",
    "/about/",
    "/congresses/",
    "/congresses/11/",
    "/congresses/11/people/",
    "/congresses/11/debates/army/",
    "/congresses/11/resolutions/army/",
    "/debates/",
    "/speakers/lenin/",
    "/topics/army/",
    "/sources/record/",
]


class HeadTests(PageTestCase):
    def meta(self, page):
        """The meta elements of a page by property or name: each stands once, but for what may be repeated."""
        html = self.client.get(page).content.decode()
        found = re.findall(r'<meta (?:property|name)="([^"]*)" content="([^"]*)">', html[: html.index("</head>")])
        self.assertEqual(len(found), len(dict(found)))
        return {name: unescape(content) for name, content in found}

    def test_every_page_has_what_the_protocol_asks_for(self):
        for page in [*PAGES, *(f"/ru{page}" for page in PAGES)]:
            with self.subTest(page=page):
                meta = self.meta(page)
                for name in ("og:title", "og:type", "og:image", "og:url", "og:description", "og:image:alt"):
                    self.assertTrue(meta[name])
                self.assertEqual(meta["og:url"], HOST + page)
                self.assertEqual(meta["og:description"], meta["description"])
                self.assertEqual(meta["twitter:card"], "summary_large_image")
                self.assertEqual((meta["og:image:width"], meta["og:image:height"]), ("1200", "630"))
                picture = self.client.get(meta["og:image"].removeprefix(HOST))
                self.assertEqual((picture.status_code, picture.headers["Content-Type"]), (200, "image/png"))

    def test_entries_have_their_own_words_and_picture(self):
        meta = self.meta("/congresses/11/debates/army/")
        self.assertEqual(meta["og:title"], "The Red Army, 11th Congress")
        self.assertEqual(meta["og:site_name"], "Congress Archive")
        self.assertEqual(meta["og:description"], "Discipline.")
        self.assertEqual(meta["og:type"], "article")
        self.assertEqual(meta["og:image"], f"{HOST}/congresses/11/debates/army/card.png")
        self.assertEqual(self.meta("/congresses/11/people/")["og:image"], f"{HOST}/congresses/11/card.png")
        self.assertEqual(self.meta("/speakers/lenin/")["og:type"], "profile")
        self.assertEqual(self.meta("/debates/")["og:type"], "website")
        self.assertEqual(self.meta("/debates/")["og:image"], f"{HOST}/card.png")

    def test_a_russian_page_is_russian_and_names_the_other_language(self):
        meta = self.meta("/ru/congresses/11/debates/army/")
        self.assertEqual((meta["og:locale"], meta["og:locale:alternate"]), ("ru_RU", "en_GB"))
        self.assertEqual(meta["og:title"], "О Красной Армии, 11-й съезд")
        self.assertEqual(meta["og:image"], f"{HOST}/ru/congresses/11/debates/army/card.png")
        english = self.meta("/congresses/11/debates/army/")
        self.assertEqual((english["og:locale"], english["og:locale:alternate"]), ("en_GB", "ru_RU"))

    def test_the_title_stands_as_before(self):
        for page, title in {
            "/": "Congress Archive: debates, resolutions and people of party congresses",
            "/topics/army/": "The army – Congress Archive",
            "/nothing/": "Page not found – Congress Archive",
        }.items():
            with self.subTest(page=page):
                self.assertIn(f"<title>{title}</title>", self.client.get(page).content.decode())

    def test_what_says_nothing_of_itself_is_described_as_the_archive_is(self):
        Debate.objects.update(question="")
        meta = self.meta("/congresses/11/debates/army/")
        self.assertTrue(meta["description"].startswith("Debates, resolutions and people"))

    def test_hostile_titles_and_texts_are_escaped_once(self):
        hostile = "\"><script>alert(1)</script> & ' &amp; {{ 7*7 }}"
        Debate.objects.update(title=hostile, question=hostile)
        meta = self.meta("/congresses/11/debates/army/")
        self.assertEqual(meta["og:title"], f"{hostile}, 11th Congress")
        self.assertEqual(meta["og:image:alt"], f"{hostile}, 11th Congress")
        self.assertIn("<script>alert(1)</script>", meta["description"])
        self.assertNotIn("<script>alert", self.client.get("/congresses/11/debates/army/").content.decode())

    def test_a_page_that_is_not_there_has_no_address_to_share(self):
        self.assertNotContains(self.client.get("/nothing/"), "og:", status_code=404)

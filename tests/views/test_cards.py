"""Addresses of picture cards: beside each page, in both languages, cheap to ask for again."""

from io import BytesIO

from PIL import Image

from archive.cards import draw
from archive.models import Topic
from tests.factories import WITHDRAWN
from tests.views.base import PageTestCase

PAGES = [
    "/",
    "/congresses/11/",
    "/congresses/11/debates/army/",
    "/congresses/11/resolutions/army/",
    "/speakers/lenin/",
    "/topics/army/",
    "/sources/record/",
]


class CardAddressTests(PageTestCase):
    def test_every_entry_has_a_card_in_both_languages(self):
        seen = set()
        for page in [*PAGES, *(f"/ru{page}" for page in PAGES)]:
            with self.subTest(page=page):
                answer = self.client.get(f"{page}card.png")
                self.assertEqual((answer.status_code, answer.headers["Content-Type"]), (200, "image/png"))
                self.assertEqual(Image.open(BytesIO(answer.content)).size, (1200, 630))
                self.assertEqual(answer.headers["Cache-Control"], "public, max-age=0, must-revalidate")
                seen.add(answer.content)
        self.assertEqual(len(seen), 2 * len(PAGES))

    def test_a_card_is_not_sent_twice_and_head_sends_none(self):
        first = self.client.get("/congresses/11/card.png")
        draw.cache_clear()
        again = self.client.get("/congresses/11/card.png", headers={"If-None-Match": first.headers["ETag"]})
        self.assertEqual(again.status_code, 304)
        self.assertEqual(self.client.head("/congresses/11/card.png").content, b"")

    def test_a_card_is_drawn_anew_when_its_words_change(self):
        before = self.client.get("/topics/army/card.png").content
        self.topic.name = "The navy"
        self.topic.save()
        self.assertNotEqual(self.client.get("/topics/army/card.png").content, before)

    def test_what_was_withdrawn_or_renamed_has_the_card_of_its_page(self):
        self.lenin.slug = "ulyanov"
        self.lenin.save()
        self.assertRedirects(self.client.get("/speakers/lenin/card.png"), "/speakers/ulyanov/card.png", 301)
        Topic.objects.update(status=WITHDRAWN)
        self.assertEqual(self.client.get("/topics/army/card.png").status_code, 410)

    def test_a_card_costs_the_reading_of_its_entry(self):
        # the entry; of debates and resolutions also the topics
        for page in PAGES:
            count = 0 if page == "/" else 2 if page.startswith("/congresses/11/") and page != "/congresses/11/" else 1
            with self.subTest(page=page), self.assertNumQueries(count):
                self.client.get(f"{page}card.png")

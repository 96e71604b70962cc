"""A topic's page: what each congress resolved on it, and where the topic stands among the others."""

import re

from archive.templatetags.archive_prose import first_sentence
from tests.factories import PUBLISHED, make_congress, make_link, make_resolution, make_topic
from tests.views.base import PageTestCase, bare


class TopicHistoryTests(PageTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.resolution.topics.add(cls.topic)
        cls.tenth = make_congress(number=10, status=PUBLISHED)
        cls.earlier = make_resolution(
            congress=cls.tenth,
            slug="before",
            title="On the army of 1921",
            summary="Nobody may leave. V. I. Lenin agreed.",
            result="rejected",
            status=PUBLISHED,
        )
        cls.earlier.topics.add(cls.topic)
        make_link(resolution=cls.resolution, to=cls.earlier, kind="amends")

    def sections(self):
        html = self.client.get("/topics/army/").content.decode()
        found = re.findall(r'<section class="occasion spread" id="congress-(\d+)"(.*?)</section>', html, re.DOTALL)
        return {int(number): " ".join(re.sub(r"<[^>]*>", " ", text).split()) for number, text in found}

    def test_congresses_stand_in_order_each_with_what_it_resolved(self):
        sections = self.sections()
        self.assertEqual(list(sections), [10, 11])
        self.assertIn("On the army of 1921", sections[10])
        self.assertIn("Rejected", sections[10])
        self.assertNotIn("On the Red Army", sections[10].split("is amended by")[0])

    def test_a_resolution_is_told_in_its_first_sentence(self):
        tenth = self.sections()[10]
        self.assertIn("Nobody may leave.", tenth)
        self.assertNotIn("agreed", tenth)

    def test_relations_are_told_from_both_ends(self):
        sections = self.sections()
        self.assertIn("amends On the army of 1921 10th Congress", sections[11])
        self.assertIn("is amended by On the Red Army 11th Congress", sections[10])

    def test_the_api_knows_the_same(self):
        data = self.client.get("/api/v1/topics/army/").json()
        by_title = {each["title"]: each for each in data["resolutions"]}
        earlier, later = by_title["On the army of 1921"], by_title["On the Red Army"]
        self.assertEqual(earlier["result"], "rejected")
        self.assertEqual(
            [(link["kind"], link["to"]["title"]) for link in later["links"]], [("amends", earlier["title"])]
        )
        self.assertEqual([link["resolution"]["title"] for link in earlier["links_from"]], [later["title"]])
        self.assertEqual(data["debates"][0]["question"], "Discipline.")

    def test_topics_are_drawn_as_a_tree_two_steps_down_and_one_up(self):
        below = make_topic(slug="below", name="Below", broader=self.topic, status=PUBLISHED)
        make_topic(slug="deep", name="Deep", broader=below, status=PUBLISHED)
        make_topic(slug="draft", name="Unseen", broader=below)
        page = self.client.get("/topics/army/")
        for slug in ("below", "deep"):
            self.assertContains(page, f'href="/topics/{slug}/"')
        self.assertNotContains(page, "Unseen")
        self.assertContains(self.client.get("/topics/below/"), 'href="/topics/army/"')
        data = self.client.get("/api/v1/topics/army/").json()
        self.assertEqual([each["title"] for each in data["narrower"][0]["narrower"]], ["Deep"])

    def test_a_topic_without_entries_says_so(self):
        make_topic(slug="bare", status=PUBLISHED)
        self.assertIn("No debate or resolution on it", bare(self.client.get("/topics/bare/")))


class FirstSentenceTests(PageTestCase):
    def test_an_initial_or_a_short_word_ends_no_sentence(self):
        for text, first in [
            ("It was *kept*. Then it was not.", "It was kept."),
            ("V. I. Lenin spoke. Nobody answered.", "V. I. Lenin spoke."),
            ("Order No. 4 was read. It stood.", "Order No. 4 was read."),
            ("One\n\nTwo", "One"),
            ("", ""),
        ]:
            with self.subTest(text=text):
                self.assertEqual(first_sentence(text), first)

"""A person's page: the whole life in the archive, congress by congress."""

import re

from tests.factories import (
    PUBLISHED,
    day,
    make_congress,
    make_debate,
    make_election,
    make_mandate,
    make_participation,
    make_sitting,
    make_speaker,
    make_speech,
)
from tests.views.base import PageTestCase, bare


class LifeTests(PageTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.tenth = make_congress(number=10, opened_on=day("1921-03-08"), status=PUBLISHED)
        cls.unity = make_debate(congress=cls.tenth, slug="unity", title="Unity", status=PUBLISHED)
        make_mandate(congress=cls.tenth, speaker=cls.lenin, vote="consultative", on_behalf_of="Moscow")
        make_election(congress=cls.tenth, speaker=cls.lenin, body="politburo", office="member", elected_by="plenum")
        make_participation(debate=cls.unity, speaker=cls.lenin, role="in_favour", stance="For *unity*.")
        make_sitting(congress=cls.tenth, position=7, chair=cls.lenin)

    def sections(self, page=None):
        """What the page says of each congress, by its number."""
        page = page or self.client.get("/speakers/lenin/")
        html = re.search(r"<main.*</main>", page.content.decode(), re.DOTALL)[0]
        found = re.findall(r'<section class="occasion spread" id="congress-(\d+)"(.*?)</section>', html, re.DOTALL)
        return {int(number): " ".join(re.sub(r"<[^>]*>", " ", text).split()) for number, text in found}

    def test_a_congress_says_all_that_the_person_was_and_did_there(self):
        tenth = self.sections()[10]
        for words in ["consultative", "Moscow", "Politburo", "by the plenum", "7th sitting", "Unity", "In favour"]:
            with self.subTest(words=words):
                self.assertIn(words.lower(), tenth.lower())

    def test_congresses_stand_in_order_and_apart(self):
        sections = self.sections()
        self.assertEqual(list(sections), [10, 11])
        self.assertNotIn("The Red Army", sections[10])
        self.assertIn("The Red Army", sections[11])

    def test_a_speech_is_known_by_how_it_begins(self):
        page = self.client.get("/speakers/lenin/")
        self.assertContains(page, 'href="/congresses/11/debates/army/#speech-3">One. Two, still two.</a>')
        twin = self.client.get("/api/v1/speakers/lenin/").json()
        self.assertEqual(twin["speeches"][0]["opening"], "One.\n\nTwo,\nstill two.")

    def test_a_speech_that_has_only_its_original_begins_in_russian(self):
        make_speech(debate=self.unity, position=1, speaker=self.lenin, text="", original_text="Товарищи!")
        page = self.client.get("/speakers/lenin/")
        self.assertContains(page, '#speech-1"><span lang="ru">Товарищи!</span></a>')

    def test_many_speeches_of_one_debate_are_folded_away_and_all_there(self):
        for position in range(20, 26):
            make_speech(debate=self.unity, position=position, speaker=self.lenin)
        page = self.client.get("/speakers/lenin/").content.decode()
        self.assertIn("<summary>6 speeches</summary>", page)
        self.assertEqual(len(re.findall(r'unity/#speech-2\d"', page)), 6)

    def test_a_long_life_has_its_contents_beside_it(self):
        self.assertNotContains(self.client.get("/speakers/lenin/"), 'class="contents"')
        make_mandate(congress=make_congress(number=12, status=PUBLISHED), speaker=self.lenin)
        page = self.client.get("/speakers/lenin/").content.decode()
        contents = re.search(r'<nav class="contents".*?</nav>', page, re.DOTALL)[0]
        self.assertEqual(re.findall(r'href="#congress-(\d+)"', contents), ["10", "11", "12"])
        self.assertIn("1 speech", self.sections()[11])

    def test_a_person_of_whom_nothing_is_known_says_so(self):
        make_speaker(slug="nobody", status=PUBLISHED)
        self.assertIn("No congress with this person", bare(self.client.get("/speakers/nobody/")))

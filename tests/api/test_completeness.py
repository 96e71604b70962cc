"""What a reader sees on a page, a program finds at its twin: numbers with their sources, shares, changes, relations."""

from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.test import TestCase

from archive.choices import Stance
from tests import factories as make
from tests.api.archive import PUBLIC, ArchiveTestCase


class EleventhCongressTests(TestCase):
    """The bundled 11th Congress, as it is delivered."""

    @classmethod
    def setUpTestData(cls):
        call_command("load_congress", settings.BASE_DIR / "archive/content/congress-11.yaml", stdout=StringIO())

    def read(self, path, **query):
        response = self.client.get(f"/api/v1/{path}", query)
        self.assertEqual(response.status_code, 200, response.content)
        return response.json()

    def test_both_numbers_of_consultative_delegates_are_there_with_their_sources(self):
        detail, [listed] = self.read("congresses/11/"), self.read("congresses/")["results"]
        for congress in (detail, listed):
            self.assertEqual(congress["delegates_consultative"], 165)
            found = congress["figures"]["delegates_consultative"]
            self.assertEqual(
                {(each["stance"], each["value"]) for each in found}, {("supports", "165"), ("disputes", "164")}
            )
            self.assertEqual(found[-1]["stance"], "disputes")
            for each in found:
                self.assertIn("/api/v1/sources/", each["source"]["url"])
                self.assertTrue(each["source"]["title"])
            self.assertEqual(set(found[0]), {"value", "stance", "source", "locator", "unverified"})

    def test_parts_are_in_order_and_relations_lead_both_ways(self):
        congress = self.read("congresses/11/")
        for parts in ("sittings", "debates"):
            positions = [part["position"] for part in congress[parts]]
            self.assertEqual(positions, sorted(positions))
        debates = self.read("debates/", congress=11, expand="resolutions,speakers,speeches", page_size=10)["results"]
        for debate in debates:
            positions = [speech["position"] for speech in debate["speeches"]]
            self.assertEqual(positions, sorted(positions))
            for resolution in debate["resolutions"]:
                back = self.client.get(resolution["url"]).json()["debates"]
                self.assertIn(debate["url"], [each["url"] for each in back])
        self.assertTrue(any(debate["resolutions"] for debate in debates))
        for speaker in next(debate["speakers"] for debate in debates if debate["speakers"]):
            life = self.client.get(speaker["url"]).json()
            self.assertIn(debates[0]["congress"]["url"], [each["congress"]["url"] for each in life["participations"]])
        for resolution in self.read("resolutions/", expand="links,links_from", page_size=100)["results"]:
            for link in resolution["links"]:
                if link["to"]:
                    there = self.client.get(link["to"]["url"]).json()["links_from"]
                    self.assertIn(resolution["url"], [each["resolution"]["url"] for each in there])

    def test_shares_add_up_to_what_was_said(self):
        debate = self.read("congresses/11/debates/political-report/")
        shares = debate["shares"]
        self.assertIn(shares["unit"], {"words", "speeches"})
        self.assertEqual(sum(voice["amount"] for voice in shares["voices"]), shares["total"])
        self.assertIn("Vladimir Lenin", [(voice["speaker"] or {}).get("title") for voice in shares["voices"]])
        self.assertTrue(debate["held_from"].startswith("1922-03"))
        self.assertLessEqual(debate["held_from"], debate["held_until"])


class FigureTests(ArchiveTestCase):
    def test_a_source_that_supports_without_a_number_gives_ours(self):
        make.make_citation(self.resolution, source=self.source, field="votes_for", locator="p. 9")
        make.make_citation(
            self.resolution, source=self.works, field="votes_for", stance=Stance.DISPUTES, value="about 480"
        )
        hidden = make.make_source(title="HIDDEN")
        make.make_citation(self.resolution, source=hidden, field="votes_for", stance=Stance.DISPUTES, value="1")
        figures = self.read("resolution")["figures"]
        self.assertEqual([each["value"] for each in figures["votes_for"]], ["500", "about 480"])
        self.assertEqual((figures["votes_against"], figures["votes_abstained"]), ([], []))

    def test_bodies_tell_who_left_stayed_and_came(self):
        zinoviev, newcomer = (make.make_speaker(name=name, **PUBLIC) for name in ("Zinoviev", "Newcomer"))
        make.make_debate(congress=self.tenth, **PUBLIC)
        for speaker in (self.lenin, zinoviev, make.make_speaker(name="HIDDEN")):
            make.make_election(congress=self.tenth, speaker=speaker)
        make.make_election(congress=self.congress, speaker=newcomer, office="candidate")
        people = self.read("congress-people")
        self.assertEqual(people["composition"], [{"body": "central_committee", "full": 1, "candidates": 1}])
        [change] = people["changes"]
        self.assertEqual((change["body"], change["since"]["title"]), ("central_committee", "Tenth Congress"))
        names = {fate: [person["title"] for person in change[fate]] for fate in ("left", "stayed", "new", "risen")}
        self.assertEqual(names, {"left": ["Zinoviev"], "stayed": ["Vladimir Lenin"], "new": ["Newcomer"], "risen": []})

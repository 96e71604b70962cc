"""Former versions by the API: the same as they were, and nothing of what readers have not seen."""

import re

from archive.models import ENTRIES, Speech
from archive.workflow import versions
from tests import factories as make
from tests.api.archive import ADDRESSES, ArchiveTestCase

KINDS = ("congress", "congress-people", "debate", "resolution", "speaker", "topic", "source")
HOST = "http://testserver"


def record_all():
    for model in ENTRIES:
        for entry in model.objects.all():
            versions.record(entry, None)


def without_times(value):
    """An answer without when things were changed, which a version has of its own, and without its number."""
    if isinstance(value, dict):
        left_out = {"updated_at", "published_version"}
        return {name: without_times(part) for name, part in value.items() if name not in left_out}
    return [without_times(part) for part in value] if isinstance(value, list) else value


class FormerVersionTests(ArchiveTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        make.make_note(cls.debate, text="Another remark")
        make.make_speech(debate=cls.debate, position=9, speaker=cls.lenin, rendering="summary")
        record_all()

    def change_everything(self):
        """Rewrite what the entries hold, and take some of their parts away."""
        for model in ENTRIES:
            for entry in model.objects.all():
                texts = {"title", "name", "summary", "description", "biography", "note", "original_title"}
                for name in texts & {field.name for field in model._meta.fields}:
                    setattr(entry, name, f"Changed {name}")
                entry.save()
                entry.citations.all().delete()
                entry.notes.all().delete()
        self.debate.sittings.clear()
        self.debate.topics.clear()
        self.resolution.topics.clear()
        self.resolution.debates.clear()
        for part in (self.speech, self.participation, self.mandate, self.election, self.clause, self.link, self.name):
            part.citations.all().delete()
            part.delete()
        Speech.objects.update(text="Changed text")
        self.sitting.label = "Changed label"
        self.sitting.save()

    def test_a_former_version_is_the_answer_of_then(self):
        then = {name: without_times(self.read(name)) for name in KINDS}
        self.change_everything()
        record_all()
        now = {name: self.read(name) for name in KINDS}
        for name in KINDS:
            with self.subTest(name=name):
                former = self.read(name, version="1")
                self.assertEqual(now[name]["published_version"]["number"], 2)
                said = former.pop("published_version")
                self.assertEqual((said["number"], said["is_latest"]), (1, False))
                former, was = without_times(former), then[name]
                for around in self.around(name):
                    self.assertEqual(former.pop(around), without_times(now[name])[around])
                    was.pop(around)
                self.assertEqual(self.by_address(former), self.by_address(was))
                latest = self.read(name, version="2")
                self.assertEqual(latest, now[name])

    def around(self, name):
        """What is no part of the entry, and is answered as it is now."""
        return {
            "congress": ["previous_congress", "debates", "resolutions"],
            "debate": ["next_debate", "resolutions"],
            "resolution": [],
            "speaker": ["mandates", "elections", "participations", "speeches", "chaired_sittings"],
            "topic": ["narrower", "debates", "resolutions"],
            "source": ["uses"],
        }.get(name, [])

    def by_address(self, answer):
        """The answer with what it refers to by its address alone: names are those of now."""
        if isinstance(answer, dict):
            if set(answer) == {"url", "page", "title", "original_title"}:
                return answer["url"]
            return {name: self.by_address(part) for name, part in answer.items() if name != "debates"}
        return [self.by_address(part) for part in answer] if isinstance(answer, list) else answer

    def test_a_version_that_readers_have_not_seen_is_an_error_that_says_which_they_have(self):
        for name in (*KINDS, "debate-cite"):
            with self.subTest(name=name):
                for number in ("2", "50", "999999999"):
                    problem = self.client.get(ADDRESSES[name], {"version": number}).json()
                    self.assertEqual(problem["status"], 404)
                    self.assertEqual(problem["detail"], "Readers have seen versions 1 to 1 of this entry.")
                for number in ("0", "-1", "01", "x", "", "9" * 400, "٣"):
                    problem = self.client.get(ADDRESSES[name], {"version": number}).json()
                    self.assertEqual(problem["status"], 400)
                    self.assertEqual(problem["errors"][0]["field"], "version")
                    self.assertEqual(problem["errors"][0]["allowed"], ["1"])

    def test_the_list_says_what_each_version_changed_and_leads_to_it(self):
        self.change_everything()
        record_all()
        answer = self.read("debate-versions")
        self.assertEqual([row["number"] for row in answer["versions"]], [2, 1])
        newest, oldest = answer["versions"]
        self.assertEqual(newest["page"], f"{HOST}/congresses/11/debates/report/")
        self.assertEqual(oldest["url"], f"{HOST}/api/v1/congresses/11/debates/report/?version=1")
        self.assertLessEqual({"Title", "Summary", "Sittings", "Topics", "Speech 4"}, set(newest["changed"]))
        self.assertIn("Speech 3", newest["removed"])
        self.assertEqual((oldest["changed"], newest["added"], answer["comparison"]), ([], [], None))
        said = str(answer)
        for kept in ("reason", "made_by", "action"):
            self.assertNotIn(kept, said)

    def test_two_versions_are_compared_field_by_field(self):
        self.change_everything()
        record_all()
        compared = self.read("debate-versions", **{"from": "1", "to": "2"})["comparison"]
        self.assertEqual((compared["from"], compared["to"]), (1, 2))
        first = compared["differences"][0]
        self.assertEqual((first["change"], first["record"], first["title"]), ("changed", "debate", "Debate"))
        self.assertIn({"field": "title", "before": "Report", "after": "Changed title"}, first["fields"])
        self.assertIn({"field": "topics", "before": "Changed name", "after": ""}, first["fields"])
        back = self.read("debate-versions", **{"from": "2", "to": "1"})["comparison"]["differences"]
        self.assertIn({"field": "title", "before": "Changed title", "after": "Report"}, back[0]["fields"])
        self.assertEqual(self.read("debate-versions", to="2")["comparison"], compared)
        self.assertEqual(self.client.get(ADDRESSES["debate-versions"], {"from": "x"}).status_code, 400)
        self.assertEqual(self.client.get(ADDRESSES["debate-versions"], {"to": "3"}).status_code, 404)

    def test_a_citation_of_then_shows_what_was_cited(self):
        address = self.read("debate-cite", part="speech-3-p2")["address"]
        self.change_everything()
        record_all()
        self.assertEqual(self.client.get(ADDRESSES["debate-cite"], {"part": "speech-3-p2"}).status_code, 404)
        former = self.read("debate-cite", part="speech-3-p2", version="1")
        self.assertEqual(former["address"], address)
        self.assertEqual(former["published_version"]["number"], 1)
        self.assertIn("version=1", former["url"])
        path, _sign, anchor = address.removeprefix(HOST).partition("#")
        page = self.client.get(path).content.decode()
        self.assertRegex(page, rf'id="{anchor}"[^>]*>Two\.')
        item = self.client.get("/congresses/11/debates/report/cite.json?version=1&part=speech-3").json()[0]
        self.assertRegex(item["version"], r"^1 \(\d{4}-\d\d-\d\d\)$")
        self.assertTrue(re.search(r"\?version=1#speech-3$", item["URL"]))

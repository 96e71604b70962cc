"""Nothing that is not public is in any answer: not in a row, a count, a reference, a choice, or by inference.

`tests/test_public_gate.py` walks every outlet; here is what only the API could give away.
"""

from datetime import timedelta

from django.utils import timezone

from archive.choices import PublicationStatus
from tests import factories as make
from tests.api.archive import ADDRESSES, LISTS, PUBLIC, ArchiveTestCase


def hidden_states():
    yield {"status": PublicationStatus.DRAFT}
    yield {"status": PublicationStatus.IN_REVIEW}
    yield {"status": PublicationStatus.WITHDRAWN}
    yield {"status": PublicationStatus.PUBLISHED, "publish_at": timezone.now() + timedelta(days=1)}
    yield {"status": PublicationStatus.PUBLISHED, "withdraw_at": timezone.now() - timedelta(seconds=1)}


class HiddenTests(ArchiveTestCase):
    def answers(self):
        return {name: self.client.get(address).content for name, address in ADDRESSES.items()}

    def test_what_is_hidden_changes_no_answer(self):
        before = self.answers()
        for n, state in enumerate(hidden_states()):
            congress = make.make_congress(number=50 + n, title="HIDDEN", **state)
            speaker = make.make_speaker(name="HIDDEN", **state)
            topic = make.make_topic(name="HIDDEN", broader=self.economy, **state)
            inside = make.make_debate(congress=congress, title="HIDDEN inside", **PUBLIC)
            make.make_speech(debate=inside, speaker=self.lenin, text="HIDDEN")
            make.make_participation(debate=inside, speaker=self.lenin)
            make.make_mandate(congress=congress, speaker=self.lenin)
            make.make_election(congress=congress, speaker=self.lenin)
            make.make_sitting(congress=congress, chair=self.lenin)
            resolution = make.make_resolution(congress=congress, title="HIDDEN", **PUBLIC)
            make.make_link(resolution=resolution, to=self.earlier)
            for target in (congress, speaker, topic, inside, resolution):
                make.make_citation(target, source=self.source, note="HIDDEN")
                make.make_note(target, text="HIDDEN")
            make.make_source(title="HIDDEN", **state)
        self.assertEqual(self.answers(), before)

    def test_an_entry_that_goes_takes_all_of_it_along(self):
        for status in (PublicationStatus.DRAFT, PublicationStatus.WITHDRAWN):
            with self.subTest(status=status):
                type(self.congress).objects.filter(pk=self.congress.pk).update(status=status)
                for name in ("debates", "speeches"):
                    self.assertEqual(self.read(name)["count"], 0)
                self.assertEqual([row["title"] for row in self.read("resolutions")["results"]], ["Earlier"])
                lenin = self.read("speaker")
                for parts in ("mandates", "elections", "participations", "speeches", "chaired_sittings"):
                    self.assertEqual(lenin[parts], [])
                self.assertEqual((self.read("topic")["debates"], self.read("topic")["resolutions"]), ([], []))
                kinds = {use["kind"] for use in self.read("source")["uses"]["results"]}
                self.assertEqual(kinds, {"source", "speaker", "topic"})

    def test_a_speaker_who_is_hidden_leaves_the_words_unlinked(self):
        self.lenin.status = PublicationStatus.DRAFT
        self.lenin.save()
        speech = self.read("debate")["speeches"][0]
        self.assertEqual((speech["speaker"], speech["attribution"]), (None, "LENIN"))
        self.assertIsNone(self.read("congress")["sittings"][0]["chair"])
        self.assertEqual((self.read("congress")["elections"], self.read("debate")["participations"]), ([], []))

    def test_a_source_that_is_hidden_takes_its_citations_along(self):
        self.works.status = PublicationStatus.DRAFT
        self.works.save()
        congress = self.read("congress")
        self.assertEqual((congress["disputes"], len(congress["citations"])), ([], 1))

    def test_an_entry_appears_everywhere_at_its_time(self):
        scheduled = {"publish_at": timezone.now() + timedelta(seconds=30)}
        topic = make.make_topic(slug="soon", name="Soon", **PUBLIC, **scheduled)
        count = self.read("topics")["count"]
        self.assertEqual(self.client.get("/api/v1/topics/soon/").status_code, 404)
        self.assertEqual(self.client.get("/api/v1/debates/?topic=soon").status_code, 400)
        type(topic).objects.update(publish_at=None)
        self.assertEqual(self.read("topics")["count"], count + 1)
        self.assertEqual(self.client.get("/api/v1/topics/soon/").status_code, 200)
        self.assertEqual(self.client.get("/api/v1/debates/?topic=soon").status_code, 200)

    def test_a_hidden_row_shows_in_no_order_and_on_no_page(self):
        make.make_topic(slug="aaa", name="Aaa HIDDEN")
        for name in LISTS:
            self.assertNotIn(b"HIDDEN", self.client.get(ADDRESSES[name], {"page_size": 100}).content)

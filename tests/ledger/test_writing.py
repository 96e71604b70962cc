"""Every way to write tells of what readers see otherwise, and of nothing else."""

from archive.following import changed_in_bulk
from archive.models import Speech
from tests import factories as make
from tests.ledger.base import PUBLIC, LedgerTestCase


class TellingTests(LedgerTestCase):
    def test_at_first_everything_public_is_told_with_what_is_referred_to_first(self):
        self.assertEqual(
            self.everything,
            [
                "created topic trade",
                "created source works",
                "created speaker lenin",
                "created congress 11",
                "created debate 11/report",
                "created resolution 11/resolved",
            ],
        )
        self.assertEqual(self.told(), [])

    def test_fields_parts_citations_notes_and_links_are_of_their_entry(self):
        report, resolved = ["updated debate 11/report"], ["updated resolution 11/resolved"]
        other_topic = make.make_topic(slug="army", **PUBLIC)
        self.told()

        def rewrite():
            self.speech.text = "Other words."
            self.speech.save()

        for change, expected in [
            (rewrite, report),
            (lambda: make.make_speech(debate=self.debate, position=2), report),
            (lambda: Speech.objects.filter(position=2).delete(), report),
            (lambda: make.make_note(self.debate), report),
            (lambda: make.make_citation(self.speech, source=self.source), report),
            (lambda: self.speech.citations.get().delete(), report),
            (lambda: self.citation.delete(), resolved),
            (lambda: self.debate.topics.add(other_topic), report),
            (lambda: other_topic.debates.clear(), report),
            (lambda: self.resolution.debates.clear(), resolved),
            (lambda: self.debate.resolutions.add(self.resolution), resolved),
            (lambda: make.make_mandate(congress=self.congress, speaker=self.lenin), ["updated congress 11"]),
            (lambda: make.make_name(speaker=self.lenin), ["updated speaker lenin"]),
            (lambda: self.lenin.former_slugs.create(slug="ulyanov"), ["updated speaker lenin"]),
        ]:
            with self.subTest(expected=expected):
                change()
                self.assertEqual(self.told(), expected)

    def test_what_is_written_in_bulk_is_told_when_it_is_said(self):
        Speech.objects.filter(pk=self.speech.pk).update(text="In bulk.")
        changed_in_bulk([self.speech])
        self.assertEqual(self.told(), ["updated debate 11/report"])

    def test_what_is_saved_as_it_was_is_no_change(self):
        self.debate.save()
        self.assertEqual(self.told(), [])
        self.debate.touch()
        self.assertEqual(self.told(), [])

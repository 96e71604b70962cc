"""An entry with its parts as plain values, and back."""

from django.test import TestCase

from archive.models import Citation, Clause, Debate, Participation, PendingChange, Resolution, Speaker, Speech
from archive.workflow import snapshots
from archive.workflow.snapshots import InvalidSnapshot, apply, key_of, take
from tests import factories as make


class SnapshotTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.congress = make.make_congress(number=11, opened_on=make.day("1922-03-27"))
        cls.sitting = make.make_sitting(congress=cls.congress)
        cls.topic = make.make_topic()
        cls.debate = make.make_debate(congress=cls.congress, slug="tax", summary="As it was")
        cls.debate.sittings.add(cls.sitting)
        cls.debate.topics.add(cls.topic)
        cls.lenin = make.make_speaker(slug="lenin")
        cls.speech = make.make_speech(
            debate=cls.debate, position=1, speaker=cls.lenin, text="First", held_on=make.day("1922-03")
        )
        cls.other = make.make_speech(debate=cls.debate, position=2, text="Second")
        cls.citation = make.make_citation(cls.speech, locator="p. 1")
        cls.note = make.make_note(cls.debate)

    def setUp(self):
        self.before = take(self.debate)

    def test_a_snapshot_holds_the_entry_its_parts_and_what_hangs_on_them(self):
        records = [self.debate, self.speech, self.other, self.citation, self.note]
        self.assertEqual(set(self.before), {key_of(record) for record in records})
        self.assertEqual(self.before[key_of(self.debate)]["sittings"], [self.sitting.pk])
        self.assertEqual(self.before[key_of(self.speech)]["held_on"], "1922-03")
        self.assertEqual(self.before[key_of(self.speech)]["speaker"], self.lenin.pk)
        self.assertEqual(self.before[key_of(self.citation)]["target"], key_of(self.speech))
        self.assertFalse({"status", "publish_at", "version", "debate"} & set(self.before[key_of(self.debate)]))

    def test_the_queries_do_not_grow_with_the_rows(self):
        # The debate, two kinds of part, citations, notes, two many-to-many fields.
        for total in (2, 30):
            while self.debate.speeches.count() < total:
                make.make_citation(make.make_speech(debate=self.debate, position=self.debate.speeches.count() + 10))
            with self.subTest(rows=total), self.assertNumQueries(7):
                take(self.debate)

    def test_applying_it_undoes_every_change(self):
        self.speech.delete()
        self.debate.summary, self.debate.title = "Changed", "Changed"
        self.debate.save()
        self.debate.topics.clear()
        self.other.position = 1
        self.other.save()
        make.make_speech(debate=self.debate, position=2, text="New")
        self.note.delete()
        apply(self.debate, self.before)
        self.assertEqual(take(self.debate), self.before)
        self.assertEqual(Citation.objects.get().target, Speech.objects.get(text="First"))

    def test_what_is_the_same_is_not_written(self):
        version = Debate.objects.get().version
        self.assertEqual(apply(self.debate, self.before), {})
        self.assertEqual(Debate.objects.get().version, version)
        changed = {**self.before, key_of(self.speech): {**self.before[key_of(self.speech)], "text": "Other"}}
        apply(self.debate, changed)
        self.assertEqual(set(Speech.objects.values_list("text", "version")), {("Other", 2), ("Second", 1)})

    def test_two_speeches_change_places(self):
        one, two = (self.before[key_of(record)] for record in (self.speech, self.other))
        apply(
            self.debate,
            {**self.before, key_of(self.speech): {**one, "position": 2}, key_of(self.other): {**two, "position": 1}},
        )
        self.assertEqual(list(Speech.objects.order_by("position")), [self.other, self.speech])

    def test_a_record_of_a_private_change_gets_a_key_of_its_own(self):
        private = PendingChange.FIRST_KEY + 7
        speech = {**self.before[key_of(self.other)], "position": 3, "text": "New"}
        cited = {**self.before[key_of(self.citation)], "target": f"speech:{private}"}
        made = apply(self.debate, {**self.before, f"speech:{private}": speech, f"citation:{private}": cited})
        new = Speech.objects.get(text="New")
        self.assertLess(new.pk, PendingChange.FIRST_KEY)
        self.assertEqual(made[f"speech:{private}"], new)
        self.assertEqual(new.citations.get().locator, "p. 1")

    def test_all_that_is_wrong_is_said_at_once_and_nothing_is_written(self):
        speech, debate = self.before[key_of(self.speech)], self.before[key_of(self.debate)]
        wrong = {
            **self.before,
            key_of(self.speech): {**speech, "speaker": 4711},
            key_of(self.debate): {**debate, "title": "", "summary": "New"},
        }
        with self.assertRaises(InvalidSnapshot) as refusal:
            apply(self.debate, wrong)
        self.assertEqual(set(refusal.exception.errors), {key_of(self.speech), key_of(self.debate)})
        self.assertIn("speaker", refusal.exception.errors[key_of(self.speech)].message_dict)
        self.assertEqual(take(self.debate), self.before)

    def test_what_others_use_is_not_taken_away(self):
        congress = take(self.congress)
        without = {key: values for key, values in congress.items() if not key.startswith("sitting")}
        self.speech.sitting = self.sitting
        self.speech.save()
        with self.assertRaises(InvalidSnapshot) as refusal:
            apply(self.congress, without)
        self.assertEqual(set(refusal.exception.errors), {key_of(self.sitting)})

    def test_every_kind_of_entry_comes_back_as_it_was(self):
        resolution = make.make_resolution(congress=self.congress)
        Clause.objects.create(resolution=resolution, position=1, text="One")
        make.make_mandate(congress=self.congress, speaker=self.lenin)
        make.make_citation(self.sitting)
        Participation.objects.create(debate=self.debate, position=1, speaker=self.lenin, role="rapporteur")
        self.lenin.names.create(name="Ulyanov", kind="legal")
        source = make.make_source()
        for entry in (self.congress, self.debate, resolution, self.lenin, source, self.topic):
            with self.subTest(entry=entry):
                before = take(entry)
                for part in snapshots.parts_of(type(entry)):
                    if part._meta.model_name != "sitting":
                        part.objects.all().delete()
                apply(entry, before)
                self.assertEqual(take(entry), before)
        self.assertEqual(Speaker.objects.get(slug="lenin").names.get().name, "Ulyanov")
        self.assertEqual(Resolution.objects.get().clauses.get().text, "One")

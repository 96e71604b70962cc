"""Loading a congress file: as a difference, all or nothing."""

from django.test import TestCase

from archive.interchange.congress_file import CongressFileError
from archive.models import (
    PARTS,
    Attachment,
    Citation,
    Congress,
    Debate,
    EditorialNote,
    Participation,
    Resolution,
    ResolutionLink,
    Sitting,
    Source,
    Speaker,
    Speech,
    Topic,
)
from tests.factories import make_citation, make_link, make_note, make_resolution, make_speech
from tests.interchange.base import line
from tests.interchange.documents import dump, load_text, twelfth


class FirstLoadTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.report = load_text()

    def test_a_congress_is_there_with_no_change_of_code(self):
        congress = Congress.objects.get(number=12)
        self.assertEqual(str(congress.opened_on), "1923-04-17")
        self.assertEqual(congress.delegates_consultative, 0)
        self.assertEqual([debate.slug for debate in congress.debates.all()], ["report", "elections"])
        speech = Speech.objects.get(debate__slug="report", position=1)
        self.assertEqual((speech.speaker.slug, speech.sitting.position), ("first", 1))
        self.assertEqual(speech.text, "The first paragraph.\n\nThe second.")
        self.assertEqual(speech.citations.get().field, "speaker")
        self.assertEqual(ResolutionLink.objects.get(kind="confirms").to.slug, "on-the-rules")
        self.assertEqual(Topic.objects.get(slug="industry").broader.slug, "economy")
        self.assertEqual(Resolution.objects.get(slug="on-the-report").debates.get().slug, "report")
        self.assertEqual(Speaker.objects.get(slug="first").names.get().citations.get().field, "used_from")
        self.assertEqual(set(Speech.objects.values_list("version", flat=True)), {1})

    def test_the_report_says_what_was_created(self):
        self.assertEqual(
            line(self.report, "debate report"),
            "debate report: created; 2 participations created; 2 speeches created; 3 citations created; "
            "1 note created; 1 former slug created",
        )
        self.assertEqual(
            self.report.totals,
            "Entries: 11 created, 0 changed, 0 deleted, 0 left as they were. Parts: 39 created, 0 changed, "
            "0 deleted. Kept though not in the file: 0.",
        )

    def test_no_entry_was_changed_before_its_parts(self):
        load_text(twelfth(("Shame!", "Shame on you!")))
        for part in (*PARTS, Citation, EditorialNote):
            for record in part.objects.all():
                entry = (record.target if isinstance(record, Attachment) else record).entry
                with self.subTest(record):
                    self.assertGreaterEqual(entry.updated_at, record.updated_at)

    def test_loading_twice_changes_nothing_at_all(self):
        before = dump()
        report = load_text()
        self.assertEqual(dump(), before)
        self.assertTrue(report.changes_nothing)
        self.assertEqual(line(report, "debate report"), "debate report: left as it was")

    def test_a_changed_entry_is_changed_once_and_nothing_else_is(self):
        before = dump()
        report = load_text(twelfth(("title: The report", "title: A report")))
        after = dump()
        debate = Debate.objects.get(slug="report")
        self.assertEqual((debate.title, debate.version), ("A report", 2))
        changed = [name for name in after if after[name] != before[name]]
        self.assertCountEqual(
            changed, ["archive.Debate", "archive.Version", "archive.RecordState", "archive.LedgerMark"]
        )
        self.assertEqual(line(report, "debate report"), "debate report: changed (title)")

    def test_a_changed_part_is_a_new_version_and_touches_its_entry_only(self):
        before = {debate.slug: debate for debate in Debate.objects.all()}
        report = load_text(twelfth(("text: Shame!", "text: Hear, hear!")))
        speech = Speech.objects.get(debate__slug="report", position=2)
        self.assertEqual((speech.text, speech.version), ("Hear, hear!", 2))
        self.assertEqual(Speech.objects.get(debate__slug="report", position=1).version, 1)
        after = {debate.slug: debate for debate in Debate.objects.all()}
        self.assertGreater(after["report"].updated_at, before["report"].updated_at)
        self.assertEqual(after["report"].version, 1)
        self.assertEqual(after["elections"].updated_at, before["elections"].updated_at)
        self.assertEqual(line(report, "debate report"), "debate report: 1 speech changed")

    def test_a_changed_citation_of_a_part_touches_the_entry_it_is_in(self):
        before = Congress.objects.get()
        load_text(twelfth(("{source: record, field: held_on}", "{source: record, field: held_on, note: New}")))
        citation = Citation.objects.get(note="New")
        self.assertEqual((citation.version, citation.target), (2, Sitting.objects.get(position=1)))
        after = Congress.objects.get()
        self.assertGreater(after.updated_at, before.updated_at)
        self.assertEqual(after.version, before.version)

    LEFT_OUT = (
        ("  venue: A hall\n", ""),
        ("  opened_on: 1923-04-17\n", ""),
        ("  topics: [economy, industry]\n", ""),
        ("  chair: first\n", ""),
        ("  result: rejected\n", ""),
        ("    certainty: inferred\n", ""),
        (", on_behalf_of: Kazan", ""),
        (", note: in the index, unverified: true", ""),
        ("    since: 2024-01-02T03:04:05.678901+00:00\n", ""),
    )

    def test_a_key_left_out_leaves_its_field_as_it_is(self):
        before = dump()
        report = load_text(twelfth(*self.LEFT_OUT))
        self.assertEqual(dump(), before)
        self.assertTrue(report.changes_nothing)

    def test_a_key_left_out_empties_its_field_with_replace(self):
        since = Congress.objects.get().former_slugs.get().since
        load_text(twelfth(*self.LEFT_OUT), replace=True)
        congress = Congress.objects.get()
        self.assertEqual((congress.venue, congress.opened_on), ("", None))
        self.assertEqual(Speech.objects.get(speaker__slug="first").certainty, "printed")
        self.assertEqual(congress.mandates.get(speaker__slug="first").on_behalf_of, "")
        self.assertFalse(Citation.objects.filter(unverified=True).exists())
        self.assertEqual(congress.former_slugs.get().since, since)
        self.assertEqual(Debate.objects.get(slug="report").topics.count(), 0)
        self.assertIsNone(Sitting.objects.get(position=1).chair)
        self.assertEqual(Resolution.objects.get(slug="on-the-report").result, "adopted")

    def test_an_empty_value_empties_its_field_and_once_only(self):
        text = twelfth(
            ("  venue: A hall", "  venue: ''"),
            ("  city: Moscow", "  city:"),
            ("  opened_on: 1923-04-17", "  opened_on: ''"),
            ("  sittings_count: 2", "  sittings_count:"),
            ("  publish_at: 2026-11-07T09:00:00+00:00", "  publish_at: null"),
            ("  topics: [economy, industry]", "  topics: []"),
            ("  sittings: [1, 2]", "  sittings:"),
            ("  chair: first", "  chair:"),
            ("  broader: economy", "  broader: ''"),
        )
        load_text(text)
        congress, debate = Congress.objects.get(), Debate.objects.get(slug="report")
        self.assertEqual((congress.venue, congress.city), ("", ""))
        self.assertEqual((congress.opened_on, congress.sittings_count, congress.publish_at), (None, None, None))
        self.assertEqual((debate.topics.count(), debate.sittings.count()), (0, 0))
        self.assertIsNone(Sitting.objects.get(position=1).chair)
        self.assertIsNone(Topic.objects.get(slug="industry").broader)
        before = dump()
        self.assertTrue(load_text(text).changes_nothing)
        self.assertEqual(dump(), before)

    def test_the_file_of_another_congress_leaves_a_speaker_it_only_names_untouched(self):
        for model in (Speaker, Source, Topic):
            model.objects.update(status="published")
        before = dump()
        thirteenth = (
            "format: 1\ncongress: {number: 13, title: 13th Congress}\n"
            "topics:\n- {slug: industry, name: Industry}\n"
            "sources:\n- {slug: record, kind: book, title: Stenographic record}\n"
            "speakers:\n- {slug: first, name: Ann First, sort_name: 'First, Ann'}\n"
            "mandates:\n- {speaker: first, vote: decisive, citations: [{source: record}]}\n"
        )
        report = load_text(thirteenth)
        after = dump()
        for name in ("Speaker", "SpeakerName", "Source", "Topic", "FormerSlug", "EditorialNote"):
            self.assertEqual(after[f"archive.{name}"], before[f"archive.{name}"], name)
        self.assertTrue(line(report, "speaker first").startswith("speaker first: left as it was; kept though not"))
        self.assertEqual(Congress.objects.get(number=13).mandates.get().speaker.biography, "A life.")

    def test_debates_change_places(self):
        text = twelfth(
            ("slug: report\n  position: 1", "slug: report\n  position: 2"),
            ("slug: elections\n  position: 2", "slug: elections\n  position: 1"),
        )
        pks = dict(Debate.objects.values_list("slug", "pk"))
        report = load_text(text)
        self.assertEqual([debate.slug for debate in Debate.objects.all()], ["elections", "report"])
        self.assertEqual(dict(Debate.objects.values_list("slug", "pk")), pks)
        self.assertEqual(line(report, "debate elections"), "debate elections: changed (position)")

    def test_participations_change_places_and_keep_their_citations(self):
        load_text(
            twelfth(
                (
                    "- position: 1\n    speaker: first\n    role: rapp",
                    "- position: 2\n    speaker: first\n    role: rapp",
                ),
                ("- position: 2\n    speaker: second", "- position: 1\n    speaker: second"),
            )
        )
        self.assertEqual(
            [(one.position, one.speaker.slug, one.citations.count()) for one in Participation.objects.all()],
            [(1, "second", 0), (2, "first", 1)],
        )

    def test_a_speech_put_in_before_others_leaves_them_their_citations(self):
        new = "  speeches:\n  - {position: 1, kind: speech, rendering: summary, text: New}\n"
        load_text(
            twelfth(
                ("  - position: 2\n    kind: interj", "  - position: 3\n    kind: interj"),
                ("  - position: 1\n    kind: report\n    speaker", "  - position: 2\n    kind: report\n    speaker"),
                ("  speeches:\n", new),
            )
        )
        speeches = Speech.objects.filter(debate__slug="report")
        self.assertEqual(
            [(one.position, one.text[:5], one.citations.count(), one.version) for one in speeches],
            [(1, "New", 0, 1), (2, "The f", 1, 2), (3, "Shame", 0, 2)],
        )

    def test_what_an_editor_added_is_kept_and_reported(self):
        debate = Debate.objects.get(slug="report")
        speech = make_speech(debate=debate, position=7)
        make_citation(speech, source=Source.objects.get(slug="record"))
        make_citation(Speech.objects.get(debate=debate, position=2), source=Source.objects.get(slug="record"))
        make_note(debate, text="By an editor")
        debate.congress.debates.create(slug="extra", position=8, kind="other", title="Extra")
        before = dump()
        report = load_text()
        self.assertEqual(dump(), before)
        self.assertEqual(
            line(report, "debate report"),
            "debate report: left as it was; kept though not in the file: speech 7, "
            "citation record, supports on speech 2, note explanation, By an editor",
        )
        self.assertEqual(
            line(report, "congress 12"), "congress 12: left as it was; kept though not in the file: debate extra"
        )
        self.assertIn("Kept though not in the file: 4.", report.totals)

    def test_replace_deletes_what_the_file_does_not_hold(self):
        before = dump()
        debate = Debate.objects.get(slug="report")
        make_citation(make_speech(debate=debate, position=7))
        make_note(debate)
        extra = debate.congress.debates.create(slug="extra", position=8, kind="other", title="Extra")
        make_speech(debate=extra)
        make_citation(Topic.objects.get(slug="economy"))
        sitting = debate.congress.sittings.create(position=9)
        debate.sittings.add(sitting)
        Speech.objects.filter(debate=debate, position=2).update(sitting=sitting)
        shared = Speaker.objects.create(slug="third", name="C", sort_name="C")
        report = load_text(replace=True)
        after = dump()
        for name in ("Debate", "Speech", "Citation", "EditorialNote", "Sitting"):
            pks = [[row["id"] for row in rows[f"archive.{name}"]] for rows in (before, after)]
            self.assertEqual(*pks, name)
        self.assertTrue(Speaker.objects.filter(pk=shared.pk).exists())
        self.assertTrue(Source.objects.exclude(slug__in=["record", "catalogue"]).exists())
        self.assertEqual(line(report, "debate extra"), "debate extra: deleted")
        self.assertEqual(
            line(report, "debate report"),
            "debate report: changed (sittings); 1 speech changed; 1 speech deleted; 1 note deleted",
        )

    def test_replace_lets_a_new_row_take_the_place_of_one_that_goes(self):
        text = twelfth(("slug: elections", "slug: election-of-bodies"))
        with self.assertRaises(CongressFileError):
            load_text(text)
        load_text(text, replace=True)
        self.assertEqual([debate.slug for debate in Debate.objects.all()], ["report", "election-of-bodies"])

    def test_a_deletion_that_is_refused_names_what_stands_against_it(self):
        other = Congress.objects.create(number=13, title="13th")
        later = make_resolution(congress=other, slug="later")
        extra = make_resolution(congress=Congress.objects.get(number=12), slug="extra", position=9)
        make_link(resolution=later, kind="repeals", to=extra)
        before = dump()
        with self.assertRaises(CongressFileError) as caught:
            load_text(twelfth(("title: The report", "title: Changed")), replace=True)
        self.assertEqual(
            str(caught.exception),
            "resolutions: resolution extra is not in the file and cannot be deleted, for it is used by "
            "link repeals, 12/extra of resolution 13/later",
        )
        self.assertEqual(dump(), before)

    def test_a_dry_run_reports_and_changes_nothing(self):
        before = dump()
        report = load_text(twelfth(("title: The report", "title: Changed")), dry_run=True)
        self.assertEqual(dump(), before)
        self.assertEqual(line(report, "debate report"), "debate report: changed (title)")
        self.assertTrue(str(report).endswith("This was a dry run: nothing has been changed."))

    def test_a_note_may_stand_twice(self):
        make_note(Debate.objects.get(slug="report"), kind="correction", field="sittings", text="Not three.")
        load_text(replace=True)
        self.assertEqual(EditorialNote.objects.filter(text="Not three.").count(), 1)

"""Every mistake in a congress file is named, all in one run."""

# ruff: noqa: E501 - messages stand here whole, as an editor reads them.

from archive.interchange.congress_file import check, read
from tests.factories import make_congress, make_resolution, make_sitting, make_speaker, make_topic
from tests.interchange.base import CheckingTestCase, problems
from tests.interchange.documents import TWELFTH, load_text, twelfth


class CheckingTests(CheckingTestCase):
    def test_the_whole_format_passes(self):
        self.assertEqual(check(read(TWELFTH)), [])

    def test_the_smallest_file_passes(self):
        self.assertEqual(check(read("format: 1\ncongress: {number: 13, title: 1923}\n")), [])

    def test_a_misspelt_key_names_the_nearest(self):
        self.assert_problem("opened_on:", "opend_on:", "congress.opend_on: no such key; did you mean 'opened_on'?")
        self.assert_problem("\nelections:", "\nelection:", "election: no such key; did you mean 'elections'?")
        self.assert_problem(
            "from: 1900",
            "zzz: 1900",
            "speakers[0].names[0].zzz: no such key; the keys are name, kind, language, from, to, citations",
        )

    def test_a_reference_to_nothing_names_the_nearest(self):
        near = "debates[0].speeches[0].speaker: no speaker 'frist'; did you mean 'first'?"
        self.assert_problem("    kind: report\n    speaker: first", "    kind: report\n    speaker: frist", near)
        self.assert_problem(
            "chair: first", "chair: x", "sittings[0].chair: no speaker 'x' in this file or in the archive"
        )
        self.assert_problem(
            "[economy, industry]",
            "[economy, industri]",
            "debates[0].topics[1]: no topic 'industri'; did you mean 'industry'?",
        )
        self.assert_problem(
            "to: 12/on-the-rules",
            "to: on-the-rules",
            "resolutions[0].links[0].to: no resolution 'on-the-rules'; did you mean '12/on-the-rules'?",
        )
        self.assert_problem(
            "debates: [report]", "debates: [xyz]", "resolutions[0].debates[0]: no debate 'xyz' in this congress"
        )

    def test_a_sitting_that_the_congress_has_not_is_refused(self):
        self.assert_problem(
            "sitting: 1",
            "sitting: 3",
            "debates[0].speeches[0].sitting: no sitting 3 in this congress; its sittings are 1, 2",
        )
        self.assert_problem(
            "sittings: [1, 2]", "sittings: [1, two]", "debates[0].sittings[1]: 'two' is not a position (a whole number)"
        )

    def test_references_also_lead_into_the_archive(self):
        make_speaker(slug="third")
        make_topic(slug="law")
        congress = make_congress(number=11)
        make_resolution(congress=congress, slug="peace")
        mine = make_congress(number=12)
        make_sitting(congress=mine, position=9)
        text = twelfth(
            ("chair: first", "chair: third"),
            ("[economy, industry]", "[law]"),
            ("to: 12/on-the-rules", "to: 11/peace"),
            ("sitting: 1", "sitting: 9"),
        )
        self.assertEqual(problems(text), [])

    def test_what_replace_would_delete_cannot_be_referred_to(self):
        load_text()
        first, rest = TWELFTH.split("- position: 2\n  record: lost\n")
        text = first + rest
        self.assertEqual(problems(text), [])
        self.assertEqual(
            problems(text, replace=True),
            ["debates[0].sittings[1]: sitting '2' is not in this file, and --replace would delete it"],
        )

    def test_a_value_outside_the_vocabulary_names_the_nearest(self):
        self.assert_problem(
            "kind: report\n  title",
            "kind: raport\n  title",
            "debates[0].kind: 'raport' is not one of report, discussion, election, commission, closed_session, "
            "other; did you mean 'report'?",
        )
        self.assert_problem(
            "status: withdrawn",
            "status: secret",
            "resolutions[0].status: 'secret' is not one of draft, in_review, published, withdrawn",
        )

    def test_values_of_the_wrong_form_are_refused(self):
        form = "write a year (1922), a month (1922-03) or a day (1922-03-27)"
        for old, new, expected in [
            ("opened_on: 1923-04-17", "opened_on: 17.4.1923", f"congress.opened_on: '17.4.1923' is not a date: {form}"),
            ("opened_on: 1923-04-17", "opened_on: 1923-04-31", "congress.opened_on: '1923-04-31' is not a date: that month has no such day"),
            ("publish_at: 2026-11-07T09:00:00+00:00", "publish_at: 2026-11-07", "congress.publish_at: '2026-11-07' is not a time with its zone, such as 2026-11-07T09:00:00+00:00"),
            ("publish_at: 2026-11-07T09:00:00+00:00", "publish_at: 2026-13-07T09:00:00Z", "congress.publish_at: '2026-13-07T09:00:00Z' is not a time: month must be in 1..12"),
            ("unverified: true", "unverified: maybe", "speakers[0].citations[0].unverified: 'maybe' is not true or false"),
            ("members_represented: 386000", "members_represented: many", "congress.members_represented: 'many' is not a whole number"),
            ("votes_for: 0", "votes_for: -1", "resolutions[0].votes_for: -1 is less than 0, the least allowed"),
            ("sittings_count: 2", "sittings_count: 40000", "congress.sittings_count: 40000 is more than 32767, the most allowed"),
            ("number: 12", "number: 0", "congress.number: 0 is less than 1, the least allowed"),
            ("url: https:", "url: ftp:", "sources[0].url: 'ftp://example.org/?a=1' is not an address that starts with http:// or https://"),
            ("wikidata: Q1394", "wikidata: 1394", "speakers[0].wikidata: '1394' is not right: A Wikidata identifier is Q and digits, such as Q1394."),
            ("slug: economy", "slug: The economy", "topics[0].slug: 'The economy' is not a slug (letters a-z, digits, - and _); did you mean 'the-economy'?"),
            ("party_short_name: P", f"party_short_name: {'P' * 70}", f"congress.party_short_name: '{'P' * 59}…' is 70 characters long; the limit is 50"),
            ("title: Elections", "title: ''", "debates[1].title: is empty, and must not be"),
            ("title: Elections", 'title: "a\\0"', "debates[1].title: the character U+0000 at place 2 cannot be stored"),
        ]:  # fmt: skip
            text = twelfth((old, new))
            with self.subTest(new=new):
                self.assertIn(expected, problems(text))

    def test_a_lone_surrogate_is_refused(self):
        document = {"format": 1, "congress": {"number": 1, "title": "a\ud800"}}
        self.assertEqual(
            [str(problem) for problem in check(document)],
            ["congress.title: the character U+D800 at place 2 cannot be stored"],
        )

    def test_values_of_the_wrong_type_are_refused(self):
        for old, new, expected in [
            ("[economy, industry]", "economy", "debates[0].topics: expected a list, found a text"),
            ("title: Elections", "title: [a]", "debates[1].title: expected a text, found a list"),
            ("title: Elections", "title: {a: b}", "debates[1].title: expected a text, found a block of keys"),
            ("held_on: 1923-04-17\n  part", "held_on: []\n  part", "sittings[0].held_on: expected a date, found a list"),
            ("votes_for: 0", "votes_for: []", "resolutions[0].votes_for: expected a whole number, found a list"),
            ("- {speaker: second, vote: decisive}", "- second", "mandates[0]: expected the keys of a mandate, found a text"),
            ("- {speaker: second, vote: decisive}", "-", "mandates[0]: expected the keys of a mandate, found nothing"),
        ]:  # fmt: skip
            self.assert_problem(old, new, expected)

    def test_a_missing_key_is_named(self):
        self.assert_problem("  title: Elections\n", "", "debates[1].title: is required")
        self.assert_problem("    rendering: verbatim\n", "", "debates[0].speeches[1].rendering: is required")
        self.assert_problem("    kind: interjection\n", "", "debates[0].speeches[1].kind: is required")
        self.assert_problem("  title: 12th Congress\n", "  title:\n", "congress.title: is required")

    def test_a_file_without_a_congress_or_a_format_says_so(self):
        self.assertEqual([str(problem) for problem in check(read(""))], ["file: is empty"])
        self.assertEqual(
            [str(problem) for problem in check(read("- a"))], ["file: expected keys and values, found a list"]
        )
        self.assertEqual(
            [str(problem) for problem in check(read("topics: []"))],
            ["format: is required: this is format 1", "congress: is required"],
        )
        self.assertEqual(
            problems("format: 2\ncongress: {number: 1, title: T}"),
            ["format: '2' is not known here; this archive reads format 1"],
        )
        self.assertEqual(
            problems("format: 1\ncongress: {}"), ["congress.number: is required", "congress.title: is required"]
        )

    def test_what_may_be_there_once_names_both_places(self):
        for old, new, expected in [
            ("- position: 2\n    kind: inter", "- position: 1\n    kind: inter", "debates[0].speeches[1].position: '1' stands at debates[0].speeches[0].position already"),
            ("slug: industry", "slug: economy", "topics[1].slug: 'economy' stands at topics[0].slug already"),
            ("slug: elections", "slug: report", "debates[1].slug: 'report' stands at debates[0].slug already"),
            ("speaker: second, vote", "speaker: first, vote", "mandates[1].speaker: 'first' stands at mandates[0].speaker already"),
            ("speaker: second\n    role: against", "speaker: first\n    role: rapporteur", "debates[0].participations[1]: has the same speaker and role as debates[0].participations[0]"),
            ("{source: record, field: delegates_decisive, stance: disputes, value: '409', locator: p. 3}", "{source: record, field: delegates_decisive, value: '408'}", "congress.citations[1]: has the same source and field and stance and value and locator as congress.citations[0]"),
        ]:  # fmt: skip
            with self.subTest(expected=expected):
                self.assertIn(expected, problems(twelfth((old, new))))
        self.assert_problem(
            "[economy, industry]", "[economy, economy]", "debates[0].topics[1]: 'economy' is in this list already"
        )
        self.assertIn(
            "resolutions[0].links[2]: has the same kind and to and outside_title as resolutions[0].links[1]",
            problems(
                twelfth(("  - kind: cites\n    outside_title: A decree\n", "  - {kind: cites, outside_title: A}\n" * 2))
            ),
        )

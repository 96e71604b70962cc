"""What must agree within a file, with the archive and with the rules of the database."""

# ruff: noqa: E501 - messages stand here whole, as an editor reads them.

from django.db import connection
from django.db.models import CheckConstraint
from django.test.utils import CaptureQueriesContext

from archive import models
from archive.interchange.congress_file import check, read
from archive.models import Topic
from tests.factories import make_congress, make_debate, make_resolution, make_speaker, make_topic
from tests.interchange.base import CheckingTestCase, problems
from tests.interchange.documents import TWELFTH, load_text, twelfth


class AgreementTests(CheckingTestCase):
    def test_what_must_agree_is_checked(self):
        for old, new, expected in [
            ("closed_on: 1923-04-25", "closed_on: 1923-03", "congress.closed_on: 1923-03 is before opened_on, 1923-04-17: a congress cannot close before it opens"),
            ("died_on: 1930-01", "died_on: 1869", "speakers[0].died_on: 1869 is before born_on, 1870: a person cannot die before being born"),
            ("to: 1917-11", "to: 1899", "speakers[0].names[0].to: 1899 is before from, 1900: a name cannot be given up before it is taken"),
            (" value: '409',", "", "congress.citations[1].value: is required when the source disputes: write what the source says"),
            ("kind: cites\n    outside_title: A decree", "kind: cites", "resolutions[0].links[1]: a link needs to (a resolution) or outside_title"),
            ("to: 12/on-the-rules", "to: 12/on-the-rules\n    outside_title: B", "resolutions[0].links[0].outside_title: a link has either to or outside_title, not both"),
            ("to: 12/on-the-rules", "to: 12/on-the-report", "resolutions[0].links[0].to: a resolution cannot be related to itself"),
            ("withdraw_at: 2986-11-07", "withdraw_at: 2026-11-07", "congress.withdraw_at: 2026-11-07T09:00:00+00:00 is not after publish_at, 2026-11-07T09:00:00+00:00"),
            ("  name: Economy", "  name: Economy\n  broader: economy", "topics[0].broader: goes in a circle: economy > economy"),
            ("  name: Economy", "  name: Economy\n  broader: industry", "topics[0].broader: goes in a circle: economy > industry > economy"),
        ]:  # fmt: skip
            self.assert_problem(old, new, expected)
        self.assertEqual(problems(twelfth(("closed_on: 1923-04-25", "closed_on: 1923-04"))), [])

    def test_a_circle_through_the_archive_is_found(self):
        make_topic(slug="law", broader=make_topic(slug="economy"))
        self.assert_problem(
            "  name: Economy",
            "  name: Economy\n  broader: law",
            "topics[0].broader: goes in a circle: economy > law > economy",
        )

    def test_what_must_agree_is_checked_against_what_the_archive_keeps(self):
        load_text()
        stays = " (the file leaves it out, so the archive's value stays)"
        for changes, expected in [
            ((("opened_on: 1923-04-17", "opened_on: 1924"), ("  closed_on: 1923-04-25\n", "")), "congress.closed_on: 1923-04-25 is before opened_on, 1924: a congress cannot close before it opens" + stays),
            ((("closed_on: 1923-04-25", "closed_on: 1922"), ("  opened_on: 1923-04-17\n", "")), "congress.closed_on: 1922 is before opened_on, 1923-04-17: a congress cannot close before it opens"),
            ((("born_on: 1870", "born_on: 1931"), ("  died_on: 1930-01\n", "")), "speakers[0].died_on: 1930-01 is before born_on, 1931: a person cannot die before being born" + stays),
            ((("to: 1917-11", "to: 1899"), ("    from: 1900\n", "")), "speakers[0].names[0].to: 1899 is before from, 1900: a name cannot be given up before it is taken"),
            ((("name: Economy", "name: Economy\n  broader: industry"), ("  broader: economy\n", "")), "topics[0].broader: goes in a circle: economy > industry > economy"),
        ]:  # fmt: skip
            with self.subTest(expected=expected):
                self.assertEqual(problems(twelfth(*changes)), [expected])
                self.assertEqual(problems(twelfth(*changes), replace=True), [])

    def test_a_field_that_cannot_be_empty_says_so(self):
        self.assert_problem("status: withdrawn", "status:", "resolutions[0].status: is empty, and must not be")
        self.assert_problem("result: rejected", "result: ''", "resolutions[0].result: is empty, and must not be")

    def test_an_address_that_redirects_to_another_entry_is_refused_and_names_it(self):
        mine, other = make_congress(number=12), make_congress(number=11)
        for old, new, expected, entry in [
            ("number: 12", "number: 9", "congress.number: the address '9' redirects to congress '11'", other),
            ("slug: economy", "slug: money", "topics[0].slug: the address 'money' redirects to topic 'law'", make_topic(slug="law")),
            ("slug: second", "slug: ben", "speakers[1].slug: the address 'ben' redirects to speaker 'third'", make_speaker(slug="third")),
            ("slug: elections", "slug: votes", "debates[1].slug: the address 'votes' redirects to debate 'extra'", make_debate(congress=mine, slug="extra")),
            ("slug: on-the-report", "slug: on-it", "resolutions[0].slug: the address 'on-it' redirects to resolution 'extra'", make_resolution(congress=mine, slug="extra")),
        ]:  # fmt: skip
            entry.former_slugs.create(slug=new.partition(": ")[2])
            with self.subTest(new=new):
                self.assertIn(expected, problems(twelfth((old, new))))

    def test_an_address_that_redirects_elsewhere_in_another_kind_or_congress_is_free(self):
        make_debate(congress=make_congress(number=11)).former_slugs.create(slug="elections")
        make_speaker().former_slugs.create(slug="economy")
        self.assertEqual(problems(TWELFTH), [])

    def test_an_entry_may_come_back_to_its_own_former_address(self):
        load_text()
        Topic.objects.get(slug="economy").former_slugs.create(slug="economy")
        self.assertEqual(problems(TWELFTH), [])

    def test_an_address_is_free_when_replace_deletes_what_it_redirects_to(self):
        congress = make_congress(number=12)
        make_debate(congress=congress, slug="extra", position=9).former_slugs.create(slug="elections")
        congress.former_slugs.create(slug="elections")
        self.assertEqual(problems(TWELFTH), ["debates[1].slug: the address 'elections' redirects to debate 'extra'"])
        self.assertEqual(problems(TWELFTH, replace=True), [])
        load_text(replace=True)
        make_topic(slug="law").former_slugs.create(slug="economy")
        expected = "topics[0].slug: the address 'economy' redirects to topic 'law'"
        self.assertEqual(problems(TWELFTH, replace=True), [expected])
        with_law = twelfth(("topics:\n", "topics:\n\n- slug: law\n  name: Law\n"))
        self.assertEqual(problems(with_law, replace=True), [])

    def test_what_is_an_address_cannot_redirect(self):
        self.assert_problem(
            "slug: ann",
            "slug: second",
            "speakers[0].former_slugs[0].slug: 'second' is the address of a speaker, so it cannot redirect to this one",
        )
        self.assert_problem(
            "slug: old-report",
            "slug: on-the-rules",
            "resolutions[0].former_slugs[0].slug: 'on-the-rules' is the address of a resolution, so it cannot redirect "
            "to this one",
        )
        make_congress(number=11)
        self.assert_problem(
            "slug: 12a",
            "slug: '11'",
            "congress.former_slugs[0].slug: '11' is the address of a congress, so it cannot redirect to this one",
        )

    def test_every_rule_of_the_database_has_its_twin_here(self):
        # A new check constraint needs a rule of the file, a test above, and a line here.
        twins = {
            "congress_closes_after_it_opens", "congress_number_from_one", "source_url_is_http",
            "citation_dispute_gives_a_value", "speaker_died_after_birth", "speaker_wikidata_starts_with_q",
            "speaker_name_used_from_before_to", "topic_not_broader_than_itself",
            "resolution_link_has_one_end", "resolution_link_leads_elsewhere",
            *(f"{model._meta.model_name}_leaves_after_it_appears" for model in models.ENTRIES),
        }  # fmt: skip
        kinds = (*models.ENTRIES, *models.PARTS, models.Citation, models.EditorialNote, models.FormerSlug)
        constraints = [constraint for model in kinds for constraint in model._meta.constraints]
        names = {constraint.name for constraint in constraints if isinstance(constraint, CheckConstraint)}
        self.assertEqual(names, twins)

    def test_a_citation_names_a_field_of_what_it_stands_on(self):
        start = "congress.citations[0].field: 'delegates' is not a field of a congress that can be cited"
        found = problems(twelfth(("field: delegates_decisive, value: '408'", "field: delegates")))
        self.assertEqual(len(found), 1)
        self.assertTrue(found[0].startswith(start), found)
        self.assert_problem(
            "field: held_on",
            "field: held_no",
            "sittings[0].citations[0].field: 'held_no' is not a field of a sitting that can be cited; "
            "did you mean 'held_on'?",
        )
        self.assert_problem(
            "field: url",
            "field: slug",
            "sources[0].notes[0].field: 'slug' is not a field of a source that can be cited; these are: kind, title, "
            "authors, editors, year, place, publisher, container, pages, archive_reference, url, accessed_on, "
            "language, rights, note",
        )

    def test_a_position_that_the_archive_keeps_for_another_is_refused(self):
        make_debate(congress=make_congress(number=12), slug="extra", position=2)
        expected = (
            "debates[1].position: '2' is taken in the archive by debate extra, which the file does not hold: "
            "add it to the file, choose another position, or load with --replace to delete it"
        )
        self.assertEqual(problems(TWELFTH), [expected])
        self.assertEqual(problems(TWELFTH, replace=True), [])

    def test_all_problems_come_in_one_run_in_the_order_of_the_file_with_lines(self):
        text = twelfth(
            ("number: 12", "number: 12\n  number: 13"),
            ("opened_on:", "opend_on:"),
            ("sitting: 1", "sitting: 7"),
            ("chair: first", "chair: frist"),
            ("votes_for: 0", "votes_for: x"),
        )
        found = [str(problem) for problem in check(read(text))]
        self.assertEqual(len(found), 5)
        self.assertEqual(found[0], "congress.number: the key 'number' is here twice; the first is in line 4 (line 5)")
        line = text.splitlines().index("  chair: frist") + 1
        self.assertEqual(found[2], f"sittings[0].chair: no speaker 'frist'; did you mean 'first'? (line {line})")

    def test_nothing_in_a_message_can_drive_a_terminal(self):
        text = twelfth(("status: withdrawn", 'status: "\\e[2J"'), ("opened_on:", '"\\e[31mred":'))
        self.assertNotIn("\x1b", "\n".join(problems(text)))

    def test_the_queries_do_not_grow_with_the_file(self):
        load_text()
        speech = "  - {position: %d, kind: speech, rendering: verbatim, text: a, citations: [{source: record}]}\n"
        counts = []
        for many in (1, 60):
            more = "".join(speech % (position + 3) for position in range(many))
            document = read(twelfth(("    text: Shame!\n", f"    text: Shame!\n{more}")))
            with CaptureQueriesContext(connection) as queries:
                self.assertEqual(check(document), [])
            counts.append(len(queries))
        self.assertEqual(counts[0], counts[1])

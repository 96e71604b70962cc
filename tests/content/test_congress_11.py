"""The bundled congress: whole, sourced, and in our own words."""

from io import StringIO
from pathlib import Path

import yaml
from django.conf import settings
from django.core.management import call_command
from django.test import SimpleTestCase, TestCase

from archive.models import Congress, Election, Speech
from tests.content.wording import digest, founding_runs, runs

FILE = Path(settings.BASE_DIR) / "archive" / "content" / "congress-11.yaml"
#: Names and titles that no one can say in other words.
NAMES = [
    "11th congress of the russian communist party bolsheviks",
    "of the communist party of the soviet union",
]


def texts(node):
    """Yield every text in the file."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, list | dict):
        for child in node.values() if isinstance(node, dict) else node:
            yield from texts(child)


class CongressFileTests(SimpleTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.document = yaml.safe_load(FILE.read_text(encoding="utf-8"))

    def test_the_wording_is_our_own(self):
        theirs = founding_runs()
        self.assertGreater(len(theirs), 700)
        shared = {run for text in texts(self.document) for run in runs(text) if digest(run) in theirs}
        self.assertEqual({run for run in shared if not any(name in run for name in NAMES)}, set())

    def test_the_check_of_the_wording_can_fail(self):
        sentence = "The most far-reaching event was the appointment of Joseph Stalin as the party's first"
        self.assertTrue({digest(run) for run in runs(sentence)} & founding_runs())

    def test_everything_is_sourced(self):
        document = self.document
        sourced = [document["congress"], *document["speakers"], *document["sittings"], *document["mandates"]]
        sourced += document["elections"]
        for debate in document["debates"]:
            sourced += [debate, *debate.get("participations", []), *debate.get("speeches", [])]
        for resolution in document["resolutions"]:
            sourced += [resolution, *resolution.get("clauses", []), *resolution.get("links", [])]
        for record in sourced:
            with self.subTest(record={key: record[key] for key in list(record)[:3]}):
                self.assertTrue(record.get("citations"))

    def test_what_rests_on_general_knowledge_carries_the_mark(self):
        def citations(node):
            if isinstance(node, dict):
                yield from node.get("citations", [])
            for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
                yield from citations(child)

        unverified = [row for row in citations(self.document) if row["source"] == "unverified-general-knowledge"]
        self.assertGreater(len(unverified), 100)
        self.assertTrue(all(row.get("unverified") for row in unverified))


class LoadedCongressTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("load_congress", FILE, stdout=StringIO())
        cls.congress = Congress.objects.public().get(number=11)

    def test_the_figures_and_the_dispute_over_one_of_them(self):
        self.assertEqual(str(self.congress.opened_on), "1922-03-27")
        self.assertEqual(str(self.congress.closed_on), "1922-04-02")
        self.assertEqual((self.congress.delegates_decisive, self.congress.delegates_consultative), (522, 165))
        figures = self.congress.citations.filter(field="delegates_consultative")
        self.assertEqual({citation.value for citation in figures.filter(stance="supports")}, {"165"})
        disputing = figures.filter(stance="disputes")
        self.assertEqual({citation.value for citation in disputing}, {"164"})
        self.assertEqual(disputing.count(), 2)
        self.assertTrue(self.congress.notes.filter(field="delegates_consultative").exists())

    def test_the_parts_are_all_there(self):
        self.assertEqual(self.congress.sittings.count(), 12)
        self.assertEqual(self.congress.debates.count(), 13)
        self.assertEqual(self.congress.resolutions.count(), 18)
        elected = Election.objects.filter(body="central_committee")
        self.assertEqual(elected.filter(office="member").count(), 27)
        self.assertEqual(elected.filter(office="candidate").count(), 19)

    def test_lenins_report_is_a_summary_of_sixteen_points(self):
        report = Speech.objects.get(debate__slug="political-report", kind="report")
        self.assertEqual((report.speaker.slug, report.rendering), ("lenin", "summary"))
        self.assertEqual(len(report.paragraphs), 16)

    def test_every_correction_of_the_founding_article_stands_where_it_belongs(self):
        congress = {"party_name", "opened_on", "delegates_consultative", "background", "outcome", "aftermath"}
        self.assertLessEqual(congress, set(self.congress.notes.values_list("field", flat=True)))
        for kind, slug, field in [
            ("resolutions", "comintern-delegation", "summary"),
            ("resolutions", "report-of-the-central-committee", "summary"),
            ("resolutions", "role-of-trade-unions", "summary"),
            ("resolutions", "strengthening-after-the-check", "title"),
            ("resolutions", "former-workers-opposition", "summary"),
            ("resolutions", "strengthening-and-new-tasks", "summary"),
            ("resolutions", "work-in-the-countryside", "summary"),
            ("resolutions", "on-the-red-army", "kind"),
            ("debates", "red-army", "outcome"),
            ("debates", "former-workers-opposition", "summary"),
            ("debates", "political-report", "summary"),
        ]:
            with self.subTest(slug=slug, field=field):
                entry = getattr(self.congress, kind).get(slug=slug)
                self.assertTrue(entry.notes.filter(field=field).exists())
        bukharin = Election.objects.get(speaker__slug="bukharin", body="politburo")
        self.assertEqual(bukharin.office, "candidate")
        self.assertTrue(bukharin.citations.filter(stance="disputes", field="office").exists())
        stalin = Election.objects.get(office="general_secretary")
        self.assertEqual((str(stalin.elected_on), stalin.elected_by), ("1922-04-03", "plenum"))

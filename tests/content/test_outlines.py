"""The congresses in outline: the figures that the sources give, each cited, each doubt shown, in our own words."""

from io import StringIO
from pathlib import Path

import yaml
from django.conf import settings
from django.core.management import call_command
from django.test import SimpleTestCase, TestCase

from archive.interchange.congress_file import fetch_congress, load, read, write
from archive.models import Congress
from archive.selectors.congresses import public_congresses, public_neighbours
from tests.content.wording import congress_facts_runs, digest, founding_runs, runs

CONTENT = Path(settings.BASE_DIR) / "archive" / "content"
FILE = CONTENT / "congresses.yaml"
UNVERIFIED = "unverified-general-knowledge"

#: What the sources say: opened, closed, decisive, consultative, members represented, sittings.
FIGURES = {
    1: ("1898-03-13", "1898-03-15", 9, 0, None, 6),
    2: ("1903-07-30", "1903-08-23", 43, 14, None, 37),
    3: ("1905-04-25", "1905-05-10", 24, 14, None, None),
    4: ("1906-04-23", "1906-05-08", 112, 22, None, None),
    5: ("1907-05-13", "1907-06-01", 303, 39, 150_000, 35),
    6: ("1917-08-08", "1917-08-16", 157, 110, 176_000, 15),
    7: ("1918-03-06", "1918-03-08", 47, 59, 170_000, None),
    8: ("1919-03-18", "1919-03-23", 301, 102, 313_766, None),
    9: ("1920-03-29", "1920-04-05", 553, 162, 611_978, None),
    10: ("1921-03-08", "1921-03-16", 694, 296, 732_521, None),
    12: ("1923-04-17", "1923-04-25", 408, 417, 386_000, None),
    13: ("1924-05-23", "1924-05-31", 748, 416, 735_881, None),
    14: ("1925-12-18", "1925-12-31", 665, 641, 643_000, None),
    15: ("1927-12-02", "1927-12-19", 898, 771, 887_233, None),
    16: ("1930-06-26", "1930-07-13", 1268, 891, 1_260_874, None),
    17: ("1934-01-26", "1934-02-10", 1225, 736, 1_872_488, None),
    18: ("1939-03-10", "1939-03-21", 1569, 466, 1_588_852, None),
    19: ("1952-10-05", "1952-10-14", 1192, 167, 6_013_259, None),
    20: ("1956-02-14", "1956-02-25", 1349, 81, 6_795_896, None),
    21: ("1959-01-27", "1959-02-05", 1261, 106, 7_622_356, None),
    22: ("1961-10-17", "1961-10-31", 4394, 405, 8_872_516, None),
    23: ("1966-03-29", "1966-04-08", 4619, 323, 11_673_676, None),
    24: ("1971-03-30", "1971-04-09", 4740, 223, 13_810_089, None),
    25: ("1976-02-24", "1976-03-05", 4998, None, 15_694_000, None),
    26: ("1981-02-23", "1981-03-03", 4994, None, 16_763_009, None),
    27: ("1986-02-25", "1986-03-06", 4993, None, 19_000_000, None),
    28: ("1990-07-02", "1990-07-13", 4683, None, None, None),
}
COUNTED = ("delegates_decisive", "delegates_consultative", "members_represented", "sittings_count")
#: What the sources have and the file leaves out, with the reason.
LEFT_OUT = {
    (
        1,
        "delegates_consultative",
    ): "0 only means that the nine delegates were not divided by their vote; a note says so",
    (2, "venue"): "the sources name the two cities and no hall; the summary tells of the move",
    (7, "Old Style dates"): "Soviet Russia had gone over to the New Style; a note gives them",
}
#: Figures that are rounder, or count more, than a bare number can say: how each is cited.
NUANCES = {
    (5, "members_represented"): "about 150,000",
    (6, "members_represented"): "more than 176,000",
    (7, "members_represented"): "170,000 of about 300,000",
    (13, "members_represented"): "735,881 members and candidates",
    (25, "members_represented"): "about 15,694,000 members and candidates",
    (27, "members_represented"): "over 19 million members and candidates",
}
DISPUTES = {
    (1, "opened_on"): {"1898-03-14"},
    (1, "closed_on"): {"1898-03-16"},
    (2, "delegates_decisive"): {"51"},
    (5, "delegates_decisive"): {"300"},
    (7, "delegates_decisive"): {"46"},
    (7, "delegates_consultative"): {"58"},
    (7, "members_represented"): {"17,000"},
    (9, "delegates_decisive"): {"554"},
    (10, "delegates_decisive"): {"717"},
    (10, "delegates_consultative"): {"418"},
    (12, "delegates_decisive"): {"458"},
    (13, "venue"): {"Kremlin"},
    (17, "delegates_decisive"): {"1,227"},
    (17, "delegates_consultative"): {"739"},
    (18, "delegates_decisive"): {"1,570"},
    (18, "delegates_consultative"): {"395"},
    (19, "outcome"): {"133 in the Central Committee"},
    (20, "venue"): {"Bolshoi Theatre"},
    (22, "delegates_decisive"): {"4,413"},
    (23, "delegates_decisive"): {"4,620"},
    (24, "outcome"): {"141 members in the Central Committee"},
    (28, "delegates_decisive"): {"4,863"},
}
#: Who was elected to what, where the sources name people.
ELECTED = {
    (1, "central_committee"): {"radchenko", "eidelman", "kremer"},
    (2, "central_committee"): {"noskov", "krzhizhanovsky", "lengnik"},
    (2, "editorial_board"): {"plekhanov", "lenin", "martov"},
    (3, "central_committee"): {"lenin", "bogdanov", "krasin", "postolovsky", "rykov"},
    (8, "politburo"): {"lenin", "trotsky", "stalin", "kamenev", "krestinsky"},
    (8, "auditing_commission"): {"kursky", "lunacharsky", "tsivtsivadze"},
    (9, "secretariat"): {"krestinsky", "preobrazhensky", "serebryakov"},
    (10, "secretariat"): {"molotov"},
    **{(number, "secretariat"): {"stalin"} for number in (12, 13, 14, 15, 16)},
    **{(number, "secretariat"): {"khrushchev"} for number in (20, 22)},
    **{(number, "secretariat"): {"brezhnev"} for number in (23, 24, 25, 26)},
    (27, "secretariat"): {"gorbachev"},
    (28, "secretariat"): {"gorbachev", "ivashko"},
}


class OutlineFileTests(SimpleTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        documents = yaml.load_all(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
        cls.documents = {document["congress"]["number"]: document for document in documents}

    def congresses(self):
        for number, document in self.documents.items():
            with self.subTest(congress=number):
                yield number, document["congress"]

    def test_every_congress_but_the_eleventh_is_there_in_order(self):
        self.assertEqual(list(self.documents), [number for number in range(1, 29) if number != 11])

    def test_the_figures_are_those_of_the_sources(self):
        for number, congress in self.congresses():
            opened, closed, *counts = FIGURES[number]
            self.assertEqual((str(congress["opened_on"]), str(congress["closed_on"])), (opened, closed))
            for field, count in zip(COUNTED, counts, strict=True):
                expected = None if (number, field) in LEFT_OUT else count
                self.assertEqual(congress.get(field), expected, field)

    def test_what_is_left_out_is_explained_to_the_reader(self):
        explained = {
            number: " ".join(note["text"] for note in congress["notes"]) + congress["summary"]
            for number, congress in self.congresses()
            if number in (1, 2, 7)
        }
        self.assertNotIn("venue", self.documents[2]["congress"])
        self.assertIn("not divided into those with a casting", explained[1])
        self.assertIn("moved to London", explained[2])
        self.assertIn("from 21 to 23 February", explained[7])
        self.assertEqual({number for number, _ in LEFT_OUT}, set(explained))

    def test_every_field_is_cited(self):
        for _, congress in self.congresses():
            cited = {row["field"] for row in congress["citations"] if row.get("stance") != "disputes"}
            self.assertEqual(set(congress) - {"number", "status", "citations", "notes"}, cited)

    def test_every_number_stands_in_its_citations_with_its_nuance(self):
        for number, congress in self.congresses():
            for row in congress["citations"]:
                if row["field"] not in COUNTED or row.get("stance") == "disputes":
                    continue
                nuance = NUANCES.get((number, row["field"]))
                if nuance:
                    self.assertIn(nuance, row["value"])
                elif row["value"] != "about 5,000":
                    said = row["value"].partition(" ")[0].replace(",", "")
                    self.assertEqual(said, str(congress[row["field"]]))

    def test_a_nuance_is_in_a_note_too(self):
        for number, field in NUANCES:
            with self.subTest(congress=number):
                fields = {note["field"] for note in self.documents[number]["congress"]["notes"]}
                self.assertIn(field, fields)

    def test_every_dispute_is_shown_with_a_note(self):
        found = {}
        for number, congress in self.congresses():
            explained = {note["field"] for note in congress.get("notes", [])}
            for row in congress["citations"]:
                if row.get("stance") == "disputes":
                    found.setdefault((number, row["field"]), set()).add(row["value"])
                    # The two dates of the 1st Congress are one dispute.
                    self.assertIn(row["field"].replace("closed_on", "opened_on"), explained)
        self.assertEqual(found, DISPUTES)

    def test_everything_else_is_sourced(self):
        for document in self.documents.values():
            for record in (*document.get("speakers", []), *document.get("elections", [])):
                self.assertTrue(record["citations"], record)

    def test_what_rests_on_general_knowledge_carries_the_mark_and_nothing_else_does(self):
        count = 0
        for document in self.documents.values():
            records = (document["congress"], *document.get("speakers", []), *document.get("elections", []))
            for row in (row for record in records for row in record["citations"]):
                self.assertEqual(row["source"] == UNVERIFIED, row.get("unverified", False), row)
                count += row["source"] == UNVERIFIED
        self.assertGreater(count, 100)

    def test_prose_that_rests_on_general_knowledge_says_so_in_words(self):
        for _, congress in self.congresses():
            for row in congress["citations"]:
                if row["source"] == UNVERIFIED and row["field"] in ("summary", "outcome", "aftermath"):
                    self.assertRegex(congress[row["field"]], r"still to be verified")

    def test_every_congress_is_told_in_two_to_ten_sentences(self):
        for _, congress in self.congresses():
            sentences = f"{congress['summary']} {congress['outcome']}".count(". ") + 1
            self.assertGreaterEqual(sentences, 2)
            self.assertLessEqual(sentences, 12)

    def test_the_wording_is_our_own(self):
        theirs = congress_facts_runs() | founding_runs()
        self.assertGreater(len(congress_facts_runs()), 400)
        for _, congress in self.congresses():
            texts = [congress.get(field, "") for field in ("summary", "outcome", "aftermath")]
            texts += [note["text"] for note in congress.get("notes", [])]
            texts += [row.get("note", "") for row in congress["citations"]]
            self.assertEqual([run for text in texts for run in runs(text) if digest(run) in theirs], [])

    def test_the_check_of_the_wording_can_fail(self):
        phrase = "new rules: one set of admission terms, rights of members, secret ballot"
        self.assertTrue({digest(run) for run in runs(phrase)} & congress_facts_runs())


class LoadedOutlineTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        for name in ("congress-11.yaml", "congresses.yaml"):
            call_command("load_congress", CONTENT / name, stdout=StringIO())

    def test_all_but_the_eleventh_are_outlines_and_public(self):
        outlines = {congress.number: congress.is_outline for congress in public_congresses()}
        self.assertEqual(outlines, {number: number != 11 for number in range(1, 29)})

    def test_old_style_stands_beside_new_style_before_the_change(self):
        dates = {congress.number: congress.dates for congress in Congress.objects.all()}
        self.assertEqual(dates[1], "13–15 March 1898 (1–3 March 1898 Old Style)")
        self.assertEqual(dates[2], "30 July – 23 August 1903 (17 July – 10 August 1903 Old Style)")
        self.assertEqual(dates[3], "25 April – 10 May 1905 (12–27 April 1905 Old Style)")
        self.assertEqual(dates[4], "23 April – 8 May 1906 (10–25 April 1906 Old Style)")
        self.assertEqual(dates[5], "13 May – 1 June 1907 (30 April – 19 May 1907 Old Style)")
        self.assertEqual(dates[6], "8–16 August 1917 (26 July – 3 August 1917 Old Style)")
        self.assertEqual(dates[7], "6–8 March 1918")

    def test_the_people_elected_are_those_whom_the_sources_name(self):
        found = {}
        for congress in Congress.objects.exclude(number=11).prefetch_related("elections__speaker"):
            for election in congress.elections.all():
                found.setdefault((congress.number, election.body), set()).add(election.speaker.slug)
        self.assertEqual(found, ELECTED)

    def test_every_congress_leads_to_the_next(self):
        for congress in public_congresses():
            before, after = public_neighbours(congress)
            self.assertEqual(before.number if before else 0, congress.number - 1)
            self.assertEqual(after.number if after else 29, congress.number + 1)

    def test_an_outline_exported_and_loaded_again_changes_nothing(self):
        for number in (1, 5, 28):
            text = write(fetch_congress(number))
            self.assertTrue(load(read(text), replace=True).changes_nothing)
            self.assertEqual(write(fetch_congress(number)), text)

    def test_loading_the_outlines_again_changes_nothing(self):
        out = StringIO()
        call_command("load_congress", FILE, verbosity=0, stdout=out)
        self.assertTrue(out.getvalue().startswith("Entries: 0 created, 0 changed, 0 deleted, "))
        self.assertIn("Parts: 0 created, 0 changed, 0 deleted.", out.getvalue())

    def test_the_dispute_over_the_28th_is_on_its_page_and_in_the_api(self):
        self.assertContains(self.client.get("/congresses/28/"), "disputed: <b>4,863</b> according to")
        [dispute] = self.client.get("/api/v1/congresses/28/").json()["disputes"]
        self.assertEqual((dispute["field"], dispute["value"]), ("delegates_decisive", 4683))
        self.assertEqual([row["value"] for row in dispute["disputed_by"]], ["4,863"])

    def test_the_list_has_them_all_under_five_names_of_the_party(self):
        page = self.client.get("/congresses/")
        self.assertContains(page, '<h2 class="era">', count=5)
        self.assertContains(page, '<span class="tag">outline</span>', count=27)
        self.assertContains(page, '<a href="/congresses/4/">4th (Unity) Congress</a>')

    def test_every_outline_has_its_page_and_its_twin_in_both_languages(self):
        for number in FIGURES:
            for address in (f"/congresses/{number}/", f"/congresses/{number}/people/"):
                with self.subTest(address=address):
                    page = self.client.get(address)
                    self.assertEqual(page.status_code, 200)
                    self.assertEqual(self.client.get(f"/ru{address}").status_code, 200)
                    self.assertEqual(self.client.get(f"/api/v1{address}").status_code, 200)
                    # A field that is not known says so; no other absence shows.
                    self.assertNotContains(page, "None")

    def test_the_front_page_is_still_about_the_eleventh(self):
        self.assertEqual(self.client.get("/api/v1/").json()["subject"]["number"], 11)
        self.assertEqual(len(self.client.get("/api/v1/").json()["congresses"]), 28)

"""The pages for citing, the files, and what an entry's page says of itself to a reference manager."""

import re

from django.test import SimpleTestCase

from archive.interchange.citing import Cited
from archive.interchange.formats import FORMATS
from tests.factories import PUBLISHED, make_citation, make_congress, make_source, make_speech
from tests.views.base import PageTestCase, bare

DEBATE = "/congresses/11/debates/army/"


def meta(response):
    return re.findall(r'<meta name="((?:citation_|DC\.)[^"]+)" content="([^"]*)">', response.content.decode())


class CitePageTests(PageTestCase):
    def test_it_gives_four_styles_the_files_and_the_permanent_address(self):
        page = self.client.get(f"{DEBATE}cite/?part=speech-3-p2")
        said = bare(page)
        for words in ("Chicago", "APA", "MLA", "GOST R 7.0.5", "Two, still two.", "Speech 3, paragraph 2"):
            self.assertIn(words, said)
        self.assertEqual(said.count(f"http://testserver{DEBATE}?version=1#speech-3-p2 [version 1 of"), 4)
        for extension in FORMATS:
            self.assertContains(page, f'href="{DEBATE}cite.{extension}?part=speech-3-p2"')
        self.assertContains(page, f'rel="canonical" href="http://testserver{DEBATE}cite/?part=speech-3-p2"')
        self.assertContains(page, '<meta name="robots" content="noindex')

    def test_the_style_of_the_readers_language_comes_first(self):
        for prefix, first in [("", "chicago"), ("/ru", "gost")]:
            html = self.client.get(f"{prefix}{DEBATE}cite/").content.decode()
            self.assertEqual(re.findall(r'id="style-(\w+)"', html)[0], first)

    def test_what_is_no_part_is_404_and_leads_on(self):
        for part in ("speech-99", "speech-3-p9", "nonsense", "clause-4", "%00"):
            with self.subTest(part=part):
                page = self.client.get(f"{DEBATE}cite/?part={part}")
                self.assertContains(page, "There is no such part to cite", status_code=404)
                self.assertContains(page, f'href="{DEBATE}cite/"', status_code=404)
        self.assertEqual(self.client.get(f"{DEBATE}cite.bib?part=speech-99").status_code, 404)

    def test_a_debate_that_was_renamed_keeps_its_addresses_for_citing(self):
        self.debate.slug = "red-army"
        self.debate.save()
        for end in ("cite/?part=speech-3", "cite.bib?part=speech-3"):
            response = self.client.get(f"{DEBATE}{end}")
            self.assertEqual(response.status_code, 301)
            self.assertEqual(response["Location"], f"/congresses/11/debates/red-army/{end}")

    def test_every_paragraph_speech_and_clause_leads_to_its_reference(self):
        for page, parts in {
            DEBATE: ["speech-3", "speech-3-p1", "speech-3-p2"],
            "/congresses/11/resolutions/army/": ["clause-4", "clause-4-p1", "clause-4-p2"],
        }.items():
            html = self.client.get(page).content.decode()
            for part in parts:
                with self.subTest(part=part):
                    self.assertIn(f'href="{page}cite/?part={part}" rel="nofollow"', html)
                    self.assertEqual(self.client.get(f"{page}cite/?part={part}").status_code, 200)

    def test_every_entry_shows_one_reference_and_leads_to_the_others(self):
        for page in ("/congresses/11/", DEBATE, "/speakers/lenin/", "/topics/army/", "/sources/record/"):
            with self.subTest(page=page):
                response = self.client.get(page)
                self.assertContains(response, f'href="{page}cite/"')
                self.assertContains(response, '<p class="cite__reference"', count=1)
        people = self.client.get("/congresses/11/people/")
        self.assertContains(people, 'href="/congresses/11/cite/?part=people"')
        self.assertContains(people, "http://testserver/congresses/11/people/?version=1 [version 1 of")


class FileTests(PageTestCase):
    def test_each_format_has_its_media_type_and_a_name(self):
        for extension, media_type in {
            "bib": "application/x-bibtex; charset=utf-8",
            "ris": "application/x-research-info-systems; charset=utf-8",
            "json": "application/vnd.citationstyles.csl+json",
        }.items():
            for path, name in {
                f"{DEBATE}cite.{extension}?part=speech-3": f"congress-11-debate-army-speech-3.{extension}",
                f"/ru/sources/record/cite.{extension}": f"source-record.{extension}",
                f"/congresses/11/bibliography.{extension}": f"congress-11-bibliography.{extension}",
            }.items():
                with self.subTest(path=path):
                    response = self.client.get(path)
                    self.assertEqual(response["Content-Type"], media_type)
                    self.assertEqual(response["Content-Disposition"], f'attachment; filename="{name}"')

    def test_an_unchanged_file_is_304_and_head_has_no_body(self):
        make_citation(self.congress, source=self.source)
        for path in (f"{DEBATE}cite.bib", "/congresses/11/bibliography.ris"):
            with self.subTest(path=path):
                get, head = self.client.get(path), self.client.head(path)
                self.assertEqual((head.status_code, head.content), (200, b""))
                self.assertEqual((head["ETag"], head["Content-Type"]), (get["ETag"], get["Content-Type"]))
                again = self.client.get(path, headers={"if-none-match": get["ETag"]})
                self.assertEqual((again.status_code, again.content), (304, b""))
        before = self.client.get(f"{DEBATE}cite.bib")["ETag"]
        self.debate.title = "Another title"
        self.debate.save()
        self.assertNotEqual(self.client.get(f"{DEBATE}cite.bib")["ETag"], before)

    def test_an_unknown_format_is_no_address(self):
        for path in (f"{DEBATE}cite.pdf", "/congresses/11/bibliography.xml"):
            self.assertEqual(self.client.get(path).status_code, 404)

    def test_the_bibliography_is_of_the_congress_and_all_that_is_in_it(self):
        make_citation(self.congress, source=self.source)
        make_citation(self.speech, source=self.other)
        elsewhere = make_source(title="Elsewhere", status=PUBLISHED)
        make_citation(make_congress(number=12, status=PUBLISHED), source=elsewhere)
        titles = [item["title"] for item in self.client.get("/congresses/11/bibliography.json").json()]
        self.assertEqual(titles, ["Later notes", "Протоколы"])
        self.debate.status = "draft"
        type(self.debate).objects.filter(pk=self.debate.pk).update(status="draft")
        titles = [item["title"] for item in self.client.get("/congresses/11/bibliography.json").json()]
        self.assertEqual(titles, ["Протоколы"])


class HeadTests(PageTestCase):
    def test_a_page_of_the_editors_names_no_author(self):
        for page in ("/congresses/11/", DEBATE, "/speakers/lenin/", "/topics/army/"):
            with self.subTest(page=page):
                found = dict(meta(self.client.get(page)))
                self.assertEqual(found["citation_public_url"], f"http://testserver{page}?version=1")
                self.assertEqual(found["citation_language"], "en")
                self.assertRegex(found["citation_publication_date"], r"^\d{4}/\d\d/\d\d$")
                self.assertFalse({"citation_author", "DC.creator"} & set(found))

    def test_a_source_is_described_as_the_work_it_is(self):
        source = make_source(
            slug="letter",
            kind="article",
            title="The Letter",
            authors="Allen, Barbara\nAnother, A.",
            editors="Editor, E.",
            container="The NEP Era",
            year=2007,
            pages="21–54",
            language="en",
            status=PUBLISHED,
        )
        found = meta(self.client.get(source.get_absolute_url()))
        for pair in [
            ("citation_title", "The Letter"),
            ("citation_author", "Allen, Barbara"),
            ("citation_author", "Another, A."),
            ("citation_editor", "Editor, E."),
            ("citation_publication_date", "2007"),
            ("citation_journal_title", "The NEP Era"),
            ("citation_firstpage", "21"),
            ("citation_lastpage", "54"),
            ("DC.creator", "Allen, Barbara"),
            ("DC.type", "article-journal"),
        ]:
            self.assertIn(pair, found)

    def test_a_resolution_says_what_it_is_from(self):
        make_citation(self.resolution, source=self.source, locator="p. 7")
        found = dict(meta(self.client.get("/congresses/11/resolutions/army/")))
        self.assertEqual(found["citation_author"], "11th Congress of the Party")
        self.assertEqual(found["citation_publication_date"], "1922/04/02")
        self.assertIn("Протоколы", found["DC.source"])
        self.assertIn("p. 7", found["DC.source"])


class NoteTests(PageTestCase):
    def test_a_disputing_source_has_another_mark_and_says_so(self):
        make_citation(self.congress, field="delegates_consultative", source=self.source, value="165", locator="p. 7")
        make_citation(self.congress, field="delegates_consultative", source=self.other, stance="disputes", value="164")
        page = self.client.get("/congresses/11/")
        self.assertContains(page, 'aria-label="Note 1">[1]</a>')
        self.assertContains(page, 'aria-label="Note 2, disputes this">[≠2]</a>')
        self.assertContains(page, '<li class="notes__item notes__item--disputes" id="note-2">')
        said = bare(page)
        self.assertIn("Lenin, V. I. Протоколы, p. 7. Says: “165” (delegates with consultative vote).", said)
        self.assertIn("Later notes. ≠ disputes Says instead: “164” (delegates with consultative vote).", said)

    def test_a_statement_on_two_fields_names_both(self):
        for field in ("delegates_consultative", "sittings_count"):
            make_citation(self.congress, field=field, source=self.source, value="12")
        self.assertIn(
            "Says: “12” (delegates with consultative vote, number of sittings).",
            bare(self.client.get("/congresses/11/")),
        )


class CostTests(SimpleTestCase):
    def test_what_is_not_asked_for_is_not_formatted(self):
        class Address:
            entry, part = None, ""

            def get_permanent_url(self):
                return "/x/"

        self.assertEqual(Cited(Address(), "https://archive.example").address, "https://archive.example/x/")


class LongDebateTests(PageTestCase):
    def test_a_thousand_speeches_are_cited_one_by_one_without_reading_the_others(self):
        for _number in range(30):
            make_speech(debate=self.debate)
        with self.assertNumQueries(6):
            self.client.get(f"{DEBATE}cite/?part=speech-3-p1")

"""How the API says to cite something: both languages, the same as the page, and nothing for what is not there."""

from tests import factories as make
from tests.api.archive import ADDRESSES, ArchiveTestCase

HOST = "http://testserver"


class CiteTests(ArchiveTestCase):
    def test_every_style_is_there_in_both_languages(self):
        answer = self.read("debate-cite", part="speech-3-p2")
        styles = [(each["language"], each["style"]) for each in answer["references"]]
        self.assertEqual(styles[:4], [("en", style) for style in ("chicago", "apa", "mla", "gost")])
        self.assertEqual(styles[4:], [("ru", style) for style in ("gost", "chicago", "apa", "mla")])
        russian = answer["references"][4]
        self.assertTrue(russian["text"].startswith("Ленин В. Отчёт: "))
        self.assertIn("/ru/congresses/11/debates/report/?version=1#speech-3-p2", russian["text"])
        self.assertEqual((answer["item"]["language"], answer["original_item"]["language"]), ("en", "ru"))

    def test_it_says_what_is_meant_and_where_it_stands(self):
        answer = self.read("debate-cite", part="speech-3-p2")
        self.assertEqual(answer["part"], "speech-3-p2")
        self.assertEqual(answer["address"], f"{HOST}/congresses/11/debates/report/?version=1#speech-3-p2")
        self.assertEqual(answer["url"], f"{HOST}{ADDRESSES['debate-cite']}?part=speech-3-p2")
        self.assertEqual(answer["entry"]["title"], "Report")
        self.assertEqual(answer["cited_version"], answer["updated_at"][:19] + "Z")
        self.assertEqual((answer["basis"]["source"]["title"], answer["basis"]["locator"]), ("The Encyclopedia", "p. 5"))
        self.assertFalse(answer["basis"]["is_printed_record"])

    def test_the_page_says_the_same(self):
        reference = self.read("resolution-cite", part="clause-4")["references"][0]
        page = self.client.get("/congresses/11/resolutions/on-the-report/cite/?part=clause-4")
        self.assertContains(page, reference["html"])

    def test_every_download_answers(self):
        for name in ("congress-cite", "debate-cite", "speaker-cite", "source-cite"):
            for download in self.read(name)["downloads"]:
                with self.subTest(name=name, format=download["format"]):
                    response = self.client.get(download["url"].removeprefix(HOST))
                    self.assertEqual(response.status_code, 200)
                    self.assertTrue(response["Content-Type"].startswith(download["media_type"]))

    def test_the_file_is_the_item(self):
        [item] = self.client.get("/congresses/11/debates/report/cite.json?part=speech-3").json()
        self.assertEqual(item, self.read("debate-cite", part="speech-3")["item"])

    def test_what_is_no_part_is_told_from_what_is_no_entry(self):
        for part in ("speech-99", "clause-4", "x", "speech-3-p9"):
            with self.subTest(part=part):
                problem = self.client.get(ADDRESSES["debate-cite"], {"part": part}).json()
                self.assertEqual(problem["status"], 404)
                self.assertEqual(problem["detail"], "The debate “report” at congress 11 has no such part.")
        problem = self.client.get("/api/v1/congresses/11/debates/nothing/cite/?part=x").json()
        self.assertEqual(problem["detail"], "There is no public debate “nothing” at congress 11.")

    def test_a_renamed_entry_redirects_with_its_part(self):
        self.debate.slug = "renamed"
        self.debate.save()
        response = self.client.get(ADDRESSES["debate-cite"], {"part": "speech-3"})
        self.assertEqual(response.status_code, 301)
        self.assertEqual(response["Location"], f"{HOST}/api/v1/congresses/11/debates/renamed/cite/?part=speech-3")

    def test_hostile_names_stay_names(self):
        debate = make.make_debate(
            congress=self.congress, slug="hostile", title='<b>&"x"</b>\n{\\evil}', status=make.PUBLISHED
        )
        answer = self.client.get(f"/api/v1{debate.get_cite_url()}").json()
        for reference in answer["references"]:
            self.assertNotIn("<b>", reference["html"])
            self.assertIn("{\\evil}", reference["text"])

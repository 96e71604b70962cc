"""The mirror rule: every public page at P has the same data at /api/v1 + P, and each leads to the other."""

import html
import re
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.test import TestCase

from archive.models import ENTRIES

HOST = "http://testserver"
#: What examples speak of that has gone, or is not there before it is made: a renamed entry, the files of a dump.
MADE_UP = {
    "/api/v1/congresses/11/debates/report/",
    "/api/v1/dumps/2026-03-27T093000Z/congresses.ndjson.gz",
    "/api/v1/dumps/2026-03-27T093000Z/datapackage.json",
}


class MirrorTests(TestCase):
    """Walks the sitemap of the real archive, the 11th Congress."""

    @classmethod
    def setUpTestData(cls):
        call_command("load_congress", settings.BASE_DIR / "archive/content/congress-11.yaml", stdout=StringIO())

    def addresses(self):
        """Every English page of the sitemap, as a path."""
        index = self.client.get("/sitemap.xml").content.decode()
        for section in re.findall(r"<loc>(.*?)</loc>", index):
            page = self.client.get(section.removeprefix(HOST)).content.decode()
            for location in re.findall(r"<loc>(.*?)</loc>", page):
                path = location.removeprefix(HOST)
                if not path.startswith("/ru/"):
                    yield path

    def test_the_sitemap_holds_every_public_entry(self):
        paths = set(self.addresses())
        for model in ENTRIES:
            for entry in model.objects.public():
                self.assertIn(entry.get_absolute_url(), paths)

    def test_every_page_and_its_twin_lead_to_each_other(self):
        paths = sorted(set(self.addresses()) - {"/about/", "/timeline/"})
        self.assertGreater(len(paths), 150)
        for path in paths:
            with self.subTest(path=path):
                page = self.client.get(path)
                self.assertEqual(page.status_code, 200)
                self.assertIn(f'type="application/json" href="/api/v1{path}"', page.content.decode())
                twin = self.client.get(f"/api/v1{path}")
                self.assertEqual(twin.status_code, 200)
                data = twin.json()
                if "results" not in data:
                    self.assertEqual((data["url"], data["page"]), (f"{HOST}/api/v1{path}", HOST + path))
                self.assertEqual(self.client.get(f"/ru{path}").status_code, 200)

    def test_a_twin_names_every_entry_that_its_page_leads_to(self):
        beside = re.compile(r"^/(timeline/)?$|^/(congresses|speakers|topics|sources)/$|[?]|/(cite|versions)/|[.]\w+$")
        for path in [
            "/",
            "/congresses/11/",
            "/congresses/11/people/",
            "/congresses/11/debates/political-report/",
            "/congresses/11/resolutions/report-of-the-central-committee/",
            "/speakers/lenin/",
            "/topics/party-building/",
            "/sources/lenin-pss-45/",
            "/search/?q=retreat",
        ]:
            with self.subTest(path=path):
                page = self.client.get(path).content.decode()
                main = html.unescape(page[page.index("<main") : page.index("</main>")])
                led_to = {address.partition("#")[0] for address in re.findall(r'href="(/[^"]*)"', main)}
                twin = self.client.get(f"/api/v1{path}").content.decode()
                named = {address.partition("#")[0] for address in re.findall(rf'"page":"{HOST}([^"]*)"', twin)}
                self.assertGreater(len(named), 1)
                self.assertEqual({address for address in led_to - named if not beside.search(address)}, set())

    def test_every_address_in_the_guide_answers(self):
        guide = html.unescape(self.client.get("/api/docs/").content.decode())
        addresses = set(re.findall(rf"{HOST}(/api/v1/[^\s'\"<]*)", guide))
        self.assertGreater(len(addresses), 15)
        for address in sorted(addresses):
            expected = 401 if "/editing/" in address else 404 if address in MADE_UP else 200
            with self.subTest(address=address):
                self.assertEqual(self.client.get(address).status_code, expected)

    def test_a_page_passes_on_only_what_its_twin_knows(self):
        for address, twin in [
            ("/congresses/11/?utm_source=x", "/api/v1/congresses/11/"),
            ("/debates/?congress=11&utm_source=x", "/api/v1/debates/?congress=11"),
            ("/sources/lenin-pss-45/?page=2&fbclid=x", "/api/v1/sources/lenin-pss-45/?page=2"),
        ]:
            with self.subTest(address=address):
                page = self.client.get(address)
                self.assertContains(page, f'type="application/json" href="{twin}"')
                self.assertContains(page, f'rel="canonical" href="{HOST}{twin.removeprefix("/api/v1")}"')
                self.assertEqual(self.client.get(twin).status_code, 200)

    def test_a_list_and_its_twin_hold_the_same_rows_for_the_same_query(self):
        for query in [
            "debates/?topic=party-building",
            "resolutions/?after=1922-04&ordering=-title",
            "speakers/?body=politburo&ordering=born_on",
            "speeches/?speaker=lenin",
            "sources/?kind=book&page_size=5&page=2",
            "topics/",
        ]:
            with self.subTest(query=query):
                data = self.client.get(f"/api/v1/{query}").json()
                page = self.client.get(f"/{query}").content.decode()
                self.assertTrue(data["results"])
                main = page[page.index("<main") : page.index("</main>")]
                positions = [main.find(f'href="{row["page"].removeprefix(HOST)}"') for row in data["results"]]
                self.assertNotIn(-1, positions)
                self.assertEqual(positions, sorted(positions))

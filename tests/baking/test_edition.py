from django.test import SimpleTestCase

from archive.baking.edition import Edition, place_of

FILES = {
    "/": "index.html",
    "/ru/": "ru/index.html",
    "/debates/": "debates/index.html",
    "/ru/debates/?page=2": "ru/debates/page=2/index.html",
    "/debates/?page=1": "debates/index.html",
    "/speeches/?page=3&speaker=lenin": "speeches/page=3/speaker=lenin/index.html",
    "/speeches/?speaker=lenin&page=3": "speeches/page=3/speaker=lenin/index.html",
    "/timeline/?after=50": "timeline/after=50/index.html",
    "/congresses/11/?version=2": "congresses/11/version=2/index.html",
    "/congresses/11/versions/?from=1&to=2": "congresses/11/versions/from=1/to=2/index.html",
    "/congresses/11/cite.bib": "congresses/11/cite.bib",
    "/congresses/11/cite.bib?version=2": "congresses/11/cite.version=2.bib",
    "/speakers/lenin/portrait/": "speakers/lenin/portrait/index.webp",
    "/api/v1/": "api/v1/index.json",
    "/api/v1/congresses/11/": "api/v1/congresses/11/index.json",
    "/api/v1/congresses/11/file/": "api/v1/congresses/11/file/index.yaml",
    "/api/v1/debates/?format=csv": "api/v1/debates/index.csv",
    "/api/v1/debates/?page=2": "api/v1/debates/page=2/index.json",
    "/sitemap-entries.xml?p=2": "sitemap-entries.p=2.xml",
    "/robots.txt": "robots.txt",
    "/search/": "search/index.html",
}
LEFT_OUT = [
    "/search/?q=peace",
    "/api/v1/search/",
    "/api/v1/changes/",
    "/api/v1/dumps/",
    "/api/v1/editing/congresses/11/file/",
    "/api/v1/shared/secret/",
    "/shared/secret/",
    "/admin/",
    "/ru/admin/",
    "/healthz/",
    "/debates/?page=2&page=3",
    "/debates/?page=../../../etc",
    "/debates/?congress=11&topic=war",
    "/debates/?congress=11&format=csv",
    "/debates/?format=csv",
    "/debates/?ordering=title",
    "/static/../manage.py",
    "/static/%2e%2e/manage.py",
    "/static/a%5c..%5cmanage.py",
    "/no/such/page/",
    "//elsewhere.example/",
    "",
]


class EditionTests(SimpleTestCase):
    def test_every_address_has_a_file_of_its_own(self):
        for address, file in FILES.items():
            with self.subTest(address=address):
                self.assertEqual(place_of(address).file, file)

    def test_what_needs_a_server_or_is_not_for_readers_has_none(self):
        for address in LEFT_OUT:
            with self.subTest(address=address):
                self.assertIsNone(place_of(address))

    def test_links_lead_below_the_folder_of_the_edition(self):
        edition = Edition("https://example.org/archive/")
        self.assertEqual(edition.link("/debates/?page=2"), "/archive/debates/page=2/")
        self.assertEqual(edition.link("/api/v1/"), "/archive/api/v1/index.json")
        self.assertEqual(edition.link("/ru/debates/?ordering=title"), "/archive/ru/search/")

    def test_what_is_left_out_is_looked_for_at_the_living_site_or_where_that_is_said(self):
        alone, beside = Edition("https://a.example/"), Edition("https://a.example/", "https://live.example")
        self.assertEqual(beside.link("/debates/?ordering=title"), "https://live.example/debates/?ordering=title")
        self.assertEqual(alone.link("/debates/?ordering=title"), "/search/")
        self.assertEqual(alone.link("/search/?q=peace"), "/search/?q=peace")
        part = "/congresses/11/cite/?part=people"
        self.assertEqual((alone.link(part), beside.link(part)), ("/congresses/11/cite/", f"https://live.example{part}"))

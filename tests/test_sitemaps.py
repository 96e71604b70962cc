"""The sitemap, by the protocol of sitemaps.org: what it holds, when each page changed, and how large it may grow."""

from datetime import datetime, timedelta
from unittest.mock import patch
from xml.etree import ElementTree

from django.utils import timezone

from archive.models import Debate, Topic
from archive.selectors.references import reference
from archive.sitemaps import BilingualSitemap
from tests.factories import PUBLISHED, WITHDRAWN, make_topic
from tests.views.base import PageTestCase

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
HOST = "http://testserver"


class SitemapTests(PageTestCase):
    def sections(self):
        """The addresses of the sitemaps that the index leads to, each with its time of change."""
        root = ElementTree.fromstring(self.client.get("/sitemap.xml").content)
        self.assertEqual(root.tag, f"{{{NS['s']}}}sitemapindex")
        return {each.find("s:loc", NS).text: each.findtext("s:lastmod", None, NS) for each in root}

    def pages(self):
        """Every page of every sitemap, by its address."""
        found = {}
        for section in self.sections():
            answer = self.client.get(section.removeprefix(HOST))
            self.assertEqual(answer.headers["Content-Type"], "application/xml")
            for page in ElementTree.fromstring(answer.content):
                found[page.find("s:loc", NS).text] = page
        return found

    def changed(self, address):
        return datetime.fromisoformat(self.pages()[HOST + address].findtext("s:lastmod", None, NS)).date()

    def test_every_page_is_in_it_once_in_each_language_with_the_others_beside(self):
        pages = self.pages()
        for address in ("/", "/about/", "/congresses/11/people/", "/congresses/11/debates/army/", "/speakers/lenin/"):
            with self.subTest(address=address):
                english, russian = HOST + address, f"{HOST}/ru{address}"
                for page in (pages[english], pages[russian]):
                    links = {link.get("hreflang"): link.get("href") for link in page.findall("x:link", NS)}
                    self.assertEqual(links, {"en": english, "ru": russian, "x-default": english})

    def test_all_addresses_are_absolute_and_answer(self):
        for address in self.pages():
            with self.subTest(address=address):
                self.assertTrue(address.startswith(f"{HOST}/"))
                self.assertEqual(self.client.get(address).status_code, 200)

    def test_every_page_but_the_one_about_the_archive_says_when_it_changed(self):
        without = {
            address.removeprefix(HOST) for address, page in self.pages().items() if page.find("s:lastmod", NS) is None
        }
        self.assertEqual(without, {"/about/", "/ru/about/"})
        self.assertTrue(all(self.sections().values()))

    def test_a_list_changed_when_one_of_its_entries_did(self):
        long_ago = timezone.now() - timedelta(days=400)
        Debate.objects.update(updated_at=long_ago)
        for address in ("/debates/", "/speeches/", "/congresses/11/debates/army/"):
            with self.subTest(address=address):
                self.assertEqual(self.changed(address), long_ago.date())
        self.assertEqual(self.changed("/topics/"), timezone.now().date())
        self.assertEqual(self.changed("/"), timezone.now().date())

    def test_what_came_due_changed_then(self):
        due = timezone.now() - timedelta(days=3)
        Topic.objects.update(updated_at=due - timedelta(days=90), publish_at=due)
        self.assertEqual(self.changed("/topics/army/"), due.date())
        self.assertEqual(self.changed("/topics/"), due.date())

    def test_what_is_withdrawn_is_not_in_it(self):
        Topic.objects.update(status=WITHDRAWN)
        self.assertNotIn(f"{HOST}/topics/army/", self.pages())
        self.assertNotIn("lastmod", ElementTree.tostring(self.pages()[f"{HOST}/topics/"]).decode())

    def test_a_sitemap_that_grows_too_large_is_divided(self):
        # The protocol allows 50,000 addresses and 50 MB; with the other languages an address takes half a kilobyte.
        self.assertLessEqual(BilingualSitemap.limit, 50_000)
        for number in range(5):
            make_topic(slug=f"subject-{number}", status=PUBLISHED)
        whole = set(self.pages())
        with patch.object(BilingualSitemap, "limit", 4):
            self.assertIn(f"{HOST}/sitemap-entries.xml?p=2", self.sections())
            self.assertEqual(set(self.pages()), whole)

    def test_robots_are_told_where_it_is(self):
        self.assertContains(self.client.get("/robots.txt"), f"Sitemap: {HOST}/sitemap.xml")

    def test_robots_are_kept_from_what_is_not_public(self):
        robots = self.client.get("/robots.txt").content.decode()
        for path in ("/admin/", "/ru/admin/", "/shared/", "/ru/shared/", "/api/v1/shared/"):
            self.assertIn(f"Disallow: {path}\n", robots)

    def test_query_counts_do_not_grow_with_rows(self):
        for rows in (1, 30):
            for _row in range(rows):
                make_topic(status=PUBLISHED)
            # lists: the latest change of each kind; people and entries: how many of each kind, and those of the page
            for section, count in {"lists": 1, "people": 2, "entries": 2}.items():
                with self.subTest(section=section, rows=rows), self.assertNumQueries(count):
                    self.client.get(f"/sitemap-{section}.xml")
            # the index: of lists the latest changes; of people and of entries those, and how many there are
            with self.subTest(section="index", rows=rows), self.assertNumQueries(5):
                self.client.get("/sitemap.xml")

    def test_the_index_and_a_page_read_no_more_than_a_page(self):
        for _each in range(20):
            make_topic(status=PUBLISHED)
        with patch.object(BilingualSitemap, "limit", 4), patch("archive.sitemaps.reference", wraps=reference) as named:
            self.client.get("/sitemap.xml")
            self.assertEqual(named.call_count, 0)
            page = self.client.get("/sitemap-entries.xml?p=3")
            # Two entries in two languages, each with the other beside it.
            self.assertEqual(page.content.count(b"<loc>"), 4)
            self.assertEqual(len({call.args[0]["entry_slug"] for call in named.call_args_list}), 2)

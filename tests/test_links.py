"""A full crawl: every internal link of every page answers, and every fragment is there."""

import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import TestCase
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

from tests.pages import load_archive

HOST = "http://testserver"
#: Where a link may lead to a redirect: signing in.
MAY_REDIRECT = {"/admin/"}
#: English pages at plain addresses are crawled all. The Russian ones have the same links, tests/test_mirror.py walks
#: the API, and what a query asks for is like what another does: of each kind of these so many are crawled.
MOST_OF_A_KIND = 20
#: Lists with filters and pages know endless addresses; the links to them are followed, those on them are not.
LEAVES = "?"


class Page(HTMLParser):
    """The links and ids of one page."""

    def __init__(self, html):
        super().__init__()
        self.links, self.ids = set(), []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        for name in ("href", "src", "action"):
            if attributes.get(name):
                self.links.add(attributes[name])
        if attributes.get("srcset"):
            self.links.update(part.split()[0] for part in attributes["srcset"].split(","))

    handle_startendtag = handle_starttag


class LinkTests(TestCase):
    maxDiff = None

    @classmethod
    def setUpTestData(cls):
        load_archive()

    def test_every_internal_link_answers_and_every_fragment_is_there(self):
        pages, fragments, waiting, broken = {}, [], {"/": "the start", "/ru/": "the start"}, []
        crawled = Counter()
        while waiting:
            address, referrer = waiting.popitem()
            if address.startswith(("/ru/", "/api/")) or "?" in address:
                kind = self.kind(address)
                crawled[kind] += 1
                if crawled[kind] > MOST_OF_A_KIND:
                    continue
            pages[address] = ids = []
            response = self.client.get(address)
            allowed = {200, 301, 302} if address in MAY_REDIRECT else {200}
            if response.status_code not in allowed:
                broken.append((response.status_code, address, "on", referrer))
            if not response.get("Content-Type", "").startswith("text/html"):
                response.close()
                continue
            page = Page(response.content.decode())
            ids.extend(page.ids)
            for link in page.links:
                target = urlsplit(urljoin(HOST + address, link))
                if f"{target.scheme}://{target.netloc}" != HOST:
                    continue
                path = target.path + (f"?{target.query}" if target.query else "")
                if target.path.startswith(settings.STATIC_URL):
                    self.check_static(target.path, address, broken)
                    continue
                if target.fragment:
                    fragments.append((path, unquote(target.fragment), address))
                if path not in pages and path not in waiting and (LEAVES not in address or LEAVES not in path):
                    waiting[path] = address
        self.assertEqual(broken, [])
        missing = [each for each in fragments if each[0] in pages and each[1] not in pages[each[0]]]
        self.assertEqual(missing, [])
        self.assertGreater(len(pages), 400)
        self.assertGreater(len(fragments), 1000)

    def kind(self, address):
        """The language and the route that an address is of, and whether it asks for something."""
        path, _, query = address.partition("?")
        language = get_language_from_path(path) or "en"
        try:
            with override(language):
                return language, resolve(path).view_name, bool(query)
        except Resolver404:
            return None

    def check_static(self, path, referrer, broken):
        if not finders.find(unquote(path.removeprefix(settings.STATIC_URL))):
            broken.append(("no file", path, "on", referrer))

    def test_every_file_that_a_style_sheet_names_is_there(self):
        names = 0
        for sheet in sorted((settings.BASE_DIR / "archive/static/archive/css").glob("*.css")):
            for name in re.findall(r"url\(\s*[\"']?([^\"')]+)|@import [\"']([^\"']+)", sheet.read_text()):
                names += 1
                with self.subTest(sheet=sheet.name, name=name):
                    self.assertTrue((sheet.parent / (name[0] or name[1])).resolve().is_file())
        self.assertGreater(names, 10)

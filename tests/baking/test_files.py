import json
import re
from dataclasses import replace
from html import unescape
from unittest import mock
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

from archive.baking.edition import OWN, place_of
from archive.baking.fetching import Reader
from tests import factories as make
from tests.baking.base import ORIGIN, EditionTestCase, PlainHost, files_in
from tests.gate import GateTestCase

#: What an editor may write: links that lead nowhere good, and words that look like mark-up and like links.
HOSTILE = (
    f'He said href="/debates/?page=2" and "{ORIGIN}/search/?q=x". See {ORIGIN}/debates/?page=1.\n\n'
    "[one](/shared/secret/) [two](/admin/) [three](/debates/?page=2&ordering=title) [four](/speakers/nobody/) "
    "[five](//elsewhere.example/) [six](?page=2) [seven](/static/../manage.py) [eight](/congresses/011/) "
    "[nine](http://[broken) <b>&amp;"
)
#: The files with links that lead nowhere on the living site either: to nobody, and the examples of the reference.
HAVE_BROKEN_LINKS = ("congresses/11/debates/-_-/index.html", "api/docs/index.html")
PICTURES = (".png", ".webp", ".woff2", ".br", ".gz")
_TAG = re.compile(r'<[a-zA-Z](?:[^">]|"[^"]*")*>')
_LINK = re.compile(r'\s(?:href|src|action)="([^"]*)"')


def links_in(name, text):
    """Every link in a file of the edition, as it is written there."""
    if name.endswith((".html", ".atom", ".xml")):
        for tag in _TAG.findall(text):
            yield from map(unescape, _LINK.findall(tag))
        yield from map(unescape, re.findall(rf'(?:<loc>|content="|template=")({ORIGIN}[^"<]*)', text))
    if name.endswith((".html", ".json", ".ndjson")):
        yield from re.findall(rf'":\s?"({ORIGIN}[^"\\]*)"', text)
    if name.endswith((".bib", ".ris", ".ics", ".csv", ".yaml", ".txt")):
        yield from re.findall(rf"({ORIGIN}[^\s\",;}}]*)", text)
    if name.endswith(".css"):
        yield from re.findall(r'url\(["\']?([^"\')]+)', text)


def without_links(text):
    """A text in which every link to the site is the same, however it is written."""
    text = re.sub(r"(\?[a-z]+)</span>(=[\w-]+)", r"\1\2</span>", text.replace("&amp;", "&"))
    text = re.sub(rf"{ORIGIN}(?:{{\w*}}|[^\s\"<;,}}\]])*", "LINK", text)
    return re.sub(r'\s(href|src|action)="[^"#][^"]*"', r' \1="LINK"', text)


class FileTests(EditionTestCase, GateTestCase):
    """The edition of the archive of the gate's tests, with a second page of speeches and hostile texts."""

    @classmethod
    def setUpTestData(cls):
        cls.answers, ask = {}, Reader.ask

        def remembered(reader, address):
            answer = ask(reader, address)
            if answer.stream is not None:
                answer = replace(answer, stream=list(answer.stream))
            cls.answers[address] = answer
            return answer

        cls.enterClassContext(mock.patch.object(Reader, "ask", remembered))
        super().setUpTestData()
        cls.files = files_in(cls.edition)

    @classmethod
    def write_a_past(cls, entry):
        """Before the gate's archive has its past, this one's own is added: all that is public is so from the start."""
        if entry == cls.topic:
            cls.add_hostile_texts()
        super().write_a_past(entry)

    @classmethod
    def add_hostile_texts(cls):
        for number in range(60):
            make.make_speech(debate=cls.debate, speaker=cls.speaker, text=f"Speech SEEN {number}")
        hostile = make.make_debate(
            congress=cls.congress,
            slug="-_-",
            title="\"><script>alert(1)</script> ' & </title>",
            question=HOSTILE,
            status=make.PUBLISHED,
        )
        make.make_speech(debate=hostile, speaker=cls.speaker, text=HOSTILE)

    def test_no_link_is_broken_on_a_host_that_only_has_files(self):
        links = {}
        for name, path in self.files.items():
            if not name.endswith(PICTURES):
                for link in links_in(name, path.read_text()):
                    target = urlsplit(urljoin(f"{ORIGIN}/{name}", link))
                    if f"{target.scheme}://{target.netloc}" == ORIGIN:
                        links.setdefault(target.path, name)
        self.assertGreater(len(links), 200)
        absent = {place_of(address).path for address, answer in self.answers.items() if answer.status == 404}
        with PlainHost(self.edition) as host:
            for path, name in links.items():
                with self.subTest(link=path, within=name):
                    if path[1:] in absent and name.endswith(HAVE_BROKEN_LINKS):
                        continue
                    try:
                        status = urlopen(host.address + path).status
                    except HTTPError as error:
                        status = error.code
                    self.assertEqual(status, 200)
                    self.assertTrue(not path.endswith("/") or f"{path[1:]}index.html" in self.files)

    def test_files_say_what_the_living_site_says(self):
        counted = 0
        for address, answer in self.answers.items():
            place = place_of(address)
            if address in OWN or place.file not in self.files:
                continue
            path = self.files[place.file]
            with self.subTest(address=address):
                if answer.status == 301:
                    self.assertIn('http-equiv="refresh"', path.read_text())
                    continue
                counted += 1
                self.assertEqual(answer.status, 200)
                said = answer.content or b"".join(answer.stream)
                if place.file.endswith(PICTURES):
                    self.assertEqual(path.read_bytes(), said)
                else:
                    self.assertEqual(without_links(path.read_bytes().decode()), without_links(said.decode()))
                if place.file.endswith(".json"):
                    json.loads(path.read_bytes())
        self.assertGreater(counted, 100)
        anonymous = self.client.get("/congresses/11/debates/open/", headers={"host": "testserver"}).content.decode()
        page = self.files["congresses/11/debates/open/index.html"].read_text()
        self.assertEqual(without_links(page), without_links(anonymous.replace("http://testserver", ORIGIN)))

    def test_every_public_entry_and_list_is_there_in_both_languages_and_as_data(self):
        entries = ["topics/open-topic", "sources/open-source", "speakers/open-speaker", "congresses/11/people"]
        entries += ["congresses/11", "congresses/11/debates/open", "congresses/11/resolutions/open"]
        lists = ["congresses", "debates", "resolutions", "speeches", "speakers", "topics", "sources"]
        for path in [*entries, *lists, "speeches/page=2"]:
            for file in (f"{path}/index.html", f"ru/{path}/index.html", f"api/v1/{path}/index.json"):
                with self.subTest(file=file):
                    self.assertIn("SEEN", self.files[file].read_text())
        for name in lists:
            self.assertIn("SEEN", self.files[f"api/v1/{name}/index.csv"].read_text())
        for file in ["feeds/updates.atom", "congresses/11/calendar.ics", "congresses/11/cite.bib", "robots.txt"]:
            self.assertIn(file, self.files)
        for file in ["congresses/11/version=1/index.html", "api/v1/congresses/11/file/index.yaml", "404.html"]:
            self.assertIn(file, self.files)

    def test_nothing_hidden_is_in_any_file(self):
        for name, path in self.files.items():
            if not name.startswith("static/"):
                content = path.read_bytes()
                self.assertNotIn(b"HIDDEN", content, name)
                self.assertIsNone(re.search(rb"(?<!visually-)(?<!aria-)hidden-", content), name)
                self.assertIsNone(re.search(r"hidden|admin|shared|healthz|manage", name), name)

    def test_words_that_look_like_links_stay_words(self):
        page = self.files["congresses/11/debates/-_-/index.html"].read_text()
        words = unescape(re.sub(r"<[^>]*>", "", page))
        self.assertIn('He said href="/debates/?page=2"', words.replace("“", '"').replace("”", '"'))
        self.assertIn(f"See {ORIGIN}/debates/.", words)
        self.assertNotIn("<script>alert", page)

    def test_a_language_leads_to_the_same_page_in_the_other(self):
        page = self.files["speeches/page=2/index.html"].read_text()
        self.assertIn('href="/ru/speeches/page=2/" lang="ru"', page)
        self.assertIn(f'hreflang="ru" href="{ORIGIN}/ru/speeches/page=2/"', page)
        self.assertIn(f'rel="canonical" href="{ORIGIN}/speeches/page=2/"', page)

    def test_the_page_at_the_search_says_where_to_search(self):
        page = self.files["search/index.html"].read_text()
        self.assertIn("site:edition.example.org", page)
        self.assertIn("/api/v1/speeches/index.csv", page)
        self.assertNotIn("<form", page)
        self.assertIn('action="/search/"', self.files["index.html"].read_text())

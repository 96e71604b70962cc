import json
import re
from html import unescape
from unittest import mock
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

from archive.baking import Foreign
from archive.baking.baking import Baker
from tests.baking.base import (
    ORIGIN,
    EditionTestCase,
    PlainHost,
    address_of,
    baked,
    file_at,
    stamps,
    touched,
)
from tests.factories import WITHDRAWN

#: Links of hostile texts that lead nowhere on the living site either.
NOWHERE = {"/speakers/nobody/"}
_TAG = re.compile(r'<[a-zA-Z](?:[^">]|"[^"]*")*>')
_LINK = re.compile(r'\s(?:href|src|action)="([^"]*)"')


def links_in(name, text):
    """Every link in a file of the edition, as a path or with its host."""
    if name.endswith((".html", ".atom", ".xml")):
        for tag in _TAG.findall(text):
            yield from map(unescape, _LINK.findall(tag))
        yield from map(unescape, re.findall(r"<loc>([^<]*)</loc>", text))
        yield from map(unescape, re.findall(r'(?:property="og:\w+"|name="\w+") content="(https?:[^"]*)"', text))
    if name.endswith((".json", ".ndjson")):
        yield from re.findall(rf'"({ORIGIN}[^"\\]*)"', text)
    if name.endswith(".css"):
        yield from re.findall(r'url\(["\']?([^"\')]+)', text)


def without_links(text):
    """A text in which every link to the site is the same, however it is written."""
    text = re.sub(rf"(?:{ORIGIN}|https://edition\.example\.org)[^\s\"<;,}}]*", "LINK", text)
    return re.sub(r'\s(href|src|action)="[^"#][^"]*"', r' \1="LINK"', text)


class BakingTests(EditionTestCase):
    maxDiff = 1000

    def test_no_link_of_the_edition_is_broken(self):
        files, seen = self.files(), {}
        for name, path in files.items():
            if path.suffix in {".png", ".woff2", ".webp", ".gz", ".br"}:
                continue
            for link in links_in(name, path.read_text()):
                target = urlsplit(urljoin(f"{ORIGIN}/{name}", link))
                if f"{target.scheme}://{target.netloc}" == ORIGIN:
                    seen.setdefault(target.path, name)
        self.assertGreater(len(seen), 200)
        with PlainHost(self.folder / "first") as host:
            for path, name in seen.items():
                with self.subTest(link=path, within=name):
                    try:
                        status = urlopen(host.address + path).status
                    except HTTPError as error:
                        status = error.code
                    self.assertEqual(status, 404 if path in NOWHERE else 200)
                    self.assertTrue(path in NOWHERE or file_at(path) in files)

    def test_pages_and_data_say_what_the_living_site_says(self):
        counted = 0
        for name, path in self.files().items():
            if name.startswith(("static/", "_", "search/", "ru/search/", "404", "ru/404")):
                continue
            with self.subTest(file=name):
                answer = self.live(address_of(name))
                if answer.status == 301:
                    self.assertIn('http-equiv="refresh"', path.read_text())
                    continue
                self.assertEqual(answer.status, 200)
                counted += 1
                if path.suffix in {".png", ".webp"}:
                    self.assertEqual(path.read_bytes(), answer.content)
                else:
                    self.assertEqual(without_links(path.read_text()), without_links(answer.content.decode()))
                if path.suffix == ".json":
                    json.loads(path.read_bytes())
        self.assertGreater(counted, 100)

    def test_nothing_hidden_is_in_any_file(self):
        seen = 0
        for name, path in self.files().items():
            content = path.read_bytes()
            self.assertNotIn(b"HIDDEN", content, name)
            self.assertNotIn(
                b"hidden-",
                re.sub(rb"visually-hidden|aria-hidden|hidden-", b"", content)
                if name.startswith("static/")
                else content.replace(b"visually-hidden", b"").replace(b"aria-hidden", b""),
                name,
            )
            seen += b"SEEN" in content
        self.assertGreater(seen, 100)
        self.assertFalse([name for name in self.files() if "hidden" in name or "admin" in name or "shared" in name])

    def test_words_that_look_like_links_stay_words(self):
        page = self.files()["congresses/11/debates/-_-/index.html"].read_text()
        self.assertIn('href="/debates/?page=2"', unescape(re.sub(r"<[^>]*>", "", page)))
        self.assertNotIn("<script>alert", page)
        self.assertIn("See https://edition.example.org/debates/.", page)

    def test_the_second_run_does_nothing_at_all(self):
        root = self.copy()
        before = stamps(self.files(root))
        again = baked(root)
        self.assertEqual((again.asked, again.written, again.removed), (0, 0, 0))
        self.assertEqual(stamps(self.files(root)), before)

    def test_only_what_is_changed_is_written_and_what_is_withdrawn_goes(self):
        root = self.copy()
        before = stamps(self.files(root))
        self.debate.status = WITHDRAWN
        self.debate.save()
        again = baked(root)
        after = stamps(self.files(root))
        gone = {name for name in before if "debates/open/" in name}
        self.assertTrue(gone)
        self.assertEqual(before.keys() - after.keys() - {n for n in before if "speeches/page=2" in n}, gone)
        changed = touched(before, after) - (before.keys() - after.keys())
        self.assertEqual(again.written, len(changed))
        self.assertIn("debates/index.html", changed)
        self.assertNotIn("sources/open-source/card.png", changed)
        self.assertNotIn("about/index.html", changed)
        for name, path in self.files(root).items():
            self.assertNotIn(b"Open speech SEEN", path.read_bytes(), name)

    def test_a_run_that_is_killed_leaves_files_that_are_whole_and_the_next_one_finishes(self):
        root = self.copy()
        self.topic.name = "Another name SEEN"
        self.topic.save()
        asked, bake_one = [], Baker.bake

        def killed(baker, address):
            asked.append(address)
            if len(asked) == 40:
                raise KeyboardInterrupt
            return bake_one(baker, address)

        with mock.patch.object(Baker, "bake", killed), self.assertRaises(KeyboardInterrupt):
            baked(root)
        for name, path in self.files(root).items():
            if name.endswith(".html"):
                self.assertTrue(path.read_text().rstrip().endswith("</html>"), name)
        (root / ".bake" / "new-1").write_text("half")
        baked(root)
        fresh = self.copy()
        for name, path in self.files(fresh).items():
            path.unlink()
        baked(self.folder / "fresh")
        self.assertEqual(
            {name: path.read_bytes() for name, path in self.files(root).items()},
            {name: path.read_bytes() for name, path in self.files(self.folder / "fresh").items()},
        )
        self.assertFalse(list((root / ".bake").glob("new-*")))

    def test_a_folder_with_files_of_others_is_refused_and_left_alone(self):
        root = self.copy()
        (root / "debates" / "mine.txt").write_text("mine")
        with self.assertRaisesMessage(Foreign, "mine.txt"):
            baked(root)
        (root / "debates" / "mine.txt").unlink()
        (root / "elsewhere").symlink_to("/")
        with self.assertRaisesMessage(Foreign, "elsewhere"):
            baked(root)
        other = self.copy().parent / "other"
        other.mkdir()
        (other / "thesis.txt").write_text("mine")
        with self.assertRaisesMessage(Foreign, "thesis.txt"):
            baked(other)
        self.assertEqual([path.name for path in other.iterdir()], ["thesis.txt"])

from io import StringIO
from unittest import mock

from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings

from archive.baking.baker import Baker, CannotBake
from archive.baking.edition import Edition
from archive.baking.fetching import Answer, Reader
from archive.baking.folder import Foreign
from archive.baking.workers import bakers
from tests import factories as make
from tests.baking.base import ORIGIN, EditionTestCase, baked, files_in


def stamps(root):
    return {name: (path.stat().st_ino, path.stat().st_mtime_ns) for name, path in files_in(root).items()}


def contents(root):
    return {name: path.read_bytes() for name, path in files_in(root).items()}


class Archive(TestCase):
    @classmethod
    def setUpTestData(cls):
        public = {"status": make.PUBLISHED}
        cls.congress = make.make_congress(number=11, title="Congress", **public)
        cls.debate = make.make_debate(congress=cls.congress, slug="peace", title="Peace", **public)
        cls.topic = make.make_topic(slug="war", name="War", **public)
        cls.source = make.make_source(slug="record", title="Record", **public)
        make.make_speech(debate=cls.debate, text="Spoken words", attribution="Somebody")


class RunTests(EditionTestCase, Archive):
    def test_a_second_run_asks_for_nothing(self):
        root = self.copy()
        before = stamps(root)
        again = baked(root)
        self.assertEqual((again.asked, again.written, again.removed), (0, 0, 0))
        self.assertEqual(stamps(root), before)

    def test_a_change_is_all_that_is_written_and_only_what_it_concerns_is_asked_for(self):
        root = self.copy()
        before = stamps(root)
        self.topic.name = "War and peace"
        self.topic.save()
        again = baked(root)
        after = stamps(root)
        changed = {name for name in after if after[name] != before.get(name)}
        self.assertEqual(after.keys(), before.keys())
        self.assertEqual(again.written, len(changed))
        self.assertLess(again.asked, len(before) * 0.8)
        self.assertLessEqual({"topics/war/index.html", "ru/topics/war/cite/index.html", "topics/index.html"}, changed)
        self.assertFalse({"sources/record/index.html", "about/index.html"} & changed)
        whole = self.folder / "whole-after-a-change"
        baked(whole)
        self.assertEqual(contents(root), contents(whole))

    def test_what_is_withdrawn_goes_away_and_comes_back(self):
        root = self.copy()
        before = contents(root)
        self.debate.status = make.WITHDRAWN
        self.debate.save()
        again = baked(root)
        gone = {name for name in before if "debates/peace/" in name}
        after = contents(root)
        self.assertEqual(before.keys() - after.keys(), gone)
        self.assertEqual(again.removed, len(gone))
        self.assertFalse((root / "congresses/11/debates").exists())
        for name, content in after.items():
            self.assertNotIn(b"Spoken words", content, name)
        self.debate.status = make.PUBLISHED
        self.debate.save()
        baked(root)
        self.assertEqual(contents(root).keys(), before.keys())

    def test_a_run_that_is_killed_leaves_whole_files_and_is_taken_up(self):
        root = self.folder / "killed"
        asked, bake_one = [], Baker.bake

        def killed(baker, address):
            asked.append(address)
            if len(asked) == 60:
                (baker.folder.own / "new-1").write_text("half of a fi")
                raise KeyboardInterrupt
            return bake_one(baker, address)

        with mock.patch.object(Baker, "bake", killed), self.assertRaises(KeyboardInterrupt):
            baked(root)
        whole, part = contents(self.edition), contents(root)
        self.assertEqual(part, {name: whole[name] for name in part})
        again = baked(root)
        self.assertEqual(contents(root), whole)
        self.assertLess(again.asked, len(whole))
        self.assertFalse(list((root / ".bake").glob("new-*")))

    def test_a_folder_that_holds_anything_else_is_refused_and_left_as_it_is(self):
        for foreign in ("debates/mine.txt", "mine.txt"):
            root = self.copy()
            (root / foreign).write_text("mine")
            with self.subTest(foreign=foreign), self.assertRaisesMessage(Foreign, foreign):
                baked(root)
        root = self.copy()
        (root / "elsewhere").symlink_to("/")
        with self.assertRaisesMessage(Foreign, "elsewhere"):
            baked(root)
        other = self.folder / "other"
        other.mkdir()
        (other / "thesis.txt").write_text("mine")
        with self.assertRaisesMessage(Foreign, "thesis.txt"):
            baked(other)
        self.assertEqual([path.name for path in other.iterdir()], ["thesis.txt"])

    def test_an_edition_in_a_folder_of_its_host_beside_a_living_site(self):
        root = self.folder / "beside"
        baked(root, url="https://host.example/archive/", live="https://live.example")
        page = (root / "ru/debates/index.html").read_text()
        self.assertIn('action="https://live.example/ru/search/"', page)
        self.assertIn('action="https://live.example/ru/debates/"', page)
        self.assertIn('href="/archive/debates/" lang="en"', page)
        self.assertIn('href="/archive/static/', page)
        self.assertIn('rel="canonical" href="https://host.example/archive/ru/debates/"', page)
        self.assertIn('"https://host.example/archive/api/v1/index.json"', (root / "api/v1/index.json").read_text())
        self.assertIn("form-action 'self' https://live.example;", (root / "_headers").read_text())
        for name, content in contents(root).items():
            if not name.startswith("static/"):
                self.assertNotRegex(content, rb'(?:href|src|action)="/(?!archive/)', name)
                if name != "api/docs/index.html":
                    # There an address is said that no edition has, as an example.
                    self.assertNotRegex(content, rb"https://host\.example(?!/archive/)", name)

    def test_an_answer_that_fails_ends_the_run(self):
        with (
            mock.patch.object(Reader, "ask", return_value=Answer(500, "text/html", b"")),
            self.assertRaisesMessage(CannotBake, "The site answers 500 for /."),
        ):
            baked(self.folder / "failed")

    def test_what_was_renamed_leads_on_from_its_pages_and_its_data_is_gone(self):
        root = self.copy()
        self.topic.slug = "conflict"
        self.topic.save()
        baked(root)
        after = contents(root)
        old = {name: content for name, content in after.items() if "topics/war/" in name}
        self.assertLessEqual({"topics/war/index.html", "ru/topics/war/cite/index.html"}, old.keys())
        for name, content in old.items():
            self.assertIn(b'<meta http-equiv="refresh"', content, name)
        self.assertIn("api/v1/topics/conflict/index.json", after)
        for name, content in after.items():
            self.assertNotIn(b"/topics/war/", content, name)

    def test_a_former_version_of_what_was_renamed_leads_to_where_it_is_now(self):
        root = self.folder / "moved"
        moved = Answer(301, "text/html", b"", location="/topics/conflict/?version=1")
        with override_settings(), mock.patch.object(Reader, "ask", return_value=moved):
            baker = Baker(Edition(f"{ORIGIN}/"), root)
            baker.folder.own.mkdir(parents=True)
            self.assertTrue(baker.bake("/topics/war/?version=1").is_there)
        page = (root / "topics/war/version=1/index.html").read_text()
        self.assertIn("/topics/conflict/version=1/", page)

    def test_an_address_at_which_nobody_is_answered_empties_no_folder(self):
        root = self.copy()
        before = stamps(root)
        with self.assertLogs("django.security"), self.assertRaisesMessage(CannotBake, "The site answers 400 for /."):
            baked(root, url="https://[::1]/")
        self.assertEqual(stamps(root), before)

    def test_a_process_that_dies_ends_the_run(self):
        with (
            bakers(2, Edition("https://edition.example.org:99999/"), self.folder) as bake_all,
            self.assertRaisesMessage(CannotBake, "A process that was baking has ended."),
        ):
            list(bake_all(["/"]))

    def test_the_command_says_what_is_wrong(self):
        urls = [
            "archive.example.org",
            "https://.",
            "https://[::1]",
            "https://a.example:99999",
            "https://a.example/b/../",
        ]
        for options in (*({"url": url} for url in urls), {"live": "/"}, {"jobs": 0}):
            with self.subTest(**options), self.assertRaisesMessage(CommandError, f"--{next(iter(options))} "):
                call_command("bake", self.folder / "nothing", stdout=StringIO(), **options)
        self.assertFalse((self.folder / "nothing").exists())

"""Asking an origin: what is tried again, what is refused, and in which words."""

import hashlib
import json
import tempfile
from pathlib import Path

from django.test import SimpleTestCase

from archive.mirroring.origin import Absent, BeginAgain, Origin, OriginError
from tests.mirroring.fake_origin import FakeOrigin


class OriginTests(SimpleTestCase):
    def setUp(self):
        self.fake = FakeOrigin(self)
        self.origin = Origin(self.fake.url + "/")

    def test_only_the_address_of_a_front_page_over_http_is_one_of_an_archive(self):
        for url in (
            "ftp://host/",
            "file:///etc/passwd",
            "archive.example",
            "http://",
            "https://host/api/",
            "http://a@b/",
        ):
            with self.assertRaisesMessage(OriginError, repr(url)):
                Origin(url)

    def test_what_may_pass_is_asked_again_and_a_wait_that_is_asked_for_is_kept(self):
        busy, broken = (429, {"Retry-After": "7"}, b"{}"), (503, {}, b"")
        self.fake.answer("/api/v1/changes/", busy, broken, broken, {"results": []})
        self.assertEqual(self.origin.read("changes/", since="a-1"), {"results": []})
        self.assertEqual([path for path, _ in self.fake.asked], ["/api/v1/changes/?since=a-1"] * 4)
        self.assertEqual(self.fake.waits[0], 7)
        self.assertTrue(all(0 < wait <= 60 for wait in self.fake.waits[1:]), self.fake.waits)

    def test_what_does_not_pass_is_said_in_a_sentence(self):
        problem = json.dumps({"detail": "Since is not right."}).encode()
        self.fake.answer("/api/v1/changes/", (400, {}, problem))
        with self.assertRaisesMessage(OriginError, "changes/ answers 400: Since is not right."):
            self.origin.read("changes/")
        self.fake.answer("/api/v1/changes/", (500, {}, b"<html>"))
        with self.assertRaisesMessage(OriginError, "changes/ answers 500."):
            self.origin.read("changes/")
        self.fake.answer("/api/v1/changes/", (200, {}, b"<html>"))
        with self.assertRaisesMessage(OriginError, "does not answer with JSON: is it an archive?"):
            self.origin.read("changes/")
        for status, kind in ((404, Absent), (410, BeginAgain)):
            self.fake.answer("/api/v1/changes/", (status, {}, b"{}"))
            with self.assertRaises(kind):
                self.origin.read("changes/")
        with self.assertRaisesMessage(OriginError, "cannot be reached"):
            Origin("http://127.0.0.1:9/").read("changes/")

    def test_nobody_is_followed_to_another_host_and_nothing_endless_is_read(self):
        self.fake.answer("/api/v1/changes/", (302, {"Location": "http://localhost:9/secret"}, b""))
        with self.assertRaises(OriginError):
            self.origin.read("changes/")
        self.fake.answer("/long", (200, {}, b"x" * 101))
        with self.assertRaisesMessage(OriginError, "larger than 100 bytes"):
            self.origin.fetch("/long", 100)
        self.assertEqual(self.origin.fetch("/long", 101), b"x" * 101)

    def test_an_answer_that_breaks_off_is_asked_for_again(self):
        self.fake.answer("/api/v1/changes/", (200, {"Content-Length": "100"}, b"{"), {"results": [1]})
        self.assertEqual(self.origin.read("changes/"), {"results": [1]})


class DownloadTests(SimpleTestCase):
    def setUp(self):
        self.fake = FakeOrigin(self)
        self.file = Path(self.enterContext(tempfile.TemporaryDirectory())) / "file"
        self.content = b"0123456789" * 30
        self.sha256 = hashlib.sha256(self.content).hexdigest()

    def download(self):
        Origin(self.fake.url).download("/file", self.file, size=len(self.content), sha256=self.sha256)

    def ranges(self):
        return [(headers.get("Range"), headers.get("If-Range")) for _path, headers in self.fake.asked]

    def test_a_download_that_broke_off_is_gone_on_with(self):
        self.file.write_bytes(self.content[:100])
        broken_off = (206, {"Content-Length": "200"}, self.content[100:150])
        self.fake.answer("/file", broken_off, (206, {}, self.content[100:]))
        self.download()
        self.assertEqual(self.file.read_bytes(), self.content)
        self.assertEqual(self.ranges(), [(f"bytes={begun}-", f'"{self.sha256}"') for begun in (100, 100)])
        self.download()
        self.assertEqual(len(self.fake.asked), 2, "what is there whole is not asked for")

    def test_a_file_that_has_changed_meanwhile_is_read_from_its_beginning(self):
        self.file.write_bytes(b"another file")
        self.fake.answer("/file", (200, {}, self.content))
        self.download()
        self.assertEqual(self.file.read_bytes(), self.content)

    def test_a_damaged_file_is_refused_and_not_gone_on_with(self):
        self.fake.answer("/file", (200, {}, self.content.replace(b"5", b"6")))
        with self.assertRaisesMessage(OriginError, "is damaged, and thrown away: its SHA-256 is"):
            self.download()
        self.assertFalse(self.file.exists())

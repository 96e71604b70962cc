"""Dumps over HTTP: the list, whole files, ranges of them, and what is not there."""

import gzip
import hashlib

from django.test import TestCase

from archive.choices import PublicationStatus
from archive.dumps import all_dumps
from archive.models import Topic
from tests import factories as make
from tests.dumps.base import PUBLIC, dump, make_archive, own_folder


class ServingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.enterClassContext(own_folder())
        make_archive()
        cls.dump = dump()
        cls.address = f"/api/v1/dumps/{cls.dump.name}/debates.ndjson"
        cls.content = (cls.dump.folder / "debates.ndjson").read_bytes()
        cls.etag = f'"{hashlib.sha256(cls.content).hexdigest()}"'

    def body(self, response):
        return b"".join(response.streaming_content) if response.streaming else response.content

    def test_the_list_leads_to_every_file_and_says_its_digest(self):
        (row,) = self.client.get("/api/v1/dumps/").json()["results"]
        self.assertEqual(row["name"], self.dump.name)
        self.assertEqual(len(row["files"]), 13)
        for file in row["files"]:
            body = self.body(self.client.get(file["url"]))
            self.assertEqual((len(body), hashlib.sha256(body).hexdigest()), (file["bytes"], file["sha256"]))
        # How far the ledger has come, and the last loss.
        with self.assertNumQueries(2):
            self.client.get("/api/v1/dumps/")

    def test_latest_leads_to_the_newest(self):
        for asked, file in [("latest/", "datapackage.json"), ("latest/topics.ndjson.gz", "topics.ndjson.gz")]:
            answer = self.client.get(f"/api/v1/dumps/{asked}")
            self.assertEqual((answer.status_code, answer["Location"]), (302, f"/api/v1/dumps/{self.dump.name}/{file}"))
        with own_folder():
            self.assertEqual(self.client.get("/api/v1/dumps/").json()["results"], [])
            problem = self.client.get("/api/v1/dumps/latest/")
            self.assertEqual((problem.status_code, problem.json()["detail"]), (404, "No dump has been made yet."))

    def test_a_file_comes_as_it_is_whatever_codings_are_accepted(self):
        answer = self.client.get(self.address, headers={"Accept-Encoding": "gzip, br", "Accept": "*/*"})
        self.assertEqual((answer.status_code, self.body(answer)), (200, self.content))
        self.assertEqual(answer["ETag"], self.etag)
        self.assertEqual(answer["Accept-Ranges"], "bytes")
        self.assertEqual(answer["Content-Type"], "application/x-ndjson")
        self.assertIn("no-transform", answer["Cache-Control"])
        packed = self.client.get(f"{self.address}.gz", headers={"Accept-Encoding": "gzip"})
        self.assertEqual(packed["Content-Type"], "application/gzip")
        self.assertEqual(gzip.decompress(self.body(packed)), self.content)
        head = self.client.head(self.address)
        self.assertEqual((head.content, head["Content-Length"], head["ETag"]), (b"", str(len(self.content)), self.etag))
        same = self.client.get(self.address, headers={"If-None-Match": f'"other", {self.etag}'})
        self.assertEqual((same.status_code, self.body(same)), (304, b""))

    def test_a_range_is_those_bytes(self):
        size = len(self.content)
        for asked, start, stop in [
            ("bytes=0-0", 0, 1),
            ("bytes=5-9", 5, 10),
            (f"bytes={size - 3}-", size - 3, size),
            (f"bytes=7-{size * 2}", 7, size),
            ("bytes=-4", size - 4, size),
            (f"bytes=-{size * 2}", 0, size),
        ]:
            with self.subTest(asked=asked):
                answer = self.client.get(self.address, headers={"Range": asked, "Accept-Encoding": "gzip"})
                self.assertEqual((answer.status_code, self.body(answer)), (206, self.content[start:stop]))
                self.assertEqual(answer["Content-Range"], f"bytes {start}-{stop - 1}/{size}")
                self.assertEqual(answer["Content-Length"], str(stop - start))

    def test_a_range_beyond_the_end_is_refused_and_one_that_makes_no_sense_is_ignored(self):
        size = len(self.content)
        for asked in (f"bytes={size}-", f"bytes={size + 5}-{size + 9}", "bytes=-0"):
            answer = self.client.get(self.address, headers={"Range": asked})
            self.assertEqual((answer.status_code, answer["Content-Range"]), (416, f"bytes */{size}"))
            self.assertEqual(answer["Content-Type"], "application/problem+json")
        for asked in ("bytes=9-5", "bytes=a-b", "bytes=0-1,4-5", "lines=1-2", "bytes=-", "bytes=" + "9" * 5000 + "-"):
            answer = self.client.get(self.address, headers={"Range": asked})
            self.assertEqual((answer.status_code, self.body(answer)), (200, self.content), asked)

    def test_a_range_of_another_file_than_was_begun_is_the_whole_file(self):
        for condition, status in [(self.etag, 206), ('"other"', 200), (f"W/{self.etag}", 200)]:
            answer = self.client.get(self.address, headers={"Range": "bytes=2-5", "If-Range": condition})
            expected = self.content[2:6] if status == 206 else self.content
            self.assertEqual((answer.status_code, self.body(answer)), (status, expected), condition)

    def test_a_dump_that_holds_what_was_withdrawn_or_deleted_since_is_gone_and_then_removed(self):
        self.enterContext(own_folder("DUMPS_ROOT"))
        first = f"/api/v1/dumps/{dump().name}/topics.ndjson"
        Topic.objects.get().save()
        make.make_topic(slug="never-seen").delete()
        self.assertEqual(self.client.head(first).status_code, 200)
        for take_away in (self.withdraw, lambda topic: topic.delete()):
            topic = make.make_topic(**PUBLIC)
            made = dump()
            address = f"/api/v1/dumps/{made.name}/topics.ndjson"
            self.assertEqual(self.client.head(address).status_code, 200)
            take_away(topic)
            for method in (self.client.get, self.client.head):
                self.assertEqual(method(address).status_code, 410)
            self.assertEqual(self.client.get("/api/v1/dumps/").json()["results"], [])
            # Also when something stands at the address again.
            make.make_topic(slug=topic.slug, **PUBLIC) if topic.pk is None else self.withdraw(topic, undo=True)
            self.assertEqual(self.client.head(address).status_code, 410)
            whole = dump()
            self.assertEqual(all_dumps(), [whole])

    def withdraw(self, topic, undo=False):
        topic.status = PublicationStatus.PUBLISHED if undo else PublicationStatus.WITHDRAWN
        topic.save()

    def test_nothing_else_in_the_folder_or_beside_it_is_served(self):
        (self.dump.folder / "notes.txt").write_text("HIDDEN")
        for address in (
            f"{self.dump.name}/notes.txt",
            f"{self.dump.name}/..%2F.lock",
            f"{self.dump.name}/",
            "2026-01-01T000000Z/debates.ndjson",
            "..%2F..%2Fetc/passwd",
            f".{self.dump.name}.unfinished/debates.ndjson",
        ):
            answer = self.client.get(f"/api/v1/dumps/{address}")
            expected = 200 if address == f"{self.dump.name}/" else 404
            self.assertEqual(answer.status_code, expected, address)
            self.assertNotIn(b"HIDDEN", self.body(answer))

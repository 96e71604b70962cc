"""What `manage.py dump` writes."""

import gzip
import hashlib
import json
import weakref
from unittest import mock

from django.core.management import CommandError
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from archive.dumps import all_dumps, rows, storage
from archive.interchange.entry_documents import fetch_public
from archive.ledger import settle
from archive.models import Speaker
from tests import factories as make
from tests.dumps.base import PICTURE, PUBLIC, dump, make_archive, own_folder


class MakingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.enterClassContext(own_folder())
        make_archive()
        with translation.override("ru"):
            cls.dump = dump()

    def lines(self, name):
        return [json.loads(line) for line in (self.dump.folder / f"{name}.ndjson").read_bytes().splitlines()]

    def test_it_holds_every_public_entry_once_in_the_order_of_its_address_and_nothing_hidden(self):
        self.assertEqual(
            {resource["name"]: resource["rows"] for resource in self.dump.package["resources"]},
            {"topics": 1, "sources": 1, "speakers": 1, "congresses": 2, "debates": 2, "resolutions": 2},
        )
        debates = self.lines("debates")
        self.assertEqual([row["page"] for row in debates], [f"/congresses/{n}/debates/red-army/" for n in (2, 11)])
        self.assertEqual(debates[0]["url"], "/api/v1/congresses/2/debates/red-army/")
        self.assertEqual(debates[0]["document"]["topics"], ["army"])
        written = b"".join(path.read_bytes() for path in self.dump.folder.iterdir() if path.suffix != ".gz")
        self.assertNotIn(b"HIDDEN", written)
        self.assertNotIn(b"hidden", written)
        self.assertIn("«Красная»".encode(), written)

    def test_the_package_is_true_of_every_file(self):
        for resource in self.dump.package["resources"]:
            with self.subTest(resource=resource["name"]):
                content, packed = (
                    (self.dump.folder / each["path"]).read_bytes() for each in (resource, resource["gzip"])
                )
                self.assertEqual(gzip.decompress(packed), content)
                self.assertEqual(content.count(b"\n"), resource["rows"])
                for each, data in ((resource, content), (resource["gzip"], packed)):
                    self.assertEqual(each["bytes"], len(data))
                    self.assertEqual(each["hash"], f"sha256:{hashlib.sha256(data).hexdigest()}")

    def test_a_portrait_is_named_with_its_digest_and_what_stands_beside_it(self):
        (lenin,) = self.lines("speakers")
        self.assertEqual(
            lenin["portrait"],
            {
                "url": "/speakers/lenin/portrait/",
                "sha256": hashlib.sha256(PICTURE).hexdigest(),
                "bytes": len(PICTURE),
                "credit": "Studio",
                "licence": "",
                "alt": "A man",
            },
        )

    def test_the_same_archive_gives_the_same_bytes_and_only_so_many_dumps_are_kept(self):
        self.enterContext(own_folder("DUMPS_ROOT"))
        dump()
        again = dump("--keep", "2")
        self.assertNotEqual(again.name, self.dump.name)
        for name, file in self.dump.files.items():
            if name != "datapackage.json":
                self.assertEqual(file.sha256, again.files[name].sha256, name)
        third = dump("--keep", "2")
        self.assertEqual([each.name for each in all_dumps()], [third.name, again.name])

    def test_no_number_of_entries_is_in_memory_at_once_or_adds_a_query_of_its_own(self):
        with own_folder("DUMPS_ROOT"), mock.patch("archive.dumps.rows.CHUNK", 7):
            before = self.count_queries()
            for _ in range(4):
                make.make_topic(**PUBLIC)
            settle()
            self.assertEqual(self.count_queries(), before)

    def test_no_entry_is_kept_when_the_next_are_fetched(self):
        told, left = [], []

        def fetch(*args, **kwargs):
            left.append([entry for entry in told if entry()])
            found = fetch_public(*args, **kwargs)
            told.extend(map(weakref.ref, found))
            return found

        with (
            own_folder("DUMPS_ROOT"),
            mock.patch("archive.dumps.rows.CHUNK", 1),
            mock.patch.multiple(rows, fetch_public=fetch),
        ):
            dump()
        self.assertEqual((len(told), any(left)), (9, False))

    def count_queries(self):
        with CaptureQueriesContext(connection) as queries:
            dump()
        return len(queries)


class BrokenRunTests(TestCase):
    def setUp(self):
        self.enterContext(own_folder())
        Speaker.objects.create(slug="lenin", name="Lenin", sort_name="Lenin", **PUBLIC)

    def test_a_run_that_breaks_off_shows_nothing_and_the_next_one_clears_up(self):
        full = mock.patch("archive.dumps.making.line_of", side_effect=OSError("No space left"))
        with full, self.assertRaisesMessage(CommandError, "No space left"):
            dump()
        self.assertEqual(all_dumps(), [])
        self.assertTrue(list(storage.root().glob(f".*{storage.UNFINISHED}")))
        whole = dump()
        self.assertEqual({path.name for path in storage.root().iterdir()}, {whole.name, ".lock"})

    def test_two_do_not_run_at_once_and_a_wrong_number_is_refused(self):
        with storage.exclusive(), self.assertRaisesMessage(CommandError, "Another dump is being made."):
            dump()
        with self.assertRaisesMessage(CommandError, "--keep 0: at least 1"):
            dump("--keep", "0")

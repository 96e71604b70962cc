"""Copying an archive that is served from memory: what comes of each kind of change, and what is refused."""

from io import StringIO
from unittest import mock

from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import TestCase

from archive.choices import PublicationStatus
from archive.dumps import all_dumps
from archive.models import ENTRIES, Debate, MirrorState, Speaker, Topic, Version
from tests import factories as make
from tests.dumps.base import PICTURE, PUBLIC, dump, make_archive, own_folder
from tests.mirroring.fake_origin import FakeOrigin


def content(made):
    return {name: file.path.read_bytes() for name, file in made.files.items() if name.endswith(".ndjson")}


class FollowingTests(TestCase):
    def setUp(self):
        self.enterContext(own_folder())
        self.fake = FakeOrigin(self)
        with transaction.atomic():
            # It stands in the database for as long as its answers are written down.
            make_archive()
            self.made = dump()
            self.original = content(self.made)
            self.note_answers()
            transaction.set_rollback(True)

    def note_answers(self):
        for path in ("dumps/", f"dumps/{self.made.name}/datapackage.json"):
            answer = self.client.get(f"/api/v1/{path}")
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            self.fake.answer(f"/api/v1/{path}", (200, {}, body))
        for name, file in self.made.files.items():
            if name.endswith(".gz"):
                self.fake.answer(f"/api/v1/dumps/{self.made.name}/{name}", (200, {}, file.path.read_bytes()))
        self.fake.answer("/speakers/lenin/portrait/", (200, {}, PICTURE))
        self.changes = self.client.get("/api/v1/changes/?documents=1").json()
        self.rows = {change["entry"]["page"]: change["entry"] for change in self.changes["results"] if change["entry"]}
        self.cursor = self.changes["cursor"]
        self.fake.answer("/api/v1/changes/", {"results": [], "cursor": self.cursor, "next": None})

    def mirror(self, *options):
        out = StringIO()
        call_command("mirror", self.fake.url, *options, stdout=out)
        return out.getvalue()

    def tell(self, *changes, cursor="next"):
        """The origin tells these changes the next time."""
        results = [{"url": f"http://any.host/api/v1{page}", "entry": None, **change} for page, change in changes]
        self.fake.answer("/api/v1/changes/", {"results": results, "cursor": cursor, "next": None})

    def updated(self, page, **keys):
        row = self.rows[page]
        return page, {"change": "updated", "entry": {**row, "document": {**row["document"], **keys}}}

    def statuses(self, *pages):
        return [self.client.get(page).status_code for page in pages]

    def test_a_copy_from_a_dump_and_one_from_the_feed_are_the_origin_to_the_byte(self):
        for is_from_dump in (True, False):
            with self.subTest(is_from_dump=is_from_dump), transaction.atomic():
                if not is_from_dump:
                    self.fake.answer("/api/v1/dumps/", {"results": []})
                    self.fake.answer("/api/v1/changes/", self.changes)
                self.assertIn("9 entries, 0 gone", self.mirror())
                self.assertEqual(content(dump()), self.original)
                self.assertEqual(MirrorState.objects.get().cursor, self.cursor)
                # Lenin's portrait is a change of its own, as it is no part of a document.
                self.assertLessEqual(set(Version.objects.values_list("number", flat=True)), {1, 2})
                versions = Version.objects.count()
                self.mirror("--again")
                self.assertEqual(Version.objects.count(), versions)
                transaction.set_rollback(True)

    def test_each_kind_of_change_is_the_same_to_readers_here(self):
        self.mirror()
        renamed = "/congresses/11/debates/renamed/"
        former = "/congresses/11/debates/red-army/"
        row = self.rows[former]
        document = {
            **row["document"],
            "slug": "renamed",
            "former_slugs": [{"slug": "red-army", "since": "2026-01-01T00:00:00+00:00"}],
        }
        row = {"url": f"/api/v1{renamed}", "page": renamed, "document": document}
        self.tell(
            (former, {"change": "renamed", "moved_to": f"{self.fake.url}/api/v1{renamed}"}),
            (renamed, {"change": "created", "entry": row}),
            ("/congresses/2/debates/red-army/", {"change": "withdrawn"}),
            ("/congresses/2/resolutions/army/", {"change": "deleted"}),
            self.updated("/topics/army/", name="Another name"),
        )
        self.assertIn("2 entries, 3 gone, as at next.", self.mirror())
        pages = [former, renamed, "/congresses/2/debates/red-army/", "/congresses/2/resolutions/army/"]
        self.assertEqual(self.statuses(*pages), [301, 200, 410, 404])
        self.assertEqual(Topic.objects.get().name, "Another name")
        self.assertEqual(Debate.objects.get(congress__number=2).speeches.count(), 0, "what is hidden is not kept")
        # And it comes back.
        self.tell(self.updated("/congresses/2/debates/red-army/"))
        self.mirror()
        self.assertEqual(self.statuses("/congresses/2/debates/red-army/"), [200])

    def test_citations_that_changed_places_stand_in_the_order_of_the_origin(self):
        self.mirror()
        citations = self.rows["/speakers/lenin/"]["document"]["citations"]
        self.tell(self.updated("/speakers/lenin/", citations=citations[::-1]))
        self.mirror()
        self.assertEqual(
            [each.locator for each in Speaker.objects.get().citations.order_by("pk")], ["page 2", "page 1"]
        )

    def test_an_origin_that_forgot_the_cursor_is_compared_whole(self):
        self.mirror()
        make.make_topic(slug="gone-since", **PUBLIC)
        Topic.objects.filter(slug="army").update(name="Changed here")
        lost = {"results": [], "cursor": "begun-again", "next": None}
        self.fake.answer(
            "/api/v1/changes/",
            (410, {}, b"{}"),
            (200, {}, str(lost).replace("'", '"').replace("None", "null").encode()),
        )
        self.mirror()
        self.assertEqual(content(dump()), self.original)
        self.assertEqual(self.statuses("/topics/gone-since/"), [410])
        self.assertEqual(MirrorState.objects.get().cursor, "begun-again")

    def test_what_is_not_right_is_named_and_changes_nothing(self):
        self.mirror()
        before = content(dump())
        for change, sentence in [
            (self.updated("/topics/army/", nmae="x"), "/api/v1/topics/army/: nmae: no such key; did you mean 'name'?"),
            (self.updated("/topics/army/", broader="nobody"), "no topic 'nobody'"),
            (("/about/", {"change": "withdrawn"}), "'http://any.host/api/v1/about/' is not the address of an entry."),
            (("/topics/army/", {"change": "updated", "entry": {"url": 1}}), "is not a feed of changes"),
            (self.updated("/topics/army/", slug="other"), "/api/v1/topics/army/"),
        ]:
            with self.subTest(sentence=sentence), self.assertRaisesMessage(CommandError, sentence):
                self.tell(("/congresses/2/debates/red-army/", {"change": "withdrawn"}), change)
                self.mirror()
            self.assertEqual(MirrorState.objects.get().cursor, self.cursor)
        self.assertEqual(content(dump()), before)

    def test_a_portrait_that_is_none_is_refused_and_a_damaged_dump_too(self):
        packed = next(path for path in self.fake.answers if path.endswith("topics.ndjson.gz"))
        for path, sentence in [(packed, "is damaged"), ("/speakers/lenin/portrait/", "is not the picture")]:
            with self.subTest(path=path), mock.patch.dict(self.fake.answers):
                self.fake.answer(path, (200, {}, b"MZ"))
                with self.assertRaisesMessage(CommandError, sentence):
                    self.mirror()
                self.assertFalse(any(model.objects.exists() for model in ENTRIES))

    def test_a_dump_cannot_name_a_file_elsewhere_or_hold_more_than_it_says(self):
        package = dict(self.made.package)
        resource = package["resources"][0]
        for name, change, sentence in [
            ("..", {}, "'..' is not a name of a dump"),
            (self.made.name, {"gzip": {**resource["gzip"], "path": "../../secret-key"}}, "is not a name of a dump"),
            (self.made.name, {"bytes": 3}, "topics.ndjson.gz holds more than its package says"),
            (self.made.name, {"bytes": 10**12}, "'topics.ndjson' of the dump has more than"),
            (self.made.name, {"gzip": None}, "dumps/ has no dump that can be read here"),
        ]:
            package["resources"] = [{**resource, **change}]
            self.fake.answer("/api/v1/dumps/", {"results": [{"name": name}]})
            self.fake.answer(f"/api/v1/dumps/{name}/datapackage.json", package)
            with self.subTest(sentence=sentence), self.assertRaisesMessage(CommandError, sentence):
                self.mirror()
        self.assertFalse(MirrorState.objects.exists())

    def test_an_archive_with_entries_of_its_own_is_left_alone(self):
        make.make_topic(slug="own", name="Our own", **PUBLIC)
        with self.assertRaisesMessage(CommandError, "This archive has entries that are not a copy"):
            self.mirror()
        self.assertEqual(self.fake.asked, [])
        self.mirror("--over-own")
        self.assertEqual(Topic.objects.get(slug="own").status, PublicationStatus.WITHDRAWN)
        self.assertEqual(content(all_dumps()[0]) and content(dump()), self.original)
        MirrorState.objects.update(origin="https://another.example")
        with self.assertRaisesMessage(CommandError, "This is a copy of https://another.example."):
            self.mirror()
        with self.assertRaisesMessage(CommandError, "--every 0.1: from 1 second"):
            self.mirror("--every", "0.1")

"""The changes as an address of the API."""

from unittest import mock

from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from archive.ledger import placing, restart, settle, snapshot_cursor
from archive.models import ENTRIES, PARTS
from tests import factories as make
from tests.ledger.base import PUBLIC, LedgerTestCase

ADDRESS = "/api/v1/changes/"
HOST = "http://testserver"


class ChangesTests(LedgerTestCase):
    def read(self, **query):
        return self.client.get(ADDRESS, query).json()

    def test_a_change_says_what_where_and_when(self):
        self.lenin.slug = "ulyanov"
        self.lenin.save()
        answer = self.read(since=self.beginning, kind="speaker")
        created, renamed = answer["results"]
        self.assertEqual(answer["next"], None)
        self.assertGreater(renamed.pop("changed_at"), created["changed_at"][:10])
        self.assertEqual(
            renamed,
            {
                "cursor": answer["cursor"],
                "change": "renamed",
                "kind": "speaker",
                "url": f"{HOST}/api/v1/speakers/lenin/",
                "page": f"{HOST}/speakers/lenin/",
                "title": "",
                "original_title": "",
                "moved_to": f"{HOST}/api/v1/speakers/ulyanov/",
                "entry": None,
            },
        )
        self.assertEqual((created["change"], created["title"], created["moved_to"]), ("created", self.lenin.name, None))

    def test_pages_lead_from_the_beginning_to_the_end_and_on(self):
        found, address = [], f"{ADDRESS}?page_size=4"
        while address:
            response = self.client.get(address)
            answer = response.json()
            found += [each["url"] for each in answer["results"]]
            self.assertEqual(answer["next"] is None, 'rel="next"' not in response["Link"])
            address = answer["next"]
        self.assertEqual((len(found), len(set(found))), (6, 6))
        self.assertEqual(self.read(since=answer["cursor"]), {"next": None, "cursor": answer["cursor"], "results": []})

    def test_what_is_not_right_is_named(self):
        for query, field, nearest in [
            ({"since": "yesterday"}, "since", ""),
            ({"kind": "debat"}, "kind", "debate"),
            ({"page_size": "1001"}, "page_size", ""),
            ({"sicne": self.beginning}, "sicne", "since"),
        ]:
            with self.subTest(query=query):
                response = self.client.get(ADDRESS, query)
                self.assertEqual(response.status_code, 400)
                [error] = response.json()["errors"]
                self.assertEqual((error["field"], error["nearest"]), (field, nearest))

    def test_a_cursor_of_another_epoch_or_from_beyond_the_end_is_gone(self):
        epoch = self.beginning.partition("-")[0]
        for cursor in (f"{epoch}-7", f"{'0' * 12}-1"):
            response = self.client.get(ADDRESS, {"since": cursor})
            self.assertEqual((response.status_code, response["Content-Type"]), (410, "application/problem+json"))
            self.assertEqual(response.json()["errors"][0]["field"], "since")
        restart()
        self.assertEqual(self.client.get(ADDRESS, {"since": self.beginning}).status_code, 410)
        self.assertEqual(len(self.read()["results"]), 6)

    def test_two_queries_whatever_the_number_of_changes(self):
        ContentType.objects.get_for_models(*ENTRIES, *PARTS)
        for _each in range(2):
            # The ledger and whether anything waits, the changes.
            with self.assertNumQueries(2):
                self.client.get(ADDRESS)
            for _one in range(10):
                make.make_topic(**PUBLIC)
            settle()

    def test_looking_costs_no_more_for_more_entries_of_a_kind(self):
        counted = []
        for count in (1, 30):
            for _one in range(count):
                make.make_speaker(**PUBLIC)
            with self.subTest(count=count), CaptureQueriesContext(connection) as queries:
                settle()
            counted.append(len(queries))
        self.assertEqual(counted[0], counted[1])

    def test_what_cannot_be_placed_now_is_told_later(self):
        make.make_topic(slug="army", **PUBLIC)
        with mock.patch.object(placing, "_step", side_effect=OperationalError("read-only")):
            self.assertEqual(self.told(), [])
        self.assertEqual(self.told(), ["created topic army"])

    def test_a_snapshot_goes_on_from_its_cursor(self):
        self.assertEqual(snapshot_cursor(), self.beginning)
        make.make_topic(slug="army", **PUBLIC)
        self.assertEqual(snapshot_cursor(), self.beginning)
        settle()
        self.told()
        self.assertEqual(snapshot_cursor(), self.cursor)

    def test_an_archive_larger_than_a_batch_is_told_whole(self):
        with mock.patch.object(placing, "BATCH", 2), mock.patch("archive.ledger.looking.MOST", 3):
            restart()
            self.assertEqual(self.read()["results"][0]["change"], "created")
        self.assertEqual(sorted(self.told_from_the_beginning()), sorted(self.everything))

    def told_from_the_beginning(self):
        self.cursor = None
        return self.told()

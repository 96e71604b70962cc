"""A dump is of one moment, however long it takes, and nobody waits for it."""

import threading

from django.db import connection, connections
from django.test import TransactionTestCase

from archive.dumps import storage
from archive.dumps.making import make_dump
from archive.models import Topic
from tests import factories as make
from tests.dumps.base import PUBLIC, own_folder


def in_another_connection(work):
    def run():
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=10)
    return not thread.is_alive()


class SnapshotTests(TransactionTestCase):
    def setUp(self):
        if connection.vendor == "sqlite":
            self.skipTest("SQLite is in memory in tests, where connections share what they see.")
        self.enterContext(own_folder())

    def test_what_is_written_meanwhile_is_in_the_next_dump_and_comes_after_the_cursor(self):
        make.make_topic(slug="first", **PUBLIC)
        written = []

        def progress(rows):
            for row in rows:
                if not written:
                    # The topics are being read, the speakers are not yet.
                    written.append(in_another_connection(self.write))
                yield row

        with storage.exclusive():
            made = make_dump(progress)
        self.assertEqual(written, [True], "the writer waited for the dump")
        self.assertEqual([resource["rows"] for resource in made.package["resources"][:3]], [1, 0, 0])
        changes = self.client.get("/api/v1/changes/", {"since": made.package["changes_cursor"]}).json()
        self.assertEqual({change["title"] for change in changes["results"]}, {"Changed", "Second", "Somebody"})

    def write(self):
        make.make_topic(slug="second", name="Second", **PUBLIC)
        make.make_speaker(slug="somebody", name="Somebody", **PUBLIC)
        topic = Topic.objects.get(slug="first")
        topic.name = "Changed"
        topic.save()

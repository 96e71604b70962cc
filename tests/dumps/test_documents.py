"""The feed of changes with documents: each entry as a dump has it."""

import json

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from archive.choices import PublicationStatus
from archive.models import Topic
from tests import factories as make
from tests.dumps.base import PUBLIC, dump, make_archive, own_folder


class DocumentTests(TestCase):
    def setUp(self):
        self.enterContext(own_folder())
        make_archive()

    def changes(self, **query):
        return self.client.get("/api/v1/changes/", {"documents": 1, **query}).json()

    def test_they_are_the_lines_of_a_dump_and_those_that_are_gone_have_none(self):
        topic = make.make_topic(**PUBLIC)
        self.changes()
        topic.status = PublicationStatus.WITHDRAWN
        topic.save()
        entries = [change["entry"] for change in self.changes()["results"]]
        self.assertEqual(entries.count(None), 1)
        files = [file.path for name, file in dump().files.items() if name.endswith(".ndjson")]
        lines = [json.loads(line) for path in files for line in path.read_bytes().splitlines()]
        self.assertEqual(sorted(filter(None, entries), key=str), sorted(lines, key=str))
        self.assertEqual({change["entry"] for change in self.client.get("/api/v1/changes/").json()["results"]}, {None})

    def test_no_number_of_entries_adds_a_query(self):
        cursor = self.changes()["cursor"]
        counts = []
        for number in (1, 5):
            for _ in range(number):
                make.make_citation(make.make_topic(**PUBLIC), source=make.make_source(**PUBLIC))
            found = self.changes(since=cursor)
            with CaptureQueriesContext(connection) as queries:
                self.changes(since=cursor)
            cursor = found["cursor"]
            counts.append(len(queries))
        self.assertEqual(counts[0], counts[1])
        self.assertEqual(Topic.objects.count(), 7)

    def test_what_makes_no_sense_is_refused(self):
        for query, field in [({"documents": "2"}, "documents"), ({"page_size": "101"}, "page_size")]:
            problem = self.changes(**query)
            self.assertEqual([(problem["status"], error["field"]) for error in problem["errors"]], [(400, field)])

"""The latest changes of the archive: found by indexes, and the same as when all entries are put in order."""

import random
from datetime import timedelta
from unittest.mock import patch

from django.db import connection
from django.db.models import DateTimeField, IntegerField
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.models import ENTRIES, Congress, Debate, Resolution, Topic
from archive.prepared import Prepared
from archive.selectors import updates
from tests import factories as make
from tests.test_paging import plan

MOST = 5


def simply():
    """Of all public entries the times at which each was last changed as readers see it, latest first."""
    told = []
    for model in ENTRIES:
        for entry in model.objects.public():
            stands_in = [entry.congress] if hasattr(entry, "congress") else []
            due = [each.publish_at for each in (entry, *stands_in) if each.publish_at]
            told.append((max([entry.updated_at, *due]), model._meta.model_name, entry.pk))
    return sorted(told, key=lambda row: (-row[0].timestamp(), row[1], -row[2]))


class LatestOfAllTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        for number in range(4):
            congress = make.make_congress(number=number + 1)
            for _each in range(6):
                make.make_debate(congress=congress)
                make.make_resolution(congress=congress)
            for kind in ("topic", "source", "speaker"):
                getattr(make, f"make_{kind}")()
                getattr(make, f"make_{kind}")()

    def setUp(self):
        self.enterContext(patch.object(updates, "MOST", MOST))
        blanks = {"now": DateTimeField(), "topic": IntegerField()}
        self.enterContext(patch.object(updates, "_OF_ALL", Prepared(updates._latest_of_all, now=blanks["now"])))
        self.enterContext(patch.object(updates, "_OF_TOPIC", Prepared(updates._latest_on_topic, **blanks)))
        self.enterContext(patch.object(updates, "_OF_BROAD_TOPIC", Prepared(updates._latest_on_broad_topic, **blanks)))

    def strew(self, chance):
        """Give the entries times of which some tie, before now and after it, and states of which some hide them."""
        now = timezone.now().replace(microsecond=0)
        for model in ENTRIES:
            for entry in model.objects.all():
                days = [chance.choice((None, None, *range(-3, 30))) for _time in range(2)]
                publish_at, withdraw_at = (None if day is None else now - timedelta(days=day) for day in days)
                if publish_at and withdraw_at and publish_at >= withdraw_at:
                    withdraw_at = None
                model.objects.filter(pk=entry.pk).update(
                    status=chance.choice((make.PUBLISHED, make.PUBLISHED, make.PUBLISHED, make.WITHDRAWN, "draft")),
                    updated_at=now - timedelta(days=chance.randrange(20)),
                    publish_at=chance.choice((None, publish_at)),
                    withdraw_at=chance.choice((None, None, withdraw_at)),
                )

    def test_they_are_those_that_come_first_when_all_are_put_in_order(self):
        for seed in range(25):
            self.strew(random.Random(seed))
            with self.subTest(seed=seed):
                whole = simply()
                told = [(update.updated_at, update.kind, update.pk) for update in updates.updates_of_archive()]
                self.assertEqual(told, whole[:MOST])
                latest = {}
                for time, kind, _pk in reversed(whole):
                    latest[kind] = time
                self.assertEqual(updates.latest_changes(), latest)

    def test_those_on_a_topic_are_the_same_however_many_they_are(self):
        topic, other = Topic.objects.all()[:2]
        for seed in range(25):
            self.strew(random.Random(seed))
            for entry in (*Debate.objects.all(), *Resolution.objects.all()):
                entry.topics.set(random.Random(f"{seed} {entry}").choice(([], [topic], [other], [topic, other])))
            on_it = {("topic", topic.pk)}
            for model in (Debate, Resolution):
                on_it |= {
                    (model._meta.model_name, pk)
                    for pk in model.objects.filter(topics=topic).values_list("pk", flat=True)
                }
            whole = [row for row in simply() if row[1:] in on_it]
            for broad in (0, 1000):
                with self.subTest(seed=seed, broad=broad), patch.object(updates, "BROAD", broad):
                    told = [(each.updated_at, each.kind, each.pk) for each in updates.updates_of_topic(topic)]
                    self.assertEqual(told, whole[:MOST])

    def test_of_a_broad_topic_no_more_is_put_in_order_than_is_told(self):
        if connection.vendor != "sqlite":
            self.skipTest("Other engines choose by how many rows there are.")
        topic = make.make_topic(status=make.PUBLISHED)
        make.make_debate(congress=Congress.objects.first()).topics.add(topic)
        with patch.object(updates, "BROAD", 0), CaptureQueriesContext(connection) as asked:
            updates.updates_of_topic(topic)
        _counting, reading = [plan(query["sql"]) for query in asked.captured_queries]
        for kind in ("debate", "resolution"):
            self.assertIn(f"USING COVERING INDEX {kind}_changed_last (updated_at>?)", reading)
        self.assertNotIn("(topic_id=?)", reading)

    def test_slices_of_all_changes_have_what_is_public_and_tell_nothing_of_the_rest(self):
        self.strew(random.Random(1))
        changes = updates.PublicChanges()
        slices = [list(changes[first : first + 3]) for first in range(0, changes.count(), 3)]
        found = [(row["entry_updated_at"], row["entry_kind"]) for rows in slices for row in rows]
        self.assertCountEqual(found, [(time, kind) for time, kind, _pk in simply()])
        self.assertEqual({len(rows) for rows in slices[: len(found) // 3]}, {3})

    def test_no_kind_is_read_whole_or_put_in_order(self):
        if connection.vendor != "sqlite":
            self.skipTest("Other engines choose by how many rows there are.")
        for latest in (updates.updates_of_archive, updates.latest_changes):
            with self.subTest(latest=latest.__name__), CaptureQueriesContext(connection) as asked:
                latest()
                (steps,) = [plan(query["sql"]) for query in asked.captured_queries]
                for model in ENTRIES:
                    kind = model._meta.model_name
                    self.assertIn(f"USING COVERING INDEX {kind}_changed_last (updated_at>?)", steps)
                    self.assertIn(f"USING COVERING INDEX {kind}_due_last (publish_at>?)", steps)
                    # Then each by its key.
                    self.assertIn(f"SEARCH archive_{kind} USING INTEGER PRIMARY KEY (rowid=?)", steps)
                self.assertNotRegex(steps, r"SCAN archive_|\(status=\?\)")

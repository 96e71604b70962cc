"""The gate asked of each row in turn, for lists that are read from their beginning."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.models import ENTRIES, PARTS
from archive.selectors.speakers import public_speaker
from archive.selectors.topics import public_topic
from tests import factories as make
from tests.api.archive import ArchiveTestCase


class EachPublicTests(ArchiveTestCase):
    def test_it_keeps_what_is_public(self):
        now = timezone.now()
        make.make_speech(debate=make.make_debate(congress=self.congress), text="In a draft")
        self.after.publish_at, self.tenth.withdraw_at = now + timedelta(hours=1), now + timedelta(hours=2)
        self.after.save()
        self.tenth.save()
        for hours in (0, 1.5, 3):
            moment = now + timedelta(hours=hours)
            for model in (*ENTRIES, *PARTS):
                with self.subTest(model=model.__name__, hours=hours):
                    rows = model.objects.order_by("pk")
                    self.assertEqual(list(rows.each_public(moment)), list(rows.public(moment)))

    def test_no_list_of_an_entry_is_joined_to_what_would_be_looked_through(self):
        """SQLite reads a whole table to know which rows pass a condition, if it takes the list for a long one."""
        with CaptureQueriesContext(connection) as asked:
            public_speaker("lenin")
            public_topic("trade")
        # What links resolutions is asked of its own two ends.
        links = 'FROM "archive_resolutionlink"'
        lists = [query["sql"] for query in asked if "EXISTS" in query["sql"] and links not in query["sql"]]
        self.assertEqual(len(lists), 7)
        for sql in lists:
            self.assertNotRegex(sql.partition("EXISTS")[0], r"status. (IN|=)")

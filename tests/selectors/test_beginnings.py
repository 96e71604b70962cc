"""Beginnings of lists: what was entered first, in its own order, and nothing looked through for it."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.selectors import speakers, topics
from tests import factories as make
from tests.api.archive import PUBLIC, ArchiveTestCase
from tests.beginnings import room_for


class BeginningTests(ArchiveTestCase):
    def assertBegins(self, beginning, entry, *expected):
        """The beginnings of one row, of two and so on; the last one is the whole list."""
        for most, rows in enumerate(expected, start=1):
            with self.subTest(most=most), room_for(most):
                self.assertEqual(beginning.of(entry, timezone.now()), (rows, most < len(expected)))

    def test_speeches_entered_first_are_in_the_order_of_the_record(self):
        first = self.speech
        make.make_speech(debate=make.make_debate(congress=self.congress), speaker=self.lenin)  # In a draft.
        second = make.make_speech(debate=self.debate, speaker=self.lenin, position=1)
        third = make.make_speech(debate=self.after, speaker=self.lenin)
        speeches = speakers._AT_CONGRESSES["speeches"]
        self.assertBegins(speeches, self.lenin, [first], [second, first], [second, first, third])

    def test_debates_on_a_topic_are_entered_when_they_are_put_there(self):
        first, third = self.debate, self.after
        second = make.make_debate(congress=self.tenth, **PUBLIC)
        for debate in (second, third):
            debate.topics.add(self.topic)
        debates = topics._ON_IT["debates"]
        self.assertBegins(debates, self.topic, [first], [second, first], [second, first, third])

    def test_rows_have_the_entry_that_was_asked(self):
        [speech], _goes_on = speakers._AT_CONGRESSES["speeches"].of(self.lenin, timezone.now())
        with self.assertNumQueries(0):
            self.assertIs(speech.speaker, self.lenin)

    def test_no_list_of_an_entry_is_joined_to_what_would_be_looked_through(self):
        """SQLite reads a whole table to know which rows pass a condition, if it takes the list for a long one."""
        with CaptureQueriesContext(connection) as asked:
            speakers.public_speaker("lenin")
            topics.public_topic("trade")
        # What links resolutions is asked of its own two ends.
        links = 'FROM "archive_resolutionlink"'
        lists = [query["sql"] for query in asked if "EXISTS" in query["sql"] and links not in query["sql"]]
        self.assertEqual(len(lists), 7)
        for sql in lists:
            self.assertNotRegex(sql.partition("EXISTS")[0], r"status. (IN|=)")

"""Which versions readers have seen, and that the number of one is never given to another."""

from datetime import UTC, datetime, timedelta
from unittest import mock

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from archive.choices import VersionAction
from archive.models import PARTS, Topic, Version
from archive.selectors import rebuilding
from archive.selectors.past import past_debate, past_topic
from archive.selectors.versions import EVER, public_versions
from archive.workflow import ordering, versions
from tests import factories as make


def at(hour):
    return datetime(2026, 3, 1, hour, tzinfo=UTC)


def write(entry, moment, action=VersionAction.CHANGE, **fields):
    """Save the entry with these fields, and put it on record as of this moment."""
    for name, value in fields.items():
        setattr(entry, name, value)
    entry.save()
    version = versions.record(entry, None, action)
    Version.objects.filter(pk=version.pk).update(made_at=moment)
    return version


def seen(entry, moment=None):
    """The numbers of an entry's versions and of the stored ones behind them, as readers have seen them by then."""
    if moment is None:
        found = public_versions(entry)
    else:
        with mock.patch("django.utils.timezone.now", return_value=moment):
            found = public_versions(entry)
    return [(version.number, version.stored and version.stored.number) for version in found]


class NumberTests(TestCase):
    def setUp(self):
        self.topic = make.make_topic()

    def test_only_what_readers_saw_has_a_number_and_numbers_have_no_gaps(self):
        write(self.topic, at(1), description="Draft")
        write(self.topic, at(2), description="First", status="published")
        write(self.topic, at(3), description="Second")
        write(self.topic, at(4), status="withdrawn")
        write(self.topic, at(5), description="Hidden")
        write(self.topic, at(6), description="Third")
        write(self.topic, at(7), status="published")
        self.assertEqual(seen(self.topic), [(1, 2), (2, 3), (3, 7)])
        found = public_versions(self.topic)
        self.assertEqual([version.since for version in found], [at(2), at(3), at(7)])
        self.assertEqual([version.is_latest for version in found], [False, False, True])

    def test_what_was_superseded_before_its_time_was_never_public(self):
        write(self.topic, at(1), description="Early", status="published", publish_at=at(8))
        write(self.topic, at(2), description="Right")
        write(self.topic, at(9), description="Later")
        self.assertEqual(seen(self.topic), [(1, 2), (2, 3)])
        self.assertEqual(public_versions(self.topic)[0].since, at(8))

    def test_the_same_words_again_are_the_same_version(self):
        write(self.topic, at(1), description="Same", status="published")
        write(self.topic, at(2), publish_at=at(1))
        write(self.topic, at(3), status="withdrawn")
        write(self.topic, at(4), description="Hidden")
        write(self.topic, at(5), description="Same")
        write(self.topic, at(6), status="published")
        self.assertEqual(seen(self.topic), [(1, 1)])

    def test_another_place_among_the_debates_is_no_other_version_but_another_order_of_its_speeches_is(self):
        congress = make.make_congress(number=11, status="published")
        debate = make.make_debate(congress=congress, position=1)
        first, second = (make.make_speech(debate=debate, position=place) for place in (1, 2))
        write(debate, at(1), status="published")
        hidden = ordering.place(make.make_debate(congress=congress, position=2), 1)
        debate.refresh_from_db()
        self.assertEqual((hidden.status, debate.position), ("draft", 2))
        self.assertIsNotNone(write(debate, at(2)))
        self.assertEqual(seen(debate), [(1, 1)])
        self.assertEqual(public_versions(debate)[0].spans, ((at(1), at(2)), (at(2), EVER)))
        ordering.renumber(type(first), debate, {first.pk: 2, second.pk: 1})
        write(debate, at(3))
        self.assertEqual(seen(debate), [(1, 1), (2, 3)])
        # What was put on record before places were told apart keeps the numbers that were given.
        Version.objects.update(own_digest="")
        self.assertEqual(seen(debate), [(1, 1), (2, 2), (3, 3)])

    def test_a_number_is_never_given_to_another_version_as_time_goes_on(self):
        steps = [
            {"description": "Draft"},
            {"description": "One", "status": "published"},
            {"description": "Two", "publish_at": at(6)},
            {"description": "Three", "publish_at": at(5)},
            {"description": "Three", "publish_at": None},
            {"status": "withdrawn"},
            {"description": "Hidden"},
            {"description": "One", "status": "published"},
            {"description": "Four", "publish_at": at(20)},
            {"description": "Five", "publish_at": None},
        ]
        numbers, before = {}, []
        for hour, step in enumerate(steps, start=1):
            write(self.topic, at(hour), **step)
            for moment in (at(hour) + timedelta(minutes=1), at(hour) + timedelta(minutes=59)):
                now = [pair for pair in seen(self.topic, moment) if pair[1]]
                self.assertEqual(now[: len(before)], before, f"after step {hour}")
                before = now
                for number, stored in now:
                    self.assertEqual(numbers.setdefault(number, stored), stored)
        self.assertEqual(numbers, {1: 2, 2: 5, 3: 8, 4: 10})

    def test_what_is_deleted_and_restored_was_not_public_between(self):
        write(self.topic, at(1), description="One", status="published")
        deleted = versions.record_deletion(self.topic, None)
        Version.objects.filter(pk=deleted.pk).update(made_at=at(2))
        write(self.topic, at(3), description="Two")
        spans = [version.spans for version in public_versions(self.topic)]
        self.assertEqual(spans[0], ((at(1), at(2)),))
        self.assertEqual(seen(self.topic), [(1, 1), (2, 3)])

    def test_an_entry_older_than_its_history_is_version_one_before_and_after_it_is_found(self):
        topic = make.make_topic(status="published")
        self.assertEqual(seen(topic), [(1, None)])
        versions.record_missing()
        self.assertEqual(seen(topic), [(1, 1)])

    def test_a_present_state_that_is_not_on_record_is_the_last_one(self):
        write(self.topic, at(1), description="Draft")
        Topic.objects.filter(pk=self.topic.pk).update(status="published")
        self.topic.refresh_from_db()
        self.assertEqual(seen(self.topic), [(1, None)])


class CongressTests(TestCase):
    """A debate is seen only while its congress is."""

    def setUp(self):
        self.congress = make.make_congress()
        self.debate = make.make_debate(congress=self.congress, status="published")

    def test_what_was_written_while_the_congress_was_hidden_has_no_number(self):
        write(self.congress, at(1))
        write(self.debate, at(2), summary="Hidden")
        write(self.debate, at(3), summary="First seen")
        write(self.congress, at(4), status="published")
        write(self.debate, at(5), summary="Second")
        write(self.congress, at(6), status="withdrawn")
        write(self.debate, at(7), summary="Hidden again")
        write(self.debate, at(8), summary="Third")
        write(self.congress, at(9), status="published")
        self.assertEqual(seen(self.debate), [(1, 2), (2, 3), (3, 5)])
        self.assertEqual([version.since for version in public_versions(self.debate)], [at(4), at(5), at(9)])

    def test_a_congress_found_later_does_not_move_the_numbers(self):
        make.models.Congress.objects.filter(pk=self.congress.pk).update(status="published")
        self.congress.refresh_from_db()
        write(self.debate, at(1), summary="One")
        write(self.debate, at(2), summary="Two")
        before = seen(self.debate)
        write(self.congress, at(3), VersionAction.FOUND)
        self.assertEqual(seen(self.debate), before)
        self.assertEqual(before, [(1, 1), (2, 2)])

    def test_it_is_the_congress_of_then_that_counts(self):
        hidden = make.make_congress()
        write(hidden, at(1))
        write(self.congress, at(1), status="published")
        write(self.debate, at(2), congress=hidden, summary="Hidden there")
        write(self.debate, at(3), congress=self.congress, summary="Seen here")
        self.assertEqual(seen(self.debate), [(1, 2)])


class OtherEntriesTests(TestCase):
    """What leans on another entry is seen only where that was public at the time, and still is."""

    def setUp(self):
        self.congress = make.make_congress(status="published")
        self.debate = make.make_debate(congress=self.congress, status="published", slug="army")
        self.person, self.source = make.make_speaker(), make.make_source()

    def former(self, number="1"):
        return past_debate(number, self.congress.number, "army")

    def test_words_on_somebody_who_was_hidden_then_are_not_shown_now(self):
        write(self.person, at(1))
        write(self.source, at(1))
        part = make.make_participation(debate=self.debate, speaker=self.person, stance="HIDDEN")
        cited = make.make_citation(self.debate, source=self.source, note="HIDDEN")
        speech = make.make_speech(debate=self.debate, speaker=self.person)
        write(self.debate, at(2))
        for record, name in ((part, "stance"), (cited, "note")):
            setattr(record, name, "Seen")
            record.save()
        write(self.debate, at(3))
        write(self.person, at(4), status="published")
        write(self.source, at(4), status="published")
        write(self.debate, at(5), summary="Now")
        self.assertEqual((self.former().public_participations, self.former().public_citations), ([], []))
        self.assertEqual([each.stance for each in self.former("2").public_participations], ["Seen"])
        self.assertEqual([each.note for each in self.former("2").public_citations], ["Seen"])
        [said] = self.former().public_speeches
        self.assertEqual((said.pk, said.public_speaker), (speech.pk, self.person))

    def test_who_is_hidden_now_is_not_shown_of_then(self):
        for entry in (self.person, self.source):
            write(entry, at(1), status="published")
        make.make_participation(debate=self.debate, speaker=self.person, stance="HIDDEN")
        make.make_speech(debate=self.debate, speaker=self.person, attribution="As printed")
        make.make_citation(self.debate, source=self.source)
        topic = make.make_topic(status="published")
        self.debate.topics.add(topic)
        write(self.debate, at(2))
        write(self.debate, at(3), summary="Now")
        for entry in (self.person, self.source, topic):
            write(entry, at(4), status="withdrawn")
        former = self.former()
        self.assertEqual((former.public_participations, former.public_citations, former.public_topics), ([], [], []))
        [said] = former.public_speeches
        self.assertEqual((said.public_speaker, said.speaker_id, said.attribution), (None, None, "As printed"))

    def test_every_kind_of_part_is_rebuilt(self):
        self.assertEqual(set(rebuilding._PARTS), set(PARTS))

    def test_nothing_is_written_and_nothing_is_locked(self):
        topic = make.make_topic(slug="army")
        write(topic, at(1), description="One", status="published")
        write(topic, at(2), description="Two")
        with CaptureQueriesContext(connection) as asked:
            past_topic("1", "army")
        self.assertTrue(asked.captured_queries)
        for query in asked.captured_queries:
            self.assertTrue(query["sql"].startswith("SELECT"))
            self.assertNotIn("FOR UPDATE", query["sql"])

"""Every edit of an entry with its parts, on record."""

from django.contrib.auth.models import User
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.choices import VersionAction
from archive.models import Debate, RecordState, Version
from archive.workflow.snapshots import key_of, take
from archive.workflow.versions import (
    record,
    record_all,
    record_deletion,
    record_deletions,
    record_missing,
    state_at,
    versions_of,
)
from tests import factories as make


class VersionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana = User.objects.create_user("ana")
        cls.congress = make.make_congress(number=11)
        cls.debate = make.make_debate(congress=cls.congress, summary="First")
        cls.speech = make.make_speech(debate=cls.debate, text="As printed")

    def test_each_edit_is_a_version_with_who_and_why(self):
        first = record(self.debate, self.ana, VersionAction.CREATE)
        self.speech.text = "Corrected"
        self.speech.save()
        second = record(self.debate, self.ana, reason="Misprint")
        self.assertEqual([first.number, second.number], [1, 2])
        self.assertEqual((second.made_by, second.made_by_name, second.reason), (self.ana, "ana", "Misprint"))
        self.assertEqual(
            list(RecordState.objects.filter(version=second).values_list("record", flat=True)), [key_of(self.speech)]
        )
        self.assertEqual(state_at(first)[key_of(self.speech)]["text"], "As printed")
        self.assertEqual(state_at(second), take(self.debate))

    def test_nothing_changed_is_no_version(self):
        record(self.debate, self.ana)
        with self.assertNumQueries(11):
            self.assertIsNone(record(self.debate, self.ana))
        self.assertEqual(Version.objects.count(), 1)

    def test_a_change_of_status_alone_is_a_version(self):
        record(self.debate, self.ana)
        Debate.objects.update(status="published")
        version = record(self.debate, self.ana, VersionAction.PUBLISH)
        self.assertEqual((version.number, version.status), (2, "published"))
        self.assertFalse(version.states.exists())

    def test_a_change_of_the_schedule_alone_is_a_version(self):
        record(self.debate, self.ana)
        for name in ("publish_at", "withdraw_at"):
            time = timezone.now()
            Debate.objects.update(publish_at=None, withdraw_at=None)
            record(self.debate, self.ana)
            Debate.objects.update(**{name: time})
            version = record(self.debate, self.ana)
            with self.subTest(name=name):
                self.assertEqual(getattr(Version.objects.get(pk=version.pk), name), time)
                self.assertEqual(getattr(record_deletion(self.debate, self.ana), name), time)

    def test_what_is_deleted_stays_on_record(self):
        record(self.debate, self.ana)
        snapshot, pk = take(self.debate), self.debate.pk
        record_deletion(self.debate, self.ana, "A duplicate")
        self.debate.delete()
        last = versions_of(Debate(pk=pk)).last()
        self.assertEqual((last.action, last.reason), (VersionAction.DELETE, "A duplicate"))
        self.assertEqual(state_at(last), snapshot)

    def test_a_part_that_is_taken_away_and_comes_back(self):
        record(self.debate, self.ana)
        self.speech.delete()
        second = record(self.debate, self.ana)
        self.assertNotIn(f"speech:{RecordState.objects.get(version=second).record.split(':')[1]}", state_at(second))
        self.assertIn(RecordState.objects.get(version=second).record, state_at(versions_of(self.debate).first()))

    def test_entries_from_before_the_history_get_a_first_version(self):
        self.assertEqual(record_missing(), Version.objects.count())
        self.assertEqual(versions_of(self.debate).get().action, VersionAction.FOUND)
        self.assertEqual(record_missing(), 0)

    def test_beginning_the_history_of_many_asks_no_more_than_of_few(self):
        make.make_citation(self.speech)
        with CaptureQueriesContext(connection) as of_three_kinds:
            self.assertEqual(record_missing(), 3)
        for number in range(30):
            debate = make.make_debate(congress=self.congress, position=20000 + number)
            make.make_citation(make.make_speech(debate=debate))
        with CaptureQueriesContext(connection) as of_sixty:
            self.assertEqual(record_missing(), 60)
        self.assertLess(len(of_sixty), len(of_three_kinds))
        with self.assertNumQueries(6):
            self.assertEqual(record_missing(), 0)

    def test_many_on_record_at_once_say_what_each_alone_would_say(self):
        topic, other = make.make_topic(), make.make_debate(congress=self.congress)
        self.debate.topics.add(topic)
        make.make_citation(self.speech, locator="p. 1")
        self.assertEqual([version.number for version in record_all([self.debate, other, topic], self.ana)], [1, 1, 1])
        self.assertEqual(record_all([self.debate, other, topic], None), [])
        self.debate.topics.clear()
        citation = make.make_citation(self.speech, locator="p. 2")
        Debate.objects.filter(pk=other.pk).update(status="published")
        made = {version.object_id: version for version in record_all([self.debate, other, topic], None)}
        self.assertEqual(made.keys(), {self.debate.pk, other.pk})
        changed = made[self.debate.pk]
        self.assertEqual(set(changed.states.values_list("record", flat=True)), {key_of(self.debate), key_of(citation)})
        self.assertEqual(state_at(changed), take(self.debate))
        self.assertEqual((made[other.pk].status, made[other.pk].states.count()), ("published", 0))

    def test_deletions_of_many_stay_on_record_each_as_it_stood(self):
        other = make.make_debate(congress=self.congress)
        record(other, self.ana)
        self.speech.text = "Changed and not on record"
        self.speech.save()
        snapshots = {debate.pk: take(debate) for debate in (self.debate, other)}
        record_deletions([self.debate, other], self.ana)
        Debate.objects.all().delete()
        for pk, snapshot in snapshots.items():
            last = versions_of(Debate(pk=pk)).last()
            self.assertEqual((last.action, last.number, state_at(last)), (VersionAction.DELETE, 2, snapshot))

    def test_what_comes_back_as_it_was_is_a_version_after_its_deletion(self):
        record(self.debate, self.ana)
        record_deletion(self.debate, self.ana)
        version = record(self.debate, self.ana, VersionAction.RESTORE)
        self.assertEqual((version.number, state_at(version)), (3, take(self.debate)))

    def test_the_account_may_go_and_its_name_stays(self):
        record(self.debate, self.ana)
        self.ana.delete()
        version = Version.objects.get()
        self.assertEqual((version.made_by, version.made_by_name), (None, "ana"))

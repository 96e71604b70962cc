"""Every edit of an entry with its parts, on record."""

from django.contrib.auth.models import User
from django.test import TestCase
from django.utils import timezone

from archive.choices import VersionAction
from archive.models import Debate, RecordState, Version
from archive.workflow.snapshots import key_of, take
from archive.workflow.versions import record, record_deletion, record_missing, state_at, versions_of
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
        with self.assertNumQueries(12):
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

    def test_the_account_may_go_and_its_name_stays(self):
        record(self.debate, self.ana)
        self.ana.delete()
        version = Version.objects.get()
        self.assertEqual((version.made_by, version.made_by_name), (None, "ana"))

"""The steps of publication: the whole table, what they leave alone, and the time of publication."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.test import TestCase
from django.utils import timezone

from archive.choices import PublicationStatus as Status
from archive.models import Congress
from archive.workflow import transitions
from archive.workflow.errors import WorkflowError
from archive.workflow.locking import stamp
from tests import factories as make
from tests.admin.base import ROLES, make_user

#: step, status before, status after; everything else is refused.
STEPS = {
    ("submit", Status.DRAFT): Status.IN_REVIEW,
    ("return_to_draft", Status.IN_REVIEW): Status.DRAFT,
    ("publish", Status.DRAFT): Status.PUBLISHED,
    ("publish", Status.IN_REVIEW): Status.PUBLISHED,
    ("publish", Status.WITHDRAWN): Status.PUBLISHED,
    ("withdraw", Status.PUBLISHED): Status.WITHDRAWN,
}
WHO = {
    "submit": {"Editor", "Publisher"},
    "return_to_draft": {"Editor", "Publisher"},
    "publish": {"Publisher"},
    "withdraw": {"Publisher"},
}


def make_congress(**fields):
    """A congress that lacks nothing readers need."""
    return make.make_congress(opened_on=make.day("1922-03-27"), **fields)


class TransitionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.users = {role: make_user(role) for role in ROLES}

    def test_the_table_of_steps(self):
        for name in transitions.TRANSITIONS:
            for status in Status:
                entry = make_congress(status=status)
                with self.subTest(step=name, status=status):
                    after = STEPS.get((name, status))
                    if after is None:
                        with self.assertRaises(WorkflowError) as refused:
                            transitions.move(entry, self.users["Publisher"], name, "Why")
                        self.assertIn(entry.title, str(refused.exception))
                    else:
                        transitions.move(entry, self.users["Publisher"], name, "Why")
                        self.assertEqual(entry.status, after)
                    entry.refresh_from_db()
                    self.assertEqual(entry.status, after or status)

    def test_who_may_take_them(self):
        for (name, status), after in STEPS.items():
            for role, user in self.users.items():
                entry = make_congress(status=status)
                with self.subTest(step=name, status=status, role=role):
                    if role in WHO[name]:
                        transitions.move(entry, user, name, "Why")
                        self.assertEqual(entry.status, after)
                    else:
                        with self.assertRaises(PermissionDenied):
                            transitions.move(entry, user, name, "Why")
                        self.assertEqual(Congress.objects.get(pk=entry.pk).status, status)

    def test_a_contributor_submits_his_own_draft(self):
        user = self.users["Contributor"]
        entry = make_congress(created_by=user)
        transitions.move(entry, user, "submit")
        self.assertEqual(entry.status, Status.IN_REVIEW)
        with self.assertRaises(PermissionDenied):
            transitions.move(entry, user, "return_to_draft")

    def test_a_step_writes_the_status_alone_and_raises_the_version(self):
        entry = make_congress(title="As opened")
        Congress.objects.filter(pk=entry.pk).update(title="As saved by another")
        transitions.move(entry, self.users["Publisher"], "publish")
        stored = Congress.objects.get(pk=entry.pk)
        self.assertEqual(stored.title, "As saved by another")
        self.assertEqual((stored.version, entry.version), (2, 2))

    def test_the_stored_status_counts_and_not_the_one_in_hand(self):
        entry = make_congress()
        Congress.objects.filter(pk=entry.pk).update(status=Status.WITHDRAWN)
        with self.assertRaises(WorkflowError):
            transitions.move(entry, self.users["Editor"], "submit")

    def test_a_later_time_is_refused_once_the_address_is_out(self):
        now = timezone.now()
        past, later = now - timedelta(days=1), now + timedelta(days=1)
        for status in Status:
            for stored in (None, past, later):
                entry = make_congress(status=status, publish_at=stored)
                with self.subTest(status=status, stored=stored):
                    transitions.check_publish_at(entry, None)
                    transitions.check_publish_at(entry, past)
                    if status in {Status.PUBLISHED, Status.WITHDRAWN} and stored != later:
                        with self.assertRaises(WorkflowError):
                            transitions.check_publish_at(entry, later + timedelta(days=1))
                    else:
                        transitions.check_publish_at(entry, later + timedelta(days=1))

    def test_what_has_left_by_its_time_is_withdrawn_and_stays_when_published_again(self):
        user, past = self.users["Publisher"], timezone.now() - timedelta(days=1)
        entry = make.make_congress(opened_on=make.day("1922"), status=Status.PUBLISHED, withdraw_at=past)
        self.assertEqual([step.name for step in transitions.available(entry, user)], ["publish"])
        with self.assertRaisesMessage(WorkflowError, "is not published, so it cannot be withdrawn"):
            transitions.move(entry, user, "withdraw")
        for role in ("Contributor", "Editor"):
            with self.assertRaises(PermissionDenied):
                transitions.move(entry, self.users[role], "publish")
        transitions.move(entry, user, "publish")
        stored = Congress.objects.get(pk=entry.pk)
        for found in (entry, stored):
            self.assertEqual((found.status, found.withdraw_at, found.version), (Status.PUBLISHED, None, 2))

    def test_a_time_to_leave_that_is_still_to_come_stays(self):
        user, later = self.users["Publisher"], timezone.now() + timedelta(days=1)
        entry = make.make_congress(opened_on=make.day("1922"), status=Status.PUBLISHED, withdraw_at=later)
        for step in ("withdraw", "publish"):
            transitions.move(entry, user, step)
            self.assertEqual(Congress.objects.get(pk=entry.pk).withdraw_at, later)

    def test_what_never_was_public_is_not_published_beyond_its_time(self):
        past = timezone.now() - timedelta(days=1)
        for status in (Status.DRAFT, Status.IN_REVIEW):
            entry = make.make_congress(status=status, withdraw_at=past)
            with self.assertRaisesMessage(WorkflowError, "is to leave the site has passed"):
                transitions.move(entry, self.users["Publisher"], "publish")
            stored = Congress.objects.get(pk=entry.pk)
            self.assertEqual((stored.status, stored.withdraw_at), (status, past))

    def test_available_names_what_can_be_done_now(self):
        user = self.users["Publisher"]
        steps = {
            status: [step.name for step in transitions.available(make_congress(status=status), user)]
            for status in Status
        }
        self.assertEqual(
            steps,
            {
                Status.DRAFT: ["submit", "publish"],
                Status.IN_REVIEW: ["return_to_draft", "publish"],
                Status.PUBLISHED: ["withdraw"],
                Status.WITHDRAWN: ["publish"],
            },
        )

    def test_a_return_needs_a_reason_and_the_others_do_not(self):
        entry = make_congress(status=Status.IN_REVIEW, title="Eleventh")
        for reason in ("", "  \n "):
            with self.subTest(reason=reason), self.assertRaisesMessage(WorkflowError, "Say why “Eleventh” is returned"):
                transitions.move(entry, self.users["Editor"], "return_to_draft", reason)
        self.assertEqual(Congress.objects.get().status, Status.IN_REVIEW)
        transitions.move(entry, self.users["Editor"], "return_to_draft", "No sources yet")
        self.assertEqual(Congress.objects.get().status, Status.DRAFT)

    def test_what_moved_on_since_it_was_seen_is_refused(self):
        debate = make.make_debate(congress=make_congress())
        for change in (debate.save, lambda: make.make_speech(debate=debate)):
            debate.refresh_from_db()
            seen = stamp(debate)
            change()
            with self.assertRaisesMessage(WorkflowError, "has been changed since you opened the list"):
                transitions.move(debate, self.users["Editor"], "submit", seen=seen)
        debate.refresh_from_db()
        transitions.move(debate, self.users["Editor"], "submit", seen=stamp(debate))
        self.assertEqual(debate.status, Status.IN_REVIEW)

    def test_a_submission_is_remembered_with_its_person_and_time(self):
        entry = make_congress()
        transitions.move(entry, self.users["Editor"], "submit")
        assignment = entry.assignments.get()
        self.assertEqual(assignment.submitted_by, self.users["Editor"])
        self.assertLess(timezone.now() - assignment.submitted_at, timedelta(minutes=1))

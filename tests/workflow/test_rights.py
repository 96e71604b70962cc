"""Who may do what, over roles, statuses and authors."""

from django.contrib.auth.models import AnonymousUser
from django.test import TestCase

from archive.choices import PublicationStatus as Status
from archive.models import Congress, Speech
from archive.workflow import rights
from tests import factories as make
from tests.admin.base import ROLES, make_superuser, make_user

UNPUBLISHED = {Status.DRAFT, Status.IN_REVIEW}
ALL = set(Status)


class RightsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.users = {role: make_user(role) for role in ROLES}
        cls.users["root"] = make_superuser()
        cls.users["nobody"] = make_user()

    def allowed(self, function, role, *, own):
        """The statuses in which the function says yes."""
        user = self.users[role]
        author = user if own else self.users["root"]
        entries = (make.make_congress(status=status, created_by=author) for status in Status)
        return {entry.status for entry in entries if function(user, entry)}

    def test_who_may_change_an_entry(self):
        table = [
            ("Contributor", True, {Status.DRAFT}),
            ("Contributor", False, set()),
            ("Editor", True, UNPUBLISHED),
            ("Editor", False, UNPUBLISHED),
            ("Publisher", False, ALL),
            ("root", False, ALL),
            ("nobody", True, set()),
        ]
        for role, own, statuses in table:
            with self.subTest(role=role, own=own):
                self.assertEqual(self.allowed(rights.may_change, role, own=own), statuses)

    def test_who_may_delete_an_entry(self):
        table = [
            ("Contributor", True, {Status.DRAFT}),
            ("Contributor", False, set()),
            ("Editor", False, UNPUBLISHED),
            ("Publisher", False, UNPUBLISHED),
            ("root", False, ALL),
            ("nobody", True, set()),
        ]
        for role, own, statuses in table:
            with self.subTest(role=role, own=own):
                self.assertEqual(self.allowed(rights.may_delete, role, own=own), statuses)

    def test_parts_and_what_hangs_on_them_follow_their_entry(self):
        for status in Status:
            for role, user in self.users.items():
                congress = make.make_congress()
                debate = make.make_debate(congress=congress, status=status, created_by=self.users["Contributor"])
                speech = make.make_speech(debate=debate)
                citation = make.make_citation(speech)
                with self.subTest(role=role, status=status):
                    may = rights.may_change(user, debate)
                    self.assertEqual(rights.may_change(user, speech), may)
                    self.assertEqual(rights.may_change(user, citation), may)
                    self.assertEqual(rights.may_delete(user, speech), may)
                    self.assertEqual(rights.may_add_to(user, Speech, debate), may)

    def test_only_publishers_publish(self):
        entry = make.make_congress()
        for role, user in self.users.items():
            with self.subTest(role=role):
                self.assertEqual(rights.may_publish(user, entry), role in {"Publisher", "root"})

    def test_a_draft_by_nobody_belongs_to_nobody(self):
        self.assertFalse(rights.may_change(self.users["Contributor"], make.make_congress()))
        self.assertFalse(rights.may_change(AnonymousUser(), make.make_congress()))

    def test_an_inactive_user_may_nothing(self):
        for role in ("Publisher", "root"):
            user = self.users[role]
            user.is_active = False
            with self.subTest(role=role):
                self.assertFalse(rights.may_view(user, Congress))
                self.assertFalse(rights.may_change(user, make.make_congress()))

    def test_a_citation_on_something_gone_may_be_changed_by_nobody_but_the_administrator(self):
        speech = make.make_speech(debate=make.make_debate(congress=make.make_congress()))
        citation = make.make_citation(speech)
        type(speech).objects.filter(pk=speech.pk)._raw_delete("default")
        citation.refresh_from_db()
        self.assertFalse(rights.may_change(self.users["Publisher"], citation))
        self.assertTrue(rights.may_change(self.users["root"], citation))

"""Sessions end with the password, the right to work here, and at the person's wish."""

from django.contrib.auth.models import User
from django.test import Client

from archive.choices import AuditAction
from archive.models import AccountSession, AuditEvent
from tests.accounts.base import HERE, PASSWORD, AccountTestCase

NEW = "another long password"


class SessionTests(AccountTestCase):
    def setUp(self):
        super().setUp()
        self.here, self.there = Client(), Client()
        for client in (self.here, self.there):
            self.sign_in(client)

    def change_password(self, client, old=PASSWORD):
        data = {"old_password": old, "new_password1": NEW, "new_password2": NEW}
        return client.post("/admin/password_change/", data, REMOTE_ADDR=HERE)

    def test_changing_the_password_ends_all_others(self):
        before = self.here.cookies["sessionid"].value
        self.assertEqual(self.change_password(self.here).status_code, 302)
        self.assertTrue(self.is_in(self.here))
        self.assertNotEqual(self.here.cookies["sessionid"].value, before)
        self.assertFalse(self.is_in(self.there))
        event = AuditEvent.objects.get(action=AuditAction.PASSWORD_CHANGED)
        self.assertEqual((event.actor, event.title, event.details), (self.user, "olga", {}))

    def test_an_administrator_who_sets_a_password_ends_them_and_is_on_record(self):
        root = Client()
        root.force_login(User.objects.create_superuser("root"))
        data = {"password1": NEW, "password2": NEW, "usable_password": "true"}
        self.assertEqual(root.post(f"/admin/auth/user/{self.user.pk}/password/", data).status_code, 302)
        self.assertFalse(self.is_in(self.here) or self.is_in(self.there))
        event = AuditEvent.objects.get(action=AuditAction.PASSWORD_CHANGED)
        self.assertEqual((event.actor_name, event.title), ("root", "olga"))
        self.assertNotIn(NEW, str(AuditEvent.objects.values()))

    def test_the_old_password_is_not_guessed_in_a_session_that_was_left_open(self):
        for _attempt in range(4):
            self.assertEqual(self.change_password(self.here, "wrong").status_code, 200)
        self.assertEqual(self.change_password(self.here, "wrong").status_code, 429)
        self.assertEqual(self.change_password(self.here).status_code, 429)
        self.assertTrue(User.objects.get(pk=self.user.pk).check_password(PASSWORD))

    def test_whoever_loses_the_right_to_work_here_is_signed_out_for_good(self):
        for field in ("is_active", "is_staff"):
            with self.subTest(field=field):
                client = Client()
                self.sign_in(client)
                for value in (False, True):
                    setattr(self.user, field, value)
                    self.user.save()
                self.assertFalse(self.is_in(client))

    def test_signing_out_everywhere(self):
        other = Client()
        other.force_login(User.objects.create_user("boris", is_staff=True))
        self.assertEqual(self.here.get("/admin/account/sign-out-everywhere/").url, "/admin/account/")
        self.assertTrue(self.is_in(self.there))
        self.here.post("/admin/account/sign-out-everywhere/")
        self.assertFalse(self.is_in(self.here) or self.is_in(self.there))
        self.assertTrue(self.is_in(other))
        self.assertTrue(AuditEvent.objects.filter(action=AuditAction.SESSIONS_ENDED, actor=self.user).exists())

    def test_a_session_that_was_planted_before_is_not_the_one_that_is_signed_in(self):
        client = Client()
        planted = AccountSession.get_session_store_class()()
        planted.create()
        client.cookies["sessionid"] = planted.session_key
        self.sign_in(client)
        self.assertNotEqual(client.cookies["sessionid"].value, planted.session_key)
        self.assertFalse(AccountSession.objects.filter(session_key=planted.session_key).exists())
        self.assertTrue(self.is_in(client))

    def test_readers_are_given_no_session(self):
        self.assertNotIn("sessionid", Client().get("/").cookies)

"""The second factor: set up alone, asked for at signing in and everywhere until it is passed, changed with proof."""

from io import StringIO
from unittest import mock

from axes.models import AccessAttempt
from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from archive.accounts import second_factor
from archive.choices import AuditAction
from archive.models import AuditEvent
from tests import factories as make
from tests.accounts.base import ELSEWHERE, HERE, PASSWORD, AccountTestCase, code_of
from tests.admin.base import address

CODE, FACTOR = "/admin/account/second-factor/code/", "/admin/account/second-factor/"
INDEX, LOGIN = "/admin/", "/admin/login/"


class SigningInTests(AccountTestCase):
    def setUp(self):
        super().setUp()
        self.codes = self.set_up()

    def give(self, client, code, at=None, source=HERE, query=""):
        with self.at(at or self.now + 60):
            return client.post(f"{CODE}{query}", {"code": code}, REMOTE_ADDR=source)

    def half(self, address=HERE):
        """Somebody who knows the password only."""
        client = Client()
        self.sign_in(client, address=address)
        return client

    def test_the_password_leads_to_the_code_and_the_code_to_the_page_that_was_wanted(self):
        client = Client()
        wanted = address(make.make_topic())
        response = self.sign_in(client, next=wanted)
        self.assertRedirects(response, f"{CODE}?next={wanted.replace('/', '%2F')}")
        before = client.cookies["sessionid"].value
        response = self.give(client, code_of(self.user, self.now + 60), query=f"?next={wanted}")
        self.assertEqual((response.status_code, response.url), (302, wanted))
        self.assertNotEqual(client.cookies["sessionid"].value, before)
        self.assertTrue(self.is_in(client))

    def test_before_the_code_nothing_of_the_admin_is_reached_on_either_site(self):
        self.user.groups.add(Group.objects.get(name="Publisher"))
        topic = make.make_topic(status="published")
        client = self.half()
        for page in (INDEX, address(topic), "/admin/private/", "/admin/jsi18n/", "/admin/password_change/",
                     "/admin/private/password_change/", "/admin/autocomplete/", "/ru/admin/"):  # fmt: skip
            with self.subTest(page=page):
                response = client.get(page, follow=True)
                self.assertIn(CODE, response.redirect_chain[-1][0])
                self.assertNotContains(response, "Change password")
        client.post(address(topic), {"name": "Changed", "_save": "x"})
        topic.refresh_from_db()
        self.assertNotEqual(topic.name, "Changed")
        response = client.post(FACTOR, {"code": "123456"})
        self.assertRedirects(response, f"{CODE}?next={FACTOR.replace('/', '%2F')}")
        self.assertFalse(client.get("/").context["request"].user.is_authenticated)

    def test_wrong_and_used_codes_are_refused(self):
        right = code_of(self.user, self.now + 60)
        client = self.half()
        for code in ("000000", "", "abcd", "9" * 40, code_of(self.user, self.now)):
            with self.subTest(code=code):
                self.assertEqual(self.give(client, code).status_code, 200)
                self.assertFalse(self.is_in(client))
                self.forget()
        self.give(client, right)
        self.assertTrue(self.is_in(client))
        again = self.half()
        self.assertContains(self.give(again, right), "used already")
        self.assertFalse(self.is_in(again))

    def forget(self):
        AccessAttempt.objects.all().delete()

    def test_codes_are_throttled_with_passwords_and_a_right_password_does_not_clear_them(self):
        for _attempt in range(4):
            self.give(self.half(ELSEWHERE), "000000", source=ELSEWHERE)
        response = self.give(self.half(ELSEWHERE), "000000", source=ELSEWHERE)
        self.assertEqual(response.status_code, 429)
        self.assertEqual(self.sign_in(address=ELSEWHERE).status_code, 429)
        client = self.half()
        self.give(client, code_of(self.user, self.now + 60))
        self.assertTrue(self.is_in(client))

    def test_a_right_code_is_refused_during_the_lock_out_and_stays_good(self):
        client = self.half()
        for _attempt in range(5):
            self.sign_in(password="wrong")
        code = code_of(self.user, self.now + 60)
        self.assertEqual(self.give(client, code).status_code, 429)
        self.forget()
        self.assertEqual(self.give(client, code).status_code, 302)

    def test_a_recovery_code_lets_in_once(self):
        client = self.half()
        self.assertEqual(self.give(client, self.codes[0].upper().replace("-", " ")).status_code, 302)
        self.assertContains(client.get(INDEX), "You have 9 recovery codes left.")
        again = self.half()
        self.assertEqual(self.give(again, self.codes[0]).status_code, 200)
        self.assertFalse(self.is_in(again))

    def test_what_is_stored_of_recovery_codes_is_not_the_codes(self):
        stored = " ".join(StaticToken.objects.values_list("token", flat=True))
        self.assertEqual(StaticToken.objects.count(), 10)
        for code in self.codes:
            self.assertNotIn(code.replace("-", ""), stored)

    def test_the_password_is_good_for_ten_minutes(self):
        client = self.half()
        with mock.patch("archive.admin.accounts.time", mock.Mock(time=lambda: 2**33)):
            response = self.give(client, code_of(self.user, self.now + 60))
        self.assertRedirects(response, LOGIN)
        self.assertNotIn("_auth_user_id", client.session)

    def test_another_address_is_never_led_to(self):
        client = Client()
        for wanted in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
            with self.subTest(wanted=wanted):
                self.assertNotIn("evil", self.sign_in(client, next=wanted).url)
                self.assertNotIn("javascript", self.sign_in(client, next=wanted).url)
        response = self.give(client, code_of(self.user, self.now + 60), query="?next=https://evil.example/")
        self.assertEqual(response.url, INDEX)
        self.assertEqual(client.get(f"{CODE}?next=//evil.example/").url, INDEX)

    def test_whoever_has_given_only_the_password_can_sign_out(self):
        client = self.half()
        self.assertContains(client.get(CODE), "Log out")
        client.post("/admin/logout/")
        self.assertNotIn("_auth_user_id", client.session)

    def test_the_code_of_another_is_no_code(self):
        other = User.objects.create_user("boris", password=PASSWORD, is_staff=True)
        self.set_up(other)
        client = self.half()
        self.give(client, code_of(other, self.now + 60))
        self.assertFalse(self.is_in(client))
        session = client.session
        session[second_factor.PASSED] = TOTPDevice.objects.get(user=other).pk
        session.save()
        self.assertFalse(self.is_in(client))

    def test_what_is_done_is_on_record_without_a_code(self):
        client = self.half()
        self.give(client, "000000")
        self.give(client, code_of(self.user, self.now + 60))
        events = AuditEvent.objects.order_by("pk")
        self.assertEqual(
            [event.action for event in events],
            [AuditAction.FACTOR_SET_UP, AuditAction.SIGN_IN_FAILED, AuditAction.SIGN_IN],
        )
        self.assertEqual(events[2].details, {"second_factor": "app"})
        self.assertEqual({event.address for event in events[1:]}, {HERE})
        self.assertNotIn("000000", str(list(events.values())))

    def test_no_admin_shows_a_secret(self):
        superuser = User.objects.create_superuser("root")
        client = Client()
        client.force_login(superuser)
        device = TOTPDevice.objects.get(user=self.user)
        self.assertNotContains(client.get(INDEX), "TOTP")
        self.assertEqual(client.get("/admin/otp_totp/totpdevice/").status_code, 404)
        self.assertNotContains(client.get(f"/admin/auth/user/{self.user.pk}/change/"), device.key)


class SettingUpTests(AccountTestCase):
    def entered(self):
        client = Client()
        self.sign_in(client)
        return client

    def confirm(self, client, code=None, password=PASSWORD):
        with self.at(self.now):
            return client.post(FACTOR, {"password": password, "code": code or code_of(self.user, self.now)})

    def test_alone_with_a_picture_and_codes_shown_once(self):
        client = self.entered()
        page = client.get(FACTOR)
        device = TOTPDevice.objects.get(user=self.user)
        self.assertContains(page, "data:image/svg+xml")
        self.assertContains(page, second_factor.secret_of(device))
        self.assertIn("no-store", page["Cache-Control"])
        self.assertContains(self.confirm(client, "000000"), "not right")
        before = client.cookies["sessionid"].value
        shown = self.confirm(client)
        self.assertEqual(len(shown.context["codes"]), 10)
        self.assertNotEqual(client.cookies["sessionid"].value, before)
        self.assertTrue(self.is_in(client))
        page = client.get(FACTOR)
        self.assertNotContains(page, second_factor.secret_of(device))
        self.assertNotContains(page, shown.context["codes"][0])

    def test_a_session_that_was_left_open_is_not_enough(self):
        client = self.entered()
        client.get(FACTOR)
        self.assertContains(self.confirm(client, password="wrong"), "The password is not right.")
        self.assertFalse(second_factor.device_of(self.user))

    def test_other_sessions_have_to_show_it_too(self):
        other, client = self.entered(), self.entered()
        client.get(FACTOR)
        self.confirm(client)
        self.assertFalse(self.is_in(other))

    def test_to_change_it_takes_the_password_and_a_new_code(self):
        client = self.entered()
        client.get(FACTOR)
        old = self.confirm(client).context["codes"]
        for button in ("renew", "remove"):
            for password, code in (("wrong", code_of(self.user, self.now + 60)), (PASSWORD, "000000")):
                with self.at(self.now + 60):
                    response = client.post(FACTOR, {"password": password, "code": code, button: "x"})
                self.assertContains(response, "The password or the code is not right.")
        with self.at(self.now + 60):
            data = {"password": PASSWORD, "code": code_of(self.user, self.now + 60), "renew": "x"}
            new = client.post(FACTOR, data).context["codes"]
        self.assertFalse(set(new) & set(old))
        self.assertEqual(second_factor.accepts(self.user, old[0]), "")
        response = client.post(FACTOR, {"password": PASSWORD, "code": new[0], "remove": "x"})
        self.assertRedirects(response, "/admin/account/")
        self.assertFalse(TOTPDevice.objects.exists() or StaticToken.objects.exists())
        self.assertTrue(self.is_in(client))

    @override_settings(REQUIRE_2FA=True)
    def test_where_it_is_demanded_staff_reach_nothing_but_setting_it_up_and_signing_out(self):
        client = self.entered()
        for page in (INDEX, "/admin/account/", CODE, "/admin/private/", "/admin/password_change/"):
            with self.subTest(page=page):
                self.assertTrue(client.get(page, follow=True).redirect_chain[-1][0].startswith(FACTOR))
        self.assertContains(client.get(FACTOR), "Set it up to go on")
        self.confirm(client)
        self.assertTrue(self.is_in(client))
        client.post("/admin/logout/")
        self.assertNotIn("_auth_user_id", client.session)

    def test_strangers_and_readers_with_an_account_reach_none_of_it(self):
        reader = User.objects.create_user("reader", password=PASSWORD)
        signed_in = Client()
        signed_in.force_login(reader)
        for client in (Client(), signed_in):
            for page in (FACTOR, CODE, "/admin/account/", "/admin/account/sign-out-everywhere/"):
                for method in (client.get, client.post):
                    with self.subTest(page=page):
                        self.assertTrue(method(page).url.startswith(LOGIN))
        self.assertFalse(TOTPDevice.objects.exists())

    def test_an_operator_can_take_it_from_an_account(self):
        client = self.entered()
        client.get(FACTOR)
        self.confirm(client)
        said = StringIO()
        call_command("reset_second_factor", "olga", stdout=said)
        self.assertIn("has no second factor any more", said.getvalue())
        self.assertFalse(self.is_in(client))
        self.assertTrue(self.is_in(self.entered()))
        event = AuditEvent.objects.get(action=AuditAction.FACTOR_REMOVED)
        self.assertEqual((event.actor_name, event.title), ("command line", "olga"))
        self.assertRaisesMessage(CommandError, "There is no account", call_command, "reset_second_factor", "nobody")

    def test_whoever_manages_accounts_without_being_a_superuser_makes_nobody_one(self):
        manager = User.objects.create_user("manager", is_staff=True)
        manager.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "change_user"]))
        root = User.objects.create_superuser("root")
        client = Client()
        client.force_login(manager)
        client.post(f"/admin/auth/user/{manager.pk}/change/", {"username": "manager", "is_staff": "on",
                    "is_active": "on", "is_superuser": "on", "user_permissions": ["1"]})  # fmt: skip
        manager.refresh_from_db()
        self.assertFalse(manager.is_superuser)
        self.assertEqual(manager.user_permissions.count(), 2)
        for page in ("change", "password"):
            self.assertEqual(client.post(f"/admin/auth/user/{root.pk}/{page}/", {}).status_code, 403)

"""Tokens for scripts: how they are made, shown once, found by their text, ended; and their page."""

from datetime import timedelta

from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from archive.accounts import tokens
from archive.accounts.sessions import end_sessions
from archive.choices import AuditAction, TokenScope
from archive.models import ApiToken, AuditEvent, Congress
from archive.workflow import rights
from tests.accounts.base import PASSWORD, AccountTestCase, code_of
from tests.admin.base import make_user

PAGE = "/admin/account/tokens/"
ASKED = {"name": "Import", "scope": "edit", "days": "30", "password": PASSWORD}


class TokenTests(AccountTestCase):
    def make(self, scope=TokenScope.EDIT, days=90, user=None, name="Import"):
        return tokens.make(user or self.user, name, scope, days)

    def test_of_a_token_only_a_digest_is_kept_and_it_is_found_by_its_text_alone(self):
        token, text = self.make()
        self.assertRegex(text, r"^carch_[0-9a-f]{64}$")
        self.assertEqual(tokens.authenticate(text), token)
        stored = " ".join(map(str, ApiToken.objects.values().get().values()))
        # Less than a quarter of it is kept in the clear, to find it by.
        self.assertNotIn(text[15:], stored)
        for wrong in ("", "carch_", text[:-1], text.upper(), f"{text} ", token.digest, "x" * 1000, "carch_\0", "é"):
            self.assertIsNone(tokens.authenticate(wrong), wrong)
        self.assertNotIn(text[6:], str(list(AuditEvent.objects.values())))

    def test_a_token_ends_with_its_time_and_with_the_work_of_its_owner(self):
        token, text = self.make()

        def works():
            return tokens.authenticate(text) is not None

        stored = ApiToken.objects.filter(pk=token.pk)
        stored.update(expiry=timezone.now() - timedelta(seconds=1))
        self.assertFalse(works())
        stored.update(expiry=timezone.now() + timedelta(days=1))
        for name in ("is_active", "is_staff"):
            # Not by save, which ends the sessions too.
            User.objects.filter(pk=self.user.pk).update(**{name: False})
            self.assertFalse(works(), name)
            User.objects.filter(pk=self.user.pk).update(**{name: True})
        with override_settings(REQUIRE_2FA=True):
            self.assertFalse(works())
            self.set_up()
            self.assertTrue(works())
        self.user.set_password("another long password")
        self.user.save()
        self.assertFalse(works())
        self.user.set_password(PASSWORD)
        self.user.save()
        _token, text = self.make(name="Another")
        self.assertTrue(works())
        end_sessions(self.user)
        self.assertFalse(works() or ApiToken.objects.exists())

    def test_whoever_loses_the_right_to_work_here_has_no_token_that_comes_back_to_life(self):
        _token, text = self.make()
        for value in (False, True):
            self.user.is_staff = value
            self.user.save()
        self.assertIsNone(tokens.authenticate(text))

    def test_a_token_is_found_in_two_queries_and_its_use_written_once_a_minute(self):
        token, text = self.make()
        self.make(name="Another")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = tokens.authenticate(text)
        self.assertEqual(len(queries), 2)
        tokens.note_use(found)
        first = ApiToken.objects.get(pk=token.pk).last_used_at
        self.assertIsNotNone(first)
        with self.assertNumQueries(0):
            tokens.note_use(ApiToken(pk=token.pk, last_used_at=timezone.now() - timedelta(seconds=59)))
        tokens.note_use(ApiToken(pk=token.pk, last_used_at=timezone.now() - timedelta(seconds=61)))
        self.assertGreater(ApiToken.objects.get(pk=token.pk).last_used_at, first)

    def test_a_token_may_what_its_owner_and_its_scope_allow(self):
        publisher, root = make_user("Publisher"), User.objects.create_superuser("root")
        draft, public = Congress(status="draft"), Congress(status="published")
        for owner in (publisher, root):
            for scope, view, edit, publish in [
                (TokenScope.READ, True, False, False),
                (TokenScope.EDIT, True, True, False),
                (TokenScope.PUBLISH, True, True, True),
            ]:
                with self.subTest(owner=owner, scope=scope):
                    _token, text = self.make(scope, user=owner, name=scope)
                    user = tokens.authenticate(text).user
                    self.assertEqual(rights.may_view(user, Congress), view)
                    self.assertEqual((rights.may_add(user, Congress), rights.may_change(user, draft)), (edit, edit))
                    self.assertEqual(rights.may_change(user, public), publish)
                    self.assertEqual(rights.may_publish(user, draft), publish)
        _token, text = self.make(TokenScope.PUBLISH)
        user = tokens.authenticate(text).user
        self.assertFalse(rights.may_view(user, Congress) or rights.may_publish(user, draft))


class PageTests(AccountTestCase):
    def setUp(self):
        super().setUp()
        self.client = Client()
        self.sign_in(self.client)

    def test_a_token_is_made_with_the_password_and_shown_once(self):
        response = self.client.post(PAGE, ASKED)
        text = response.context["text"]
        self.assertContains(response, text, 1)
        self.assertIn("no-store", response.headers["Cache-Control"])
        token = tokens.authenticate(text)
        self.assertEqual((token.user, token.name, token.scope), (self.user, "Import", "edit"))
        self.assertAlmostEqual(token.expiry, timezone.now() + timedelta(days=30), delta=timedelta(minutes=1))
        event = AuditEvent.objects.get(action=AuditAction.TOKEN_MADE)
        self.assertEqual((event.actor, event.title), (self.user, "Import"))
        self.assertEqual(event.details, {"scope": "edit", "days": 30})
        page = self.client.get(PAGE)
        self.assertContains(page, "Import")
        self.assertNotContains(page, text)
        self.assertNotContains(page, token.digest)

    def test_what_is_not_right_makes_none(self):
        for wrong in (
            {"password": "wrong"},
            {"password": ""},
            {"days": "0"},
            {"days": "366"},
            {"days": ""},
            {"scope": "everything"},
            {"scope": ""},
            {"name": ""},
            {"name": "x" * 81},
        ):
            with self.subTest(wrong=wrong):
                self.assertEqual(self.client.post(PAGE, ASKED | wrong).status_code, 200)
                self.assertFalse(ApiToken.objects.exists())
        self.client.post(PAGE, ASKED)
        self.assertContains(self.client.post(PAGE, ASKED), "You have a token of this name already.")
        for number in range(1, tokens.MOST_TOKENS):
            tokens.make(self.user, str(number), TokenScope.READ, 1)
        self.assertContains(self.client.post(PAGE, ASKED | {"name": "One more"}), "Revoke one")
        self.assertEqual(ApiToken.objects.count(), tokens.MOST_TOKENS)

    def test_the_password_is_not_guessed_here(self):
        for _attempt in range(4):
            self.assertEqual(self.client.post(PAGE, ASKED | {"password": "wrong"}).status_code, 200)
        self.assertEqual(self.client.post(PAGE, ASKED | {"password": "wrong"}).status_code, 429)
        self.assertEqual(self.client.post(PAGE, ASKED).status_code, 429)
        self.assertFalse(ApiToken.objects.exists())

    def test_the_second_factor_is_asked_for_where_there_is_one_or_has_to_be(self):
        with override_settings(REQUIRE_2FA=True):
            response = self.client.post(PAGE, ASKED)
            self.assertTrue(response.url.startswith("/admin/account/second-factor/"))
        self.set_up()
        client = Client()
        self.sign_in(client)
        self.assertTrue(client.post(PAGE, ASKED).url.startswith("/admin/account/second-factor/code/"))
        with self.at(self.now + 60):
            client.post("/admin/account/second-factor/code/", {"code": code_of(self.user, self.now + 60)})
        self.assertContains(client.post(PAGE, ASKED), "This field is required")
        with self.at(self.now + 120):
            client.post(PAGE, ASKED | {"code": "000000"})
            self.assertFalse(ApiToken.objects.exists())
            client.post(PAGE, ASKED | {"code": code_of(self.user, self.now + 120)})
        self.assertTrue(ApiToken.objects.exists())

    def test_one_s_own_tokens_are_revoked_and_nobody_else_s(self):
        own, text = tokens.make(self.user, "Mine", TokenScope.READ, 1)
        boris = User.objects.create_user("boris", is_staff=True)
        other, others_text = tokens.make(boris, "Of Boris", TokenScope.READ, 1)
        self.assertNotContains(self.client.get(PAGE), "Of Boris")
        for key in (other.pk, "x", "", 10**30, -1):
            self.assertEqual(self.client.post(PAGE, {"revoke": key}).status_code, 404)
        self.assertEqual(self.client.post(PAGE, {"revoke": own.pk}).status_code, 302)
        self.assertIsNone(tokens.authenticate(text))
        self.user.user_permissions.add(Permission.objects.get(codename="change_user"))
        self.assertContains(self.client.get(PAGE), "Of Boris")
        self.client.post(PAGE, {"revoke": other.pk})
        self.assertIsNone(tokens.authenticate(others_text))
        events = AuditEvent.objects.filter(action=AuditAction.TOKEN_REVOKED).order_by("pk")
        self.assertEqual([event.details for event in events], [{"owner": "olga"}, {"owner": "boris"}])

    def test_a_token_that_has_ended_says_so_and_signing_out_everywhere_ends_all(self):
        tokens.make(self.user, "Old", TokenScope.READ, 1)
        ApiToken.objects.update(expiry=timezone.now())
        self.assertContains(self.client.get(PAGE), "its time is over")
        ApiToken.objects.update(expiry=timezone.now() + timedelta(days=1), password_mark="another")
        self.assertContains(self.client.get(PAGE), "ended with a change of the password")
        self.assertContains(self.client.get("/admin/account/"), "revokes all your tokens")
        self.client.post("/admin/account/sign-out-everywhere/")
        self.assertFalse(ApiToken.objects.exists())
        self.assertEqual(self.client.get(PAGE).status_code, 302)

"""Addresses for the staff: who asks, what his token is made for, and that public ones know nothing of it."""

from unittest import mock

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from rest_framework.response import Response

from archive.accounts import tokens
from archive.api.authentication import ForStaff
from archive.api.views.base import ArchiveView
from archive.choices import AuditAction, TokenScope
from archive.models import AuditEvent, Topic, Version
from archive.workflow import audit, transitions, versions
from tests import factories as make
from tests.admin.base import make_user, signed_in

ADDRESS = "/staff/"


class StaffView(ForStaff, ArchiveView):
    """Stands in for any address of the staff; it writes what a script would."""

    http_method_names = ["get", "put", "options"]
    required_scopes = {"GET": TokenScope.READ, "PUT": TokenScope.PUBLISH}

    def get(self, request):
        return Response({"user": request.user.get_username(), "scopes": sorted(getattr(request.auth, "scopes", []))})

    def put(self, request):
        topic = Topic.objects.get()
        versions.record(topic, request.user, reason="By script")
        transitions.move(topic, request.user, "publish")
        return Response({})


def bearer(text):
    return {"Authorization": f"Bearer {text}"}


@override_settings(ROOT_URLCONF="tests.api.staff_urls")
class StaffAddressTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_user("Publisher", name="olga")
        cls.texts = {scope: tokens.make(cls.user, f"For {scope}", scope, 1)[1] for scope in TokenScope}

    def ask(self, text, method="get", **headers):
        return getattr(self.client, method)(ADDRESS, headers={**bearer(text), **headers})

    def test_a_token_says_who_asks_and_what_it_may(self):
        response = self.ask(self.texts["edit"])
        self.assertEqual(response.json(), {"user": "olga", "scopes": ["edit", "read"]})
        self.assertEqual(response.headers["Cache-Control"], "private, no-store")
        self.assertIn("Authorization", response.headers["Vary"])
        self.assertIn("Cookie", response.headers["Vary"])

    def test_whoever_is_not_known_is_told_how_to_be(self):
        good = self.texts["read"]
        for header in (
            None,
            "",
            "Bearer",
            f"Bearer {good} {good}",
            f"Bearer {good}x",
            "Bearer é",
            "Bearer \xff\xfe",
            f"Token {good}",
            f"Basic {good}",
            good,
        ):
            with self.subTest(header=header):
                headers = {} if header is None else {"Authorization": header}
                response = self.client.get(ADDRESS, headers=headers)
                self.assertEqual(response.status_code, 401, response.content)
                self.assertEqual(response.headers["Content-Type"], "application/problem+json")
                self.assertEqual(response.headers["WWW-Authenticate"], 'Bearer realm="Congress Archive"')
                self.assertNotIn(good, response.content.decode())

    def test_a_scope_that_is_missing_is_named(self):
        make.make_topic()
        for scope in ("read", "edit"):
            response = self.ask(self.texts[scope], "put")
            self.assertEqual(response.status_code, 403)
            self.assertEqual(
                response.json()["detail"], f"This needs a token of scope publish; yours has the scope {scope}."
            )
        self.assertEqual(self.ask(self.texts["publish"], "put").status_code, 200)

    def test_what_a_script_does_is_on_record_with_its_token(self):
        topic = make.make_topic(name="Tax", description="Words.")
        self.ask(self.texts["publish"], "put")
        event = AuditEvent.objects.get(action=AuditAction.PUBLISH)
        self.assertEqual((event.actor, event.details), (self.user, {"token": "For publish"}))
        version = versions.versions_of(topic).get(reason="By script")
        self.assertEqual((version.made_by, version.made_through), (self.user, "For publish"))
        with override_settings(ROOT_URLCONF="congress_site.urls"):
            history = signed_in(make_user("Editor")).get(f"/admin/archive/topic/{topic.pk}/history/")
        self.assertContains(history, "through the token “For publish”")
        # The next request, which has no token, is not said to be the script's.
        transitions.move(topic, self.user, "withdraw")
        self.assertEqual(Version.objects.order_by("pk").last().made_through, "")
        self.assertEqual(audit.token_in_use(), "")

    def test_a_session_counts_with_its_csrf_token_and_the_second_factor_and_for_staff_alone(self):
        topic = make.make_topic(description="Words.")
        self.assertEqual(signed_in(self.user).get(ADDRESS).json(), {"user": "olga", "scopes": []})
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(self.user)
        response = strict.put(ADDRESS)
        self.assertEqual(response.status_code, 403)
        self.assertIn("CSRF", response.json()["detail"])
        topic.refresh_from_db()
        self.assertEqual(topic.status, "draft")
        self.assertEqual(signed_in(User.objects.create_user("reader")).get(ADDRESS).status_code, 401)
        with override_settings(REQUIRE_2FA=True):
            self.assertEqual(signed_in(self.user).get(ADDRESS).status_code, 401)
        # A token that is no good is not made good by a session beside it.
        self.assertEqual(signed_in(self.user).get(ADDRESS, headers=bearer("carch_no")).status_code, 401)

    def test_whoever_tries_tokens_is_counted_and_has_to_wait(self):
        with mock.patch.object(StaffView, "throttle_classes", [Twice]):
            Twice.asked = 0
            found = [self.ask("carch_no").status_code for _number in range(3)]
            Twice.asked = 0
            found += [self.client.get(ADDRESS).status_code for _number in range(3)]
        self.assertEqual(found, [401, 401, 429] * 2)


class Twice:
    """A throttle that lets two requests pass."""

    asked = 0

    def allow_request(self, request, view):
        Twice.asked += 1
        return Twice.asked <= 2

    def wait(self):
        return 7


class PublicAddressTests(TestCase):
    def test_public_addresses_look_at_no_token_and_no_cookie(self):
        make.make_congress(number=11, status=make.PUBLISHED)
        make.make_congress(number=12)
        user = make_user("Publisher")
        _token, text = tokens.make(user, "Import", TokenScope.PUBLISH, 1)
        for address in ("/api/v1/", "/api/v1/congresses/", "/api/v1/congresses/11/", "/api/v1/congresses/12/"):
            with self.subTest(address=address):
                with CaptureQueriesContext(connection) as queries:
                    answers = [self.client.get(address, headers=bearer(text))]
                self.assertNotRegex(str(queries.captured_queries), "apitoken|accountsession|auth_user")
                answers += [self.client.get(address, headers=bearer("carch_no")), signed_in(user).get(address)]
                plain = self.client.get(address)
                for answer in answers:
                    self.assertEqual((answer.status_code, answer.content), (plain.status_code, plain.content))
                    self.assertEqual(answer.headers, plain.headers)
                self.assertNotIn("Authorization", plain.headers.get("Vary", ""))

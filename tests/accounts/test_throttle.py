"""Signing in is throttled by account and address, by address and by account; nobody is locked out for ever."""

import re
from datetime import timedelta
from unittest import mock

from django.contrib.auth.models import User
from django.test import Client, RequestFactory, SimpleTestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from archive.accounts.addresses import client_address, throttled_address
from archive.choices import AuditAction
from archive.models import AuditEvent
from tests.accounts.base import ELSEWHERE, HERE, PASSWORD, AccountTestCase


class ThrottleTests(AccountTestCase):
    def fail(self, times, name="olga", addresses=(HERE,)):
        for number in range(times):
            response = self.sign_in(name=name, password="wrong", address=addresses[number % len(addresses)])
        return response

    def later(self, **time):
        return mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(**time))

    def test_after_five_failures_the_right_password_is_not_taken_either(self):
        self.assertEqual(self.fail(4).status_code, 200)
        response = self.fail(1)
        self.assertEqual(response.status_code, 429)
        self.assertContains(response, "Try again in 15 minutes", status_code=429)
        self.assertLessEqual(int(response["Retry-After"]), 15 * 60)
        self.assertGreater(int(response["Retry-After"]), 14 * 60)
        client = Client()
        self.assertEqual(self.sign_in(client).status_code, 429)
        self.assertFalse(self.is_in(client))

    def test_the_wait_ends_when_it_was_said_to_and_trying_does_not_make_it_longer(self):
        self.fail(5)
        with self.later(minutes=10):
            response = self.fail(3)
            self.assertLessEqual(int(response["Retry-After"]), 5 * 60)
        with (
            mock.patch("axes.handlers.proxy.now", return_value=timezone.now() + timedelta(minutes=15, seconds=1)),
            self.later(minutes=15, seconds=1),
        ):
            self.assertEqual(self.sign_in().status_code, 302)

    def test_it_is_said_in_russian_at_a_russian_address(self):
        self.fail(5)
        response = Client().post("/ru/admin/login/", {"username": "olga", "password": "x"}, REMOTE_ADDR=HERE)
        self.assertEqual((response.status_code, response["Content-Language"]), (429, "ru"))

    def test_nothing_tells_whether_there_is_such_an_account(self):
        there = [_compared(self.fail(1, "olga"), "olga") for _ in range(6)]
        missing = [_compared(self.fail(1, "nobody", [ELSEWHERE]), "nobody") for _ in range(6)]
        self.assertEqual(there, missing)

    def test_the_failures_of_a_stranger_elsewhere_do_not_lock_out_the_person(self):
        self.sign_in()
        self.fail(5, addresses=[ELSEWHERE])
        self.assertEqual(self.sign_in(address=ELSEWHERE).status_code, 429)
        self.assertEqual(self.sign_in().status_code, 302)
        many = [f"203.0.113.{number}" for number in range(20)]
        self.fail(40, addresses=many)
        self.assertEqual(self.sign_in(address="203.0.113.99").status_code, 429)
        self.assertEqual(self.sign_in().status_code, 302)

    def test_an_address_that_tries_many_names_is_locked_out(self):
        for number in range(29):
            self.assertEqual(self.fail(1, f"name{number}").status_code, 200)
        self.assertEqual(self.fail(1, "name29").status_code, 429)
        self.assertEqual(self.sign_in().status_code, 429)
        self.assertEqual(self.sign_in(address=ELSEWHERE).status_code, 302)

    def test_success_begins_anew_but_only_for_the_account_that_signed_in(self):
        User.objects.create_user("attacker", password=PASSWORD, is_staff=True)
        self.fail(4)
        self.sign_in(name="attacker")
        self.assertEqual(self.fail(1).status_code, 429)
        self.fail(4, addresses=[ELSEWHERE])
        self.sign_in(address=ELSEWHERE)
        self.assertEqual(self.fail(4, addresses=[ELSEWHERE]).status_code, 200)

    @override_settings(PROXY_COUNT=1)
    def test_a_forged_header_does_not_give_new_attempts(self):
        for number in range(6):
            forged = f"10.0.0.{number}, {HERE}"
            data = {"username": "olga", "password": "wrong"}
            response = Client().post(reverse("admin:login"), data, HTTP_X_FORWARDED_FOR=forged, REMOTE_ADDR="10.9.9.9")
        self.assertEqual(response.status_code, 429)
        event = AuditEvent.objects.filter(action=AuditAction.LOCKED_OUT).get()
        self.assertEqual((event.address, event.title), (HERE, "olga"))

    def test_what_is_refused_unread_does_not_fill_the_log(self):
        self.fail(30)
        self.assertEqual(AuditEvent.objects.filter(action=AuditAction.SIGN_IN_FAILED).count(), 5)
        self.assertEqual(AuditEvent.objects.filter(action=AuditAction.LOCKED_OUT).count(), 1)


def _compared(response, name):
    """What a stranger can tell by; the token and the clock are always others."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|\d\d:\d\d', "", response.content.decode())
    return response.status_code, page.replace(name, "NAME")


class AddressTests(SimpleTestCase):
    def ask(self, forwarded, proxies, remote="10.0.0.1"):
        headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
        with override_settings(PROXY_COUNT=proxies):
            return client_address(RequestFactory().get("/", REMOTE_ADDR=remote, **headers))

    def test_the_nth_from_the_right_counts(self):
        for forwarded, proxies, address in [
            (None, 0, "10.0.0.1"),
            ("192.0.2.1", 0, "10.0.0.1"),
            (None, 2, "10.0.0.1"),
            ("203.0.113.5, 192.0.2.1", 1, "192.0.2.1"),
            ("203.0.113.5, 192.0.2.1", 2, "203.0.113.5"),
            ("192.0.2.1", 2, "192.0.2.1"),
            ("forged, 192.0.2.1:443", 1, "192.0.2.1"),
            ("[2001:db8::1]:443", 1, "2001:db8::1"),
            ("::ffff:192.0.2.1", 1, "192.0.2.1"),
            ("fe80::1%eth0", 1, "fe80::1"),
            ("unknown", 1, None),
        ]:
            with self.subTest(forwarded=forwarded, proxies=proxies):
                self.assertEqual(self.ask(forwarded, proxies), address)

    def test_a_local_socket_has_no_address(self):
        self.assertIsNone(self.ask(None, 0, remote=""))

    def test_one_network_of_ipv6_is_counted_as_one(self):
        found = {throttled_address(RequestFactory().get("/", REMOTE_ADDR=f"2001:db8:1:2::{n}")) for n in range(1, 9)}
        self.assertEqual(found, {"2001:db8:1:2::"})

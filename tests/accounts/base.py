"""What the tests of accounts share: a person with a password, ways to sign in, codes of the clock."""

from unittest import mock

from django.contrib.auth.models import User
from django.test import Client, TestCase
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from archive.accounts import second_factor

PASSWORD = "a long password"
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


def code_of(user, at):
    """The code that the person's app shows at that time."""
    device = TOTPDevice.objects.get(user=user)
    clock = TOTP(device.bin_key, device.step, device.t0, device.digits)
    clock.time = at
    return f"{clock.token():06d}"


class AccountTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = User.objects.create_user("olga", password=PASSWORD, is_staff=True)

    def setUp(self):
        self.now = 1_800_000_000

    def sign_in(self, client=None, name="olga", password=PASSWORD, address=HERE, **query):
        client = client or Client()
        data = {"username": name, "password": password, **query}
        return client.post(reverse("admin:login"), data, REMOTE_ADDR=address)

    def is_in(self, client):
        return client.get(reverse("admin:index")).status_code == 200

    def set_up(self, user=None):
        """Give the person a second factor; return the recovery codes."""
        user = user or self.user
        second_factor.device_to_set_up(user)
        with self.at(self.now):
            return second_factor.confirm(user, code_of(user, self.now))

    def at(self, time):
        return mock.patch("django_otp.plugins.otp_totp.models.time", mock.Mock(time=lambda: time))

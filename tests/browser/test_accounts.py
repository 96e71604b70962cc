"""The second factor in the browser: set up, asked for, recovered from; axe on every page of the way, and on the log."""

import time

from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.accounts.base import PASSWORD, code_of
from tests.browser.axe import violations
from tests.browser.base import BrowserTestCase
from tests.browser.test_admin_quality import WIDTHS


class AccountTests(BrowserTestCase):
    def check(self, page):
        """axe finds nothing, on a phone and on a screen."""
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            with self.subTest(address=page.url, width=width):
                self.assertEqual(violations(page), [])

    def give_password(self, page, password=PASSWORD):
        page.goto("/admin/")
        page.get_by_label("Username").fill("root")
        page.get_by_label("Password").fill(password)
        self.check(page)
        page.get_by_role("button", name="Log in").click()

    def sign_out(self, page):
        page.get_by_role("button", name="Log out").click()

    def test_from_setting_it_up_to_being_locked_out(self):
        for scheme in ("light", "dark"):
            with self.subTest(scheme=scheme):
                User.objects.all().delete()
                AccessAttempt.objects.all().delete()
                self.walk(scheme, User.objects.create_superuser("root", password=PASSWORD))

    def walk(self, scheme, user):
        page = self.new_page(color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
        self.give_password(page)
        page.get_by_role("link", name="Your account").click()
        self.check(page)
        page.get_by_role("link", name="Set up the second factor").click()
        self.check(page)
        drawn = page.locator(".account__picture").evaluate("image => image.complete && image.naturalWidth > 100")
        self.assertTrue(drawn)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_label("Code").fill(code_of(user, time.time()))
        page.get_by_role("button", name="Set it up").press("Enter")
        self.check(page)
        recovery = page.locator(".account__codes code").first.inner_text()
        page.get_by_role("link", name="go on").click()
        for address in ("/admin/account/", "/admin/account/second-factor/", "/admin/archive/auditevent/",
                        "/admin/auth/user/", "/admin/auth/group/"):  # fmt: skip
            page.goto(address)
            self.check(page)
        # The code of the first half minute is used; the clock of the server is let go on.
        TOTPDevice.objects.update(last_t=-1)
        page.goto("/admin/account/tokens/")
        page.get_by_label("Name").fill("Keeping a copy")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_label("Code").fill(code_of(user, time.time()))
        page.get_by_role("button", name="Make a token").click()
        page.get_by_role("heading", name="Your new token").wait_for()
        self.check(page)
        self.sign_out(page)
        self.give_password(page)
        page.get_by_role("heading", name="Second step of signing in").wait_for()
        self.check(page)
        TOTPDevice.objects.update(last_t=-1)
        page.get_by_label("Code").fill(code_of(user, time.time()))
        page.get_by_label("Code").press("Enter")
        page.get_by_role("heading", name="Editing").wait_for()
        self.sign_out(page)
        self.give_password(page)
        page.get_by_label("Code").fill(recovery)
        page.get_by_role("button", name="Go on").click()
        page.get_by_text("You have 9 recovery codes left.").wait_for()
        self.sign_out(page)
        self.assertEqual(self.complaints, [])
        for _attempt in range(5):
            self.give_password(page, "wrong")
        page.get_by_role("heading", name="Too many attempts").wait_for()
        self.check(page)

"""A real Chromium against a live server. Without a browser these tests fail: CI must not pass blindly."""

import os
import shutil
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import sync_playwright

from tests.pages import load_archive

# Playwright's synchronous face keeps an event loop in this thread, which Django would take for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.mark.browser
class BrowserTestCase(StaticLiveServerTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        if browser is None:
            raise AssertionError("No Chromium found: apt-get install chromium")
        cls.playwright = sync_playwright().start()
        cls.addClassCleanup(cls.playwright.stop)
        cls.browser = cls.playwright.chromium.launch(executable_path=browser, args=FLAGS)
        cls.addClassCleanup(cls.browser.close)

    def new_page(self, **options):
        """A fresh visitor; what the browser complains of is kept in `self.complaints`."""
        context = self.browser.new_context(base_url=self.live_server_url, **options)
        self.addCleanup(context.close)
        self.complaints = []
        page = context.new_page()
        page.on("console", lambda message: self.complain(message))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def complain(self, message):
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.text} ({message.location.get('url')})")

    def sign_in(self, page, role="Publisher"):
        # A test that commits leaves an empty database behind, without what migrations put there.
        with connection.schema_editor() as editor:
            import_module("archive.migrations.0002_groups").make_groups(apps, editor)
        user = User.objects.create_user(role.lower(), password="a long password", is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        page.goto("/admin/")
        page.get_by_label("Username").fill(user.username)
        page.get_by_label("Password").fill("a long password")
        page.get_by_role("button", name="Log in").click()
        return user


class ReadersTestCase(BrowserTestCase):
    """Readers change nothing, so all tests of a class look at one archive, which `load` makes once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.load()
        cls.addClassCleanup(call_command, "flush", interactive=False, verbosity=0)

    @classmethod
    def load(cls):
        """Put the archive into the database."""
        load_archive()

    def _fixture_teardown(self):
        """Leave the archive to the next test, where Django would empty the database."""

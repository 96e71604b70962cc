"""A private change in the browser, from its first save to its release, with axe on every page of the way."""

from django.contrib.auth.models import Group, User

from archive.choices import PublicationStatus
from archive.models import Debate, PendingChange
from tests import factories as make
from tests.browser.axe import violations
from tests.browser.base import BrowserTestCase

PUBLISHED = PublicationStatus.PUBLISHED


class PrivateChangeTests(BrowserTestCase):
    def setUp(self):
        self.congress = make.make_congress(number=11, status=PUBLISHED)
        self.debate = make.make_debate(
            congress=self.congress, slug="tax", title="The tax in kind", summary="Old words", status=PUBLISHED
        )
        make.make_speech(debate=self.debate, attribution="A voice", text="As printed")

    def check(self, page, within=None):
        """axe finds nothing, on a small phone and on a screen. Django's form itself is checked elsewhere."""
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            with self.subTest(address=page.url, width=width):
                self.assertEqual(violations(page, within), [])

    def test_from_the_first_save_to_the_release(self):
        for scheme in ("light", "dark"):
            with self.subTest(scheme=scheme):
                self.walk(scheme)

    def walk(self, scheme):
        User.objects.all().delete()
        page = self.new_page(color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
        user = self.sign_in(page, "Editor")
        page.goto(f"/admin/archive/debate/{self.debate.pk}/change/")
        self.check(page, ".private-banner")
        page.get_by_role("link", name="Change privately").click()
        self.check(page, ".private-banner, .submit-row, .breadcrumbs")
        page.get_by_label("Summary").fill(f"New words, {scheme}")
        page.get_by_role("button", name="Save privately", exact=True).click()
        page.get_by_role("heading", name="What it changes").wait_for()
        self.check(page)
        page.get_by_role("button", name="Submit for review").click()
        page.goto("/admin/private/")
        self.check(page)
        Debate.objects.filter(pk=self.debate.pk).update(summary=f"Public words, {scheme}")
        page.get_by_role("link", name="The tax in kind").click()
        page.get_by_role("link", name="Reconcile with the public entry").click()
        self.check(page)
        page.get_by_label("Keep that of the private change").focus()
        page.keyboard.press("Space")
        page.get_by_role("button", name="Reconcile").press("Enter")
        page.get_by_role("link", name="Discard it").click()
        self.check(page)
        page.go_back()
        user.groups.set([Group.objects.get(name="Publisher")])
        page.reload()
        page.get_by_role("button", name="Release: show it to readers").click()
        page.get_by_text("readers see it now").wait_for()
        self.debate.refresh_from_db()
        self.assertEqual(self.debate.summary, f"New words, {scheme}")
        self.assertFalse(PendingChange.objects.exists())
        self.assertEqual(self.complaints, [])

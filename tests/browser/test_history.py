"""In a browser: from the form of an entry to its history, two versions beside each other, and back."""

from archive.models import Debate
from archive.workflow import versions
from tests import factories as make
from tests.browser.base import BrowserTestCase


class HistoryTests(BrowserTestCase):
    def test_two_versions_are_chosen_by_the_keyboard_compared_and_one_field_is_restored(self):
        debate = make.make_debate(congress=make.make_congress(), title="Tax in kind", summary="It was adopted.")
        versions.record_missing()
        for summary in ("It was rejected.", "It was rejected, they say."):
            Debate.objects.update(summary=summary)
            versions.record(debate, None, reason="Hearsay")
        page = self.new_page(viewport={"width": 390, "height": 900})
        self.sign_in(page)
        page.goto(f"/admin/archive/debate/{debate.pk}/change/")
        page.get_by_role("link", name="History").click()
        page.get_by_role("radio", name="from 2").focus()
        page.keyboard.press("ArrowDown")
        self.assertTrue(page.get_by_role("radio", name="from 1").is_checked())
        page.get_by_role("button", name="Compare the two chosen").click()
        self.assertEqual(page.locator("h1").inner_text(), "Version 1 compared with Version 3")
        self.assertEqual(page.locator("del").inner_text().strip(), "adopted.")
        self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), 390)
        page.get_by_role("link", name="Restore this").click()
        page.get_by_label("Why it is restored").fill("The minutes say so")
        page.get_by_role("button", name="Restore", exact=True).click()
        self.assertIn("Restored from version 1.", page.locator(".messagelist").inner_text())
        self.assertIn("The minutes say so", page.locator("#content").inner_text())
        debate.refresh_from_db()
        self.assertEqual((debate.summary, debate.title), ("It was adopted.", "Tax in kind"))
        self.assertEqual(self.complaints, [])

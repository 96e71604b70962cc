"""A whole day: drafted, reviewed, scheduled, read at its time, changed privately, compared, released and restored.

Four people in one browser, each in a context of their own. `make pictures` runs it to take the pictures of
docs/editing.md, so they show what the test has seen.
"""

import os
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from unittest import mock

from django.utils import timezone
from PIL import Image

from archive.models import Debate
from tests import factories as make
from tests.browser.base import BrowserTestCase
from tests.factories import PUBLISHED, day

#: Where pictures go; without it none are taken.
PICTURES = os.environ.get("PICTURES")
VIEWPORT = {"width": 1100, "height": 720}


class WholeDayTests(BrowserTestCase):
    def setUp(self):
        self.congress = make.make_congress(
            number=11, title="11th Congress of the RCP(B)", opened_on=day("1922-03-27"), status=PUBLISHED
        )
        self.reader = self.new_page(viewport=VIEWPORT)
        people = {role: self.new_page(viewport=VIEWPORT) for role in ("Contributor", "Editor", "Publisher")}
        for role, page in people.items():
            self.sign_in(page, role)
        self.contributor, self.editor, self.publisher = people.values()

    def picture(self, page, name, at=None):
        """For the manual: what the page shows now, from its top or from the element `at` on."""
        if PICTURES is None:
            return
        (at or page.locator("body")).evaluate("element => element.scrollIntoView({block: 'start'})")
        shot = Image.open(BytesIO(page.screenshot())).convert("P", palette=Image.Palette.ADAPTIVE, colors=64)
        shot.save(Path(PICTURES) / f"{name}.png", optimize=True)

    @contextmanager
    def clock_at(self, time):
        """Within, the server's clock goes on from that time."""
        true_time = timezone.now
        ahead = time - true_time()
        with mock.patch("django.utils.timezone.now", side_effect=lambda: true_time() + ahead):
            yield

    def press(self, page, button):
        page.get_by_role("button", name=button, exact=True).click()

    def test_from_a_draft_to_a_restored_version(self):
        self.draft()
        self.review()
        with self.clock_at(self.schedule()):
            self.read(self.address, "The tax in kind replaces requisitioning.")
            self.change_privately()
            self.release()
            self.restore()
        self.assertEqual(self.complaints, [])

    def draft(self):
        """A contributor drafts a debate with a speech and submits it."""
        page = self.contributor
        page.goto(f"/admin/archive/debate/add/?congress={self.congress.pk}")
        page.locator("#id_kind").select_option("discussion")
        page.locator("#id_title").fill("The tax in kind")
        page.locator("#id_summary").fill("The tax in kind replaces requisitioning.")
        page.get_by_text("Add another Speech").click()
        page.locator("#id_speeches-0-attribution").fill("The rapporteur")
        page.locator("#id_speeches-0-rendering").select_option("translation")
        page.locator("#id_speeches-0-text").fill("Comrades, the peasant wants to know what he owes.")
        self.picture(page, "draft")
        self.press(page, "Save and submit for review")
        page.get_by_text("was added successfully").wait_for()
        self.address = Debate.objects.get().get_absolute_url()

    def review(self):
        """An editor finds it in the queue, returns it with a reason, and leaves a note; it comes back better."""
        page = self.editor
        page.goto("/admin/")
        page.get_by_role("link", name="Review queue").first.click()
        self.picture(page, "review-queue")
        page.get_by_role("link", name="Compare with what is public").click()
        self.assertIn("The tax in kind replaces requisitioning.", page.locator("#content").inner_text())
        page.goto("/admin/archive/review/")
        page.get_by_role("link", name="Debate: ").click()
        self.press(page, "Save and return to draft")
        page.locator("#reason-error").wait_for()
        page.get_by_label("Why / what was changed").fill("What was at issue?")
        self.picture(page, "reason", page.locator(".reason"))
        self.press(page, "Save and return to draft")
        page.get_by_text("was changed successfully").wait_for()
        page = self.contributor
        page.goto(f"/admin/archive/debate/{Debate.objects.get().pk}/history/")
        self.assertIn("What was at issue?", page.locator("#content").inner_text())
        page.goto(f"/admin/archive/debate/{Debate.objects.get().pk}/change/")
        page.locator("#id_question").fill("How is bread to be raised?")
        self.press(page, "Save and submit for review")
        page.get_by_text("was changed successfully").wait_for()

    def schedule(self):
        """A publisher previews it and sets a time; until then readers find nothing. The time is returned."""
        page, time = self.publisher, timezone.now().replace(second=0, microsecond=0) + timedelta(hours=1)
        page.goto(f"/admin/archive/debate/{Debate.objects.get().pk}/change/")
        page.get_by_role("link", name="Preview what is saved").click()
        page.get_by_role("heading", name="Preview: readers do not see this page").wait_for()
        self.picture(page, "preview")
        page.get_by_role("link", name="Back to editing").click()
        local = timezone.localtime(time)
        page.locator("#id_publish_at_0").fill(f"{local:%Y-%m-%d}")
        page.locator("#id_publish_at_1").fill(f"{local:%H:%M}")
        self.picture(page, "schedule", page.locator("#id_publish_at_0").locator("xpath=ancestor::fieldset[1]"))
        self.press(page, "Save and publish")
        page.get_by_text("was changed successfully").wait_for()
        for address in (self.address, f"/api/v1{self.address}"):
            self.assertEqual(self.reader.request.get(address).status, 404)
        return time

    def read(self, address, text):
        """A reader sees it, on the page and in the API."""
        self.reader.goto(address)
        self.assertIn(text, self.reader.locator("main").inner_text())
        self.assertIn(text, self.reader.request.get(f"/api/v1{address}").text())

    def change_privately(self):
        """An editor prepares a change of what is public, looks at it as readers will, and submits it."""
        page = self.editor
        page.goto(f"/admin/archive/debate/{Debate.objects.get().pk}/change/")
        page.get_by_role("link", name="Change privately").click()
        page.locator("#id_summary").fill("The tax in kind replaces the food levy.")
        self.picture(page, "private-form")
        self.press(page, "Save privately")
        page.get_by_role("heading", name="What it changes").wait_for()
        self.assertEqual(page.locator("ins").first.inner_text().strip(), "the food levy.")
        self.picture(page, "private-change")
        page.get_by_role("link", name="Preview").first.click()
        page.get_by_role("heading", name="Preview of a private change").wait_for()
        self.assertIn("the food levy", page.locator("main").inner_text())
        page.go_back()
        self.press(page, "Submit for review")
        self.read(self.address, "requisitioning")

    def release(self):
        """A publisher finds it in the queue and releases it; readers see the new words and may read the old ones."""
        page = self.publisher
        page.goto("/admin/archive/review/")
        page.get_by_role("link", name="Compare with what is public").click()
        self.press(page, "Release: show it to readers")
        page.get_by_text("readers see it now").wait_for()
        self.read(self.address, "the food levy")
        self.read(f"{self.address}versions/?from=1&to=2", "the food levy")
        self.picture(self.reader, "versions-for-readers")
        self.reader.goto(f"{self.address}?version=1")
        self.assertIn("requisitioning", self.reader.locator("main").inner_text())

    def restore(self):
        """A publisher compares it with what it was, and brings one field back."""
        page, debate = self.publisher, Debate.objects.get()
        page.goto(f"/admin/archive/debate/{debate.pk}/change/")
        page.get_by_role("link", name="History").click()
        self.picture(page, "history")
        page.get_by_role("link", name="against the one before").first.click()
        self.picture(page, "compare")
        page.get_by_role("link", name="Restore this").first.click()
        page.get_by_label("Why it is restored").fill("The minutes say requisitioning.")
        self.picture(page, "restore")
        self.press(page, "Restore")
        page.get_by_text("Restored from version").wait_for()
        self.read(self.address, "requisitioning")
        self.read(f"{self.address}?version=2", "the food levy")

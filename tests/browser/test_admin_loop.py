"""The editor's loop: sign in, change an entry, see the change on the page and in the API."""

from django.urls import reverse

from archive.models import Debate
from tests import factories as make
from tests.browser.base import BrowserTestCase
from tests.factories import PUBLISHED


class AdminLoopTests(BrowserTestCase):
    def setUp(self):
        congress = make.make_congress(number=11, title="11th Congress", status=PUBLISHED)
        self.debate = make.make_debate(
            congress=congress, slug="red-army", title="The Red Army", summary="As it was.", status=PUBLISHED
        )

    def test_a_change_in_the_admin_is_seen_on_the_page_and_in_the_api(self):
        page = self.new_page()
        self.sign_in(page)
        page.get_by_role("link", name="Debates", exact=True).first.click()
        page.get_by_role("link", name="The Red Army").click()
        page.get_by_label("Summary").fill("What was *new* in <the> summary & “quoted”.")
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("was changed successfully").wait_for()
        self.assertEqual(Debate.objects.get().version, 2)

        page.goto(self.debate.get_absolute_url())
        self.assertIn("What was new in <the> summary & “quoted”.", page.locator("main").inner_text())
        data = page.request.get(f"/api/v1{self.debate.get_absolute_url()}").json()
        self.assertEqual(data["summary"], "What was *new* in <the> summary & “quoted”.")
        self.assertEqual(self.complaints, [])

    def test_the_second_of_two_saves_is_refused_and_keeps_what_was_typed(self):
        first = self.new_page()
        self.sign_in(first)
        address = reverse("admin:archive_debate_change", args=[self.debate.pk])
        first.goto(address)
        second = first.context.new_page()
        second.goto(address)
        first.get_by_label("Summary").fill("The first editor's summary.")
        first.get_by_role("button", name="Save", exact=True).click()
        first.get_by_text("was changed successfully").wait_for()
        second.get_by_label("Summary").fill("The second editor's summary.")
        second.get_by_role("button", name="Save", exact=True).click()
        self.assertEqual(second.get_by_label("Summary").input_value(), "The second editor's summary.")
        self.assertIn("The first editor's summary.", second.locator("#debate_form").inner_text())
        self.assertEqual(Debate.objects.get().summary, "The first editor's summary.")

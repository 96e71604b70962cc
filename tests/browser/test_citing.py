"""Copying references and addresses: with a script, and nothing lost without one."""

from tests.browser.base import BrowserTestCase
from tests.factories import PUBLISHED, make_congress, make_debate, make_speech

DEBATE = "/congresses/11/debates/army/"


class CopyTests(BrowserTestCase):
    def setUp(self):
        congress = make_congress(number=11, title="11th Congress", status=PUBLISHED)
        debate = make_debate(congress=congress, slug="army", title="The Red Army", status=PUBLISHED)
        make_speech(debate=debate, position=3, text="One.\n\nTwo.")

    def visit(self, address, **options):
        page = self.new_page(**options)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(address)
        return page

    def clipboard(self, page):
        return page.evaluate("navigator.clipboard.readText()")

    def test_each_reference_is_copied_by_its_own_button_and_the_page_says_so(self):
        page = self.visit(f"{DEBATE}cite/?part=speech-3-p2")
        entry = page.locator("#style-apa")
        entry.get_by_role("button").click()
        page.get_by_role("status").get_by_text("Copied").wait_for()
        self.assertEqual(self.clipboard(page), entry.locator(".cite__reference").inner_text())
        page.get_by_role("button", name="Copy the address").click()
        page.get_by_role("status").get_by_text("Copied").wait_for()
        self.assertEqual(self.clipboard(page), f"{self.live_server_url}{DEBATE}?version=1#speech-3-p2")
        self.assertEqual(self.complaints, [])

    def test_the_address_of_a_paragraph_is_copied_by_keyboard_alone(self):
        page = self.visit(DEBATE)
        page.locator("#speech-3-p2 .para__anchor").focus()
        page.keyboard.press("Enter")
        button = page.locator("#speech-3-p2").get_by_role("button", name="Copy the address")
        button.wait_for()
        page.locator("#speech-3-p2 .para__cite").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.get_by_role("status").get_by_text("Copied").wait_for()
        self.assertEqual(self.clipboard(page), f"{self.live_server_url}{DEBATE}#speech-3-p2")

    def test_without_a_script_there_is_no_button_and_all_else(self):
        page = self.visit(f"{DEBATE}cite/?part=speech-3-p2", java_script_enabled=False)
        self.assertEqual(page.locator("main").get_by_role("button").count(), 0)
        self.assertEqual(page.locator(".cite__reference").count(), 4)
        page.goto(DEBATE)
        link = page.locator("#speech-3-p2").get_by_role("link", name="Cite paragraph 2")
        link.focus()
        page.wait_for_timeout(300)  # It fades in.
        self.assertEqual(link.evaluate("element => getComputedStyle(element).opacity"), "1")
        link.click()
        self.assertTrue(page.url.endswith("/cite/?part=speech-3-p2"))

    def test_nothing_moves_when_the_buttons_come(self):
        heights = []
        for scripts in (True, False):
            page = self.visit(f"{DEBATE}cite/", java_script_enabled=scripts)
            heights.append(page.locator("#address").bounding_box()["y"])
        self.assertEqual(*heights)

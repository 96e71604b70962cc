"""No lost work, in a real browser: choices by keyboard, warnings, kept text, and who else is here."""

from django.contrib.auth.models import Group, User
from django.urls import reverse

from archive.models import Debate, Resolution
from tests import factories as make
from tests.browser.axe import violations
from tests.browser.base import BrowserTestCase


class LostWorkTests(BrowserTestCase):
    def setUp(self):
        congress = make.make_congress(number=11)
        self.debate = make.make_debate(congress=congress, slug="red-army", title="Red Army", summary="As it was.")
        self.address = reverse("admin:archive_debate_change", args=[self.debate.pk])
        self.resolution = make.make_resolution(congress=congress)
        make.make_clause(resolution=self.resolution, position=1, text="First")

    def editor(self, **options):
        page = self.new_page(**options)
        self.sign_in(page)
        return page

    def save(self, page):
        page.get_by_role("button", name="Save", exact=True).click()

    def conflict(self, page):
        """Somebody else saves while the page is open; then the page's own save is refused."""
        page.goto(self.address)
        debate = Debate.objects.get()
        debate.summary, debate.question = "Theirs now.", "Asked by them."
        debate.save()
        page.get_by_label("Summary").fill("Mine now.")
        self.save(page)
        page.get_by_role("heading", name="What differs").wait_for()

    def test_choices_are_made_by_keyboard(self):
        page = self.editor()
        self.conflict(page)
        mine = page.get_by_role("group", name="Summary").get_by_label("Keep mine")
        self.assertTrue(mine.is_checked())
        mine.focus()
        page.keyboard.press("ArrowDown")
        theirs = page.get_by_role("group", name="Summary").get_by_label("Take theirs")
        self.assertTrue(theirs.is_checked())
        page.keyboard.press("Enter")
        page.get_by_text("was changed successfully").wait_for()
        stored = Debate.objects.get()
        self.assertEqual((stored.summary, stored.question), ("Theirs now.", ""))
        self.assertEqual(self.complaints, [])

    def test_axe_finds_nothing_on_a_page_of_choices(self):
        for scheme in ("light", "dark"):
            User.objects.all().delete()
            page = self.editor(color_scheme=scheme, bypass_csp=True)
            self.conflict(page)
            for width in (390, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                self.assertEqual(violations(page, ".conflicts, .presence"), [])

    def test_leaving_a_changed_form_warns_and_saving_does_not(self):
        page = self.editor()
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.goto(self.address)
        page.get_by_role("link", name="Home").click()
        page.wait_for_url("**/admin/")
        self.assertEqual(asked, [])
        page.goto(self.address)
        page.get_by_label("Summary").fill("Unsaved.")
        page.get_by_role("link", name="Home").click(no_wait_after=True)
        page.wait_for_timeout(300)
        self.assertEqual(asked, ["beforeunload"])
        self.save(page)
        page.get_by_text("was changed successfully").wait_for()
        self.assertEqual((asked, Debate.objects.get().summary), (["beforeunload"], "Unsaved."))
        self.assertEqual(self.complaints, [])

    def crash(self, page):
        """The page goes without a word; another one in the same browser."""
        page.wait_for_timeout(600)
        context = page.context
        page.close(run_before_unload=False)
        return context.new_page()

    def test_a_note_to_colleagues_comes_back_after_a_crash_and_is_forgotten_when_it_is_left(self):
        page = self.editor()
        page.goto(self.address)
        page.locator("#id_colleagues-text").fill("Ask the archive")
        page = self.crash(page)
        page.goto(self.address)
        page.get_by_text("This text was typed before and not sent.").wait_for()
        self.assertEqual(page.locator("#id_colleagues-text").input_value(), "Ask the archive")
        page.context.clear_cookies(name="sessionid")
        page.get_by_role("button", name="Leave the note").click()
        page.get_by_label("Username").fill("publisher")
        page.get_by_label("Password").fill("a long password")
        page.get_by_role("button", name="Log in").click()
        page.get_by_text("This text was typed before and not sent.").wait_for()
        self.assertEqual(page.locator("#id_colleagues-text").input_value(), "Ask the archive")
        page.get_by_role("button", name="Leave the note").click()
        page.get_by_text("The note is there for your colleagues.").wait_for()
        self.assertEqual(page.locator("#id_colleagues-text").input_value(), "")
        page.goto(self.address)
        self.assertEqual(page.locator("#id_colleagues-text").input_value(), "")
        self.assertEqual(page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('archive'))"), [])

    def test_text_comes_back_after_a_crash_and_is_forgotten_when_it_is_saved(self):
        page = self.editor()
        page.goto(self.address)
        page.get_by_label("Summary").fill("An hour's work.")
        page.get_by_label("Kind").first.select_option("report")
        page = self.crash(page)
        page.goto(self.address)
        region = page.get_by_role("region", name="Text that was not saved")
        self.assertEqual(region.get_by_role("listitem").all_inner_texts(), ["Kind", "Summary"])
        region.get_by_role("button", name="Bring it back").click()
        self.assertEqual(page.get_by_label("Summary").input_value(), "An hour's work.")
        self.save(page)
        page.get_by_text("was changed successfully").wait_for()
        stored = Debate.objects.get()
        self.assertEqual((stored.summary, stored.kind), ("An hour's work.", "report"))
        page.goto(self.address)
        page.wait_for_timeout(300)
        self.assertFalse(region.is_visible())
        self.assertEqual(page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('archive-'))"), [])

    def test_added_rows_come_back_and_a_refused_save_forgets_nothing(self):
        page = self.editor()
        address = reverse("admin:archive_resolution_change", args=[self.resolution.pk])
        page.goto(address)
        page.get_by_role("button", name="Add another Clause").click()
        page.locator("[name=clauses-1-text]").fill("A second clause.")
        page.locator("[name=clauses-0-text]").fill("First, improved.")
        page.locator("[name=adopted_on]").fill("no date")
        self.save(page)
        page.get_by_text("Please correct the error").wait_for()
        page = self.crash(page)
        page.goto(address)
        page.get_by_role("button", name="Bring it back").click()
        self.assertEqual(page.locator("[name=clauses-1-text]").input_value(), "A second clause.")
        page.locator("[name=adopted_on]").fill("1922")
        self.save(page)
        page.get_by_text("was changed successfully").wait_for()
        texts = list(Resolution.objects.get().clauses.order_by("position").values_list("text", flat=True))
        self.assertEqual(texts, ["First, improved.", "A second clause."])

    def test_text_brought_back_meets_what_others_saved_meanwhile(self):
        page = self.editor()
        page.goto(self.address)
        page.get_by_label("Summary").fill("Mine.")
        page = self.crash(page)
        Debate.objects.get().save()
        debate = Debate.objects.get()
        debate.summary = "Theirs."
        debate.save()
        page.goto(self.address)
        page.get_by_role("button", name="Bring it back").click()
        self.save(page)
        page.get_by_role("heading", name="What differs").wait_for()
        self.assertEqual(Debate.objects.get().summary, "Theirs.")

    def test_text_comes_back_after_the_session_has_expired(self):
        page = self.editor()
        page.goto(self.address)
        page.get_by_label("Summary").fill("Typed before it expired.")
        page.context.clear_cookies(name="sessionid")
        self.save(page)
        page.get_by_label("Username").fill("publisher")
        page.get_by_label("Password").fill("a long password")
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("button", name="Bring it back").click()
        self.assertEqual(page.get_by_label("Summary").input_value(), "Typed before it expired.")
        self.assertEqual(self.complaints, [])

    def test_nobody_else_is_offered_the_text_and_it_can_be_thrown_away(self):
        page = self.editor()
        page.goto(self.address)
        page.get_by_label("Summary").fill("Private.")
        page = self.crash(page)
        page.context.clear_cookies()
        other = User.objects.create_user("other", password="a long password", is_staff=True)
        other.groups.add(Group.objects.get(name="Editor"))
        for name, is_offered in [("other", False), ("publisher", True)]:
            page.context.clear_cookies()
            page.goto(self.address)
            page.get_by_label("Username").fill(name)
            page.get_by_label("Password").fill("a long password")
            page.get_by_role("button", name="Log in").click()
            page.wait_for_load_state("load")
            page.wait_for_timeout(200)
            self.assertEqual(page.get_by_role("region", name="Text that was not saved").is_visible(), is_offered)
        page.get_by_role("button", name="Throw it away").click()
        page.reload()
        page.wait_for_timeout(200)
        self.assertFalse(page.get_by_role("region", name="Text that was not saved").is_visible())
        self.assertEqual(page.get_by_label("Summary").input_value(), "As it was.")

    def test_two_editors_see_each_other(self):
        first = self.editor()
        first.goto(self.address)
        self.assertEqual(first.locator(".presence").inner_text(), "")
        second = self.new_page()
        self.sign_in(second, "Editor")
        second.goto(self.address)
        self.assertIn("publisher has this open since", second.locator(".presence").inner_text())
        first.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        first.get_by_text("editor has this open since").wait_for()
        self.assertEqual(self.complaints, [])

"""Every page of the admin: axe finds nothing, the browser complains of nothing, the keyboard reaches all."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from archive.accounts import tokens
from archive.choices import TokenScope
from archive.models import (
    ENTRIES,
    PARTS,
    Citation,
    Clause,
    Debate,
    EditorialNote,
    Participation,
    Resolution,
    ShareLink,
    Speech,
)
from archive.workflow import restoring, versions
from tests import factories as make
from tests.browser.axe import violations
from tests.browser.base import BrowserTestCase
from tests.factories import DRAFT, PUBLISHED

WIDTHS = (390, 1280)
#: What has the focus: whether it shows, and where.
FOCUSED = """() => {
    const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
    const shown = style.outlineStyle !== "none" || style.boxShadow !== "none" || style.textDecorationLine !== "none"
        || style.borderColor !== "" || style.backgroundColor !== "";
    return {
        name: element.id || element.name || element.getAttribute("href") || element.tagName,
        body: element === document.body,
        seen: shown && box.width > 0 && box.height > 0,
    };
}"""
MOST_STOPS = 400


def make_archive():
    """One entry and part of each kind, public and not, with evidence."""
    public = {"status": PUBLISHED}
    topic, source, lenin = make.make_topic(**public), make.make_source(**public), make.make_speaker(**public)
    lenin.names.create(name="Ulyanov", kind="legal")
    congress = make.make_congress(number=11, opened_on=make.day("1922-03-27"), **public)
    sitting = make.make_sitting(congress=congress)
    make.make_mandate(congress=congress, speaker=lenin)
    make.make_election(congress=congress, speaker=lenin)
    debate = make.make_debate(congress=congress, summary="What was said", **public)
    debate.sittings.add(sitting)
    debate.topics.add(topic)
    Participation.objects.create(debate=debate, position=1, speaker=lenin, role="rapporteur")
    make.make_citation(make.make_speech(debate=debate, position=1, speaker=lenin, text="As printed"), source=source)
    resolution = make.make_resolution(congress=congress)
    Clause.objects.create(resolution=resolution, position=1, text="One")
    resolution.links.create(kind="cites", outside_title="Another")
    ShareLink.objects.create(
        entry=resolution,
        entry_made_at=resolution.created_at,
        of="stored",
        note="A reader",
        nonce="x",
        expires_at=timezone.now() + timedelta(days=1),
    )
    make.make_citation(debate, source=source, field="summary", stance="disputes", value="Something else")
    make.make_note(debate)
    make.make_topic(status="in_review")
    debate.colleague_notes.create(author_name="editor", text="Look again")
    debate.assignments.create(needs_attention=True)
    versions.record_missing()
    Debate.objects.update(summary="What was really said")
    versions.record(debate, None, reason="A better source")
    mistake = make.make_topic()
    versions.record_deletion(mistake, None, "A duplicate")
    mistake.delete()


def admin_pages():
    """The address of every page of the admin that shows something of the archive."""
    yield reverse("admin:index")
    for model in (*ENTRIES, *PARTS, Citation, EditorialNote):
        name = f"admin:archive_{model._meta.model_name}"
        record = model.objects.first()
        yield reverse(f"{name}_changelist")
        yield reverse(f"{name}_change", args=[record.pk])
        if model in ENTRIES:
            yield reverse(f"{name}_add")
        if model not in ENTRIES or record.status == DRAFT:
            yield reverse(f"{name}_delete", args=[record.pk])
    yield reverse("admin:archive_debate_changelist") + "?q=nothing+of+the+kind"
    yield reverse("admin:archive_review")
    draft = Resolution.objects.get()
    yield reverse("admin:archive_resolution_share", args=[draft.pk])
    yield reverse("preview", args=["resolution", draft.pk])
    yield reverse("private:index")
    yield reverse("private:archive_debate_change", args=[Debate.objects.get().pk])
    yield reverse("private:archive_speech_change", args=[Speech.objects.get().pk])
    debate = Debate.objects.get().pk
    yield reverse("admin:archive_debate_history", args=[debate])
    yield reverse("admin:archive_debate_version", args=[debate, 2])
    yield reverse("admin:archive_debate_compare", args=[debate]) + "?from=1&against=now"
    yield reverse("admin:archive_debate_restore", args=[debate]) + "?number=1"
    yield reverse("admin:archive_deleted")
    yield reverse("admin:archive_deleted_entry", args=[restoring.deleted().get().pk])
    yield reverse("admin:password_change")
    yield reverse("account:overview")
    yield reverse("account:second_factor")
    yield reverse("account:tokens")


class AdminPagesTestCase(BrowserTestCase):
    __test__ = False
    scheme, width, prefix = "light", 1280, ""

    def setUp(self):
        make_archive()

    def test_axe_finds_nothing(self):
        page = self.new_page(
            color_scheme=self.scheme,
            bypass_csp=True,
            reduced_motion="reduce",
            viewport={"width": self.width, "height": 900},
        )
        tokens.make(self.sign_in(page), "Keeping a copy", TokenScope.READ, tokens.USUAL_DAYS)
        for address in admin_pages():
            page.goto(self.prefix + address)
            with self.subTest(address=address):
                self.assertEqual(violations(page), [])


class LightTests(AdminPagesTestCase):
    __test__ = True


class DarkRussianPhoneTests(AdminPagesTestCase):
    __test__ = True
    scheme, width, prefix = "dark", 390, "/ru"


class PolicyAndKeyboardTests(BrowserTestCase):
    def setUp(self):
        make_archive()

    def test_the_browser_complains_of_nothing_and_the_keyboard_passes_through_every_page(self):
        page = self.new_page(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
        tokens.make(self.sign_in(page), "Keeping a copy", TokenScope.READ, tokens.USUAL_DAYS)
        for address in admin_pages():
            page.goto(address)
            stops = self.stops(page)
            with self.subTest(address=address):
                self.assertGreater(len(stops), 2)
                self.assertEqual([stop["name"] for stop in stops if not stop["seen"]], [])
                self.assertEqual(self.complaints, [])
            self.complaints.clear()

    def stops(self, page):
        """Every stop of the Tab key from the top to the end of a page."""
        found = []
        for _ in range(MOST_STOPS):
            page.keyboard.press("Tab")
            stop = page.evaluate(FOCUSED)
            if stop["body"]:
                return found
            found.append(stop)
        self.fail(f"The Tab key never leaves {page.url}.")

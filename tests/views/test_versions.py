"""Pages of former versions, the list of them, and two of them side by side."""

import re

from django.test import SimpleTestCase

from archive.comparing import _shortened
from archive.models import ENTRIES, Version
from archive.workflow import versions
from tests.factories import make_citation, make_note
from tests.views.base import PageTestCase, bare

DEBATE = "/congresses/11/debates/army/"
#: The pages of former versions, each with words of the first one and words of the second.
PAGES = {
    "/congresses/11/": ("To judge the year.", "A later purpose."),
    "/congresses/11/people/": ("Vladimir Lenin", "Nobody who was elected"),
    DEBATE: ("It was left open.", "It was closed."),
    "/congresses/11/resolutions/army/": ("What it says.", "What it said."),
    "/speakers/lenin/": ("Chairman", "Leader"),
    "/topics/army/": ("Soldiers.", "Soldiers and sailors."),
    "/sources/record/": ("First note.", "Second note."),
}


def record_all():
    for model in ENTRIES:
        for entry in model.objects.all():
            versions.record(entry, None)


class FormerPageTests(PageTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        make_citation(cls.debate, source=cls.source, locator="p. 9", field="outcome")
        make_note(cls.debate, text="A remark of then.")
        cls.source.note = "First note."
        cls.source.save()
        record_all()
        cls.rewrite()
        record_all()

    @classmethod
    def rewrite(cls):
        for entry, field, words in [
            (cls.congress, "purpose", "A later purpose."),
            (cls.debate, "outcome", "It was closed."),
            (cls.resolution, "summary", "What it said."),
            (cls.lenin, "role", "Leader"),
            (cls.topic, "description", "Soldiers and sailors."),
            (cls.source, "note", "Second note."),
        ]:
            setattr(entry, field, words)
            entry.save()
        cls.election.delete()
        cls.speech.text = "One.\n\nTwo, and three."
        cls.speech.save()
        cls.debate.notes.all().delete()

    def test_a_former_version_is_shown_as_it_was_and_says_so(self):
        for address, (then, now) in PAGES.items():
            for prefix in ("", "/ru"):
                with self.subTest(address=prefix + address):
                    page = self.client.get(f"{prefix}{address}?version=1")
                    said = page.content.decode()
                    if not prefix:
                        self.assertIn(then, said)
                        self.assertNotIn(now, bare(page))
                        self.assertIn("This is version 1, as published on", bare(page))
                    self.assertIn(f'rel="canonical" href="http://testserver{prefix}{address}"', said)
                    self.assertEqual(said.count('<meta name="robots" content="noindex">'), 1)
                    self.assertIn(f'type="application/json" href="/api/v1{address}?version=1"', said)
                    self.assertRegex(said, r'href="[^"]*/versions/\?from=1&amp;to=2"')
                    links = page.headers["Link"]
                    self.assertIn(f'<{prefix}{address}>; rel="original latest-version"', links)
                    self.assertIn('/versions/>; rel="version-history"', links)
                    self.assertTrue(page.headers["Memento-Datetime"].endswith("GMT"))
                    self.assertIn("max-age=0", page.headers["Cache-Control"])

    def test_the_latest_number_is_the_ordinary_page(self):
        for address, (_then, now) in PAGES.items():
            with self.subTest(address=address):
                page, ordinary = (self.client.get(address + query) for query in ("?version=2", ""))
                self.assertIn(now, page.content.decode())
                self.assertNotIn('class="past"', page.content.decode())
                self.assertNotIn("noindex", page.content.decode())
                self.assertEqual(bare(page), bare(ordinary))

    def test_anchors_sources_and_notes_of_then_are_in_their_places(self):
        page = self.client.get(f"{DEBATE}?version=1")
        said = bare(page)
        self.assertContains(page, '<p class="para" id="speech-3-p2"')
        for words in ("Two,", "still two.", "A remark of then.", "p. 9", "Version 1 of"):
            self.assertIn(words, said)
        self.assertNotIn("and three", said)
        self.assertContains(page, f'href="{DEBATE}cite/?version=1&amp;part=speech-3-p2"')
        self.assertContains(page, f"http://testserver{DEBATE}?version=1 [version 1 of")
        cite = self.client.get(f"{DEBATE}cite/?version=1&part=speech-3-p2")
        self.assertIn("still two.", bare(cite))
        self.assertContains(cite, f"{DEBATE}?version=1#speech-3-p2")

    def test_what_readers_have_not_seen_is_404_and_says_what_they_have(self):
        for address in (*PAGES, f"{DEBATE}cite/", f"{DEBATE}cite.bib"):
            for number in ("0", "3", "-1", "01", "x", "", "9" * 50, "1%00", "٢"):
                with self.subTest(address=address, number=number):
                    page = self.client.get(f"{address}?version={number}")
                    self.assertContains(page, "which are numbered from 1 to 2", status_code=404)
                    self.assertContains(page, "/versions/", status_code=404)

    def test_the_list_names_what_changed_and_leads_there(self):
        page = self.client.get(f"{DEBATE}versions/")
        said = bare(page)
        self.assertIn("Changed: Outcome; Speech 3", said)
        self.assertIn("Removed: Editorial note", said)
        self.assertIn("The first that was published.", said)
        for link in (f"{DEBATE}?version=1", f"{DEBATE}versions/?from=1&amp;to=2", DEBATE):
            self.assertContains(page, f'href="{link}"')
        self.assertNotContains(page, f'href="{DEBATE}?version=2"')
        self.assertContains(self.client.get(DEBATE), f'href="{DEBATE}versions/"')

    def test_two_versions_are_told_apart_word_by_word_without_colour(self):
        page = self.client.get(f"{DEBATE}versions/?from=1&to=2")
        self.assertContains(page, "From version 1 to version 2")
        plain = re.sub(r'<span class="visually-hidden">.*?</span>', "", page.content.decode())
        self.assertIn("It was <del>left open.</del><ins>closed.</ins>", plain)
        self.assertContains(page, f'<a href="{DEBATE}#speech-3">Speech 3</a>')
        for query in ("from=0&to=2", "to=3", "from=x"):
            self.assertContains(self.client.get(f"{DEBATE}versions/?{query}"), "numbered from 1 to 2", status_code=404)
        self.assertIn("They do not differ", bare(self.client.get(f"{DEBATE}versions/?from=2&to=2")))

    def test_hostile_text_stays_text_in_a_comparison(self):
        self.debate.outcome = self.debate.title = '<script>alert(1)</script> "{{ x }}" Ленин & <b>'
        self.debate.save()
        versions.record(self.debate, None)
        for prefix in ("", "/ru"):
            for query in ("?from=1&to=3", "?from=3&to=1"):
                said = self.client.get(f"{prefix}{DEBATE}versions/{query}").content.decode()
                self.assertNotIn("<script>alert", said)
                self.assertIn("&lt;", said)

    def test_versions_go_where_their_entry_goes(self):
        self.debate.slug = "red-army"
        self.debate.save()
        moved = "/congresses/11/debates/red-army/"
        for end in ("?version=1", "versions/", "versions/?from=1&to=2", "cite/?version=1&part=speech-3"):
            with self.subTest(end=end):
                response = self.client.get(DEBATE + end)
                self.assertEqual((response.status_code, response["Location"]), (301, moved + end))
        self.assertContains(self.client.get(f"{moved}?version=1"), f'href="{moved}cite/?version=1&amp;part=speech-3"')
        for status, code in (("withdrawn", 410), ("draft", 404)):
            type(self.debate).objects.filter(pk=self.debate.pk).update(status=status)
            for end in ("?version=1", "?version=9", "versions/", "cite/?version=1"):
                for prefix in ("", "/ru", "/api/v1"):
                    with self.subTest(end=prefix + end, status=status):
                        response = self.client.get(prefix + moved + end)
                        self.assertEqual(response.status_code, code)
                        self.assertNotIn("left open", response.content.decode())

    def test_reading_writes_nothing(self):
        before = Version.objects.count()
        for address in PAGES:
            self.client.get(f"{address}?version=1")
        self.assertEqual(Version.objects.count(), before)


class ShortWordsTests(SimpleTestCase):
    def test_a_long_list_of_changes_is_cut(self):
        names = [f"Speech {number}" for number in range(1, 301)]
        self.assertEqual(_shortened(names)[-2:], ["Speech 12", "… and 288 more"])

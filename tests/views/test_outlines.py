"""Readers and programs are told which congresses are here in outline only."""

from django.test import override_settings

from tests.factories import PUBLISHED, make_congress, make_debate
from tests.views.base import PageTestCase, bare, words

SENTENCE = "This entry is an outline: it holds the figures and decisions of the congress."


class OutlinePageTests(PageTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.outline = make_congress(
            number=12,
            title="12th Congress of the Party",
            party_name="The Party",
            delegates_decisive=408,
            delegates_consultative=417,
            summary="It met in the spring.",
            status=PUBLISHED,
        )

    def test_an_outline_says_so_under_its_summary(self):
        text = bare(self.client.get("/congresses/12/"))
        self.assertIn(f"It met in the spring. {SENTENCE}", text)
        self.assertNotIn(SENTENCE, bare(self.client.get("/congresses/11/")))

    def test_the_front_page_says_so_when_it_is_about_an_outline(self):
        self.assertNotIn(SENTENCE, bare(self.client.get("/")))
        with override_settings(FRONT_PAGE_CONGRESS=12):
            self.assertIn(SENTENCE, bare(self.client.get("/")))

    def test_an_outline_has_no_empty_section(self):
        page = self.client.get("/congresses/12/")
        for heading in ("Agenda", "Sittings", "People elected", "Delegates", "Overview", "Purpose", "Outcome"):
            self.assertNotContains(page, f">{heading}</h2>")
            self.assertNotContains(page, f">{heading}</a></li>")

    def test_lists_mark_an_outline_and_only_that(self):
        for address in ("/", "/congresses/"):
            with self.subTest(address=address):
                page = words(self.client.get(address))
                self.assertEqual(page.count('<span class="tag">outline</span>'), 1)
                entry = page[page.index("12th Congress of the Party") :]
                self.assertIn("outline", entry)

    def test_lists_say_how_many_delegates_with_which_vote(self):
        make_congress(number=1, title="1st Congress", delegates_decisive=9, status=PUBLISHED)
        text = bare(self.client.get("/congresses/"))
        self.assertIn("Delegates: 408 decisive, 417 consultative", text)
        self.assertIn("1st Congress outline Delegates: 9", text)

    def test_the_list_stands_under_the_names_the_party_had(self):
        make_congress(number=13, title="13th Congress", party_name="The Party", status=PUBLISHED)
        make_congress(number=14, title="14th Congress", party_name="The Party, renamed", status=PUBLISHED)
        page = self.client.get("/congresses/")
        self.assertContains(page, '<h2 class="era">The Party</h2>', count=1)
        self.assertContains(page, '<h2 class="era">The Party, renamed</h2>', count=1)
        self.assertContains(page, '<h2 class="entry__title"><a href="/congresses/11/">', count=1)
        self.assertContains(page, '<h3 class="entry__title"><a href="/congresses/12/">', count=1)

    def test_the_first_debate_ends_it_on_page_and_in_the_api(self):
        for address in ("/api/v1/congresses/12/", "/api/v1/"):
            answer = self.client.get(address).json()
            marks = {each["number"]: each["is_outline"] for each in answer.get("congresses", [answer])}
            self.assertIs(marks[12], True)
        make_debate(congress=self.outline, status=PUBLISHED)
        listed = self.client.get("/api/v1/congresses/").json()["results"]
        self.assertEqual({each["number"]: each["is_outline"] for each in listed}, {11: False, 12: False})
        self.assertNotIn(SENTENCE, bare(self.client.get("/congresses/12/")))

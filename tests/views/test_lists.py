"""Lists: filters, order, pages, and what is said when there is nothing."""

import html

from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.choices import PublicationStatus
from tests.bounds import counted_to
from tests.factories import (
    PUBLISHED,
    make_topic,
)
from tests.views.base import PageTestCase, bare


class ListTests(PageTestCase):
    def test_filters_in_force_can_be_taken_away(self):
        page = self.client.get("/debates/?congress=11&kind=report&page_size=10&ordering=-title")
        self.assertContains(page, 'href="/debates/?kind=report&amp;page_size=10&amp;ordering=-title"')
        self.assertIn("Congress: 11th Congress", bare(page))
        self.assertContains(page, '<option value="report" selected>Report</option>')
        self.assertContains(page, '<option value="-title" selected>By title, Z to A</option>')
        self.assertContains(page, '<input type="hidden" name="page_size" value="10">')

    def test_a_bad_filter_is_explained_beside_its_field(self):
        page = self.client.get("/speeches/?after=spring+1922")
        self.assertEqual(page.status_code, 200)
        self.assertIn("The filter was not applied.", bare(page))
        self.assertContains(page, 'value="spring 1922"')
        self.assertContains(page, 'aria-describedby="f-after-error"')
        self.assertNotContains(page, 'class="entries"')

    def test_no_match_says_what_was_looked_for(self):
        text = bare(self.client.get("/resolutions/?after=1990&secrecy=secret"))
        self.assertIn("No resolution matches.", text)
        self.assertIn("From: 1990", text)
        self.assertIn("Secrecy: Secret", text)

    def test_pages_keep_the_query(self):
        for _ in range(3):
            make_topic(status=PUBLISHED)
        page = self.client.get("/topics/?page_size=2&ordering=-name")
        self.assertContains(page, 'rel="next" href="?page_size=2&amp;ordering=-name&amp;page=2"')
        self.assertIn("1 to 2 are on this page", bare(page))
        self.assertEqual(self.client.get("/topics/?page=99").status_code, 404)

    def test_a_long_list_is_counted_so_far_and_says_that_there_is_more(self):
        for _ in range(4):
            make_topic(status=PUBLISHED)
        with counted_to(4), CaptureQueriesContext(connection) as asked:
            page = self.client.get("/topics/?page_size=2&page=2")
        self.assertIn("more than 4 topics", bare(page))
        self.assertIn("The list goes on", bare(page))
        self.assertNotContains(page, 'rel="next"')
        [counting] = [query["sql"] for query in asked if query["sql"].startswith("SELECT COUNT")]
        self.assertIn("LIMIT 5", counting)
        with counted_to(4):
            self.assertNotIn("The list goes on", bare(self.client.get("/topics/?page_size=2")))
            self.assertEqual(self.client.get("/topics/?page_size=2&page=3").status_code, 404)

    def test_a_list_can_be_taken_away_whole_as_it_is_filtered(self):
        for prefix in ("", "/ru"):
            page = self.client.get(
                f"{prefix}/debates/?kind=report&page_size=10&page=1&ordering=-title&nonsense=1&topic="
            )
            for form, media_type in {"csv": "text/csv", "ndjson": "application/x-ndjson"}.items():
                address = f"/api/v1/debates/?kind=report&amp;ordering=-title&amp;format={form}"
                self.assertContains(page, f'<link rel="alternate" type="{media_type}" href="{address}">')
                self.assertContains(page, f'<a href="{address}" type="{media_type}">{form.upper()}</a>')
                answer = self.client.get(html.unescape(address))
                self.assertEqual(answer["Content-Type"].split(";")[0], media_type)
                self.assertEqual(b"".join(answer.streaming_content).count(b"\n"), 2 if form == "csv" else 1)
        page = self.client.get("/debates/?kind=nothing")
        self.assertNotContains(page, "format=csv")

    def test_what_has_changed_since_is_said_as_it_was_asked(self):
        page = self.client.get("/speeches/?updated_since=2020-01-31T12:00Z&ordering=-updated_at")
        self.assertIn("Changed since: 2020-01-31T12:00Z", bare(page))
        self.assertContains(page, '<option value="-updated_at" selected>By last change, newest first</option>')
        page = self.client.get("/speeches/?updated_since=spring")
        self.assertIn("Write a day (2026-01-31)", bare(page))

    def test_an_empty_archive_says_so(self):
        type(self.congress).objects.update(status=PublicationStatus.DRAFT)
        self.assertIn("No congress has been published yet.", bare(self.client.get("/")))
        self.assertIn("Nothing has been published here yet.", bare(self.client.get("/debates/")))

"""What is answered where no page is, and how a page and its data lead to each other."""

from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.template.loader import render_to_string

from archive.models import FormerSlug
from tests.factories import PUBLISHED, WITHDRAWN, make_speaker, make_topic
from tests.views.base import PageTestCase


class AbsenceTests(PageTestCase):
    def test_a_former_address_redirects_for_ever_with_its_query(self):
        FormerSlug.objects.create(target=self.lenin, slug="ulyanov")
        answer = self.client.get("/ru/speakers/ulyanov/?page=2")
        self.assertRedirects(answer, "/ru/speakers/lenin/?page=2", status_code=301, fetch_redirect_response=False)
        FormerSlug.objects.create(target=self.congress, slug="111")
        answer = self.client.get("/congresses/111/people/")
        self.assertRedirects(answer, "/congresses/11/people/", status_code=301, fetch_redirect_response=False)

    def test_a_withdrawn_entry_tells_nothing_of_itself(self):
        make_topic(slug="gone", name="SECRET NAME", description="SECRET TEXT", status=WITHDRAWN)
        for address in ("/topics/gone/", "/ru/topics/gone/"):
            answer = self.client.get(address)
            self.assertContains(answer, "410", status_code=410)
            self.assertNotContains(answer, "SECRET", status_code=410)

    def test_a_person_without_a_portrait_has_no_address_for_one(self):
        make_speaker(slug="unseen", status=PUBLISHED)
        self.assertEqual(self.client.get("/speakers/unseen/portrait/").status_code, 404)

    def test_drafts_and_nonsense_have_no_page(self):
        make_topic(slug="draft", name="SECRET NAME")
        for address in ("/topics/draft/", "/congresses/12/", "/speakers/nobody/", "/nothing/", "/ru/nothing/"):
            with self.subTest(address=address):
                answer = self.client.get(address)
                name = "Одиннадцатый съезд партии" if address.startswith("/ru/") else "11th Congress of the Party"
                self.assertContains(answer, f'/congresses/11/">{name}</a>', status_code=404)
                self.assertNotContains(answer, "SECRET", status_code=404)

    def test_errors_outside_any_view_have_a_page(self):
        answer = self.client.get("/", headers={"host": "evil.example"})
        self.assertContains(answer, "400", status_code=400)
        self.assertNotContains(answer, "evil.example", status_code=400)

    def test_the_page_for_our_own_faults_needs_nothing(self):
        page = render_to_string("500.html")
        self.assertIn("Something went wrong here", page)
        self.assertIn('href="/static/archive/css/site.css"', page)

    def test_while_the_database_does_not_answer_every_page_says_so_and_when_to_come_back(self):
        def refuse(*args):
            raise OperationalError("the password is SECRET")

        self.client.force_login(User.objects.create_superuser("root"))
        self.client.raise_request_exception = False
        for address, language in [("/", "en"), ("/ru/topics/", "ru"), ("/search/?q=x", "en"), ("/ru/admin/", "ru")]:
            with self.subTest(address), connection.execute_wrapper(refuse), self.assertLogs("django.request"):
                answer = self.client.get(address)
                self.assertContains(answer, f'<html lang="{language}">', status_code=503)
                self.assertContains(answer, '<p class="state__code" aria-hidden="true">503</p>', status_code=503)
                self.assertNotContains(answer, "SECRET", status_code=503)
                self.assertEqual((answer["Retry-After"], answer["Cache-Control"]), ("10", "no-store"))
        with connection.execute_wrapper(refuse):
            self.assertEqual(self.client.get("/healthz/").status_code, 200)
            self.assertEqual(self.client.get("/readyz/").status_code, 503)


class TwinTests(PageTestCase):
    def test_every_page_links_its_data(self):
        for address in [
            "/",
            "/congresses/?ordering=number",
            "/congresses/11/",
            "/congresses/11/people/",
            "/congresses/11/debates/army/",
            "/congresses/11/resolutions/army/",
            "/debates/?kind=report",
            "/speeches/",
            "/speakers/lenin/",
            "/topics/army/",
            "/sources/record/",
        ]:
            with self.subTest(address=address):
                page = self.client.get(f"/ru{address}")
                self.assertContains(page, f'<link rel="alternate" type="application/json" href="/api/v1{address}">')
                self.assertContains(page, f'<a href="/api/v1{address}" type="application/json">')

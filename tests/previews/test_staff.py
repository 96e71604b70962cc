"""Previews for the staff: the real page of what is not public, and nothing of it anywhere else."""

import re
from datetime import timedelta
from unittest import mock

from django.contrib.auth.models import Permission
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from archive.choices import PublicationStatus
from archive.models import PendingChange
from archive.workflow import private
from archive.workflow.snapshots import key_of
from tests import factories as make
from tests.admin.base import make_user, signed_in
from tests.previews.base import PreviewTestCase, preview_address, rows_now
from tests.workflow.test_images import picture

PARTS = ("preview", "preview-api", "preview-card")


def without_notice(response):
    return re.sub(r'<section class="preview-notice".*?</section>', "", response.content.decode(), flags=re.DOTALL)


def main_of(html):
    return " ".join(re.search(r"<main.*</main>", html, re.DOTALL)[0].split())


class DoorTests(PreviewTestCase):
    def test_nobody_but_the_staff_gets_in(self):
        nobody = signed_in(make_user(None))
        for entry in self.entries:
            for name in PARTS:
                with self.subTest(entry=entry, name=name):
                    response = self.client.get(preview_address(entry, name))
                    self.assertEqual(response.status_code, 302)
                    self.assertIn("/admin/login/", response.url)
                    refused = nobody.get(preview_address(entry, name))
                    self.assertEqual(refused.status_code, 403)
                    self.assertNotIn("DRAFT", refused.content.decode())

    def test_whoever_may_view_may_preview_and_nobody_posts(self):
        for client in (self.viewer, signed_in(self.author), signed_in(make_user("Editor"))):
            self.assertContains(client.get(preview_address(self.debate)), "DRAFT words")
            self.assertEqual(client.post(preview_address(self.debate)).status_code, 405)

    def test_senseless_addresses_are_answered(self):
        for address in ("speech/1/", "user/1/", "topic/99999/", f"topic/{2**70}/", "topic/x/"):
            with self.subTest(address=address):
                self.assertEqual(self.viewer.get(f"/admin/preview/{address}").status_code, 404)
        self.assertEqual(self.viewer.get(preview_address(self.topic, "preview-portrait")).status_code, 404)
        self.assertEqual(self.viewer.get(preview_address(self.speaker, "preview-portrait")).status_code, 404)


class PageTests(PreviewTestCase):
    def test_the_notice_says_how_the_entry_stands_now(self):
        past, later = (timezone.now() + timedelta(hours=hours) for hours in (-1, 1))
        for times, said, unsaid in [
            ({"publish_at": past - timedelta(hours=1), "withdraw_at": past}, "Withdrawn", "to appear"),
            ({"publish_at": later, "withdraw_at": None}, "to appear", "Withdrawn"),
        ]:
            type(self.topic).objects.update(status=PublicationStatus.PUBLISHED, **times)
            page = self.viewer.get(preview_address(self.topic))
            with self.subTest(said=said):
                self.assertContains(page, said)
                self.assertNotContains(page, unsaid)

    def test_page_and_data_are_those_that_readers_get_later(self):
        for entry in self.entries:
            page = self.viewer.get(preview_address(entry))
            data = self.viewer.get(preview_address(entry, "preview-api"))
            card = self.viewer.get(preview_address(entry, "preview-card"))
            self.assertEqual(card["Content-Type"], "image/png")
            before = {other: other.status for other in self.entries}
            for other in {entry, getattr(entry, "congress", entry)}:
                type(other).objects.filter(pk=other.pk).update(status=PublicationStatus.PUBLISHED)
            with self.subTest(entry=entry):
                later = self.client.get(entry.get_absolute_url())
                self.assertEqual(main_of(without_notice(page)), main_of(later.content.decode()))
                self.assertContains(page, "DRAFT")
                twin = self.client.get("/api/v1" + entry.get_absolute_url())
                self.assertEqual(data.content, twin.content)
                self.assertEqual(data["Content-Type"], twin["Content-Type"])
                self.assertEqual(card.content, self.client.get(f"{entry.get_absolute_url()}card.png").content)
            for other, status in before.items():
                type(other).objects.filter(pk=other.pk).update(status=status)

    def test_every_state_that_is_not_public_has_a_preview_and_what_is_public_its_page(self):
        for status in ("draft", "in_review", "withdrawn"):
            topic = make.make_topic(status=status)
            self.assertContains(self.viewer.get(preview_address(topic)), topic.get_status_display())
        public = make.make_topic(status="published")
        self.assertRedirects(self.viewer.get(preview_address(public)), public.get_absolute_url())

    def test_both_languages(self):
        english = preview_address(self.debate)
        self.assertContains(self.viewer.get(english), f'href="/ru{english}" lang="ru"')
        page = self.viewer.get(f"/ru{english}")
        self.assertContains(page, '<html lang="ru">')
        self.assertContains(page, f'href="{english}" lang="en"')

    def test_the_notice_tells_the_staff_what_it_is_and_what_readers_will_miss(self):
        page = self.viewer.get(preview_address(self.debate)).content.decode()
        notice = re.search(r'<section class="preview-notice".*?</section>', page, re.DOTALL)[0]
        for words in ("Draft", "DRAFT congress", "DRAFT speaker", "DRAFT topic", "DRAFT source"):
            self.assertIn(words, notice)
        self.assertNotIn("DRAFT speaker", without_notice(self.viewer.get(preview_address(self.debate))))
        mine = self.viewer.get(preview_address(self.topic))
        self.assertContains(mine, "entered by author")

    def test_names_of_kinds_that_one_may_not_view_are_not_told(self):
        user = make_user(None, "debates-only")
        user.user_permissions.add(Permission.objects.get(codename="view_debate"))
        page = signed_in(user).get(preview_address(self.debate))
        self.assertContains(page, "DRAFT words")
        for hidden in ("DRAFT topic", "DRAFT source", "DRAFT speaker"):
            self.assertNotContains(page, hidden)

    def test_nothing_keeps_it_or_takes_it_for_public(self):
        for name in PARTS:
            response = self.viewer.get(
                preview_address(self.debate, name), headers={"if-none-match": "*", "accept-encoding": "gzip"}
            )
            with self.subTest(name=name):
                self.assertEqual(response.status_code, 200)
                self.assertIn("no-store", response["Cache-Control"])
                self.assertNotIn("public", response["Cache-Control"])
                self.assertEqual(response["X-Robots-Tag"], "noindex, nofollow, noarchive")
                self.assertEqual(response["Referrer-Policy"], "no-referrer")
                self.assertIn("default-src 'none'", response["Content-Security-Policy"])
                self.assertNotIn("ETag", response)
        page = self.viewer.get(preview_address(self.debate)).content.decode()
        head = page[: page.index("</head>")]
        for public in ("canonical", "og:", "ld+json", "hreflang", "citation_", "application/json", "card.png"):
            self.assertNotIn(public, head)
        self.assertIn('name="robots" content="noindex', head)

    def test_the_portrait_of_a_draft_is_shown_in_its_preview_alone(self):
        self.speaker.portrait.save("portrait.webp", picture("WEBP"))
        self.addCleanup(self.speaker.portrait.delete)
        address = preview_address(self.speaker, "preview-portrait")
        self.assertContains(self.viewer.get(preview_address(self.speaker)), f'src="{address}"')
        response = self.viewer.get(address)
        self.assertEqual(response["Content-Type"], "image/webp")
        self.assertIn("no-store", response["Cache-Control"])
        self.assertTrue(response.getvalue())
        self.assertEqual(self.client.get(f"{self.speaker.get_absolute_url()}portrait/").status_code, 404)

    def test_query_count_does_not_grow_with_rows(self):
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                self.assertEqual(self.viewer.get(preview_address(self.debate)).status_code, 200)
            counts.append(len(queries))
            for n in range(5):
                speaker = make.make_speaker(name=f"DRAFT {n}")
                make.make_citation(make.make_speech(debate=self.debate, speaker=speaker))
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[0], 45)


class NothingIsLeftTests(PreviewTestCase):
    def addresses(self):
        return [entry.get_absolute_url() for entry in self.entries]

    def test_a_preview_leaves_every_row_as_it_was_and_nothing_public(self):
        before = rows_now()
        for entry in self.entries:
            for name in PARTS:
                self.assertEqual(self.viewer.get(preview_address(entry, name)).status_code, 200)
        self.assertEqual(rows_now(), before)
        for address in self.addresses():
            for prefix in ("", "/ru", "/api/v1"):
                self.assertEqual(self.client.get(prefix + address).status_code, 404)
        self.assertEqual(self.client.get("/api/v1/search/?q=DRAFT").json()["count"], 0)

    def test_nothing_is_left_when_the_page_fails(self):
        before = rows_now()
        self.viewer.raise_request_exception = False
        with mock.patch("archive.views.debates.voices", side_effect=RuntimeError):
            self.assertEqual(self.viewer.get(preview_address(self.debate)).status_code, 500)
        self.viewer.raise_request_exception = True
        self.assertEqual(rows_now(), before)
        self.assertEqual(self.client.get(self.debate.get_absolute_url()).status_code, 404)

    def test_while_somebody_writes_for_long_it_says_so(self):
        with mock.patch("archive.workflow.previewing.lock", side_effect=OperationalError("database is locked")):
            page = self.viewer.get(preview_address(self.debate))
            data = self.viewer.get(preview_address(self.debate, "preview-api"))
        self.assertContains(page, "busy", status_code=503)
        self.assertEqual(data["Content-Type"], "application/problem+json")
        for response in (page, data):
            self.assertEqual((response.status_code, response["Retry-After"]), (503, "10"))
            self.assertIn("no-store", response["Cache-Control"])


class ChangeTests(PreviewTestCase):
    def setUp(self):
        super().setUp()
        self.editor_user = make_user("Editor")
        self.editor = signed_in(self.editor_user)
        for entry in (self.congress, self.debate):
            type(entry).objects.filter(pk=entry.pk).update(status=PublicationStatus.PUBLISHED)
        self.debate.refresh_from_db()
        change = private.begin(self.debate, self.editor_user)
        key, speech = key_of(self.debate), key_of(self.speech)
        data = {**change.data, key: {**change.data[key], "title": "PRIVATE title", "slug": "private-slug"}}
        new = f"speech:{PendingChange.FIRST_KEY + 1}"
        data[new] = {**data[speech], "text": "PRIVATE new speech", "position": 999}
        data[speech] = {**data[speech], "text": "PRIVATE words"}
        self.change = private.store(change, data, self.editor_user)
        self.address = preview_address(self.debate, "preview-change")

    def test_it_shows_the_page_as_it_would_be_and_leaves_nothing(self):
        before = rows_now()
        page = self.editor.get(self.address)
        for words in ("PRIVATE title", "PRIVATE words", "PRIVATE new speech", "Preview of a private change"):
            self.assertContains(page, words)
        self.assertNotContains(page, "DRAFT words")
        data = self.editor.get(preview_address(self.debate, "preview-change-api")).json()
        self.assertEqual(data["title"], "PRIVATE title")
        self.assertIn("/private-slug/", data["page"])
        self.assertEqual(rows_now(), before)
        public = self.client.get(self.debate.get_absolute_url())
        self.assertContains(public, "DRAFT words")
        self.assertNotContains(public, "PRIVATE")
        self.assertEqual(self.client.get("/congresses/12/debates/private-slug/").status_code, 404)

    def test_it_is_for_those_who_may_change_such_entries(self):
        for client in (self.viewer, signed_in(self.author)):
            response = client.get(self.address)
            self.assertEqual(response.status_code, 403)
            self.assertNotIn("PRIVATE", response.content.decode())
        self.assertEqual(self.client.get(self.address).status_code, 302)

    def test_every_page_about_it_leads_there(self):
        overview = reverse("admin:private_change", args=[self.change.pk], current_app="private")
        for site in ("private", "admin"):
            form = reverse("admin:archive_debate_change", args=[self.debate.pk], current_app=site)
            self.assertContains(self.editor.get(form), f'href="{self.address}"')
        self.assertContains(self.editor.get(overview), f'href="{self.address}"')

    def test_without_a_private_change_there_is_nothing_to_see(self):
        self.change.delete()
        self.assertEqual(self.editor.get(self.address).status_code, 404)

    def test_one_that_does_not_fit_leads_to_where_it_is_put_right(self):
        key = key_of(self.speech)
        data = {**self.change.data, key: {**self.change.data[key], "speaker": 999_999}}
        change = private.store(self.change, data, self.editor_user)
        repair = reverse("admin:private_repair", args=[change.pk], current_app="private")
        self.assertRedirects(self.editor.get(self.address), repair)
        self.assertEqual(self.editor.get(preview_address(self.debate, "preview-change-api")).status_code, 404)

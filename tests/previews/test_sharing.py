"""Share links: who makes and ends them, and what they show."""

from datetime import timedelta
from unittest import mock

from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from archive.choices import PublicationStatus, SharedText
from archive.models import ShareLink, Topic
from archive.workflow import private, sharing, transitions
from archive.workflow.snapshots import key_of
from tests import factories as make
from tests.admin.base import make_user, signed_in
from tests.previews.base import PreviewTestCase, preview_address, rows_now
from tests.workflow.test_images import picture

STORED, CHANGE = SharedText.STORED, SharedText.CHANGE


def share_page(entry, site="admin"):
    options = entry._meta
    return reverse(f"admin:archive_{options.model_name}_share", args=[entry.pk], current_app=site)


def addresses(token):
    return {name: reverse(name, args=[token]) for name in ("shared", "shared-api", "shared-portrait")}


class SharingTestCase(PreviewTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.editor_user, cls.publisher_user = make_user("Editor"), make_user("Publisher")
        cls.editor, cls.publisher = signed_in(cls.editor_user), signed_in(cls.publisher_user)

    def share(self, entry, of=STORED, days=14):
        return sharing.share(entry, self.publisher_user, of, days=days, note="Prof. Petrova")

    def change(self, entry=None):
        """A private change to a published entry, with a text that says PRIVATE."""
        entry = entry or make.make_topic(name="Public topic", status=PublicationStatus.PUBLISHED)
        change = private.begin(entry, self.editor_user)
        key = key_of(entry)
        data = {**change.data, key: {**change.data[key], "description": "PRIVATE words"}}
        return private.store(change, data, self.editor_user)

    def read(self, link, name="shared", client=None):
        return (client or self.client).get(addresses(sharing.token_of(link))[name])

    def assertNowhere(self, token):
        """What is answered to any text at all, and nothing more."""
        for name, address in addresses(token).items():
            answer = self.client.get(address)
            same = self.client.get(addresses("nonsense")[name])
            self.assertEqual((answer.status_code, answer.content), (404, same.content), name)
            self.assertEqual(answer["Cache-Control"], "private, no-store")
            self.assertNotIn("DRAFT", answer.content.decode())


class MakingTests(SharingTestCase):
    def test_only_those_who_may_change_the_entry_make_see_and_revoke_links(self):
        link = self.share(self.debate)
        owner = signed_in(self.author)
        data = {"of": "stored", "note": "X", "days": "14"}
        for client, entry in ((self.viewer, self.debate), (owner, self.debate), (self.viewer, self.topic)):
            for ask in (client.get, lambda *args, c=client: c.post(*args, data)):
                self.assertEqual(ask(share_page(entry)).status_code, 403)
            self.assertEqual(client.post(share_page(entry), {"_revoke": link.pk}).status_code, 403)
        for ask in (self.client.get, self.client.post):
            self.assertIn("/login/", ask(share_page(self.debate)).url)
        self.assertEqual(owner.get(share_page(self.topic)).status_code, 200)
        self.assertEqual(self.editor.get(share_page(self.debate, "private")).status_code, 404)
        link.refresh_from_db()
        self.assertEqual((link.revoked_at, ShareLink.objects.count()), (None, 1))
        page = self.viewer.get(reverse("admin:archive_debate_change", args=[self.debate.pk]))
        self.assertContains(page, preview_address(self.debate))
        self.assertNotContains(page, share_page(self.debate))

    def test_who_made_a_link_ends_it_also_when_the_entry_is_in_other_hands(self):
        owner = signed_in(self.author)
        owner.post(share_page(self.topic), {"of": "stored", "note": "Mine", "days": "90"})
        mine, other = ShareLink.objects.get(), self.share(self.topic)
        transitions.move(self.topic, self.author, "submit")
        self.assertContains(
            owner.get(reverse("admin:archive_topic_change", args=[self.topic.pk])), share_page(self.topic)
        )
        page = owner.get(share_page(self.topic))
        self.assertContains(page, sharing.token_of(mine))
        self.assertNotContains(page, sharing.token_of(other))
        self.assertNotContains(page, 'name="days"')
        self.assertEqual(owner.post(share_page(self.topic), {"_revoke": other.pk}).status_code, 404)
        owner.post(share_page(self.topic), {"_revoke": mine.pk})
        self.assertNowhere(sharing.token_of(mine))

    def test_a_link_is_made_listed_and_revoked_on_its_page(self):
        self.assertContains(
            self.editor.get(reverse("admin:archive_debate_change", args=[self.debate.pk])), share_page(self.debate)
        )
        response = self.editor.post(share_page(self.debate), {"of": "stored", "note": "Prof. Petrova", "days": "3"})
        link = ShareLink.objects.get()
        self.assertRedirects(response, f"{share_page(self.debate)}#link-{link.pk}", fetch_redirect_response=False)
        self.assertEqual((link.entry, link.created_by), (self.debate, self.editor_user))
        self.assertAlmostEqual(link.expires_at, timezone.now() + timedelta(days=3), delta=timedelta(minutes=1))
        token = sharing.token_of(link)
        page = self.editor.get(share_page(self.debate))
        self.assertContains(page, f"http://testserver/shared/{token}/")
        self.assertContains(page, "Prof. Petrova")
        self.editor.post(share_page(self.debate), {"_revoke": link.pk})
        link.refresh_from_db()
        self.assertEqual(link.revoked_by, self.editor_user)
        self.assertNowhere(token)
        self.assertNotContains(self.editor.get(share_page(self.debate)), token)

    def test_a_link_of_another_entry_is_not_revoked_here(self):
        link = self.share(self.resolution)
        for key in (link.pk, 999, "x", 2**70):
            self.assertEqual(self.editor.post(share_page(self.debate), {"_revoke": key}).status_code, 404)
        self.assertIsNone(ShareLink.objects.get().revoked_at)

    def test_senseless_forms_are_refused(self):
        good = {"of": "stored", "note": "X", "days": "14"}
        for wrong in ({"days": "0"}, {"days": "91"}, {"of": "change"}, {"of": ""}, {"note": ""}, {"note": "x" * 201}):
            with self.subTest(wrong=wrong):
                self.assertEqual(self.editor.post(share_page(self.debate), good | wrong).status_code, 200)
        self.assertFalse(ShareLink.objects.exists())
        self.assertEqual(self.editor.get("/admin/archive/debate/x/share/").status_code, 404)

    def test_what_is_public_or_withdrawn_is_not_shared(self):
        for status in (PublicationStatus.PUBLISHED, PublicationStatus.WITHDRAWN):
            topic = make.make_topic(status=status)
            self.assertNotContains(self.publisher.get(share_page(topic)), 'name="days"')
            self.publisher.post(share_page(topic), {"of": "stored", "note": "X", "days": "14"})
        self.assertFalse(ShareLink.objects.exists())

    def test_query_count_does_not_grow_with_links(self):
        counts = []
        for _ in range(2):
            self.share(self.debate)
            with CaptureQueriesContext(connection) as queries:
                self.editor.get(share_page(self.debate))
            counts.append(len(queries))
        self.assertEqual(counts[0], counts[1])


class ReadingTests(SharingTestCase):
    def test_what_waits_for_the_same_congress_is_not_shown(self):
        type(self.congress).objects.update(
            status=PublicationStatus.PUBLISHED, publish_at=timezone.now() + timedelta(days=3)
        )
        for number in (1, 2):
            make.make_debate(congress=self.congress, title=f"WAITING {number}", status=PublicationStatus.PUBLISHED)
        make.make_resolution(congress=self.congress, title="WAITING", status=PublicationStatus.PUBLISHED)
        token = sharing.token_of(self.share(self.debate))
        for name in ("shared", "shared-api"):
            response = self.client.get(reverse(name, args=[token]))
            self.assertContains(response, "DRAFT debate")
            self.assertNotContains(response, "WAITING")

    def test_it_shows_the_page_and_its_data_to_anybody(self):
        for entry in self.entries:
            link = self.share(entry)
            with self.subTest(entry=entry):
                self.assertContains(self.read(link), "Shared with you for review")
                self.assertContains(self.read(link), "DRAFT")
                data = self.read(link, "shared-api")
                self.assertEqual(data.content, self.viewer.get(preview_address(entry, "preview-api")).content)
                self.assertEqual(data["Access-Control-Allow-Origin"], "*")

    def test_it_tells_nothing_that_is_for_the_staff(self):
        page = self.read(self.share(self.debate)).content.decode()
        for words in ("DRAFT speaker", "DRAFT topic", "DRAFT source", "/admin/", "publisher", "Petrova", "card.png"):
            self.assertNotIn(words, page)

    def test_it_knows_no_session_and_is_kept_nowhere(self):
        link = self.share(self.debate)
        for client in (self.client, self.publisher):
            for name in ("shared", "shared-api"):
                response = self.read(link, name, client)
                self.assertEqual(response["Cache-Control"], "private, no-store")
                self.assertEqual(response["X-Robots-Tag"], "noindex, nofollow, noarchive")
                self.assertEqual(response["Referrer-Policy"], "no-referrer")
                self.assertNotIn("ETag", response)
                self.assertNotIn("Cookie", response.get("Vary", ""))
                self.assertEqual(response.cookies, {})
        self.assertNotContains(self.read(link, client=self.publisher), "/admin/")

    def test_both_languages(self):
        path = addresses(sharing.token_of(self.share(self.debate)))["shared"]
        self.assertContains(self.client.get(path), f'href="/ru{path}" lang="ru"')
        self.assertContains(self.client.get(f"/ru{path}"), f'href="{path}" lang="en"')

    def test_the_portrait_is_shown(self):
        self.speaker.portrait.save("portrait.webp", picture("WEBP"))
        self.addCleanup(self.speaker.portrait.delete)
        link = self.share(self.speaker)
        address = addresses(sharing.token_of(link))["shared-portrait"]
        self.assertContains(self.read(link), f'src="{address}"')
        response = self.client.get(address)
        self.assertEqual(response["Content-Type"], "image/webp")
        self.assertTrue(response.getvalue())

    def test_it_is_for_reading_and_counts_its_readers(self):
        link = self.share(self.debate)
        for name in ("shared", "shared-api"):
            address = addresses(sharing.token_of(link))[name]
            for ask in (self.client.post, self.client.put, self.client.delete):
                self.assertEqual(ask(address).status_code, 405)
            self.assertEqual(self.client.head(address).status_code, 200)
            self.assertEqual(self.client.get(address).status_code, 200)
        link.refresh_from_db()
        self.assertEqual(link.uses, 2)
        self.assertIsNotNone(link.last_used_at)

    def test_nothing_else_is_written_and_nothing_becomes_public(self):
        link = self.share(self.debate)
        before = rows_now()
        self.read(link)
        self.read(link, "shared-api")
        after = rows_now()
        self.assertEqual({**before, "archive.ShareLink": None}, {**after, "archive.ShareLink": None})
        self.assertEqual(self.client.get(self.debate.get_absolute_url()).status_code, 404)

    def test_a_private_change_is_shown_by_its_own_link_alone(self):
        change = self.change()
        page = self.read(self.share(change.entry, CHANGE))
        self.assertContains(page, "PRIVATE words")
        self.assertNotContains(self.client.get(change.entry.get_absolute_url()), "PRIVATE")

    def test_what_has_been_published_since_is_where_readers_see_it(self):
        link = self.share(self.topic)
        Topic.objects.filter(pk=self.topic.pk).update(status=PublicationStatus.PUBLISHED)
        self.assertRedirects(self.read(link), self.topic.get_absolute_url())
        self.assertRedirects(self.read(link, "shared-api"), f"/api/v1{self.topic.get_absolute_url()}")

    def test_while_somebody_writes_for_long_it_says_so(self):
        link = self.share(self.debate)
        with mock.patch("archive.workflow.previewing.lock", side_effect=OperationalError):
            for name in ("shared", "shared-api"):
                response = self.read(link, name)
                self.assertEqual((response.status_code, response["Retry-After"]), (503, "10"))

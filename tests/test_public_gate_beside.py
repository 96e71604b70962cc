"""The gate, for what stands beside the pages: former versions, picture cards, previews and shared links."""

import re
from itertools import product
from unittest import mock

from django.urls import reverse

import archive.previews.urls
from archive.choices import PublicationStatus
from archive.models import ENTRIES, Version
from tests.dumps.base import dump, own_folder
from tests.gate import GateTestCase
from tests.outlets import OUTLETS, SHARED, VERSIONED, pictures


class BesideTests(GateTestCase):
    def test_previews_and_shared_links_open_to_nobody_who_comes_along(self):
        hidden = [entry for model in ENTRIES for entry in model.objects.all()]
        for entry, name in product(hidden, archive.previews.urls.urlpatterns):
            address = reverse(name.name, args=[entry._meta.model_name, entry.pk])
            with self.subTest(address=address):
                self.assertRedirects(self.client.get(address), f"/admin/login/?next={address}")
        for address, token in product(SHARED.values(), ("1", "1.x", f"1.x.{'x' * 43}")):
            with self.subTest(address=address, token=token):
                self.assertEqual(self.client.get(address.format(token)).status_code, 404)

    def test_the_words_of_a_card_are_public(self):
        words = []
        with mock.patch("archive.views.cards.draw", side_effect=lambda card: words.append(str(card)) or b""):
            for slug in ("open", "open-speaker", "open-topic", "open-source"):
                for address, prefix in product(["/card.png", *pictures(congress=11, slug=slug)], ["", "/ru"]):
                    self.client.get(prefix + address)
        self.assertEqual(len([card for card in words if "SEEN" in card]), 2 * (4 + 5))
        self.assertNotIn("HIDDEN", "".join(words))

    def test_a_number_shows_what_readers_have_seen_or_nothing(self):
        for page in VERSIONED:
            for number in [*range(10), 50]:
                asked = "&version=" if "?" in page else "?version="
                for prefix in ["", *(["/ru"] if number == 1 else []), *(["/api/v1"] if page.endswith("/") else [])]:
                    address = f"{prefix}{page}{asked}{number}"
                    with self.subTest(address=address):
                        response = self.client.get(address)
                        expected = 200 if number in (1, 2) else 400 if number == 0 and "/api/" in address else 404
                        self.assertEqual(response.status_code, expected)
                        body = response.content.decode()
                        self.assertNotIn("HIDDEN", body)
                        self.assertNotIn("hidden-", body)
                        if number == 1:
                            self.assertIn("SEEN formerly", body)
                            self.assertNotIn("speech-999", body)

    def test_what_differs_between_versions_is_told_without_what_is_hidden(self):
        for page, prefix in product(OUTLETS, ["", "/ru", "/api/v1"]):
            if page.endswith("-versions"):
                for query in ("?from=1&to=2", "?from=2&to=1"):
                    address = prefix + OUTLETS[page][0] + query
                    with self.subTest(address=address):
                        body = self.client.get(address).content.decode()
                        self.assertIn("formerly", body)
                        self.assertNotIn("HIDDEN", body)
                        self.assertNotIn("999", re.sub(r"\.\d+Z", "", body))

    def test_a_dump_holds_what_is_public_and_nothing_else(self):
        self.enterContext(own_folder("DUMPS_ROOT"))
        made = dump()
        words = b"".join(file.path.read_bytes() for name, file in made.files.items() if not name.endswith(".gz"))
        self.assertIn(b"SEEN", words)
        self.assertNotRegex(words.decode(), "HIDDEN|hidden-")

    def test_versions_that_nobody_saw_leave_no_trace(self):
        """Not in a number, a time, a list of changes or an ETag: without them every answer is the same."""
        pages = [prefix + page for page in VERSIONED if page.endswith("/") for prefix in ("", "/api/v1")]
        pages += [f"{page}?version=1" for page in pages]
        lists = [
            prefix + OUTLETS[name][0] for name in OUTLETS if name.endswith("-versions") for prefix in ("", "/api/v1")
        ]
        pages += [*lists, *(f"{page}?from=1&to=2" for page in lists)]
        before = {page: self.client.get(page) for page in pages}
        Version.objects.filter(title="HIDDEN title").exclude(number=3).delete()
        for page, was in before.items():
            with self.subTest(page=page):
                now = self.client.get(page)
                self.assertEqual(now.status_code, 200)
                self.assertEqual(now.content, was.content)
                self.assertEqual(now.headers.get("ETag"), was.headers.get("ETag"))
                self.assertEqual(now.headers.get("Memento-Datetime"), was.headers.get("Memento-Datetime"))

    def test_versions_of_what_was_withdrawn_are_gone_with_it(self):
        for entry in self.entries:
            page = entry.get_absolute_url()
            type(entry).objects.filter(pk=entry.pk).update(status=PublicationStatus.WITHDRAWN)
            for end in (
                "?version=1",
                "?version=2",
                "?version=9",
                "versions/",
                "versions/?from=1&to=2",
                "cite/?version=1",
            ):
                for prefix in ("", "/api/v1"):
                    with self.subTest(address=prefix + page + end):
                        response = self.client.get(prefix + page + end)
                        self.assertEqual(response.status_code, 410)
                        self.assertNotIn("SEEN", response.content.decode())
            type(entry).objects.filter(pk=entry.pk).update(status=PublicationStatus.PUBLISHED)

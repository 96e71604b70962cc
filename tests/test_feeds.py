"""Atom feeds: valid by RFC 4287, the latest change first, and new to a reader when they are new to the public."""

from datetime import datetime, timedelta
from xml.etree import ElementTree

import feedparser
from django.contrib.auth.models import User
from django.utils import timezone

from archive.models import ENTRIES, Congress, Topic
from archive.workflow import transitions
from tests.factories import (
    PUBLISHED,
    WITHDRAWN,
    day,
    make_congress,
    make_debate,
    make_election,
    make_mandate,
    make_participation,
    make_resolution,
    make_speaker,
    make_speech,
    make_topic,
)
from tests.views.base import PageTestCase

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = [
    "/feeds/updates.atom",
    "/congresses/11/updates.atom",
    "/speakers/lenin/updates.atom",
    "/topics/army/updates.atom",
]


class FeedTestCase(PageTestCase):
    def read(self, address="/feeds/updates.atom"):
        answer = self.client.get(address)
        self.assertEqual(answer.status_code, 200)
        feed = feedparser.parse(answer.content, response_headers={"content-type": answer.headers["Content-Type"]})
        self.assertFalse(feed.bozo, feed.get("bozo_exception"))
        self.assertEqual(feed.version, "atom10")
        return feed

    def pages(self, address="/feeds/updates.atom"):
        """The pages that the entries of a feed lead to, in its order."""
        return [entry.link.removeprefix("http://testserver") for entry in self.read(address).entries]

    def changed(self, record, when):
        type(record)._base_manager.filter(pk=record.pk).update(updated_at=when)


class FormTests(FeedTestCase):
    def test_every_feed_and_entry_has_what_the_standard_requires(self):
        # RFC 4287, sections 4.1.1 and 4.1.2: exactly one id, title and updated each; an author; a link to itself.
        for address in [*FEEDS, *(f"/ru{feed}" for feed in FEEDS)]:
            with self.subTest(address=address):
                answer = self.client.get(address)
                self.assertEqual(answer.headers["Content-Type"], "application/atom+xml; charset=utf-8")
                root = ElementTree.fromstring(answer.content)
                self.assertEqual(root.tag, f"{ATOM}feed")
                self.assertEqual(len(root.findall(f"{ATOM}author/{ATOM}name")), 1)
                links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
                self.assertEqual(links["self"], f"http://testserver{address}")
                page = address.replace("updates.atom", "").replace("/feeds/", "/")
                self.assertEqual(links["alternate"], f"http://testserver{page}")
                entries = root.findall(f"{ATOM}entry")
                self.assertGreater(len(entries), 1)
                for element in [root, *entries]:
                    for name in ("id", "title", "updated"):
                        (child,) = element.findall(ATOM + name)
                        self.assertTrue(child.text)
                    self.assertRegex(element.find(f"{ATOM}id").text, r"^tag:testserver,2026:[a-z]+/")
                    updated = datetime.fromisoformat(element.find(f"{ATOM}updated").text)
                    self.assertIsNotNone(updated.tzinfo)
                for entry in entries:
                    (link,) = entry.findall(f"{ATOM}link")
                    self.assertEqual(link.get("rel"), "alternate")
                    self.assertEqual(self.client.get(link.get("href")).status_code, 200)
                identifiers = [element.find(f"{ATOM}id").text for element in [root, *entries]]
                self.assertEqual(len(identifiers), len(set(identifiers)))

    def test_titles_are_in_the_language_of_the_address_and_summaries_say_theirs(self):
        english, russian = self.read(), self.read("/ru/feeds/updates.atom")
        self.assertEqual((english.feed.language, russian.feed.language), ("en", "ru"))
        self.assertIn("The Red Army, 11th Congress", [entry.title for entry in english.entries])
        self.assertIn("О Красной Армии, 11-й съезд", [entry.title for entry in russian.entries])
        summary = next(entry for entry in russian.entries if entry.title.startswith("О Красной Армии")).summary_detail
        self.assertEqual((summary.value, summary.type, summary.language), ("Discipline.", "text/plain", "en"))

    def test_an_entry_keeps_its_id_when_its_address_changes(self):
        before = {entry.id for entry in self.read().entries}
        self.debate.slug = "the-red-army"
        self.debate.save()
        self.assertIn("/congresses/11/debates/the-red-army/", self.pages())
        self.assertEqual({entry.id for entry in self.read().entries}, before)

    def test_hostile_text_is_text(self):
        text = "<script>alert('x')</script> & ]]> \x0b\u202e \"'"
        self.debate.title = self.debate.question = text
        self.debate.save()
        title = self.read().entries[0].title_detail
        self.assertEqual(title.type, "text/plain")
        root = ElementTree.fromstring(self.client.get("/feeds/updates.atom").content)
        shown = text.replace("\x0b", "")
        self.assertEqual(root.find(f"{ATOM}entry/{ATOM}title").text, f"{shown}, 11th Congress")
        self.assertEqual(root.find(f"{ATOM}entry/{ATOM}summary").text, shown.replace("  ", " "))

    def test_a_feed_is_asked_for_anew_and_not_sent_twice(self):
        first = self.client.get("/feeds/updates.atom")
        self.assertIn("must-revalidate", first.headers["Cache-Control"])
        again = self.client.get("/feeds/updates.atom", headers={"If-None-Match": first.headers["ETag"]})
        self.assertEqual(again.status_code, 304)
        self.assertEqual(self.client.head("/feeds/updates.atom").content, b"")

    def test_an_empty_archive_has_a_feed_that_stays_the_same(self):
        for model in ENTRIES:
            model.objects.update(status="draft")
        self.assertEqual(self.pages(), [])
        self.assertEqual(self.read().feed.updated, "2026-01-01T00:00:00+00:00")

    def test_pages_name_their_feeds(self):
        site = '<link rel="alternate" type="application/atom+xml" title="What is new" href="{}">'
        self.assertContains(self.client.get("/about/"), site.format("/feeds/updates.atom"))
        self.assertContains(self.client.get("/ru/topics/army/"), 'href="/ru/topics/army/updates.atom"')
        for page in ("/congresses/11/", "/speakers/lenin/", "/topics/army/"):
            with self.subTest(page=page):
                self.assertContains(self.client.get(page), f'href="{page}updates.atom"')
        self.assertContains(self.client.get("/congresses/11/debates/army/"), "updates.atom", count=2)

    def test_query_counts_do_not_grow_with_rows(self):
        # the entry, where there is one; of a topic, whether it is broad; the union of all kinds
        for rows in (1, 30):
            for _row in range(rows):
                debate = make_debate(congress=self.congress, status=PUBLISHED)
                debate.topics.add(self.topic)
                make_speech(debate=debate, speaker=self.lenin)
            for address in FEEDS:
                count = {"feeds": 1, "topics": 3}.get(address.split("/")[1], 2)
                with self.subTest(rows=rows, address=address), self.assertNumQueries(count):
                    self.client.get(address)


class ContentTests(FeedTestCase):
    def test_the_latest_change_comes_first_and_fifty_are_told(self):
        for number in range(60):
            make_topic(slug=f"subject-{number}", status=PUBLISHED)
        pages = self.pages()
        self.assertEqual(len(pages), 50)
        self.assertEqual(pages[0], "/topics/subject-59/")
        self.assertNotIn("/topics/subject-9/", pages)

    def test_a_speech_changes_its_debate(self):
        for record in (self.debate, self.topic):
            self.changed(record, timezone.now() - timedelta(days=9))
        self.speech.text = "Other words."
        self.speech.save()
        self.assertEqual(self.pages()[0], "/congresses/11/debates/army/")

    def test_the_feed_of_a_congress_holds_it_its_debates_and_its_resolutions(self):
        other = make_congress(number=12, status=PUBLISHED)
        make_debate(congress=other, status=PUBLISHED)
        make_debate(congress=self.congress)
        self.assertEqual(
            set(self.pages("/congresses/11/updates.atom")),
            {"/congresses/11/", "/congresses/11/debates/army/", "/congresses/11/resolutions/army/"},
        )

    def test_the_feed_of_a_person_holds_what_the_person_had_a_part_in(self):
        person = make_speaker(slug="trotsky", status=PUBLISHED)
        self.assertEqual(self.pages("/speakers/trotsky/updates.atom"), ["/speakers/trotsky/"])
        spoke, took_part, both, none = (
            make_debate(congress=self.congress, slug=slug, status=PUBLISHED) for slug in ("a", "b", "c", "d")
        )
        for debate in (spoke, both, both):
            make_speech(debate=debate, speaker=person)
        for debate in (took_part, both):
            make_participation(debate=debate, speaker=person)
        make_speech(debate=none, speaker=self.lenin)
        make_speech(debate=make_debate(congress=self.congress), speaker=person)
        for number in (12, 13, 14):
            make_congress(number=number, status=PUBLISHED)
        make_mandate(congress=Congress.objects.get(number=12), speaker=person)
        make_election(congress=Congress.objects.get(number=13), speaker=person)
        self.assertEqual(
            sorted(self.pages("/speakers/trotsky/updates.atom")),
            sorted(
                ["/speakers/trotsky/", "/congresses/12/", "/congresses/13/"]
                + [f"/congresses/11/debates/{slug}/" for slug in "abc"]
            ),
        )

    def test_the_feed_of_a_topic_holds_what_is_on_it(self):
        resolution = make_resolution(congress=self.congress, slug="on-it", status=PUBLISHED)
        resolution.topics.add(self.topic)
        self.assertEqual(
            set(self.pages("/topics/army/updates.atom")),
            {"/topics/army/", "/congresses/11/debates/army/", "/congresses/11/resolutions/on-it/"},
        )

    def test_what_comes_due_is_new_then_and_not_when_it_was_written(self):
        self.changed(self.topic, timezone.now() - timedelta(days=9))
        due = (timezone.now() - timedelta(hours=1)).replace(microsecond=0)
        Topic.objects.filter(pk=self.topic.pk).update(publish_at=due)
        entry = next(entry for entry in self.read().entries if entry.link.endswith("/topics/army/"))
        self.assertEqual(datetime.fromisoformat(entry.updated), due)
        self.assertEqual(datetime.fromisoformat(entry.published), due)
        Topic.objects.filter(pk=self.topic.pk).update(publish_at=timezone.now() + timedelta(hours=1))
        self.assertNotIn("/topics/army/", self.pages())

    def test_a_debate_is_new_when_its_congress_comes_due(self):
        due = (timezone.now() - timedelta(minutes=5)).replace(microsecond=0)
        congress = make_congress(number=12, opened_on=day("1923-04-17"), publish_at=due, status=PUBLISHED)
        debate = make_debate(congress=congress, slug="plan", status=PUBLISHED)
        self.changed(debate, due - timedelta(days=30))
        entry = next(entry for entry in self.read().entries if entry.link.endswith("/12/debates/plan/"))
        self.assertEqual(datetime.fromisoformat(entry.updated), due)
        self.assertNotIn("published", entry)

    def test_a_change_after_it_came_due_is_newer_than_that(self):
        due = timezone.now() - timedelta(days=1)
        Topic.objects.filter(pk=self.topic.pk).update(publish_at=due)
        self.changed(self.topic, due + timedelta(hours=1))
        entry = next(entry for entry in self.read().entries if entry.link.endswith("/topics/army/"))
        self.assertEqual(datetime.fromisoformat(entry.updated), due + timedelta(hours=1))

    def test_what_has_left_by_its_time_disappears_and_is_new_when_it_is_published_again(self):
        past = timezone.now() - timedelta(days=2)
        Topic.objects.filter(pk=self.topic.pk).update(publish_at=past, withdraw_at=past + timedelta(days=1))
        self.changed(self.topic, past)
        self.assertNotIn("/topics/army/", self.pages())
        again = timezone.now()
        transitions.move(self.topic, User.objects.create_superuser("chief"), "publish")
        entry = next(entry for entry in self.read().entries if entry.link.endswith("/topics/army/"))
        self.assertGreaterEqual(datetime.fromisoformat(entry.updated), again.replace(microsecond=0))

    def test_what_is_withdrawn_disappears_and_its_own_feed_is_gone(self):
        Topic.objects.update(status=WITHDRAWN)
        self.assertNotIn("/topics/army/", self.pages())
        self.assertEqual(self.client.get("/topics/army/updates.atom").status_code, 410)
        self.assertEqual(self.client.get("/topics/navy/updates.atom").status_code, 404)

    def test_a_former_address_leads_to_the_feed_of_today(self):
        self.lenin.slug = "ulyanov"
        self.lenin.save()
        self.assertRedirects(
            self.client.get("/speakers/lenin/updates.atom"), "/speakers/ulyanov/updates.atom", status_code=301
        )

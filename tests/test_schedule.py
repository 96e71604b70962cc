"""The clock moves over both moments of a schedule: every outlet shows the entry between them, and none beyond."""

from datetime import timedelta
from unittest import mock

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import TestCase
from django.utils import timezone

from archive.choices import PublicationStatus
from archive.interchange.formats import FORMATS
from archive.search import find
from tests import factories as make
from tests.outlets import API_ONLY, OTHERS, OUTLETS, PAGES_ONLY

PUBLIC = {"status": PublicationStatus.PUBLISHED}
SECOND = timedelta(seconds=1)
#: They show nothing of any entry, so a cache may keep them.
TIMELESS = {"/opensearch.xml", "/robots.txt"}
#: They show nothing of an entry, or nothing of what stands around it.
UNCONCERNED = {*TIMELESS, "/about/", "/api/docs/", "/api/v1/schema/", "/api/v1/dumps/", "/congresses/11/calendar.ics"}
#: They say that something was there, and where.
REMEMBERED = {f"/api/v1/changes/{query}" for query in ("", "?kind=debate", "?documents=1")}


def at(moment):
    return mock.patch("django.utils.timezone.now", return_value=moment)


def outlets():
    for addresses in (OUTLETS | PAGES_ONLY).values():
        yield from addresses
    for addresses in (OUTLETS | API_ONLY).values():
        yield from (f"/api/v1{address}" for address in addresses)
    yield from OTHERS


class MovedClockTests(TestCase):
    """In an open archive one entry of each kind, and what is in it, appears at `start` and leaves at `end`."""

    @classmethod
    def setUpTestData(cls):
        # Tomorrow at noon, so that nothing happens at midnight.
        cls.start = (timezone.now() + timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0)
        cls.end = cls.start + timedelta(minutes=10)
        topic = make.make_topic(slug="open-topic", name="Open topic", **PUBLIC)
        source = make.make_source(slug="open-source", title="Open source", **PUBLIC)
        speaker = make.make_speaker(slug="open-speaker", name="Open speaker", sort_name="Speaker", **PUBLIC)
        congress = make.make_congress(number=11, title="Open", opened_on=make.day("1922-03-27"), **PUBLIC)
        debate = make.make_debate(congress=congress, slug="open", title="Open", **PUBLIC)
        resolution = make.make_resolution(congress=congress, slug="open", title="Open", **PUBLIC)
        debate.topics.add(topic)
        make.make_speech(debate=debate, speaker=speaker, text="Open speech")
        make.make_mandate(congress=congress, speaker=speaker)
        cls.make_scheduled(topic, source, speaker, congress, debate, resolution)

    @classmethod
    def make_scheduled(cls, topic, source, speaker, congress, debate, resolution):
        """One of each kind, hung on all that is open; the entries within the congress have no times of their own."""
        set_for = {**PUBLIC, "publish_at": cls.start, "withdraw_at": cls.end}
        portrait = ContentFile(b"a picture", name="comet.webp")
        comet = make.make_topic(slug="comet", name="Comet open", broader=topic, **set_for)
        book = make.make_source(slug="comet", title="Comet open", **set_for)
        halley = make.make_speaker(
            slug="comet", name="Comet open", sort_name="Comet", portrait=portrait, born_on=make.day("1870"), **set_for
        )
        later = make.make_congress(number=12, title="Comet open", opened_on=make.day("1923-04-17"), **set_for)
        inside = make.make_debate(congress=later, slug="comet", title="Comet open", **PUBLIC)
        make.make_resolution(congress=later, slug="comet", title="Comet open", **PUBLIC)
        own = make.make_debate(congress=congress, slug="comet", title="Comet open", **set_for)
        text = make.make_resolution(congress=congress, slug="comet", title="Comet open", **set_for)
        make.make_clause(resolution=text, text="Comet open")
        make.make_link(resolution=resolution, to=text)
        make.make_sitting(congress=later, label="Comet", chair=speaker, held_on=make.day("1923-04-17"))
        for hall in (inside, own):
            hall.topics.add(topic, comet)
            make.make_speech(debate=hall, speaker=speaker, text="Comet open speech")
            make.make_participation(debate=hall, speaker=speaker)
        text.topics.add(topic)
        text.debates.add(debate)
        debate.topics.add(comet)
        make.make_speech(debate=debate, speaker=halley, text="Open words", attribution="As printed")
        for person in (speaker, halley):
            make.make_mandate(congress=later, speaker=person)
        make.make_election(congress=congress, speaker=halley)
        for entry in (topic, source, speaker, congress, debate, resolution):
            if entry is not source:
                make.make_citation(entry, source=book)
        for entry in (own, congress):
            make.make_citation(entry, source=source)

    def walk(self, moment):
        """What every outlet answers at a moment: {address: (body, ETag, Cache-Control)}."""
        cache.clear()
        found = {}
        with at(moment):
            for address in outlets():
                response = self.client.get(address)
                self.assertEqual(response.status_code, 200, address)
                found[address] = (response.content, response.headers.get("ETag"), response.headers["Cache-Control"])
        return found

    def test_every_outlet_shows_it_from_the_first_moment_to_the_last_and_no_longer(self):
        before, first = self.walk(self.start - SECOND), self.walk(self.start)
        last, after = self.walk(self.end - SECOND), self.walk(self.end)
        for address in before:
            with self.subTest(address=address):
                self.assertEqual(before[address] == after[address], address not in REMEMBERED)
                self.assertEqual(first[address], last[address])
                self.assertNotIn(b"comet", before[address][0].lower().replace(b"q=comet", b""))
                body, tag, caching = (now != then for now, then in zip(first[address], before[address], strict=True))
                self.assertEqual((body, caching), (tag, False))
                if "/cite" not in address:
                    unconcerned = address in UNCONCERNED or address.endswith("/versions/")
                    self.assertEqual(body, not unconcerned)
                if address not in TIMELESS:
                    self.assertIn("max-age=0", first[address][2])

    def test_what_a_cache_has_of_it_is_not_right_any_more(self):
        for address in ("/topics/", "/feeds/updates.atom", "/congresses/calendar.ics", "/sitemap-entries.xml", "/ru/",
                        "/api/v1/debates/", "/search/?q=open", "/congresses/11/bibliography.bib"):  # fmt: skip
            with self.subTest(address=address):
                with at(self.end - SECOND):
                    tag = self.client.get(address).headers["ETag"]
                    self.assertEqual(self.client.get(address, headers={"If-None-Match": tag}).status_code, 304)
                with at(self.end):
                    response = self.client.get(address, headers={"If-None-Match": tag})
                    self.assertEqual(response.status_code, 200)
                    self.assertNotEqual(response.headers["ETag"], tag)

    def test_its_own_addresses_answer_in_its_time_and_then_that_it_was_withdrawn(self):
        entries = ["/topics/comet/", "/sources/comet/", "/speakers/comet/", "/congresses/12/",
                   "/congresses/12/debates/comet/", "/congresses/12/resolutions/comet/",
                   "/congresses/11/debates/comet/", "/congresses/11/resolutions/comet/"]  # fmt: skip
        beside = [f"{entry}{end}" for entry in entries for end in ("card.png", "cite.bib")]
        feeds = [f"{entries[place]}updates.atom" for place in (0, 2, 3)]
        others = ["/congresses/12/calendar.ics", "/congresses/12/people/", "/speakers/comet/portrait/"]
        others += [f"/congresses/12/bibliography.{end}" for end in FORMATS]
        pages = [*entries, *(f"{entry}cite/" for entry in entries)]
        api = [f"/api/v1{page}" for page in pages]
        answers = {}
        for moment in (self.start - SECOND, self.start, self.end - SECOND, self.end):
            with at(moment):
                for address in [*pages, *beside, *feeds, *others, *api]:
                    response = self.client.get(address)
                    answers.setdefault(address, []).append(response.status_code)
                    caching = response.headers["Cache-Control"]
                    self.assertTrue("max-age=0" in caching or "no-store" in caching, f"{address}: {caching}")
        for address, codes in answers.items():
            with self.subTest(address=address):
                self.assertEqual(codes, [404, 200, 200, 410])

    def test_the_search_finds_counts_and_suggests_it_in_its_time(self):
        # The eight, their two speeches, and where the person of that name has a part.
        expected = {self.start - SECOND: 0, self.start: 13, self.end - SECOND: 13, self.end: 0}
        for moment, count in expected.items():
            with self.subTest(moment=moment):
                found = find("comet", now=moment)
                self.assertEqual((found.count, len(found.hits)), (count, count))
                self.assertEqual(any(facet.options for facet in found.facets), bool(count))
                self.assertEqual(find("comez", now=moment).suggestion, "comet" if count else "")
                self.assertEqual(find("speaker:comet", now=moment).count > 0, bool(count))
                self.assertEqual(find("topic:comet", now=moment).count > 0, bool(count))
                congress = next(facet for facet in find("open", now=moment).facets if facet.name == "congress")
                self.assertEqual([option.value for option in congress.options], ["11", "12"] if count else ["11"])

    def test_a_row_that_stands_in_an_entry_goes_with_it(self):
        with at(self.end - SECOND):
            self.assertContains(self.client.get("/api/v1/topics/?broader=open-topic"), "comet")
            self.assertEqual(self.client.get("/api/v1/speeches/?speaker=comet").status_code, 200)
        with at(self.end):
            self.assertNotContains(self.client.get("/api/v1/topics/?broader=open-topic"), "comet")
            self.assertEqual(self.client.get("/api/v1/speeches/?speaker=comet").status_code, 400)
            speech = self.client.get("/api/v1/congresses/11/debates/open/").json()["speeches"][1]
            self.assertEqual((speech["speaker"], speech["attribution"]), (None, "As printed"))

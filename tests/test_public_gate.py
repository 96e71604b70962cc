"""No outlet may show what is not public. A new public address is one line in OUTLETS."""

import html
import re
from datetime import UTC, datetime, timedelta
from itertools import chain, product
from unittest import mock
from urllib.parse import unquote_plus

from django.contrib.auth.models import User
from django.db.models import CharField, TextField
from django.test import TestCase
from django.urls import URLPattern
from django.urls.resolvers import LocalePrefixPattern
from django.utils import timezone

import archive.api.urls
import archive.urls
import congress_site.urls
from archive.choices import PublicationStatus
from archive.interchange.formats import FORMATS
from archive.models import PendingChange, RecordState, Version
from archive.models.fields import PartialDateField
from archive.workflow import private, snapshots, transitions, versions
from tests import factories as make

#: Every public address, by the name of its route; the same below /api/v1.
OUTLETS = {
    "front": ["/"],
    "congresses": ["/congresses/", "/congresses/?ordering=-number"],
    "congress": ["/congresses/11/", "/congresses/11/?expand=debates.speakers,mandates.speaker,sittings.chair"],
    "congress-people": ["/congresses/11/people/"],
    "debates": [
        "/debates/",
        "/debates/?congress=11",
        "/debates/?topic=open-topic",
        "/debates/?expand=speakers,resolutions,sources",
    ],
    "debate": ["/congresses/11/debates/open/"],
    "resolutions": ["/resolutions/", "/resolutions/?topic=open-topic"],
    "resolution": ["/congresses/11/resolutions/open/"],
    "speeches": ["/speeches/", "/speeches/?speaker=open-speaker"],
    "speakers": ["/speakers/", "/speakers/?congress=11"],
    "speaker": ["/speakers/open-speaker/"],
    "topics": ["/topics/", "/topics/?broader=open-topic"],
    "topic": ["/topics/open-topic/"],
    "sources": ["/sources/"],
    "source": ["/sources/open-source/"],
    "congress-cite": ["/congresses/11/cite/", "/congresses/11/cite/?part=people"],
    "debate-cite": ["/congresses/11/debates/open/cite/"],
    "resolution-cite": ["/congresses/11/resolutions/open/cite/"],
    "speaker-cite": ["/speakers/open-speaker/cite/"],
    "topic-cite": ["/topics/open-topic/cite/"],
    "source-cite": ["/sources/open-source/cite/"],
    "congress-versions": ["/congresses/11/versions/"],
    "debate-versions": ["/congresses/11/debates/open/versions/"],
    "resolution-versions": ["/congresses/11/resolutions/open/versions/"],
    "speaker-versions": ["/speakers/open-speaker/versions/"],
    "topic-versions": ["/topics/open-topic/versions/"],
    "source-versions": ["/sources/open-source/versions/"],
    "search": ["/search/?q=open", "/search/?q=open&topic=open-topic", "/search/?q=speech&speaker=open-speaker"],
}
#: Public addresses that stand on one side only.
PAGES_ONLY = {
    "about": ["/about/"],
    "timeline": ["/timeline/"],
    "opensearch": ["/opensearch.xml"],
    "updates": ["/feeds/updates.atom"],
    "congress-updates": ["/congresses/11/updates.atom"],
    "speaker-updates": ["/speakers/open-speaker/updates.atom"],
    "topic-updates": ["/topics/open-topic/updates.atom"],
    "calendar": ["/congresses/calendar.ics"],
    "congress-calendar": ["/congresses/11/calendar.ics"],
    "congress-cite-file": [f"/congresses/11/cite.{end}" for end in FORMATS],
    "debate-cite-file": [f"/congresses/11/debates/open/cite.{end}" for end in FORMATS],
    "resolution-cite-file": [f"/congresses/11/resolutions/open/cite.{end}" for end in FORMATS],
    "speaker-cite-file": [f"/speakers/open-speaker/cite.{end}" for end in FORMATS],
    "topic-cite-file": [f"/topics/open-topic/cite.{end}" for end in FORMATS],
    "source-cite-file": [f"/sources/open-source/cite.{end}" for end in FORMATS],
    "congress-bibliography": [f"/congresses/11/bibliography.{end}" for end in FORMATS],
}
#: Those of them that show something of an entry.
FILES = {name: addresses for name, addresses in PAGES_ONLY.items() if name not in {"about", "opensearch", "timeline"}}
#: Pictures and uploads: what they show cannot be read here, so it is their absence that is asked for.
PICTURES = {
    "card": "/card.png",
    "congress-card": "/congresses/{congress}/card.png",
    "debate-card": "/congresses/11/debates/{slug}/card.png",
    "resolution-card": "/congresses/11/resolutions/{slug}/card.png",
    "speaker-card": "/speakers/{slug}/card.png",
    "topic-card": "/topics/{slug}/card.png",
    "source-card": "/sources/{slug}/card.png",
    "portrait": "/speakers/{slug}/portrait/",
}
#: Addresses that take `version`, each of an entry of which readers have seen two.
VERSIONED = [
    *(
        OUTLETS[name][0]
        for name in ("congress", "congress-people", "debate", "resolution", "speaker", "topic", "source")
    ),
    *(addresses[0] for name, addresses in OUTLETS.items() if name.endswith("-cite")),
    *(addresses[0] for name, addresses in PAGES_ONLY.items() if name.endswith("-cite-file")),
]
#: The key of a record that has never been in the archive, as far as its tables tell.
FAR = 10**9
API_ONLY = {
    "schema": ["/schema/"],
    "changes": ["/changes/", "/changes/?kind=debate", "/changes/?documents=1"],
    "congress-file": ["/congresses/11/file/"],
    "dumps": ["/dumps/"],
    "dump": [],
    "dump-file": [],
}
#: Addresses of the API for the staff: whoever is not known gets 401 and nothing else. See tests/api.
FOR_STAFF = {"edited-congress-file": "/api/v1/editing/congresses/11/file/"}
#: Addresses that hold no text of an entry and answer on their own terms.
SITEMAPS = [f"/sitemap{section}.xml" for section in ("", "-entries", "-people", "-lists")]
OTHERS = [*SITEMAPS, "/robots.txt", "/api/docs/"]
#: Addresses outside of both sides, by name; robots.txt has none.
OUTSIDE = {"api-docs", "sitemap", "django.contrib.sitemaps.views.sitemap", None, "healthz", "readyz"}
#: What is not public, for whoever was given a link: nobody else gets anything there. See tests/previews.
SHARED = {"shared": "/shared/{}/", "shared-portrait": "/shared/{}/portrait/", "shared-api": "/api/v1/shared/{}/"}


def every_outlet():
    for addresses in (OUTLETS | PAGES_ONLY).values():
        yield from addresses
        yield from (f"/ru{address}" for address in addresses)
    for addresses in (OUTLETS | API_ONLY).values():
        yield from (f"/api/v1{address}" for address in addresses)
    yield from OTHERS


def is_text(model, name):
    """Whether the field of a snapshot holds words, which a reader could read."""
    if name in {"target", "version"}:
        return False
    field = model._meta.get_field(name)
    return isinstance(field, CharField | TextField) and not field.choices and not isinstance(field, PartialDateField)


def said_otherwise(snapshot, change):
    """The snapshot with every text in it changed by the function."""
    return {
        key: {
            name: change(value) if value and is_text(snapshots.model_of(key)[0], name) else value
            for name, value in values.items()
        }
        for key, values in snapshot.items()
    }


def long_ago(day):
    return datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=day)


def make_superuser_once():
    return User.objects.filter(is_superuser=True).first() or User.objects.create_superuser("root")


def pictures(**names):
    """The addresses of the pictures of what has these names; that of the archive itself is always there."""
    return [address.format(**names) for address in PICTURES.values() if "{" in address]


def hidden_states():
    """Every way in which an entry is not public."""
    tomorrow = timezone.now() + timedelta(days=1)
    yield {"status": PublicationStatus.DRAFT}
    yield {"status": PublicationStatus.IN_REVIEW}
    yield {"status": PublicationStatus.WITHDRAWN}
    yield {"status": PublicationStatus.PUBLISHED, "publish_at": tomorrow}
    yield {"status": PublicationStatus.PUBLISHED, "withdraw_at": timezone.now() - timedelta(seconds=1)}


def is_gone(state):
    """Whether what is in this hidden state was public once."""
    return state["status"] == PublicationStatus.WITHDRAWN or "withdraw_at" in state


class GateTestCase(TestCase):
    """An open archive in which everything hidden says HIDDEN, at every level and in every way."""

    @classmethod
    def setUpTestData(cls):
        public = {"status": PublicationStatus.PUBLISHED}
        cls.topic = make.make_topic(slug="open-topic", name="Open topic SEEN", **public)
        cls.source = make.make_source(slug="open-source", title="Open source SEEN", **public)
        cls.speaker = make.make_speaker(slug="open-speaker", name="Open speaker SEEN", sort_name="SEEN, Open", **public)
        cls.congress = make.make_congress(
            number=11, title="Open congress SEEN", opened_on=make.day("1922-03-27"), **public
        )
        cls.sitting = make.make_sitting(congress=cls.congress, label="Open sitting SEEN")
        cls.debate = make.make_debate(congress=cls.congress, slug="open", title="Open debate SEEN", **public)
        cls.resolution = make.make_resolution(
            congress=cls.congress, slug="open", title="Open resolution SEEN", **public
        )
        cls.debate.topics.add(cls.topic)
        cls.debate.sittings.add(cls.sitting)
        cls.resolution.topics.add(cls.topic)
        cls.resolution.debates.add(cls.debate)
        make.make_speech(debate=cls.debate, speaker=cls.speaker, text="Open speech SEEN")
        make.make_clause(resolution=cls.resolution, text="Open clause SEEN")
        make.make_mandate(congress=cls.congress, speaker=cls.speaker)
        make.make_citation(cls.congress, source=cls.source, locator="Open locator SEEN")
        for number, state in enumerate(hidden_states(), start=1):
            cls.hide(number, state)
        cls.entries = (cls.topic, cls.source, cls.speaker, cls.congress, cls.debate, cls.resolution)
        for entry in cls.entries:
            cls.write_a_past(entry)
        for entry in cls.entries:
            cls.change_privately(entry)
            cls.talk_about(entry)

    @classmethod
    def talk_about(cls, entry):
        """What colleagues say of the entry, and who looks after it."""
        entry.colleague_notes.create(author_name="HIDDEN author", text="HIDDEN note to colleagues")
        assignee, _ = User.objects.get_or_create(username="HIDDEN-assignee", is_staff=True)
        entry.assignments.create(assignee=assignee, submitted_by=assignee, needs_attention=True)

    @classmethod
    def write_a_past(cls, entry):
        """Versions of which readers have seen one, long ago; all others say HIDDEN, as do who made them and why."""
        published, present = PublicationStatus.PUBLISHED, snapshots.take(entry)
        hidden = said_otherwise(present, lambda text: "HIDDEN before")
        hidden |= (
            {f"speech:{FAR + entry.pk}": {"position": 999, "text": "HIDDEN before"}} if entry == cls.debate else {}
        )
        former = said_otherwise(present, lambda text: text.replace("SEEN", "SEEN formerly"))
        steps = [
            (hidden, {"status": PublicationStatus.DRAFT}),
            (hidden, {"status": PublicationStatus.IN_REVIEW}),
            (former, {"status": published}),
            # Overtaken before it came due.
            (hidden, {"status": published, "publish_at": long_ago(50)}),
            (hidden, {"status": PublicationStatus.WITHDRAWN}),
            # Published in a congress that was withdrawn.
            (hidden, {"status": published if hasattr(entry, "congress") else PublicationStatus.DRAFT}),
            (hidden, {"status": PublicationStatus.DRAFT}),
        ]
        for number, (snapshot, stands) in enumerate(steps, start=1):
            version = Version.objects.create(
                entry=entry,
                number=number,
                action="change",
                made_at=long_ago(number),
                made_by_name="HIDDEN name",
                reason="HIDDEN reason",
                title="HIDDEN title",
                digest=snapshots.digest_of(snapshot),
                **stands,
            )
            gone = {} if snapshot is hidden else dict.fromkeys(hidden.keys() - snapshot.keys())
            RecordState.objects.bulk_create(
                [RecordState(version=version, record=key, data=data) for key, data in {**snapshot, **gone}.items()]
            )
        versions.record(entry, None, reason="HIDDEN reason")

    @classmethod
    def change_privately(cls, entry):
        """A private change in which every text of the entry says HIDDEN, and each of its rows is there twice."""
        change = private.begin(entry, None)
        data = {}
        for key, values in change.data.items():
            texts = {name: "HIDDEN privately" for name in values if is_text(snapshots.model_of(key)[0], name)}
            kind, pk = key.split(":")
            data[key] = {**values, **texts}
            if kind != entry._meta.model_name:
                data[f"{kind}:{PendingChange.FIRST_KEY + int(pk)}"] = data[key]
        private.submit(private.store(change, data, None), make_superuser_once(), "HIDDEN reason")

    @classmethod
    def hide(cls, n, state):
        """One of everything in this hidden state, hung on everything open that could show it."""
        speaker, topic, source, debate, *texts = cls.hide_beside(n, state)
        narrower = make.make_topic(
            slug=f"under-{n}", name=f"Topic {n}", broader=topic, status=PublicationStatus.PUBLISHED
        )
        # A hidden person, source and topic inside what is open.
        make.make_sitting(congress=cls.congress, chair=speaker)
        make.make_speech(debate=cls.debate, speaker=speaker, text=f"Open words {n}", attribution="As printed")
        participation = make.make_participation(debate=cls.debate, speaker=speaker, stance=f"HIDDEN stance {n}")
        make.make_mandate(congress=cls.congress, speaker=speaker, on_behalf_of=f"HIDDEN mandate {n}")
        make.make_election(congress=cls.congress, speaker=speaker, note=f"HIDDEN election {n}")
        make.make_citation(participation, source=cls.source, note=f"HIDDEN {n}")
        make.make_citation(cls.congress, source=source, locator=f"HIDDEN locator {n}", note=f"HIDDEN {n}")
        make.make_citation(narrower, source=source, locator=f"HIDDEN locator {n}")
        for text in texts:
            make.make_link(resolution=cls.resolution, to=text, note=f"HIDDEN link {n}")
        cls.debate.topics.add(topic)
        cls.resolution.debates.add(debate)

    @classmethod
    def hide_beside(cls, n, state):
        """One of everything in this hidden state, beside what is open: of this nothing at all may be noticed."""
        public = {"status": PublicationStatus.PUBLISHED}
        speaker = make.make_speaker(
            slug=f"hidden-{n}", name=f"HIDDEN speaker {n}", sort_name=f"HIDDEN {n}", original_name="HIDDEN", **state
        )
        make.make_name(speaker=speaker, name=f"HIDDEN name {n}")
        topic = make.make_topic(slug=f"hidden-{n}", name=f"HIDDEN topic {n}", broader=cls.topic, **state)
        source = make.make_source(slug=f"hidden-{n}", title=f"HIDDEN source {n}", **state)
        debate = make.make_debate(congress=cls.congress, slug=f"hidden-{n}", title=f"HIDDEN debate {n}", **state)
        resolution = make.make_resolution(
            congress=cls.congress, slug=f"hidden-{n}", title=f"HIDDEN resolution {n}", **state
        )
        opened_on = make.day("1934-01-26")
        congress = make.make_congress(number=20 + n, title=f"HIDDEN congress {n}", opened_on=opened_on, **state)
        # What is published inside something hidden is hidden with it.
        inside = make.make_debate(congress=congress, slug="inside", title=f"HIDDEN debate inside {n}", **public)
        resolved = make.make_resolution(congress=congress, slug="inside", title=f"HIDDEN inside {n}", **public)
        for target in (debate, resolution, inside, resolved, congress, speaker, topic):
            make.make_citation(target, source=cls.source, locator=f"HIDDEN locator {n}", note=f"HIDDEN {n}")
            make.make_note(target, text=f"HIDDEN note {n}")
        make.make_note(source, text=f"HIDDEN note {n}")
        sitting = make.make_sitting(
            congress=congress, label=f"HIDDEN sitting {n}", chair=cls.speaker, held_on=opened_on
        )
        for hall in (debate, inside):
            hall.topics.add(cls.topic)
            make.make_speech(debate=hall, speaker=cls.speaker, text=f"HIDDEN speech {n}", heading=f"HIDDEN {n}")
            participation = make.make_participation(debate=hall, speaker=cls.speaker, stance=f"HIDDEN stance {n}")
            make.make_citation(participation, source=cls.source, locator=f"HIDDEN locator {n}")
        inside.sittings.add(sitting)
        for text in (resolution, resolved):
            text.topics.add(cls.topic)
            text.debates.add(cls.debate)
            make.make_clause(resolution=text, text=f"HIDDEN clause {n}")
            make.make_link(resolution=text, to=cls.resolution, note=f"HIDDEN link {n}")
        make.make_mandate(congress=congress, speaker=cls.speaker, on_behalf_of=f"HIDDEN mandate {n}")
        make.make_election(congress=congress, speaker=cls.speaker, note=f"HIDDEN election {n}")
        for entry in (speaker, topic, source, debate, resolution, congress, inside):
            cls.talk_about(entry)
        return speaker, topic, source, debate, resolution, resolved


class PublicGateTests(GateTestCase):
    def test_nothing_hidden_appears_in_any_outlet(self):
        for address in every_outlet():
            with self.subTest(address=address):
                response = self.client.get(address)
                self.assertEqual(response.status_code, 200)
                body = response.content.decode()
                self.assertNotIn("HIDDEN", body)
                self.assertNotIn("hidden-", body)

    def test_what_is_public_is_shown(self):
        for name, addresses in OUTLETS.items():
            for address, prefix in product(addresses, ["", "/ru", "/api/v1"]):
                if "broader=" not in address:
                    with self.subTest(name=name, address=prefix + address):
                        self.assertContains(self.client.get(prefix + address), "SEEN")

    def test_files_show_what_is_public(self):
        for address, prefix in product(chain.from_iterable(FILES.values()), ["", "/ru"]):
            with self.subTest(address=prefix + address):
                self.assertContains(self.client.get(prefix + address), "SEEN")

    def test_counts_do_not_tell_of_what_is_hidden(self):
        expected = {"congresses": 1, "debates": 1, "resolutions": 1, "speeches": 6, "speakers": 1, "sources": 1}
        for name, count in expected.items():
            with self.subTest(name=name):
                self.assertEqual(self.client.get(f"/api/v1/{name}/").json()["count"], count)

    def test_what_is_hidden_has_no_address(self):
        for n, state in enumerate(hidden_states(), start=1):
            gone = is_gone(state)
            for address in [
                f"/congresses/{20 + n}/",
                f"/congresses/{20 + n}/people/",
                f"/congresses/{20 + n}/debates/inside/",
                f"/congresses/{20 + n}/resolutions/inside/",
                f"/congresses/11/debates/hidden-{n}/",
                f"/congresses/11/resolutions/hidden-{n}/",
                f"/speakers/hidden-{n}/",
                f"/topics/hidden-{n}/",
                f"/sources/hidden-{n}/",
                f"/congresses/{20 + n}/cite/",
                f"/congresses/{20 + n}/debates/inside/cite/",
                f"/congresses/{20 + n}/resolutions/inside/cite/",
                f"/congresses/11/debates/hidden-{n}/cite/",
                f"/speakers/hidden-{n}/cite/",
                f"/topics/hidden-{n}/cite/",
                f"/sources/hidden-{n}/cite/",
            ]:
                for prefix in ["", "/ru", "/api/v1"]:
                    with self.subTest(address=prefix + address, state=state):
                        response = self.client.get(prefix + address)
                        self.assertEqual(response.status_code, 410 if gone else 404)
                        self.assertNotIn("HIDDEN", response.content.decode())

    def test_what_is_hidden_has_no_file(self):
        for n, state in enumerate(hidden_states(), start=1):
            gone = is_gone(state)
            for address in [
                f"/congresses/{20 + n}/updates.atom",
                f"/congresses/{20 + n}/calendar.ics",
                f"/speakers/hidden-{n}/updates.atom",
                f"/topics/hidden-{n}/updates.atom",
                f"/congresses/{20 + n}/debates/inside/card.png",
                *pictures(congress=20 + n, slug=f"hidden-{n}"),
                f"/congresses/{20 + n}/bibliography.bib",
                f"/congresses/{20 + n}/cite.ris",
                f"/congresses/{20 + n}/debates/inside/cite.json",
                f"/congresses/11/resolutions/hidden-{n}/cite.bib",
                f"/sources/hidden-{n}/cite.bib",
            ]:
                for prefix in ["", "/ru"]:
                    with self.subTest(address=prefix + address, state=state):
                        response = self.client.get(prefix + address)
                        self.assertEqual(response.status_code, 410 if gone else 404)
                        self.assertNotIn("HIDDEN", response.content.decode())

    def test_a_speech_of_a_hidden_person_is_cited_as_printed(self):
        for speech in self.debate.speeches.filter(attribution="As printed"):
            for address in ["cite/", "cite.bib", "cite.ris", "cite.json"]:
                for prefix in ["", "/ru", *(["/api/v1"] if address == "cite/" else [])]:
                    with self.subTest(address=prefix + address):
                        path = f"{prefix}/congresses/11/debates/open/{address}?part=speech-{speech.position}"
                        body = self.client.get(path).content.decode()
                        self.assertIn("As printed", body)
                        self.assertNotIn("HIDDEN", body)
                        self.assertNotIn("hidden-", body)

    def test_a_filter_by_something_hidden_is_a_filter_by_nothing(self):
        for query in ["speeches/?speaker=hidden-1", "debates/?topic=hidden-1", "debates/?congress=21"]:
            with self.subTest(query=query):
                nothing = query.replace("hidden-1", "nobody").replace("=21", "=99")
                answer, same = self.client.get(f"/api/v1/{query}"), self.client.get(f"/api/v1/{nothing}")
                self.assertEqual(answer.status_code, 400)
                wanted = same.content.replace(b"nobody", b"hidden-1").replace(b"99", b"21")
                self.assertEqual(answer.content, wanted)

    def test_a_search_for_what_is_hidden_finds_nothing_and_suggests_nothing(self):
        for query in ["HIDDEN", "hidden*", '"HIDDEN debate"', "HIDDEN speech", "HIDDAN", "speaker", "inside", "stance"]:
            answer = self.client.get("/api/v1/search/", {"q": query}).json()
            page = self.client.get("/search/", {"q": query}).content.decode()
            with self.subTest(query=query):
                if query != "speaker":
                    self.assertEqual((answer["count"], answer["results"]), (0, []))
                    self.assertEqual({len(options) for options in answer["facets"].values()}, {0})
                for said in (str(answer), unquote_plus(html.unescape(page))):
                    for word in query.split():
                        said = said.replace(word, "")
                    self.assertNotRegex(said, "HIDDEN|[^y]hidden[- ][0-9a-z]")

    def test_a_search_by_something_hidden_understands_nothing(self):
        for query, nothing in [
            ("open speaker:hidden-1", "open speaker:nobody-1"),
            ('open speaker:"HIDDEN speaker 1"', 'open speaker:"NOBODY speaker 1"'),
            ('open speaker:"HIDDEN name 1"', 'open speaker:"NOBODY name 1"'),
            ("open topic:hidden-1", "open topic:nobody-1"),
            ('open topic:"HIDDEN topic 1"', 'open topic:"NOBODY topic 1"'),
            ("open congress:21", "open congress:98"),
        ]:
            for address in ("/api/v1/search/", "/search/"):
                with self.subTest(query=query, address=address):
                    answer = self.client.get(address, {"q": query}).content.decode()
                    same = self.client.get(address, {"q": nothing}).content.decode()
                    same = same.replace("NOBODY", "HIDDEN").replace("nobody", "hidden")
                    same = re.sub(r"(?<![0-9.])98(?![0-9])", "21", same)
                    self.assertEqual(answer, same)

    def test_what_is_found_is_counted_without_what_is_hidden(self):
        for narrowing, count in [("", 12), ("&type=speech", 6), ("&type=debate", 1), ("&congress=11", 9)]:
            with self.subTest(narrowing=narrowing):
                answer = self.client.get(f"/api/v1/search/?q=open{narrowing}&page_size=100").json()
                self.assertEqual((answer["count"], len(answer["results"])), (count, count))

    def test_a_search_finds_an_entry_from_its_time_on(self):
        make.make_topic(
            slug="comet",
            name="The comet",
            status=PublicationStatus.PUBLISHED,
            publish_at=timezone.now() + timedelta(hours=1),
        )
        found = "/api/v1/search/?q=comet"
        self.assertEqual(self.client.get(found).json()["count"], 0)
        with mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(hours=2)):
            self.assertEqual(self.client.get(found).json()["count"], 1)
            self.assertContains(self.client.get("/search/?q=comet"), "<mark>comet</mark>")

    def test_an_entry_appears_at_its_time(self):
        debate = make.make_debate(
            congress=self.congress,
            slug="scheduled",
            title="Scheduled",
            status=PublicationStatus.PUBLISHED,
            publish_at=timezone.now() + timedelta(seconds=60),
        )
        address = debate.get_absolute_url()
        self.assertEqual(self.client.get(address).status_code, 404)
        debate.publish_at = timezone.now() - timedelta(seconds=1)
        debate.save()
        self.assertEqual(self.client.get(address).status_code, 200)

    def test_an_entry_leaves_at_its_time(self):
        leaves = timezone.now() + timedelta(hours=1)
        address = make.make_topic(status=PublicationStatus.PUBLISHED, withdraw_at=leaves).get_absolute_url()
        for moment, code in ((leaves - timedelta(seconds=1), 200), (leaves, 410)):
            with mock.patch("django.utils.timezone.now", return_value=moment):
                self.assertEqual(self.client.get(address).status_code, code)

    def test_what_would_have_appeared_after_its_congress_left_was_never_public(self):
        past, public = timezone.now() - timedelta(days=1), {"status": PublicationStatus.PUBLISHED}
        congress = make.make_congress(number=40, withdraw_at=past, **public)
        for hours, code in ((-1, 410), (0, 404), (1, 404)):
            appears = past + timedelta(hours=hours)
            debate = make.make_debate(congress=congress, publish_at=appears, **public)
            with self.subTest(hours=hours):
                self.assertEqual(self.client.get(debate.get_absolute_url()).status_code, code)

    def test_something_withdrawn_before_its_time_was_never_public(self):
        make.make_topic(slug="never", status=PublicationStatus.WITHDRAWN, publish_at=timezone.now() + timedelta(days=1))
        self.assertEqual(self.client.get("/topics/never/").status_code, 404)
        user = User.objects.get(username="root")
        taken_back = make.make_topic(slug="taken-back", publish_at=timezone.now() + timedelta(hours=1))
        for step in ("publish", "withdraw"):
            transitions.move(taken_back, user, step)
        for hours, prefix in product((0, 2), ("/", "/ru/", "/api/v1/")):
            with mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(hours=hours)):
                self.assertEqual(self.client.get(f"{prefix}topics/taken-back/").status_code, 404)


class OutletListTests(TestCase):
    """The list above is whole: a route without a line in it fails here."""

    def test_every_page_is_listed(self):
        self.assertEqual({route.name for route in archive.urls.urlpatterns}, set(OUTLETS | PAGES_ONLY | PICTURES))

    def test_every_address_outside_of_both_is_listed(self):
        translated = [
            route for route in congress_site.urls.urlpatterns if isinstance(route.pattern, LocalePrefixPattern)
        ]
        routes = [*congress_site.urls.urlpatterns, *chain.from_iterable(each.url_patterns for each in translated)]
        names = {route.name for route in routes if isinstance(route, URLPattern)}
        self.assertEqual(names, OUTSIDE | set(SHARED))

    def test_every_api_address_is_listed(self):
        names = {route.name for route in archive.api.urls.urlpatterns}
        self.assertEqual(names, set(OUTLETS | API_ONLY | FOR_STAFF))

    def test_addresses_for_the_staff_say_the_same_to_a_stranger_whether_something_is_there_or_not(self):
        make.make_congress(number=11)
        for address in FOR_STAFF.values():
            answers = [self.client.get(address.replace("11", number)) for number in ("11", "12")]
            self.assertEqual([answer.status_code for answer in answers], [401, 401])
            self.assertEqual(answers[0].content, answers[1].content)
            self.assertEqual(answers[0].headers["Cache-Control"], "private, no-store")

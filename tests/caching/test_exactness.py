"""After any kind of change, what is still kept is what would be made now, and what has not changed is kept."""

from datetime import timedelta
from unittest import mock

from django.test import TestCase
from django.utils import timezone

from archive.choices import PublicationStatus
from archive.interchange.formats import FORMATS
from archive.models import Debate
from archive.workflow import ordering
from tests import factories as make
from tests.caching.base import CachingMixin
from tests.ledger.base import PUBLIC
from tests.ledger.test_publication import set_to
from tests.outlets import API_ONLY, OUTLETS, PAGES_ONLY, SITEMAPS

WITHDRAWN = {"status": PublicationStatus.WITHDRAWN}
#: Never kept: for what follows, for files, and for what is larger than may be kept.
PAST = {"changes", "dumps", "dump", "dump-file", "schema"}
#: Beside what the gate test asks for: a second of everything, which most changes have nothing to do with.
SECOND = [
    "/congresses/10/",
    "/congresses/11/debates/second/",
    "/congresses/11/debates/third/",
    "/congresses/10/debates/far/",
    "/congresses/11/resolutions/second/",
    "/speakers/second/",
    "/topics/second/",
    "/sources/second/",
]
#: What goes stale by keys of its own; all other outlets do so with anything at all.
BY_KEYS = [
    *(f"{root}{OUTLETS[name][0]}" for name in OUTLETS if name not in {"front", "search"} for root in ("", "/api/v1")),
    *SECOND,
    "/ru/congresses/11/debates/open/",
    "/congresses/11/debates/open/card.png",
    "/",
]
BY_KEYS = [address for address in BY_KEYS if not address.endswith(("/cite/", "/versions/"))]


def every_outlet():
    """Each address of the gate test once, in one language, with one format of citation."""
    formats = tuple(f".{end}" for end in list(FORMATS)[1:])
    for addresses in (OUTLETS | PAGES_ONLY).values():
        yield from (each for each in addresses if not each.endswith(formats))
    for name, addresses in (OUTLETS | API_ONLY).items():
        yield from (f"/api/v1{address}" for address in addresses if name not in PAST)
    yield from (*BY_KEYS, *SITEMAPS)


EVERY_OUTLET = list(dict.fromkeys(every_outlet()))


class ExactnessTests(CachingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.broad = make.make_topic(slug="broad", name="Broad", **PUBLIC)
        cls.topic = make.make_topic(slug="open-topic", name="Open topic", broader=cls.broad, **PUBLIC)
        cls.other_topic = make.make_topic(slug="second", name="Second topic", **PUBLIC)
        cls.source = make.make_source(slug="open-source", title="Open source", **PUBLIC)
        cls.other_source = make.make_source(slug="second", title="Second source", **PUBLIC)
        cls.speaker = make.make_speaker(slug="open-speaker", name="Open speaker", sort_name="Speaker", **PUBLIC)
        cls.other_speaker = make.make_speaker(slug="second", name="Second speaker", sort_name="Second", **PUBLIC)
        cls.before = make.make_congress(number=10, title="Before", opened_on=make.day("1921-03-08"), **PUBLIC)
        cls.congress = make.make_congress(number=11, title="Open", opened_on=make.day("1922-03-27"), **PUBLIC)
        cls.sitting = make.make_sitting(congress=cls.congress, label="First", held_on=make.day("1922-03-27"))
        cls.far = make.make_debate(congress=cls.before, slug="far", position=1, **PUBLIC)
        cls.debate = make.make_debate(congress=cls.congress, slug="open", title="Open", position=2, **PUBLIC)
        cls.second = make.make_debate(congress=cls.congress, slug="second", title="Second", position=4, **PUBLIC)
        cls.third = make.make_debate(congress=cls.congress, slug="third", title="Third", position=6, **PUBLIC)
        cls.resolution = make.make_resolution(congress=cls.congress, slug="open", title="Open", **PUBLIC)
        cls.other_resolution = make.make_resolution(congress=cls.congress, slug="second", title="Second", **PUBLIC)
        cls.resolution.topics.add(cls.topic)
        cls.resolution.debates.add(cls.debate)
        cls.debate.topics.add(cls.topic)
        cls.debate.sittings.add(cls.sitting)
        cls.speech = make.make_speech(debate=cls.debate, speaker=cls.speaker, sitting=cls.sitting, text="Open words")
        make.make_speech(debate=cls.second, speaker=cls.other_speaker, text="Other words")
        make.make_clause(resolution=cls.resolution, text="Open clause")
        cls.mandate = make.make_mandate(congress=cls.congress, speaker=cls.speaker)
        make.make_election(congress=cls.congress, speaker=cls.speaker)
        make.make_citation(cls.congress, source=cls.source)
        make.make_citation(cls.speech, source=cls.source)
        cls.hidden = make.make_speaker(slug="hidden", name="Hidden", sort_name="Hidden")
        cls.hidden_mandate = make.make_mandate(congress=cls.congress, speaker=cls.hidden)
        cls.draft = make.make_debate(congress=cls.congress, slug="draft", title="Draft", position=3)

    def changes(self):
        """Every kind of change, one after another; each with what it has to leave as it is."""
        speaker, topic, source, debate = rest = SECOND[5], SECOND[6], SECOND[7], SECOND[3]
        lists = ["/sources/", "/topics/", "/api/v1/sources/"]
        draft, amending = self.draft, self.other_resolution
        yield "a draft is edited", lambda: set_to(draft, title="Other draft"), BY_KEYS
        yield (
            "a speech is edited",
            lambda: set_to(self.speech, text="Other words"),
            [*rest, *lists, SECOND[0], SECOND[2]],
        )
        yield "a speech changes hands", lambda: set_to(self.speech, speaker=self.other_speaker), [*rest[1:], *lists]
        yield "and back", lambda: set_to(self.speech, speaker=self.speaker), [*rest[1:], *lists]
        yield "a person is renamed", lambda: set_to(self.speaker, name="Another name"), [*rest[1:], "/topics/"]
        yield "a person moves", lambda: set_to(self.speaker, slug="moved"), rest[1:]
        yield "and back", lambda: set_to(self.speaker, slug="open-speaker"), rest[1:]
        yield "a source is edited", lambda: set_to(self.source, authors="An author", year=1936), [*rest, "/topics/"]
        yield "a hidden part is edited", lambda: set_to(self.hidden_mandate, on_behalf_of="X"), rest[1:]
        yield "a hidden person appears", lambda: set_to(self.hidden, **PUBLIC), rest[1:]
        yield "a debate appears between two", lambda: set_to(draft, **PUBLIC), [*rest, *lists]
        yield "debates change places", lambda: ordering.renumber(Debate, self.congress, {self.third.pk: 1}), rest
        yield "a debate is withdrawn", lambda: set_to(self.debate, **WITHDRAWN), [*rest[:2], *rest[3:]]
        yield "and comes back", lambda: set_to(self.debate, **PUBLIC), [*rest[:2], *rest[3:]]
        yield "a topic is added", lambda: self.second.topics.add(self.topic), rest[1:]
        yield "and taken away", lambda: self.second.topics.clear(), rest[1:]
        yield "one amends another", lambda: make.make_link(resolution=amending, to=self.resolution), rest
        yield "a topic is put below another", lambda: set_to(self.other_topic, broader=self.topic), rest[2:]
        yield "a sitting is moved", lambda: set_to(self.sitting, held_on=make.day("1922-03-28")), rest[1:]
        yield "a note is added", lambda: make.make_note(self.debate), rest[:1]
        yield "a debate is deleted", self.third.delete, [speaker, source, debate]
        yield "a topic is deleted", self.other_topic.delete, [speaker, source, debate]
        yield "the only debate of a congress is withdrawn", lambda: set_to(self.far, **WITHDRAWN), [speaker, topic]
        yield "a congress is renamed", lambda: set_to(self.before, title="Formerly"), [speaker, topic, source]

    def check(self, name, unconcerned, addresses=BY_KEYS):
        """Ask for everything; what is kept has to be what is made now, and what is not concerned has to be kept."""
        with self.subTest(name):
            outdated, made = [], []
            for address in addresses:
                kept, response = self.is_kept(address)
                if not kept and response.status_code == 200:
                    made.append(address)
                elif kept and response.content != self.fresh(address).content:
                    outdated.append(address)
            self.assertEqual((outdated, [*set(made) & set(unconcerned)]), ([], []))

    def test_each_kind_of_change_makes_stale_what_shows_it_and_leaves_the_rest(self):
        self.check("at first", [])
        for name, change, unconcerned in self.changes():
            change()
            self.check(name, unconcerned)

    def test_every_outlet_goes_stale_with_what_it_shows(self):
        self.check("at first", [], EVERY_OUTLET)
        set_to(self.source, authors="An author", year=1936)
        set_to(self.speaker, name="Another name")
        self.check("edited", ["/topics/", "/sources/second/"], EVERY_OUTLET)

    def test_a_schedule_that_comes_due_is_seen_at_once(self):
        due = timezone.now() + timedelta(hours=1)
        set_to(self.other_resolution, publish_at=due)
        self.check("set for later", [])
        with mock.patch("django.utils.timezone.now", return_value=due + timedelta(seconds=1)):
            self.check("due", ["/speakers/second/", "/sources/second/", "/topics/"])

"""After any kind of edit, each answer of an edition that is another one carried a key that the edit touched."""

from django.db import transaction
from django.test import TestCase, override_settings

from archive.baking.edition import Edition
from archive.baking.fetching import Reader
from archive.baking.standing import are_among, changed_between, keys_of_answer, standing_of
from archive.models import ENTRIES, Citation, Clause, Debate, Speech
from archive.workflow import ordering
from archive.workflow.versions import record_all
from tests import factories as make
from tests.baking.base import ORIGIN
from tests.ledger.base import PUBLIC
from tests.ledger.test_publication import set_to

HIDDEN, WITHDRAWN = {"status": make.DRAFT}, {"status": make.WITHDRAWN}
EDITION = Edition(f"{ORIGIN}/")
ENTRY_PAGES = [
    "/congresses/11/",
    "/congresses/11/debates/main/",
    "/congresses/11/resolutions/main/",
    "/topics/main/",
    "/speakers/main/",
    "/sources/main/",
]
#: What is stale by more than the links in it; the pages as they are now are held by tests/caching/test_exactness.py.
BESIDE = ["?version=1", "cite/", "cite/?version=1", "versions/", "versions/?from=1&to=2"]
BESIDE_IN_API = ["?version=1", "versions/?from=1&to=2"]
LISTS = ["congresses", "debates", "resolutions", "speeches", "speakers", "topics", "sources"]
ADDRESSES = [
    *(page + each for page in ENTRY_PAGES for each in BESIDE),
    *(f"/api/v1{page}{each}" for page in ENTRY_PAGES for each in BESIDE_IN_API),
    "/congresses/11/resolutions/main/cite.ris",
    "/api/v1/congresses/11/resolutions/main/cite/",
    *(f"/congresses/{number}/people/" for number in (11, 12)),
    "/congresses/11/people/?version=1",
    "/congresses/11/bibliography.json",
    "/congresses/11/calendar.ics",
    "/api/v1/congresses/11/file/",
    *(f"{page}updates.atom" for page in ("/congresses/11/", "/speakers/used/", "/topics/used/")),
    *(f"/api/v1/{name}/?format=ndjson" for name in LISTS),
    "/debates/?topic=used",
    "/debates/?speaker=used",
    "/speeches/?speaker=used",
    "/speeches/?congress=11",
    "/resolutions/?congress=11",
    "/resolutions/?speaker=used",
    "/resolutions/?topic=used",
    "/speakers/?congress=11",
]


def put_on_record():
    for model in ENTRIES:
        record_all(model.objects.all(), None)


class Seen:
    """What was answered at an address, and what that is stale with."""

    def __init__(self, reader, address):
        answer = reader.ask(address)
        content = answer.content if answer.stream is None else b"".join(answer.stream)
        self.said = answer.status, answer.location, content
        #: Of what is not there, an edition has nothing that could be out of date.
        self.keys = keys_of_answer(address, answer) if answer.status < 400 else None


class StaleTests(TestCase):
    """Of each kind of entry there is one that another refers to, one that it referred to in a former version, and one
    that is not public though a former version refers to it."""

    @classmethod
    def setUpTestData(cls):
        cls.make_entries()
        cls.make_what_goes()
        put_on_record()
        cls.drop_what_goes()
        put_on_record()

    @classmethod
    def make_entries(cls):
        for name in ("used", "former", "hidden", "other"):
            status = HIDDEN if name == "hidden" else PUBLIC
            public = {"slug": name, **status}
            title = f"{name} thing"
            setattr(cls, f"{name}_topic", make.make_topic(name=f"{title} topic", **public))
            setattr(cls, f"{name}_source", make.make_source(title=f"{title} source", **public))
            person = {"name": f"{title} person", "sort_name": f"{name}, person"}
            setattr(cls, f"{name}_speaker", make.make_speaker(**person, **public))
        for number, title in [(10, "Tenth"), (11, "Eleventh"), (12, "Twelfth")]:
            congress = make.make_congress(number=number, title=title, opened_on=make.day(f"{1911 + number}"), **PUBLIC)
            setattr(cls, f"congress_{number}", congress)
            sitting = make.make_sitting(congress=congress, position=1, label="Day one", held_on=make.day("1922-03-27"))
            setattr(cls, f"sitting_{number}", sitting)
            make.make_mandate(congress=congress, speaker=cls.other_speaker)
        for place, name in enumerate(("used", "former", "hidden", "other"), start=1):
            status = HIDDEN if name == "hidden" else PUBLIC
            found = {"slug": name, "title": f"{name} item", "position": place, "congress": cls.congress_10, **status}
            setattr(cls, f"{name}_debate", make.make_debate(**found))
            setattr(cls, f"{name}_resolution", make.make_resolution(**found))
        inside = {"slug": "main", "congress": cls.congress_11, "position": 1, **PUBLIC}
        cls.debate = make.make_debate(title="Main debate", **inside)
        cls.beside = make.make_debate(title="Debate beside", **{**inside, "slug": "beside", "position": 2})
        cls.resolution = make.make_resolution(title="Main resolution", **inside)
        cls.topic = make.make_topic(slug="main", name="Main topic", **PUBLIC)
        cls.speaker = make.make_speaker(slug="main", name="Main person", sort_name="Person, Main", **PUBLIC)
        cls.source = make.make_source(slug="main", title="Main source", **PUBLIC)
        cls.speech = make.make_speech(debate=cls.debate, speaker=cls.used_speaker, sitting=cls.sitting_11, position=1)
        cls.clause = make.make_clause(resolution=cls.resolution, position=1)
        cls.entries = [cls.congress_11, cls.debate, cls.resolution, cls.topic, cls.speaker, cls.source]
        cls.parts = cls.refer("used")

    @classmethod
    def refer(cls, name):
        """Have the main entries refer to what bears the name, each in every way in which it can; what was made."""
        topic, source, speaker = (getattr(cls, f"{name}_{kind}") for kind in ("topic", "source", "speaker"))
        cls.topic.broader = topic
        cls.topic.save()
        for entry in (cls.debate, cls.resolution):
            entry.topics.add(topic)
        cls.resolution.debates.add(cls.debate, getattr(cls, f"{name}_debate"))
        cls.debate.sittings.add(cls.sitting_11)
        return [
            make.make_election(congress=cls.congress_11, speaker=speaker),
            make.make_participation(debate=cls.debate, speaker=speaker),
            make.make_link(resolution=cls.resolution, to=getattr(cls, f"{name}_resolution")),
            *(make.make_citation(each, source=source) for each in (*cls.entries, cls.speech, cls.clause)),
        ]

    @classmethod
    def make_what_goes(cls):
        cls.going = [*cls.refer("former"), *cls.refer("hidden")]
        set_to(cls.topic, broader=cls.former_topic)
        for position, speaker in enumerate((cls.former_speaker, cls.hidden_speaker), start=2):
            cls.going.append(make.make_speech(debate=cls.debate, speaker=speaker, position=position))
        # As after a debate was moved from one congress to the other.
        cls.debate.sittings.add(cls.sitting_10)

    @classmethod
    def drop_what_goes(cls):
        for part in cls.going:
            part.delete()
        for entry in (cls.debate, cls.resolution):
            entry.topics.set([cls.used_topic])
        cls.resolution.debates.set([cls.used_debate])
        cls.debate.sittings.set([cls.sitting_11])
        set_to(cls.topic, broader=cls.used_topic)

    def setUp(self):
        # A reader changes them.
        self.enterContext(override_settings())
        self.reader = Reader(ORIGIN)

    def edits_around(self):
        """Edits of what the main entries refer to, or did, and of what has nothing to do with them."""
        for name in ("former", "hidden", "used"):
            for kind in ("topic", "source", "speaker", "debate", "resolution"):
                yield from self.edits_of(f"{name}_{kind}", getattr(self, f"{name}_{kind}"))

    def edits_of(self, name, entry):
        address, step = ("slug", "-moved") if hasattr(entry, "slug") else ("number", 20)
        title, old = "name" if hasattr(entry, "name") else "title", getattr(entry, address)
        if entry.status != make.PUBLISHED:
            yield f"{name} is edited unseen", lambda: set_to(entry, slug=old + step, **{title: "Seen by nobody"})
            yield f"{name} appears", lambda: set_to(entry, **PUBLIC)
        yield f"{name} is renamed", lambda: set_to(entry, **{title: f"Renamed {name}"})
        if hasattr(entry, "authors"):
            yield f"{name}, its authors", lambda: set_to(entry, authors="Author, An", year=1936)
        if name.startswith("hidden"):
            return
        yield f"{name} is withdrawn", lambda: set_to(entry, **WITHDRAWN)
        yield f"{name} comes back elsewhere", lambda: set_to(entry, **{address: old + step}, **PUBLIC)
        if entry in self.entries:
            yield f"{name} moves back", lambda: set_to(entry, **{address: old})

    def edits_of_congresses(self):
        for number in (10, 12, 11):
            congress = getattr(self, f"congress_{number}")
            yield from self.edits_of(f"congress {number}", congress)
            yield f"congress {number} is elsewhere", lambda each=congress: set_to(each, city="Paris", venue="A hall")
            sitting = getattr(self, f"sitting_{number}")
            yield f"a sitting of {number}", lambda each=sitting: set_to(each, label="Other day")

    def edits_of_main(self):
        for entry in self.entries[1:]:
            yield from self.edits_of(f"main {entry._meta.model_name}", entry)

    def edits_of_parts(self):
        yield "a speech", lambda: set_to(self.speech, text="Other words")
        yield "who held it", lambda: set_to(self.speech, speaker=self.other_speaker)
        yield "a clause", lambda: set_to(self.clause, text="Other words")
        yield "more is referred to", lambda: self.refer("other")
        basis = next(part for part in self.parts if isinstance(part, Citation) and part.target == self.resolution)
        yield "the place in a source", lambda: set_to(basis, locator="p. 7")
        for part in self.parts:
            yield f"{part} goes", part.delete
        yield "a note", lambda: make.make_note(self.resolution)
        yield "another name", lambda: make.make_name(speaker=self.speaker)
        yield "a speech goes", lambda: Speech.objects.get(pk=self.speech.pk).delete()
        yield "a clause goes", lambda: Clause.objects.get(pk=self.clause.pk).delete()
        places = {self.beside.pk: 1, self.debate.pk: 2}
        yield "debates change places", lambda: ordering.renumber(Debate, self.congress_11, places)
        yield "a debate moves to another congress", lambda: set_to(self.beside, congress=self.congress_12)
        yield "the debates of a congress go", lambda: set_to(self.beside, **WITHDRAWN)
        for kind in ("topic", "source", "speaker", "debate", "resolution"):
            yield f"a {kind} is deleted", getattr(self, f"former_{kind}").delete

    def see(self):
        return {address: Seen(self.reader, address) for address in ADDRESSES}

    def touched_by(self, edit):
        """The keys that an edit touches."""
        before = standing_of(EDITION)
        with transaction.atomic():
            edit()
            put_on_record()
        return changed_between(before, standing_of(EDITION))

    def check(self, edits):
        seen = self.see()
        for name, edit in edits:
            changed, now = self.touched_by(edit), self.see()
            outdated = [
                address
                for address, each in seen.items()
                if each.keys is not None and each.said != now[address].said and not are_among(each.keys, changed)
            ]
            with self.subTest(name):
                self.assertEqual(outdated, [])
            seen = now

    def test_edits_of_what_the_entries_refer_to_or_did(self):
        self.check(self.edits_around())

    def test_edits_of_congresses(self):
        self.check(self.edits_of_congresses())

    def test_edits_of_the_entries(self):
        self.check(self.edits_of_main())

    def test_edits_of_their_parts(self):
        self.check(self.edits_of_parts())

    def test_an_edit_of_a_speech_concerns_its_debate_and_what_shows_debates(self):
        speech = make.make_speech(debate=self.beside, speaker=self.other_speaker)
        put_on_record()
        seen = self.see()
        changed = self.touched_by(lambda: set_to(speech, text="Other words"))
        asked = {address for address, each in seen.items() if are_among(each.keys, changed)}
        resolution, lists = "/congresses/11/resolutions/main/", ("congresses", "debates", "speeches")
        self.assertEqual(
            asked,
            {
                *(f"{resolution}{each}" for each in ("cite/?version=1", "versions/", "versions/?from=1&to=2")),
                *(f"{resolution}?version=1", f"/api/v1{resolution}?version=1"),
                f"/api/v1{resolution}versions/?from=1&to=2",
                *(f"/congresses/{number}/people/" for number in (11, 12)),
                *("/congresses/11/people/?version=1", "/congresses/11/?version=1", "/api/v1/congresses/11/?version=1"),
                *("/congresses/11/debates/main/?version=1", "/api/v1/congresses/11/debates/main/?version=1"),
                *("/congresses/11/bibliography.json", "/congresses/11/calendar.ics", "/api/v1/congresses/11/file/"),
                "/congresses/11/updates.atom",
                *(f"/api/v1/{name}/?format=ndjson" for name in lists),
                *("/speeches/?congress=11", "/resolutions/?congress=11"),
                *("/resolutions/?speaker=used", "/speakers/?congress=11"),
            },
        )

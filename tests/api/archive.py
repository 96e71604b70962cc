"""One public archive with one of everything in it, for the tests of the API."""

from django.test import TestCase

from archive.choices import Stance
from tests import factories as make

PUBLIC = {"status": make.PUBLISHED}

#: Every address of the archive below, by the name of its route.
ADDRESSES = {
    "front": "/api/v1/",
    "congresses": "/api/v1/congresses/",
    "congress": "/api/v1/congresses/11/",
    "congress-people": "/api/v1/congresses/11/people/",
    "debates": "/api/v1/debates/",
    "debate": "/api/v1/congresses/11/debates/report/",
    "resolutions": "/api/v1/resolutions/",
    "resolution": "/api/v1/congresses/11/resolutions/on-the-report/",
    "speeches": "/api/v1/speeches/",
    "speakers": "/api/v1/speakers/",
    "speaker": "/api/v1/speakers/lenin/",
    "changes": "/api/v1/changes/",
    "topics": "/api/v1/topics/",
    "topic": "/api/v1/topics/trade/",
    "sources": "/api/v1/sources/",
    "source": "/api/v1/sources/encyclopedia/",
    "congress-cite": "/api/v1/congresses/11/cite/",
    "debate-cite": "/api/v1/congresses/11/debates/report/cite/",
    "resolution-cite": "/api/v1/congresses/11/resolutions/on-the-report/cite/",
    "speaker-cite": "/api/v1/speakers/lenin/cite/",
    "topic-cite": "/api/v1/topics/trade/cite/",
    "source-cite": "/api/v1/sources/encyclopedia/cite/",
    "congress-versions": "/api/v1/congresses/11/versions/",
    "debate-versions": "/api/v1/congresses/11/debates/report/versions/",
    "resolution-versions": "/api/v1/congresses/11/resolutions/on-the-report/versions/",
    "speaker-versions": "/api/v1/speakers/lenin/versions/",
    "topic-versions": "/api/v1/topics/trade/versions/",
    "source-versions": "/api/v1/sources/encyclopedia/versions/",
    "search": "/api/v1/search/",
    "dumps": "/api/v1/dumps/",
}
LISTS = ["congresses", "debates", "resolutions", "speeches", "speakers", "topics", "sources"]


class ArchiveTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.economy = make.make_topic(slug="economy", name="Economy", **PUBLIC)
        cls.topic = make.make_topic(slug="trade", name="Trade", original_name="Торговля", broader=cls.economy, **PUBLIC)
        cls.inland = make.make_topic(slug="inland-trade", name="Inland trade", broader=cls.topic, **PUBLIC)
        cls.source = make.make_source(
            slug="encyclopedia",
            title="The Encyclopedia",
            authors="Prokhorov, A.\nVavilov, S.",
            url="https://example.org/encyclopedia",
            year=1977,
            **PUBLIC,
        )
        cls.works = make.make_source(slug="works", title="Complete Works", **PUBLIC)
        cls.lenin = make.make_speaker(
            slug="lenin",
            name="Vladimir Lenin",
            sort_name="Lenin, Vladimir",
            original_name="Владимир Ленин",
            born_on=make.day("1870-04-22"),
            died_on=make.day("1924"),
            portrait="portraits/lenin.jpg",
            portrait_credit="A photographer",
            **PUBLIC,
        )
        cls.name = make.make_name(
            speaker=cls.lenin, name="Ulyanov", used_from=make.day("1870"), used_to=make.day("1901-12")
        )
        cls.tenth = make.make_congress(number=10, title="Tenth Congress", **PUBLIC)
        cls.congress = make.make_congress(
            number=11,
            title="Eleventh Congress",
            original_title="Одиннадцатый съезд",
            opened_on=make.day("1922-03-27"),
            closed_on=make.day("1922-04-02"),
            delegates_decisive=522,
            delegates_consultative=165,
            summary="It met *once*.",
            **PUBLIC,
        )
        cls.sitting = make.make_sitting(
            congress=cls.congress, position=1, label="First sitting", chair=cls.lenin, openness="open"
        )
        cls.debate = make.make_debate(
            congress=cls.congress, slug="report", title="Report", original_title="Отчёт", position=1, **PUBLIC
        )
        cls.debate.topics.add(cls.topic)
        cls.debate.sittings.add(cls.sitting)
        cls.after = make.make_debate(congress=cls.congress, slug="after", title="After", position=2, **PUBLIC)
        cls.participation = make.make_participation(
            debate=cls.debate, speaker=cls.lenin, role="rapporteur", stance="For", position=1
        )
        cls.speech = make.make_speech(
            debate=cls.debate,
            speaker=cls.lenin,
            position=3,
            sitting=cls.sitting,
            attribution="LENIN",
            text="One.\n\nTwo.",
            original_text="Раз.",
            held_on=make.day("1922-03"),
            page="11",
        )
        cls.unknown_voice = make.make_speech(debate=cls.debate, position=4, attribution="A voice", text="Right!")
        cls.resolution = make.make_resolution(
            congress=cls.congress, slug="on-the-report", title="On the report", position=1, votes_for=500, **PUBLIC
        )
        cls.resolution.topics.add(cls.topic)
        cls.resolution.debates.add(cls.debate)
        cls.earlier = make.make_resolution(congress=cls.tenth, slug="earlier", title="Earlier", position=1, **PUBLIC)
        cls.clause = make.make_clause(resolution=cls.resolution, position=4, number="IV", text="Approved.")
        cls.link = make.make_link(resolution=cls.resolution, to=cls.earlier, note="In full")
        cls.outside = make.make_link(resolution=cls.resolution, kind="cites", outside_title="A decree")
        cls.mandate = make.make_mandate(congress=cls.congress, speaker=cls.lenin)
        cls.election = make.make_election(congress=cls.congress, speaker=cls.lenin, elected_on=make.day("1922-04-02"))
        figure = {"field": "delegates_consultative"}
        make.make_citation(cls.congress, source=cls.source, value="165", locator="vol. 30", **figure)
        make.make_citation(
            cls.congress, source=cls.works, value="164", stance=Stance.DISPUTES, note="A slip?", **figure
        )
        for target in (cls.debate, cls.resolution, cls.lenin, cls.topic, cls.works):
            make.make_citation(target, source=cls.source, unverified=True)
            make.make_note(target, text="A remark", kind="correction")
        for part in (cls.sitting, cls.speech, cls.participation, cls.clause, cls.link, cls.mandate, cls.election):
            make.make_citation(part, source=cls.source, locator="p. 5")
        make.make_citation(cls.name, source=cls.works, field="used_to", stance=Stance.DISPUTES, value="1902")
        make.make_note(cls.congress, field="delegates_consultative", text="They differ.", kind="conflict")

    def read(self, name, **query):
        """What the API answers at the address of this name."""
        response = self.client.get(ADDRESSES[name], query)
        self.assertEqual(response.status_code, 200, response.content)
        return response.json()

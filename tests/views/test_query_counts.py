"""Every page has a constant number of queries, at most thirteen, whatever the rows."""

from django.test import TestCase
from django.utils import translation

from archive.models import FormerSlug
from archive.workflow import versions
from tests.factories import (
    PUBLISHED,
    day,
    make_citation,
    make_clause,
    make_congress,
    make_debate,
    make_election,
    make_link,
    make_mandate,
    make_name,
    make_note,
    make_participation,
    make_resolution,
    make_sitting,
    make_source,
    make_speaker,
    make_speech,
    make_topic,
)

MOST = 13


class QueryCountTests(TestCase):
    """One archive that grows: each page is asked with one of everything and with twenty-five."""

    #: The queries of each page, in the order in which they are asked.
    EXPECTED = {
        # the subject, its citations and notes; congresses; latest changes
        "/": 5,
        # count, congresses
        "/congresses/": 2,
        # congress; sittings, their debates; debates, their participations and resolutions; resolutions;
        # elections, mandates; citations, notes; versions; neighbours
        "/congresses/11/": 13,
        # congress; elections, mandates; citations, notes; versions; earlier elections
        "/congresses/11/people/": 7,
        # debate; topics, sittings, participations, speeches, resolutions; citations, notes; versions, with
        # those of the congress; neighbours
        "/congresses/11/debates/army/": 10,
        # resolution; topics, clauses, debates, links from and to it; citations, notes; versions, with those of the
        # congress
        "/congresses/11/resolutions/army/": 9,
        # choices of congress, topic and speaker; count, debates, their topics
        "/debates/": 6,
        # choices of congress and topic; count, resolutions, their topics
        "/resolutions/": 5,
        # choices of congress and speaker; count, speeches
        "/speeches/": 4,
        # the choice of congress; count, speakers
        "/speakers/": 3,
        # speaker; names, mandates, elections, participations, speeches, sittings chaired; citations, notes;
        # versions
        "/speakers/trotsky/": 10,
        # the choice of a broader topic; count, topics
        "/topics/": 3,
        # topic with its broader one; narrower ones, those below them; debates; resolutions, links from and to them;
        # citations, notes; versions
        "/topics/army/": 10,
        # count, sources
        "/sources/": 2,
        # source; citations, notes; versions; count of uses, which they are, uses
        "/sources/record/": 7,
        # congresses; citations, notes
        "/timeline/": 3,
        # the entry; its versions, with those of its congress where it stands in one; citations, notes
        "/congresses/11/cite/": 4,
        "/congresses/11/debates/army/cite/": 4,
        "/congresses/11/resolutions/army/cite/": 4,
        "/speakers/trotsky/cite/": 4,
        "/topics/army/cite/": 4,
        "/sources/record/cite/": 4,
        # the same; the speech or clause, its citations
        "/congresses/11/debates/army/cite/?part=speech-30000-p1": 6,
        "/congresses/11/resolutions/army/cite/?part=clause-30000": 6,
        "/congresses/11/debates/army/cite.bib?part=speech-30000-p1": 6,
        "/congresses/11/cite.ris": 4,
        "/speakers/trotsky/cite.json": 4,
        # congress, sources
        "/congresses/11/bibliography.bib": 2,
        "/about/": 0,
        # a search that was not made; what a search costs is in test_search_bounds
        "/search/": 0,
        # the same as without marks
        "/congresses/11/debates/army/?mark=debate": 10,
        # the congresses to begin with
        "/nothing/": 1,
    }
    #: With filters: each chosen entry is looked up once more when the form is checked.
    FILTERED = {
        "/debates/?congress=11&topic=army&speaker=trotsky&kind=report&ordering=-title": 9,
        "/speeches/?congress=11&speaker=trotsky&after=1922&before=1923": 6,
        "/resolutions/?congress=11&topic=army&secrecy=open&page_size=10": 7,
        # the choice of congress twice: what was asked is not one of them; the count of nothing is not asked
        "/speakers/?congress=99": 2,
    }

    #: Former versions, and the lists of versions.
    FORMER = {
        # congress; versions; states; sources, speakers; when these were public; debates, their participations and
        # resolutions; resolutions; what the sittings took up; neighbours
        "/congresses/11/?version={}": 12,
        # the same without what is around it; earlier elections
        "/congresses/11/people/?version={}": 7,
        # debate; its versions, with those of the congress; states; sources, speakers, sittings, topics; when these were
        # public; resolutions; neighbours
        "/congresses/11/debates/army/?version={}": 10,
        # resolution; its versions, with those of the congress; states; sources, debates, topics, resolutions; when
        # these were public, with the congresses they are of; links from it, their citations
        "/congresses/11/resolutions/army/?version={}": 10,
        # speaker; versions; states; sources; when these were public; mandates, elections, participations, speeches,
        # sittings chaired; citations
        "/speakers/trotsky/?version={}": 11,
        # topic; versions; states; sources, the broader one; when these were public; narrower ones, those below them;
        # debates; resolutions, links from and to them
        "/topics/army/?version={}": 12,
        # source; versions; states; sources; when these were public; count of uses, which they are, uses
        "/sources/record/?version={}": 8,
        # as the page, without what is around it
        "/congresses/11/debates/army/cite/?part=speech-30000&version={}": 8,
        "/congresses/11/debates/army/versions/?to={}": 8,
        "/congresses/11/versions/?to={}": 6,
    }

    @classmethod
    def setUpTestData(cls):
        cls.congress = make_congress(number=11, status=PUBLISHED, opened_on=day("1922-03-27"), summary="Summary.")
        cls.source = make_source(slug="record", status=PUBLISHED)
        cls.topic = make_topic(slug="army", status=PUBLISHED, broader=make_topic(status=PUBLISHED))
        dates = {"born_on": day("1879"), "died_on": day("1940")}
        cls.speaker = make_speaker(slug="trotsky", status=PUBLISHED, **dates)
        cls.debate = make_debate(congress=cls.congress, slug="army", kind="report", position=500, status=PUBLISHED)
        cls.resolution = make_resolution(congress=cls.congress, slug="army", position=500, status=PUBLISHED)
        cls.debate.topics.add(cls.topic)
        cls.resolution.topics.add(cls.topic)
        cls.resolution.debates.add(cls.debate)
        make_participation(debate=cls.debate, speaker=cls.speaker)
        make_speech(debate=cls.debate, speaker=cls.speaker, position=30000)
        make_clause(resolution=cls.resolution, position=30000)

    def setUp(self):
        # A request for a Russian page leaves its language behind in the thread.
        self.enterContext(translation.override("en"))

    def grow(self, n):
        """One more of everything that a page lists or leans on."""
        source = make_source(status=PUBLISHED)
        person, topic = make_speaker(status=PUBLISHED), make_topic(status=PUBLISHED, broader=self.topic)
        congress = make_congress(number=100 + n, status=PUBLISHED, opened_on=day(f"{1922 + n}"))
        debate = make_debate(congress=self.congress, position=n, agenda_number=n, status=PUBLISHED)
        resolution = make_resolution(congress=self.congress, position=n, status=PUBLISHED)
        sitting = make_sitting(congress=self.congress, chair=self.speaker, held_on=day("1922-03-28"))
        self.debate.sittings.add(sitting)
        self.debate.topics.add(topic)
        debate.sittings.add(sitting)
        debate.topics.add(self.topic)
        resolution.debates.add(debate, self.debate)
        resolution.topics.add(self.topic, topic)
        self.resolution.debates.add(debate)
        parts = [
            sitting,
            make_mandate(congress=congress, speaker=self.speaker),
            make_mandate(congress=self.congress, speaker=person, vote="consultative"),
            make_election(congress=congress, speaker=self.speaker),
            make_election(congress=self.congress, speaker=person, elected_on=day("1922-04-02")),
            make_participation(debate=debate, speaker=self.speaker, role="against"),
            make_participation(debate=self.debate, speaker=person, role="in_favour", stance="For it."),
            make_speech(debate=debate, speaker=self.speaker, held_on=day("1922-03-28")),
            make_speech(debate=self.debate, speaker=person, sitting=sitting, original_text="Да."),
            make_clause(resolution=self.resolution),
            make_link(resolution=self.resolution, to=resolution),
            make_link(resolution=resolution, to=self.resolution, kind="cites"),
            make_name(speaker=self.speaker),
        ]
        entries = [self.congress, self.debate, self.resolution, self.speaker, self.topic, self.source]
        for record in (*entries, *parts):
            make_citation(record, source=self.source, locator=f"p. {n}")
            make_citation(record, source=source, stance="disputes", value=f"{n}")
        make_citation(self.congress, source=source, field="summary")
        for part, field in [(parts[0], "chair"), (parts[5], "speaker"), (parts[6], "speaker"), (parts[8], "speaker")]:
            make_citation(part, source=source, field=field, stance="disputes", value="Somebody else")
        for entry in entries:
            make_note(entry)
            FormerSlug.objects.create(target=entry, slug=f"before-{n}")

    def ask(self, pages):
        for page, count in pages.items():
            with self.subTest(page=page), self.assertNumQueries(count):
                self.client.get(page)

    def test_query_counts_do_not_grow_with_rows(self):
        pages = self.EXPECTED | self.FILTERED
        self.grow(1)
        versions.record_missing()
        for page in pages:  # Content types are looked up once in the life of a process.
            self.client.get(page)
        self.ask(pages)
        for n in range(2, 26):
            self.grow(n)
        self.ask(pages)
        self.ask({f"/ru{page}": count for page, count in pages.items()})

    def write(self, title):
        for entry in (self.congress, self.debate, self.resolution, self.speaker, self.topic, self.source):
            setattr(entry, "title" if hasattr(entry, "title") else "name", title)
            entry.save()
            versions.record(entry, None)

    def test_query_counts_of_former_versions_do_not_grow_with_rows(self):
        self.grow(1)
        versions.record_missing()
        self.write("First")
        self.write("Second")
        for page in self.FORMER:
            self.client.get(page.format(1))
        self.ask({page.format(1): count for page, count in self.FORMER.items()})
        for n in range(2, 9):
            self.grow(n)
        self.write("Third")
        self.write("Fourth")
        self.ask({page.format(3): count for page, count in self.FORMER.items()})

    def test_no_page_asks_more_than_thirteen_queries(self):
        self.assertLessEqual(max((self.EXPECTED | self.FILTERED | self.FORMER).values()), MOST)

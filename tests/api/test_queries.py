"""How many queries each address costs, and that no number of rows adds one."""

from django.contrib.contenttypes.models import ContentType
from django.test import TestCase

from archive.models import ENTRIES, PARTS
from tests import factories as make
from tests.api.archive import PUBLIC

#: Each address with its queries, named. Evidence is two: citations with their sources, and notes.
EXPECTED = {
    # The subject, its evidence (2), the congresses, the updates over all kinds.
    "": 5,
    # The count, the rows, evidence (2).
    "congresses/": 4,
    # The count, the rows with their broader topics, evidence (2).
    "topics/": 4,
    "speakers/": 4,
    "sources/": 4,
    # The count, the rows with their congresses, topics, evidence (2).
    "debates/": 5,
    "resolutions/": 5,
    # The count, the rows with debate, congress, speaker and sitting, citations; a part has no notes.
    "speeches/": 3,
    # By cursor nothing is counted.
    "topics/?cursor=start": 3,
    # But whether the list is a long one, where an index says which rows are the nearest.
    "speeches/?cursor=start&ordering=speaker": 3,
    "debates/?cursor=start&ordering=-held_on": 5,
    # The congress in the filter, then as above.
    "debates/?congress=11": 6,
    "speakers/?congress=11": 5,
    # The congress, sittings with chairs, their debates, debates, participations, the debates' resolutions,
    # resolutions, elections, mandates, evidence (2), versions, the neighbours.
    "congresses/11/": 13,
    # The congress, elections, mandates, evidence (2), versions, the elections of the congress before.
    "congresses/11/people/": 7,
    # The debate, topics, sittings, participations, speeches, resolutions, evidence (2), versions, the neighbours.
    "congresses/11/debates/counted/": 10,
    # The resolution, topics, clauses, debates, links, links from others, evidence (2), versions.
    "congresses/11/resolutions/counted/": 9,
    # The person, names, mandates, elections, participations, speeches, chaired sittings, evidence (2), versions.
    "speakers/counted/": 10,
    # The topic with the broader one, narrower ones, those below them, debates, resolutions,
    # links from and to these, evidence (2), versions.
    "topics/counted/": 10,
    # As schema.org data, without the neighbours.
    "congresses/11/?format=jsonld": 12,
    "congresses/11/debates/counted/?format=jsonld": 9,
    "speakers/counted/?format=jsonld": 10,
    # A search that was not made; what a search costs is in test_search.
    "search/": 0,
    # The source, evidence (2), versions, the count of its uses, which they are, and the uses over their kinds.
    "sources/counted/": 7,
    # The entry, evidence (2), versions. Where a debate has versions on record, those of its congress are one more.
    "congresses/11/cite/": 4,
    "congresses/11/debates/counted/cite/": 4,
    "congresses/11/resolutions/counted/cite/": 4,
    "speakers/counted/cite/": 4,
    "topics/counted/cite/": 4,
    "sources/counted/cite/": 4,
    # The entry, versions.
    "congresses/11/versions/": 2,
    "speakers/counted/versions/": 2,
    # The debate, evidence (2), versions, the speech with its speaker and sitting, its citations; a clause alike.
    "congresses/11/debates/counted/cite/?part=speech-30000-p1": 6,
    "congresses/11/resolutions/counted/cite/?part=clause-30000": 6,
}


class QueryTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.congress = make.make_congress(number=11, **PUBLIC)
        cls.speaker = make.make_speaker(slug="counted", **PUBLIC)
        cls.broader = make.make_topic(**PUBLIC)
        cls.topic = make.make_topic(slug="counted", broader=cls.broader, **PUBLIC)
        cls.source = make.make_source(slug="counted", **PUBLIC)
        cls.debate = make.make_debate(congress=cls.congress, slug="counted", **PUBLIC)
        cls.resolution = make.make_resolution(congress=cls.congress, slug="counted", **PUBLIC)
        make.make_speech(debate=cls.debate, speaker=cls.speaker, position=30000)
        make.make_clause(resolution=cls.resolution, position=30000)
        # Django remembers the kinds of records for as long as the process lives.
        ContentType.objects.get_for_models(*ENTRIES, *PARTS)

    def grow(self):
        """One more of everything, on everything."""
        other = make.make_congress(**PUBLIC)
        speaker = make.make_speaker(**PUBLIC)
        debate = make.make_debate(congress=self.congress, **PUBLIC)
        resolution = make.make_resolution(congress=self.congress, **PUBLIC)
        sitting = make.make_sitting(congress=self.congress, chair=self.speaker)
        topic = make.make_topic(broader=self.topic, **PUBLIC)
        source = make.make_source(**PUBLIC)
        parts = [
            sitting,
            make.make_mandate(congress=self.congress, speaker=speaker),
            make.make_election(congress=self.congress, speaker=speaker),
            make.make_mandate(congress=other, speaker=self.speaker),
            make.make_election(congress=other, speaker=self.speaker),
            make.make_participation(debate=debate, speaker=self.speaker),
            make.make_participation(debate=self.debate, speaker=speaker),
            make.make_speech(debate=debate, speaker=self.speaker, sitting=sitting),
            make.make_speech(debate=self.debate, speaker=speaker, sitting=sitting),
            make.make_clause(resolution=self.resolution),
            make.make_link(resolution=self.resolution, to=resolution),
            make.make_link(resolution=resolution, to=self.resolution),
            make.make_name(speaker=self.speaker),
        ]
        for hall in (debate, self.debate):
            hall.sittings.add(sitting)
            hall.topics.add(topic, self.topic)
        for text in (resolution, self.resolution):
            text.debates.add(debate, self.debate)
            text.topics.add(topic, self.topic)
        entries = (other, speaker, debate, resolution, topic, source)
        counted = (self.congress, self.speaker, self.debate, self.resolution, self.topic)
        for entry in (*entries, *counted, self.source):
            make.make_note(entry)
        for record in (*entries, *counted, *parts):
            make.make_citation(record, source=self.source, locator=str(source.pk))
            disputed = {"field": "title", "value": "x", "stance": "disputes"}
            make.make_citation(record, source=source, **disputed)

    def test_the_cost_is_what_it_says_and_does_not_grow(self):
        total = 0
        for rows in (1, 25):
            while total < rows:
                self.grow()
                total += 1
            for address, queries in EXPECTED.items():
                with self.subTest(address=address, rows=rows), self.assertNumQueries(queries):
                    self.client.get(f"/api/v1/{address}")

    def test_no_address_costs_more_than_thirteen(self):
        self.assertLessEqual(max(EXPECTED.values()), 13)

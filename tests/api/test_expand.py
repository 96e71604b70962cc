"""References given whole by `expand`: as their own lists have them, through the same gate, at a flat cost."""

from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.api.choosing import MOST_EXPANDED
from archive.api.expanding import EXPANDABLE
from archive.models import ENTRIES, PARTS, Congress, Debate, Resolution, Source, Speaker, Speech, Topic
from archive.workflow import versions
from tests import factories as make
from tests.api.archive import ADDRESSES, PUBLIC, ArchiveTestCase

#: The list and the address of one entry of each kind that has something to expand.
PLACES = {
    Congress: ("congresses", "congress"),
    Debate: ("debates", "debate"),
    Resolution: ("resolutions", "resolution"),
    Speech: ("speeches",),
    Speaker: ("speakers", "speaker"),
    Topic: ("topics", "topic"),
    Source: ("sources", "source"),
}
#: How many queries the longest choice costs more than none does.
MOST_MORE_QUERIES = 16


def batched(names, size):
    """As `itertools.batched` of Python 3.12."""
    names = iter(names)
    while batch := tuple(islice(names, size)):
        yield batch


def every_choice():
    """Every place with every name that it can expand, as many at once as may be."""
    for kind, names in PLACES.items():
        for choice in batched(EXPANDABLE[kind], MOST_EXPANDED):
            for name in names:
                yield name, ",".join(choice)


class ExpandTests(ArchiveTestCase):
    def row(self, name, **query):
        """The row of the made-up archive's entry in a list."""
        rows = self.read(name, **query)["results"]
        return next(row for row in rows if row.get("title", row.get("name")) in {"Report", "On the report", "Trade"})

    def listed(self, name, title):
        """An entry as its own list has it."""
        rows = self.read(name)["results"]
        return next(row for row in rows if row.get("title", row.get("name")) == title)

    def test_what_is_expanded_is_what_its_own_list_says(self):
        debate = self.row("debates", expand="speakers,resolutions,congress")
        self.assertEqual(debate["congress"], self.listed("congresses", "Eleventh Congress"))
        self.assertEqual(debate["resolutions"], [self.listed("resolutions", "On the report")])
        self.assertEqual(debate["speakers"], [self.listed("speakers", "Vladimir Lenin")])
        debate = self.row("debates", expand="topics,speeches")
        self.assertEqual(debate["topics"], [self.listed("topics", "Trade")])
        self.assertEqual(debate["speeches"], self.read("speeches")["results"])
        resolution = self.row("resolutions", expand="debates,links,clauses")
        self.assertEqual(resolution["debates"], [self.listed("debates", "Report")])
        detail = self.read("resolution")
        self.assertEqual((resolution["links"], resolution["clauses"]), (detail["links"], detail["clauses"]))
        encyclopedia = self.listed("sources", "The Encyclopedia")
        self.assertEqual(self.row("debates", expand="sources")["sources"], [encyclopedia])
        self.assertEqual(self.row("topics", expand="broader")["broader"], self.listed("topics", "Economy"))

    def test_an_address_expands_as_its_list_does(self):
        lists = {detail[0]: name for name, *detail in PLACES.values() if detail}
        for detail, choice in every_choice():
            entry = self.read(detail, expand=choice)
            for first in {name.partition(".")[0] for name in choice.split(",")} if detail in lists else ():
                with self.subTest(detail=detail, name=first):
                    rows = self.read(lists[detail], expand=choice)["results"]
                    row = next(row for row in rows if row["url"] == entry["url"])
                    if isinstance(entry[first], list):
                        self.assertEqual(len(entry[first]), len(row[first]))
                        pairs = zip(entry[first], row[first], strict=True)
                    else:
                        pairs = [(entry[first] or {}, row[first] or {})]
                    for shown, listed in pairs:
                        # What an address shows of each without being asked stays beside the rest.
                        self.assertEqual({**shown, **listed}, shown)

    def test_a_dot_leads_one_level_further(self):
        lenin = self.listed("speakers", "Vladimir Lenin")
        debate = self.read("debate", expand="speeches.speaker,participations.speaker")
        self.assertEqual([speech["speaker"] for speech in debate["speeches"]], [lenin, None])
        self.assertEqual(debate["participations"][0]["speaker"], lenin)
        resolution = self.read("resolution", expand="links.to")
        to = {link["outside_title"]: link["to"] for link in resolution["links"]}
        self.assertEqual(to, {"": self.listed("resolutions", "Earlier"), "A decree": None})
        congress = self.read("congress", expand="debates.speakers")
        self.assertEqual(congress["debates"][0]["speakers"], [lenin])
        self.assertEqual(congress["debates"][1]["speakers"], [])

    def test_what_is_hidden_is_not_expanded(self):
        hidden = [
            make.make_speaker(name="HIDDEN person"),
            make.make_topic(name="HIDDEN topic"),
            make.make_resolution(congress=self.congress, title="HIDDEN resolution"),
            make.make_debate(congress=self.congress, title="HIDDEN debate"),
        ]
        speaker, topic, resolution, debate = hidden
        make.make_participation(debate=self.debate, speaker=speaker, stance="HIDDEN")
        make.make_speech(debate=self.debate, speaker=speaker, position=9)
        make.make_speech(debate=debate, speaker=self.lenin, text="HIDDEN text")
        make.make_mandate(congress=self.congress, speaker=speaker)
        make.make_link(resolution=resolution, to=self.resolution, note="HIDDEN link")
        make.make_link(resolution=self.resolution, to=resolution, note="HIDDEN link")
        make.make_citation(self.lenin, source=make.make_source(title="HIDDEN source"))
        self.debate.topics.add(topic)
        self.resolution.debates.add(debate)
        resolution.debates.add(self.debate)
        resolution.topics.add(self.topic)
        self.sitting.chair = speaker
        self.sitting.save()
        for name, expand in every_choice():
            with self.subTest(name=name, expand=expand):
                answer = self.client.get(ADDRESSES[name], {"expand": expand})
                self.assertEqual(answer.status_code, 200)
                self.assertNotIn("HIDDEN", answer.content.decode())

    def test_a_former_version_expands_what_it_had(self):
        versions.record(self.debate, None)
        self.debate.topics.set([self.economy])
        versions.record(self.debate, None)
        for version, name in [("1", "Trade"), ("2", "Economy")]:
            debate = self.read("debate", expand="topics,speakers", version=version)
            self.assertEqual(debate["topics"], [self.listed("topics", name)])
            self.assertEqual(debate["speakers"], [self.listed("speakers", "Vladimir Lenin")])

    def test_unknown_names_are_told_with_the_nearest(self):
        for query, field, nearest in [
            ({"expand": "speaker"}, "expand", "speakers"),
            ({"expand": "speeches.debate"}, "expand", "speeches.speaker"),
            ({"expand": ""}, "expand", ""),
            ({"fields": "titel"}, "fields", "title"),
            ({"fields": "congress.name"}, "fields", None),
            ({"fields": "title,"}, "fields", ""),
        ]:
            with self.subTest(query=query):
                response = self.client.get("/api/v1/debates/", query)
                self.assertEqual(response.status_code, 400)
                [error] = response.json()["errors"]
                self.assertEqual(error["field"], field)
                self.assertIn("topics", error["allowed"])
                if nearest is not None:
                    self.assertEqual(error["nearest"], nearest)
        self.assertEqual(self.client.get("/api/v1/sources/?expand=uses").status_code, 400)

    def test_what_can_be_asked_for_at_once_has_bounds(self):
        response = self.client.get("/api/v1/debates/?expand=congress,topics,speakers,resolutions")
        self.assertEqual(response.status_code, 400)
        self.assertIn("At most 3", response.json()["errors"][0]["message"])
        self.assertEqual(self.client.get("/api/v1/debates/?expand=speeches&page_size=11").status_code, 400)
        self.assertEqual(self.client.get("/api/v1/debates/?expand=speeches&page_size=10").status_code, 200)
        for _ in range(10):
            make.make_debate(congress=self.congress, **PUBLIC)
        answer = self.client.get("/api/v1/debates/?expand=speeches").json()
        self.assertEqual((len(answer["results"]), answer["count"]), (10, 12))


class CostTests(ArchiveTestCase):
    def cost(self, address, **query):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            self.assertEqual(self.client.get(address, query).status_code, 200)
        return len(queries)

    def test_no_row_adds_a_query_whatever_is_expanded(self):
        ContentType.objects.get_for_models(*ENTRIES, *PARTS)
        self.grow()
        choices = [(ADDRESSES[name], expand) for name, expand in every_choice()]
        plain = {address: self.cost(address) for address in dict(choices)}
        before = {choice: self.cost(choice[0], expand=choice[1]) for choice in choices}
        for (address, expand), queries in before.items():
            self.assertLessEqual(queries - plain[address], MOST_MORE_QUERIES, (address, expand))
        for _ in range(3):
            self.grow()
        for choice, queries in before.items():
            with self.subTest(choice=choice):
                self.assertEqual(self.cost(choice[0], expand=choice[1]), queries)

    def test_debates_with_speakers_and_resolutions_cost_ten_queries(self):
        # The count, the rows with their congresses, topics; who took part, the people; which resolutions, these with
        # their congresses, their topics; citations, notes.
        ContentType.objects.get_for_models(*ENTRIES, *PARTS)
        self.assertEqual(self.cost("/api/v1/debates/", expand="speakers,resolutions"), 10)

    def test_parts_cost_a_query_more_than_entries_as_they_are_counted_before_they_are_read(self):
        # The count, the rows, topics; how many took part, who; citations, notes.
        ContentType.objects.get_for_models(*ENTRIES, *PARTS)
        self.assertEqual(self.cost("/api/v1/debates/", expand="participations"), 7)
        # At the address of one they are there anyway.
        plain = self.cost(ADDRESSES["debate"])
        self.assertEqual(self.cost(ADDRESSES["debate"], expand="participations"), plain)

    def grow(self):
        """One more of everything that can be expanded, on what was there and on itself."""
        congress = make.make_congress(**PUBLIC)
        speaker = make.make_speaker(**PUBLIC)
        topic = make.make_topic(broader=self.topic, **PUBLIC)
        debate = make.make_debate(congress=congress, **PUBLIC)
        resolution = make.make_resolution(congress=congress, **PUBLIC)
        for taken_up, resolved in [(debate, resolution), (self.debate, self.resolution)]:
            other = make.make_resolution(congress=taken_up.congress, **PUBLIC)
            make.make_participation(debate=taken_up, speaker=speaker)
            make.make_speech(debate=taken_up, speaker=speaker)
            make.make_clause(resolution=resolved)
            make.make_link(resolution=resolved, to=other)
            make.make_link(resolution=other, to=resolved)
            make.make_mandate(congress=taken_up.congress, speaker=speaker)
            make.make_election(congress=taken_up.congress, speaker=speaker)
            make.make_sitting(congress=taken_up.congress, chair=speaker)
            make.make_sitting(congress=taken_up.congress, chair=self.lenin)
            taken_up.topics.add(topic, self.topic)
            for each in (resolved, other):
                each.topics.add(topic, self.topic)
                each.debates.add(taken_up)
            make.make_mandate(congress=congress, speaker=self.lenin) if taken_up is debate else None
        make.make_name(speaker=speaker)

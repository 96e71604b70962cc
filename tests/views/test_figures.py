"""Every figure of a page is a whole drawing with its title, its description and its table, and leads where it says."""

import re
from xml.etree import ElementTree

from archive.models import Congress
from tests.factories import (
    PUBLISHED,
    day,
    make_citation,
    make_congress,
    make_debate,
    make_election,
    make_link,
    make_participation,
    make_resolution,
    make_speaker,
    make_speech,
)
from tests.views.base import PageTestCase

SVG = re.compile(r'<svg class="chart__drawing".*?</svg>', re.DOTALL)
FIGURE = re.compile(r'<figure class="chart .*?</figure>', re.DOTALL)


def figures(response):
    """The figures of a page by their ids, each as (drawing, the whole as HTML)."""
    found = {}
    for figure in FIGURE.findall(response.content.decode()):
        (source,) = SVG.findall(figure)
        drawing = ElementTree.fromstring(source)
        found[drawing.get("aria-labelledby").removesuffix("-title")] = drawing, figure
    return found


def texts(drawing):
    return [" ".join("".join(text.itertext()).split()) for text in drawing.iter("text")]


class FigureTestCase(PageTestCase):
    def figure(self, address, name):
        """The drawing, its description and the rows of its table, after what holds for every figure."""
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200)
        drawing, source = figures(response)[name]
        title, description = drawing.find("title"), drawing.find("desc")
        self.assertEqual((title.get("id"), description.get("id")), (f"{name}-title", f"{name}-desc"))
        self.assertTrue(title.text.strip())
        self.assertTrue(" ".join(description.text.split()))
        self.assertEqual(drawing.get("role"), "group" if drawing.find(".//a") is not None else "img")
        self.assertNotIn("style=", source)
        for link in drawing.iter("a"):
            self.assertTrue("".join(link.itertext()).strip(), "a link without a name")
            self.assertLinkLeads(response, link.get("href"))
        ids = re.findall(r'\bid="([^"]+)"', response.content.decode())
        self.assertEqual(len(ids), len(set(ids)))
        table = source[source.index("<table") :]
        cells = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
        rows = [
            [" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in cells.findall(row)]
            for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
        ]
        return drawing, " ".join(description.text.split()), rows

    def assertLinkLeads(self, response, href):
        path, _hash, fragment = href.partition("#")
        page = self.client.get(path) if path else response
        self.assertEqual(page.status_code, 200)
        if fragment:
            self.assertContains(page, f'id="{fragment}"')


class TimelineTests(FigureTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.first = make_congress(number=1, status=PUBLISHED, opened_on=day("1898-03-13"), delegates_decisive=9)
        make_congress(number=2, opened_on=day("1903"), delegates_decisive=5000)
        Congress.objects.filter(number=11).update(party_name="Party of Names", party_short_name="PN")
        make_citation(cls.congress, source=cls.source, field="delegates_consultative", stance="disputes", value="164")
        cls.source.status = PUBLISHED
        cls.source.save()

    def test_the_timeline_shows_what_is_public_and_what_is_not_here(self):
        drawing, description, rows = self.figure("/timeline/", "timeline")
        self.assertIn("2 congresses from 1898 to 1922", description)
        self.assertIn("2nd to 10th: not here yet", texts(drawing))
        self.assertEqual([row[0] for row in rows[1:]], ["1st", "11th"])
        self.assertEqual(rows[2], ["11th", "27 March – 2 April 1922", "7", "Moscow", "PN"])

    def test_delegates_are_drawn_and_tabled_with_the_same_numbers(self):
        drawing, description, rows = self.figure("/timeline/", "delegates")
        self.assertIn("522 + 165 †", texts(drawing))
        self.assertIn("9 + ?", texts(drawing))
        self.assertIn("522 decisive, 165 consultative", description)
        self.assertEqual(rows[1], ["1st", "1898", "9", "Not known", ""])
        self.assertEqual(rows[2], ["11th", "1922", "522", "165", "consultative vote: 164"])

    def test_the_front_page_marks_its_subject(self):
        drawing, description, _rows = self.figure("/", "timeline")
        self.assertIn("The one in view is the 11th Congress, 1922.", description)
        self.assertEqual(len(drawing.findall(".//line[@class='chart__mark chart__mark--here']")), 1)

    def test_an_archive_without_congresses_has_a_timeline_that_says_so(self):
        Congress.objects.update(status="draft")
        response = self.client.get("/timeline/")
        self.assertContains(response, "No congress has been published yet.")
        self.assertNotContains(response, "<svg")

    def test_figures_are_drawn_in_russian_too(self):
        drawing, _description, rows = self.figure("/ru/timeline/", "timeline")
        self.assertIn("11-й", " ".join(texts(drawing)))
        self.assertEqual(rows[2][0], "11-й")


class CalendarTests(FigureTestCase):
    def test_sittings_are_drawn_where_they_were_and_say_what_is_left_of_them(self):
        drawing, description, rows = self.figure("/congresses/11/", "calendar")
        self.assertIn("3 sittings. Without a date: 2. Closed: 1.", description)
        self.assertIn("Record not known: 3.", description)
        labels = [link.get("aria-label") for link in drawing.iter("a")]
        self.assertEqual(labels[0], "1st sitting, Closed")
        self.assertEqual([link.get("href") for link in drawing.iter("a")], [f"#sitting-{n}" for n in (1, 2, 3)])
        self.assertEqual(rows[1], ["1", "27 March 1922", "Not known", "Closed", "Not known"])

    def test_a_congress_without_sittings_has_no_calendar(self):
        make_congress(number=1, status=PUBLISHED, sittings_count=6)
        self.assertEqual(figures(self.client.get("/congresses/1/")), {})


class DebateTests(FigureTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.long = make_speaker(name="N" * 120, sort_name="N" * 120, status=PUBLISHED)
        make_participation(debate=cls.debate, speaker=cls.long, role="against", position=50)
        make_participation(debate=cls.debate, role="criticised", position=51)
        make_speech(debate=cls.debate, speaker=cls.long, position=4)
        make_speech(debate=cls.debate, speaker=cls.long, position=5)
        make_speech(debate=cls.debate, speaker=make_speaker(), attribution="", kind="reaction", position=6)

    def test_benches_hold_everybody_who_is_public(self):
        drawing, description, rows = self.figure("/congresses/11/debates/army/", "benches")
        self.assertIn("on the left: 1. Against or criticised, on the right: 1.", description)
        self.assertEqual([row[0] for row in rows[1:]], ["Vladimir Lenin", "N" * 120])
        self.assertIn("Lenin", " ".join(texts(drawing)))
        self.assertLess(max(map(len, texts(drawing))), 60)

    def test_shares_say_what_they_count(self):
        drawing, description, rows = self.figure("/congresses/11/debates/army/", "shares")
        self.assertIn("counted in speeches", drawing.find("title").text)
        self.assertIn("3 speeches in all", description)
        self.assertEqual(rows[1:], [["N" * 120, "2", "67%"], ["Vladimir Lenin", "1", "33%"]])

    def test_one_voice_on_one_side_is_no_figure(self):
        make_debate(congress=self.congress, slug="alone", position=99, status=PUBLISHED)
        self.assertEqual(figures(self.client.get("/congresses/11/debates/alone/")), {})


class RelationsTests(FigureTestCase):
    def test_relations_are_drawn_in_both_directions(self):
        later = make_congress(number=12, status=PUBLISHED)
        amending = make_resolution(congress=later, slug="later", title="Later on", status=PUBLISHED)
        make_link(resolution=amending, to=self.resolution, kind="amends")
        make_link(resolution=self.resolution, to=make_resolution(congress=later), kind="repeals")
        make_link(resolution=self.resolution, outside_title="Theses of the commission", kind="confirms")
        drawing, description, rows = self.figure("/congresses/11/resolutions/army/", "related")
        self.assertEqual(
            rows[1:],
            [["confirms", "Theses of the commission", "outside the archive"], ["is amended by", "Later on", "12th"]],
        )
        self.assertIn("2 related documents.", description)
        self.assertIn("is amended by “Later on”.", description)
        self.assertEqual([link.get("href") for link in drawing.iter("a")], ["/congresses/12/resolutions/later/"])

    def test_a_resolution_without_relations_has_no_figure(self):
        self.assertEqual(figures(self.client.get("/congresses/11/resolutions/army/")), {})


class CompositionTests(FigureTestCase):
    PEOPLE = "/congresses/11/people/"

    def test_one_congress_with_elections_has_nothing_to_compare(self):
        _drawing, description, rows = self.figure(self.PEOPLE, "bodies")
        self.assertIn("Central Committee: 1 + 0.", description)
        self.assertEqual(rows[1:], [["Central Committee", "1", "0"]])
        self.assertContains(self.client.get(self.PEOPLE), "so there is nothing to compare")

    def test_a_body_is_compared_with_the_congress_before(self):
        self.elect(10, make_speaker(name="Gone Before", status=PUBLISHED), make_speaker())
        _drawing, description, rows = self.figure(self.PEOPLE, "change-central_committee")
        self.assertEqual(description, "Left: 1. Kept: 0. New: 1.")
        self.assertEqual(rows[1:], [["Left", "1", "Gone Before"], ["New", "1", "Vladimir Lenin"]])
        self.assertContains(self.client.get(self.PEOPLE), "Central Committee: from the 10th to the 11th Congress")

    def test_nothing_is_compared_with_an_outline_or_across_a_missing_congress(self):
        somebody = make_speaker(status=PUBLISHED)
        outline = make_congress(number=10, status=PUBLISHED)
        make_election(congress=outline, speaker=somebody)
        self.elect(9, somebody)
        self.assertContains(self.client.get(self.PEOPLE), "so there is nothing to compare")
        after = make_congress(number=12, status=PUBLISHED)
        make_election(congress=after, speaker=somebody)
        self.assertContains(self.client.get("/congresses/12/people/"), "so there is nothing to compare")

    def elect(self, number, *speakers):
        """A congress with a debate, so that it is no outline, and these people in its Central Committee."""
        congress = make_congress(number=number, status=PUBLISHED)
        make_debate(congress=congress, status=PUBLISHED)
        for speaker in speakers:
            make_election(congress=congress, speaker=speaker)


class LifeTests(FigureTestCase):
    def test_a_life_line_holds_the_congresses_of_a_life(self):
        drawing, description, rows = self.figure("/speakers/lenin/", "life-line")
        self.assertIn("from birth, 22 April 1870, to death, 21 January 1924", description)
        self.assertEqual(texts(drawing), ["11th", "1870", "1924"])
        self.assertEqual([row[1] for row in rows[1:]], ["Birth", "11th Congress", "Death"])

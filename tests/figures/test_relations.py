"""A resolution among its relations: each document once, in order, with lines that lead to it."""

from itertools import pairwise

from django.test import SimpleTestCase

from archive.figures.relations import relations
from archive.models import Congress, Resolution, ResolutionLink


def resolution(number, position=1, title="On the party", key=None):
    congress = Congress(pk=number, number=number)
    return Resolution(pk=key or number * 100 + position, title=title, position=position, congress=congress)


def here(links=(), links_from=(), **fields):
    found = resolution(11, **fields)
    found.public_links = [
        ResolutionLink(kind=kind, outside_title=to) if isinstance(to, str) else ResolutionLink(kind=kind, to=to)
        for kind, to in links
    ]
    found.public_links_from = [ResolutionLink(kind=kind, resolution=by) for kind, by in links_from]
    return found


def rems(text):
    return float(text.removesuffix("rem"))


class RelationsTests(SimpleTestCase):
    def test_a_resolution_without_relations_has_no_figure(self):
        figure = relations(here())
        self.assertEqual((figure.documents, figure.outwards, figure.inwards), ([], None, None))

    def test_documents_stand_in_the_order_of_their_congresses(self):
        later, earlier, beside = resolution(13), resolution(10), resolution(11, position=2)
        figure = relations(here([("amends", later), ("cites", "Theses"), ("cites", earlier)], [("amends", beside)]))
        self.assertEqual(
            [document.resolution and document.resolution.pk for document in figure.documents],
            [None, 1001, 1101, 1102, 1301],
        )
        self.assertEqual(
            [document.congress and document.congress.number for document in figure.documents], [None, 10, 11, None, 13]
        )

    def test_several_relations_to_one_document_are_one_mark(self):
        other = resolution(10)
        figure = relations(here([("cites", other), ("confirms", other)], [("repeals", other)]))
        (document,) = figure.others
        self.assertEqual(
            [(link.kind, back) for link, back, _y in document.words],
            [("cites", False), ("confirms", False), ("repeals", True)],
        )

    def test_arrows_of_each_direction_share_a_line_from_here_to_the_farthest(self):
        figure = relations(here([("cites", resolution(9)), ("cites", resolution(10))], [("amends", resolution(13))]))
        marks = [document.mark for document in figure.documents]
        self.assertEqual((figure.outwards.top, figure.outwards.bottom), (marks[0], figure.outwards.here))
        self.assertEqual((figure.inwards.top, figure.inwards.bottom), (figure.inwards.here, marks[3]))
        self.assertLess(rems(figure.outwards.here), rems(figure.inwards.here))

    def test_one_direction_alone_has_one_line(self):
        self.assertIsNone(relations(here([("cites", "Theses")])).inwards)
        self.assertIsNone(relations(here(links_from=[("cites", resolution(12))])).outwards)

    def test_a_long_title_is_broken_into_lines_and_cut(self):
        figure = relations(here([("cites", "word " * 60), ("cites", "W" * 140)], title="T" * 300))
        for document in figure.documents:
            self.assertLessEqual(len(document.lines), 5)
            self.assertLessEqual(max(len(line) for line, _y in document.lines), 26)
            self.assertTrue(document.lines[-1][0].endswith("…"))

    def test_no_line_of_a_document_runs_into_the_next(self):
        figure = relations(here([("cites", f"Document {number} " * 5) for number in range(50)]))
        for document, following in pairwise(figure.documents):
            below = following.words[0][2] if following.words else following.mark
            self.assertGreater(rems(below), rems(document.lines[-1][1]))
        self.assertGreater(rems(figure.height), rems(figure.documents[-1].lines[-1][1]))

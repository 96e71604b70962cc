"""The congresses on a line of time, of none, one, all and far too many of them."""

from itertools import pairwise

from django.test import SimpleTestCase

from archive.dates import PartialDate
from archive.figures.timeline import short_timeline, timeline
from archive.models import Congress


def congress(number, opened="", closed="", **fields):
    opened, closed = (PartialDate.parse(text) if text else None for text in (opened, closed))
    return Congress(pk=number, number=number, title=f"{number}", opened_on=opened, closed_on=closed, **fields)


def rems(text):
    return float(text.removesuffix("rem"))


class TimelineTests(SimpleTestCase):
    def test_no_congress_is_an_empty_figure(self):
        for draw in (timeline, short_timeline):
            figure = draw([])
            self.assertEqual((figure.marks, figure.ticks, figure.longest), ([], [], None))

    def test_one_congress_has_its_mark_inside_the_figure(self):
        figure = timeline([congress(11, "1922-03-27", "1922-04-02")])
        self.assertEqual([mark.days for mark in figure.marks], [7])
        self.assertLess(rems(figure.marks[0].at), rems(figure.bottom))
        self.assertLess(rems(figure.bottom), rems(figure.height))

    def test_a_congress_without_a_date_is_named_and_not_placed(self):
        nameless = congress(9)
        for draw in (timeline, short_timeline):
            figure = draw([nameless, congress(11, "1922")])
            self.assertEqual([mark.congress.number for mark in figure.marks], [11])
            self.assertEqual(figure.undated, [nameless])

    def test_a_date_to_the_year_has_a_mark_and_no_length(self):
        figure = timeline([congress(1, "1898", "1898"), congress(2, "1903-07-30")])
        self.assertEqual([mark.days for mark in figure.marks], [None, None])
        self.assertIsNone(figure.longest)

    def test_time_is_true_to_scale(self):
        figure = timeline([congress(1, "1900-01-01"), congress(2, "1910-01-01"), congress(3, "1930-01-01")])
        first, second, third = (rems(mark.at) for mark in figure.marks)
        self.assertAlmostEqual((third - second) / (second - first), 2, places=2)

    def test_labels_of_a_hundred_congresses_never_touch(self):
        many = [congress(n, f"{1898 + n // 2}-0{1 + n % 2 * 6}-01") for n in range(1, 101)]
        figure = timeline(many)
        labels = [rems(mark.label) for mark in figure.marks]
        self.assertEqual(len(labels), 100)
        for before, after in pairwise(labels):
            self.assertGreaterEqual(after - before, 1.62)
        self.assertLess(labels[-1], rems(figure.height))

    def test_an_era_lasts_until_the_next_name(self):
        names = ["One", "One", "", "Two"]
        figure = timeline([congress(n, f"{1900 + n}", party_name=name) for n, name in enumerate(names, start=1)])
        self.assertEqual([era.name for era in figure.eras], ["One", "Two"])
        one, two = figure.eras
        self.assertAlmostEqual(rems(one.start) + rems(one.length), rems(two.start), places=2)
        self.assertAlmostEqual(rems(two.start) + rems(two.length), rems(figure.bottom), places=2)

    def test_a_long_time_without_a_congress_is_said(self):
        figure = timeline([congress(18, "1939-03-10", "1939-03-21"), congress(19, "1952-10-05")])
        self.assertEqual([(gap.years, gap.first_missing) for gap in figure.gaps], [(13, None)])

    def test_a_congress_that_is_not_here_is_no_time_without_a_congress(self):
        figure = timeline([congress(18, "1939"), congress(21, "1959")])
        self.assertEqual([(gap.first_missing, gap.last_missing) for gap in figure.gaps], [(19, 20)])

    def test_the_one_in_view_is_marked(self):
        here = congress(2, "1903")
        for draw in (timeline, short_timeline):
            figure = draw([congress(1, "1898"), here], here)
            self.assertEqual([mark.is_here for mark in figure.marks], [False, True])

    def test_marks_across_stay_within_the_line(self):
        figure = short_timeline([congress(1, "1898-01-01"), congress(28, "1990-12-31")])
        for mark in figure.marks:
            self.assertTrue(0 < float(mark.at.removesuffix("%")) < 100)

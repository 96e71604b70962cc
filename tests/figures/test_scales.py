"""Coordinates are texts with a point, and labels keep their distance."""

from itertools import pairwise

from django.test import SimpleTestCase
from django.utils import translation

from archive.dates import PartialDate
from archive.figures.scales import apart, middle, percent, rem, step_for


class CoordinateTests(SimpleTestCase):
    def test_a_coordinate_has_a_point_in_every_language(self):
        with translation.override("ru"):
            self.assertEqual((percent(1 / 8), rem(2.5)), ("12.5%", "2.5rem"))

    def test_a_round_coordinate_has_no_fraction(self):
        self.assertEqual((percent(1), percent(0), rem(3.0)), ("100%", "0%", "3rem"))

    def test_a_date_stands_in_the_middle_of_what_it_may_mean(self):
        day, year = PartialDate.parse("1922-07-02"), PartialDate.parse("1922")
        self.assertEqual(middle(day), day.earliest.toordinal())
        self.assertEqual(middle(year), day.earliest.toordinal())

    def test_steps_of_an_axis_are_round_and_few(self):
        self.assertEqual([step_for(span, 6) for span in (1, 6, 7, 30, 92, 600)], [1, 1, 2, 5, 20, 100])


class ApartTests(SimpleTestCase):
    def test_nothing_to_place_is_no_places(self):
        self.assertEqual(apart([], []), [])

    def test_labels_with_room_stand_where_they_want(self):
        self.assertEqual(apart([1.0, 5.0, 9.0], [2, 2, 2]), [1.0, 5.0, 9.0])

    def test_labels_that_collide_spread_around_their_middle(self):
        self.assertEqual(apart([10.0, 10.0, 10.0], [2, 2, 2]), [8.0, 10.0, 12.0])

    def test_many_labels_keep_order_and_distance_and_stay_below_the_top(self):
        places = apart([0.1 * n for n in range(100)], [1.5] * 100, lowest=1.0)
        self.assertGreaterEqual(places[0], 1.0)
        for before, after in pairwise(places):
            self.assertGreaterEqual(round(after - before, 6), 1.5)

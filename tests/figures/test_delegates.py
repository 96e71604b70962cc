"""Delegates by mandate: one scale, what is unknown is not zero, what is disputed is marked."""

from django.test import SimpleTestCase

from archive.figures.delegates import delegates
from archive.models import Citation, Congress


def congress(number, decisive, consultative, *disputes):
    found = Congress(pk=number, number=number, delegates_decisive=decisive, delegates_consultative=consultative)
    found.public_citations = [Citation(stance="disputes", field=field, value=value) for field, value in disputes]
    return found


class DelegatesTests(SimpleTestCase):
    def test_no_congress_has_no_row(self):
        figure = delegates([])
        self.assertEqual((figure.rows, figure.largest), ([], None))

    def test_all_unknown_has_rows_without_bars(self):
        figure = delegates([congress(1, None, None), congress(2, None, None)])
        self.assertEqual([row.is_known for row in figure.rows], [False, False])
        self.assertTrue(figure.has_unknown)
        self.assertIsNone(figure.largest)

    def test_none_is_not_zero(self):
        zero, unknown = delegates([congress(1, 9, 0), congress(2, 9, None)]).rows
        self.assertEqual(zero.consultative.length, "0%")
        self.assertIsNone(unknown.consultative)

    def test_five_thousand_and_four_hundred_share_one_scale(self):
        figure = delegates([congress(11, 300, 100), congress(24, 4000, 1000)])
        small, large = figure.rows
        self.assertEqual((small.decisive.length, small.consultative.start, small.end), ("6%", "6%", "8%"))
        self.assertEqual((large.decisive.length, large.consultative.length, large.end), ("80%", "20%", "100%"))
        self.assertEqual(figure.largest, large)

    def test_a_disputed_number_has_a_mark_where_the_bar_would_end(self):
        (row,) = delegates([congress(11, 60, 40, ("delegates_consultative", "20"))]).rows
        self.assertEqual((row.end, row.others, len(row.disputes)), ("100%", ["80%"], 1))

    def test_a_larger_disputed_number_fits_in_the_scale(self):
        (row,) = delegates([congress(11, 60, 40, ("delegates_decisive", "160"))]).rows
        self.assertEqual((row.decisive.length, row.end, row.others), ("30%", "100%", ["100%"]))

    def test_a_dispute_without_a_number_is_marked_and_not_placed(self):
        (row,) = delegates([congress(11, 60, 40, ("delegates_decisive", "about sixty"))]).rows
        self.assertEqual((row.others, len(row.disputes)), ([], 1))

    def test_a_dispute_over_something_else_is_no_matter_of_delegates(self):
        self.assertFalse(delegates([congress(11, 60, 40, ("city", "Minsk"))]).has_disputes)

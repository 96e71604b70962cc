"""The calendar of sittings: every sitting is on it once, whatever is known of it."""

from django.test import SimpleTestCase

from archive.dates import PartialDate
from archive.figures.calendar import calendar
from archive.models import Congress, Sitting


def congress(*sittings, opened="", closed="", count=None):
    opened, closed = (PartialDate.parse(text) if text else None for text in (opened, closed))
    found = Congress(pk=1, number=1, opened_on=opened, closed_on=closed, sittings_count=count)
    found.public_sittings = list(sittings)
    return found


def sitting(position, held="", part="", **fields):
    held = PartialDate.parse(held) if held else None
    return Sitting(pk=position, position=position, held_on=held, part_of_day=part, **fields)


class CalendarTests(SimpleTestCase):
    def test_a_congress_without_sittings_has_nothing_to_draw(self):
        figure = calendar(congress(opened="1922-03-27", closed="1922-04-02", count=12))
        self.assertEqual((figure.sittings, figure.days, figure.missing), ([], [], 0))

    def test_days_without_a_sitting_are_visible(self):
        figure = calendar(congress(sitting(1, "1922-03-27"), opened="1922-03-27", closed="1922-04-02"))
        self.assertEqual([day.date.day for day in figure.days], [27, 28, 29, 30, 31, 1, 2])
        self.assertEqual(len(figure.empty_days), 6)
        self.assertEqual(figure.days[0].left, "0%")

    def test_a_sitting_stands_under_its_weekday_in_the_line_of_its_hour(self):
        morning, evening = sitting(1, "1922-04-02", "morning"), sitting(2, "1922-04-02", "evening")
        figure = calendar(congress(morning, evening))
        self.assertEqual([line.part for line in figure.lines], ["morning", "evening"])
        first, second = figure.boxes
        self.assertEqual(first.left, second.left)
        self.assertTrue(float(first.left.removesuffix("%")) > 600 / 7)
        self.assertNotEqual(first.top, second.top)

    def test_two_sittings_of_one_hour_share_its_place(self):
        figure = calendar(congress(sitting(1, "1922-04-02", "day"), sitting(2, "1922-04-02", "day")))
        first, second = figure.boxes
        self.assertEqual((first.top, first.width), (second.top, second.width))
        self.assertNotEqual(first.left, second.left)

    def test_an_hour_that_is_not_known_has_a_line_of_its_own(self):
        figure = calendar(congress(sitting(1, "1922-04-02"), sitting(2, "1922-04-02", "day")))
        self.assertEqual([line.part for line in figure.lines], ["day", ""])

    def test_what_is_not_dated_to_a_day_stands_apart(self):
        figure = calendar(congress(sitting(1), sitting(2, "1922-04"), sitting(3, "1922-04-02")))
        self.assertEqual([box.sitting.position for box in figure.undated], [1, 2])
        self.assertEqual([box.sitting.position for box in figure.boxes], [3])

    def test_a_congress_of_which_no_date_is_known_has_only_undated_sittings(self):
        figure = calendar(congress(*[sitting(number) for number in range(1, 17)]))
        self.assertEqual((figure.days, len(figure.undated)), ([], 16))
        self.assertEqual(len({box.top for box in figure.undated}), 3)

    def test_states_are_counted_by_what_is_known(self):
        figure = calendar(
            congress(
                sitting(1, openness="closed", record="lost"),
                sitting(2, openness="partly", record="partial"),
                sitting(3, openness="open", record="none_kept"),
                sitting(4, record="kept"),
                sitting(5),
            )
        )
        counts = [figure.closed, figure.partly, figure.unsaid, figure.kept, figure.kept_in_part]
        self.assertEqual([[each.position for each in group] for group in counts], [[1], [2], [4, 5], [4], [2]])
        self.assertEqual([each.position for each in figure.without_record], [1, 3])
        self.assertEqual([each.position for each in figure.unrecorded], [5])

    def test_sittings_that_are_counted_and_not_entered_are_said(self):
        self.assertEqual(calendar(congress(sitting(1), count=12)).missing, 11)
        self.assertEqual(calendar(congress(sitting(1), sitting(2), count=1)).missing, 0)

    def test_a_year_of_congress_shows_only_the_weeks_with_sittings(self):
        figure = calendar(congress(sitting(1, "1922-03-27", "day"), sitting(2, "1990-04-02", "day")))
        self.assertEqual(len(figure.lines), 2)
        self.assertEqual(len(figure.boxes), 2)
        self.assertLess(float(figure.height.removesuffix("rem")), 12)

    def test_each_week_names_its_month_when_that_is_new(self):
        figure = calendar(congress(sitting(1, "1922-03-27"), opened="1922-03-27", closed="1922-04-14"))
        self.assertEqual([month.date.month for month in figure.months], [3, 4])

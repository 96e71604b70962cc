"""Partial dates: read, written, sorted, compared, shown, and refused."""

import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import modelform_factory
from django.test import SimpleTestCase, TestCase
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from archive.dates import FIRST_NEW_STYLE_DAY, PartialDate, display_range, julian
from archive.models import Congress
from archive.models.fields import PartialDateFormField, on_or_after, on_or_before
from tests.factories import day, make_congress

days = st.dates(min_value=datetime.date(1000, 1, 1))


@st.composite
def partial_dates(draw):
    date = draw(days)
    precision = draw(st.sampled_from([1, 2, 3]))
    return PartialDate(*[date.year, date.month, date.day][:precision])


class PartialDateTests(SimpleTestCase):
    @given(partial_dates())
    def test_what_is_written_is_read_back(self, date):
        self.assertEqual(PartialDate.parse(str(date)), date)

    @given(partial_dates(), partial_dates())
    def test_dates_sort_as_their_texts_do(self, first, second):
        self.assertEqual(first < second, str(first) < str(second))

    @given(partial_dates())
    def test_a_date_spans_from_its_earliest_to_its_latest_day(self, date):
        self.assertLessEqual(date.earliest, date.latest)
        self.assertTrue(date.earliest.isoformat().startswith(str(date)))
        self.assertTrue(date.latest.isoformat().startswith(str(date)))

    @given(st.text(max_size=12))
    def test_any_text_is_a_date_or_a_clear_refusal(self, text):
        try:
            date = PartialDate.parse(text)
        except ValueError as error:
            self.assertTrue(str(error))
        else:
            self.assertEqual(str(date), text.strip())

    def test_what_is_not_a_date_is_refused(self):
        shapes = ["", "22", "1922-3", "27.03.1922", "1922-03-27T10", "١٩٢٢"]
        for text in [*shapes, "1922-13", "1922-02-30", "1923-02-29", "0000"]:
            with self.subTest(text=text), self.assertRaises(ValueError):
                PartialDate.parse(text)

    def test_a_day_needs_a_month(self):
        with self.assertRaises(ValueError):
            PartialDate(1922, None, 27)


class CalendarTests(SimpleTestCase):
    def test_old_style_of_known_days(self):
        known = {
            "1917-11-07": (1917, 10, 25),
            "1898-03-13": (1898, 3, 1),
            "1870-04-22": (1870, 4, 10),
            "1900-03-13": (1900, 2, 29),  # a day the Gregorian calendar has not
            "1900-03-14": (1900, 3, 1),
            "1582-10-15": (1582, 10, 5),
        }
        for text, expected in known.items():
            with self.subTest(day=text):
                self.assertEqual(julian(day(text).earliest), expected)

    @given(st.dates(min_value=datetime.date(1900, 3, 14), max_value=datetime.date(2100, 2, 28)))
    def test_the_calendars_are_thirteen_days_apart_in_the_twentieth_century(self, date):
        year, month, number = julian(date)
        self.assertEqual(datetime.date(year, month, number), date - datetime.timedelta(days=13))

    @given(days)
    def test_only_full_days_before_the_change_have_an_old_style(self, date):
        full = PartialDate(date.year, date.month, date.day)
        self.assertEqual(bool(full.old_style), date < FIRST_NEW_STYLE_DAY)
        self.assertEqual(PartialDate(date.year, date.month).old_style, "")

    def test_old_style_stands_beside_new_style_in_words(self):
        self.assertEqual(day("1898-03-13").display_both, "13 March 1898 (1 March 1898 Old Style)")
        self.assertEqual(day("1922-03-27").display_both, "27 March 1922")
        with translation.override("ru"):
            self.assertEqual(day("1922-03-27").display, "27 марта 1922")
            self.assertEqual(day("1922-03").display.lower(), "март 1922")

    def test_spans_are_said_once(self):
        self.assertEqual(display_range(day("1922-03-27"), day("1922-04-02")), "27 March – 2 April 1922")
        self.assertEqual(
            display_range(day("1898-03-13"), day("1898-03-15")), "13–15 March 1898 (1–3 March 1898 Old Style)"
        )
        self.assertEqual(display_range(day("1922"), None), "1922")
        self.assertEqual(display_range(None, None), "")
        self.assertEqual(display_range(day("1922-12-30"), day("1923-01-02")), "30 December 1922 – 2 January 1923")


class PartialDateFieldTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        for number, opened in enumerate(["1921", "1922", "1922-03", "1922-03-27", "1922-04", "1923"], start=1):
            make_congress(number=number, opened_on=day(opened))
        make_congress(number=7)

    def opened(self, condition):
        rows = Congress.objects.filter(condition).order_by("opened_on")
        return [str(date) for date in rows.values_list("opened_on", flat=True)]

    def test_a_less_precise_date_sorts_before_the_days_it_contains(self):
        self.assertEqual(
            self.opened(on_or_after("opened_on", day("1000"))),
            ["1921", "1922", "1922-03", "1922-03-27", "1922-04", "1923"],
        )

    def test_a_range_takes_whatever_may_lie_in_it(self):
        self.assertEqual(
            self.opened(on_or_after("opened_on", day("1922-03-28")) & on_or_before("opened_on", day("1922-03"))),
            ["1922", "1922-03"],
        )
        self.assertEqual(
            self.opened(on_or_after("opened_on", day("1922")) & on_or_before("opened_on", day("1922"))),
            ["1922", "1922-03", "1922-03-27", "1922-04"],
        )

    def test_the_database_refuses_an_end_before_the_start_at_any_precision(self):
        for opened, closed, holds in [
            ("1922-03-27", "1922-04-02", True),
            ("1922-03-27", "1922", True),
            ("1922-03-27", "1922-03", True),
            ("1922", "1922-01-01", True),
            ("1922-03-27", "1922-03-26", False),
            ("1922-03-27", "1922-02", False),
            ("1922-03", "1921", False),
        ]:
            with self.subTest(opened=opened, closed=closed):
                congress = Congress(number=99, title="x", opened_on=day(opened), closed_on=day(closed))
                try:
                    with transaction.atomic():
                        congress.save()
                        congress.refresh_from_db()
                        self.assertEqual(congress.closed_on, day(closed))
                        transaction.set_rollback(True)
                except IntegrityError:
                    self.assertFalse(holds)
                else:
                    self.assertTrue(holds)

    def test_a_form_names_the_value_and_says_what_would_be_right(self):
        form = modelform_factory(Congress, fields=["opened_on"])({"opened_on": "March 1922"})
        self.assertEqual(
            form.errors["opened_on"],
            ["“March 1922” is not a date. Write a year (1922), a month (1922-03) or a day (1922-03-27)."],
        )
        self.assertIn('value="March 1922"', str(form))

    def test_the_form_shows_what_is_stored(self):
        form = modelform_factory(Congress, fields=["opened_on"])(instance=Congress.objects.get(number=3))
        self.assertIn('value="1922-03"', str(form))
        self.assertFalse(PartialDateFormField().has_changed(day("1922-03"), " 1922-03 "))

    def test_an_empty_date_is_no_date(self):
        congress = Congress.objects.get(number=7)
        self.assertIsNone(congress.opened_on)
        with self.assertRaises(ValidationError):
            Congress(number=100, title="x", opened_on="soon").full_clean()

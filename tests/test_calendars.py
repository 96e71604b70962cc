"""Calendars: valid iCalendar, whole days only, the same bytes until something changes, in the address's language."""

from datetime import UTC, date, timedelta

from icalendar import Calendar

from archive.models import Congress
from tests.factories import PUBLISHED, WITHDRAWN, day, make_congress, make_sitting
from tests.views.base import PageTestCase


class CalendarTests(PageTestCase):
    def events(self, address="/congresses/11/calendar.ics"):
        answer = self.client.get(address)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Content-Type"], "text/calendar; charset=utf-8")
        calendar = Calendar.from_ical(answer.content)
        self.assertEqual((calendar["VERSION"], "PRODID" in calendar), ("2.0", True))
        self.assertEqual(calendar.errors, [])
        for event in calendar.walk("VEVENT"):
            self.assertEqual(event.errors, [])
        identifiers = [event["UID"] for event in calendar.walk("VEVENT")]
        self.assertEqual(len(identifiers), len(set(identifiers)))
        return {str(event["URL"]).removeprefix("http://testserver"): event for event in calendar.walk("VEVENT")}

    def test_a_congress_is_an_event_of_whole_days_and_ends_the_day_after_its_last(self):
        event = self.events()["/congresses/11/"]
        self.assertEqual((event["DTSTART"].dt, event["DTEND"].dt), (date(1922, 3, 27), date(1922, 4, 3)))
        self.assertEqual(event["DTSTART"].params["VALUE"], "DATE")
        self.assertEqual(event["SUMMARY"], "11th Congress of the Party")
        self.assertEqual(event["LOCATION"], "Sverdlov Hall, Moscow")
        self.assertIn("First paragraph.", event["DESCRIPTION"])
        self.assertNotIn("Second paragraph.", event["DESCRIPTION"])

    def test_a_sitting_is_an_event_on_its_day_and_one_without_a_day_is_none(self):
        events = self.events()
        self.assertEqual(set(events), {"/congresses/11/", "/congresses/11/#sitting-1"})
        event = events["/congresses/11/#sitting-1"]
        self.assertEqual((event["DTSTART"].dt, event["DTEND"].dt), (date(1922, 3, 27), date(1922, 3, 28)))
        self.assertEqual(event["SUMMARY"], "1st sitting, 11th Congress")
        self.assertEqual(event["DESCRIPTION"], "Closed\nThe Red Army")

    def test_a_month_or_a_year_has_no_event(self):
        congress = make_congress(number=12, opened_on=day("1923-04"), closed_on=day("1923-04-25"), status=PUBLISHED)
        make_sitting(congress=congress, held_on=day("1923"))
        self.assertEqual(self.events("/congresses/12/calendar.ics"), {})
        congress.opened_on, congress.closed_on = day("1923-04-17"), day("1923-04")
        congress.save()
        event = self.events("/congresses/12/calendar.ics")["/congresses/12/"]
        self.assertEqual(event["DTEND"].dt, date(1923, 4, 18))

    def test_the_calendar_of_all_holds_congresses_of_every_year(self):
        make_congress(number=1, opened_on=day("1898-03-13"), closed_on=day("1898-03-15"), status=PUBLISHED)
        make_congress(number=99, opened_on=day("1899-01-01"))
        events = self.events("/congresses/calendar.ics")
        self.assertEqual(events["/congresses/1/"]["DTSTART"].dt, date(1898, 3, 13))
        self.assertIn("13–15 March 1898 (1–3 March 1898 Old Style)", events["/congresses/1/"]["DESCRIPTION"])
        self.assertIn("/congresses/11/#sitting-1", events)
        self.assertNotIn("/congresses/99/", events)

    def test_a_russian_address_has_a_russian_calendar_and_no_line_is_longer_than_75_octets(self):
        body = self.client.get("/ru/congresses/11/calendar.ics").content
        self.assertTrue(all(len(line) <= 75 for line in body.split(b"\r\n")))
        event = self.events("/ru/congresses/11/calendar.ics")["/ru/congresses/11/"]
        self.assertEqual(event["SUMMARY"], "Одиннадцатый съезд партии")
        self.assertEqual(event["SUMMARY"].params["LANGUAGE"], "ru")

    def test_an_event_keeps_its_id_when_its_address_changes(self):
        before = self.events()["/congresses/11/"]["UID"]
        self.congress.number = 12
        self.congress.save()
        self.assertEqual(self.events("/congresses/12/calendar.ics")["/congresses/12/"]["UID"], before)
        self.assertRedirects(self.client.get("/congresses/11/calendar.ics"), "/congresses/12/calendar.ics", 301)

    def test_stamps_are_the_times_of_the_last_changes_so_that_the_bytes_stay(self):
        event = self.events()["/congresses/11/"]
        changed = Congress.objects.get().updated_at.replace(microsecond=0)
        self.assertEqual(event["DTSTAMP"].dt, changed.astimezone(UTC))
        self.assertEqual(event["LAST-MODIFIED"].dt, event["DTSTAMP"].dt)
        first = self.client.get("/congresses/calendar.ics")
        again = self.client.get("/congresses/calendar.ics", headers={"If-None-Match": first.headers["ETag"]})
        self.assertEqual(again.status_code, 304)
        self.assertEqual(self.client.head("/congresses/calendar.ics").headers["Content-Type"][:13], "text/calendar")
        Congress.objects.update(updated_at=changed + timedelta(days=1))
        self.assertNotEqual(self.client.get("/congresses/calendar.ics").content, first.content)

    def test_hostile_text_stays_inside_its_property(self):
        self.congress.title = "A; B, C: \\ \x0b\x07\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR"
        self.congress.save()
        event = self.events()["/congresses/11/"]
        self.assertEqual(event["SUMMARY"], "A; B, C: \\ \nEND:VCALENDAR\nBEGIN:VCALENDAR")

    def test_query_counts_do_not_grow_with_rows(self):
        # congresses; sittings, their debates
        for rows in (1, 10):
            for number in range(rows):
                self.debate.sittings.add(make_sitting(congress=self.congress, held_on=day("1922-03-28")))
                make_congress(number=100 * rows + number, opened_on=day("1925-12-18"), status=PUBLISHED)
            for address in ("/congresses/calendar.ics", "/congresses/11/calendar.ics"):
                with self.subTest(rows=rows, address=address), self.assertNumQueries(3):
                    self.client.get(address)

    def test_what_is_not_public_has_no_calendar(self):
        Congress.objects.update(status=WITHDRAWN)
        self.assertEqual(self.client.get("/congresses/11/calendar.ics").status_code, 410)
        self.assertEqual(self.client.get("/congresses/12/calendar.ics").status_code, 404)
        self.assertEqual(self.events("/congresses/calendar.ics"), {})

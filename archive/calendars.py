"""Days of congresses and sittings as iCalendar (RFC 5545). Takes loaded congresses and never queries.

A day is an all-day event in the New Style, which is the calendar of the format. What is known only to
the month or the year has no event: a day would be invented.
"""

import datetime
import re
from urllib.parse import urlsplit

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText, vUri

from archive.templatetags.archive_numbers import ordinal
from archive.templatetags.archive_prose import first_block, plain
from archive.templatetags.archive_text import named_plain, short_name, text_language

#: RFC 5545, section 3.3.11: a text holds no control characters but tabs and line ends.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def congress_calendar(congresses, absolute, name=""):
    """The calendar of congresses as of `public_calendar`, as bytes, named after the one when no name is given.

    `absolute` gives the full address of a path. The stamps are the times of the last changes, so the same
    congresses give the same bytes.
    """
    name = name or named_plain(congresses[0])
    calendar = Calendar()
    calendar.add("prodid", f"-//Congress Archive//Congresses//{get_language().upper()}")
    calendar.add("version", "2.0")
    calendar.add("name", _text(name))  # RFC 7986, section 5.1; the X- property is what older programs read.
    calendar.add("x-wr-calname", _text(name))
    host = urlsplit(absolute("/")).hostname
    for congress in congresses:
        if _is_day(congress.opened_on):
            calendar.add_component(_of_congress(congress, host, absolute))
        for sitting in congress.public_sittings:
            if _is_day(sitting.held_on):
                calendar.add_component(_of_sitting(sitting, congress, host, absolute))
    return calendar.to_ical()


def _of_congress(congress, host, absolute):
    last = congress.closed_on if _is_day(congress.closed_on) else congress.opened_on
    about = [congress.dates, plain(first_block(congress.summary))]
    event = _event(congress, host, absolute(congress.get_absolute_url()), congress.opened_on, last)
    event.add("summary", _text(named_plain(congress)))
    event.add("description", _written("\n\n".join(text for text in about if text)))
    return _placed(event, congress)


def _of_sitting(sitting, congress, host, absolute):
    address = absolute(congress.get_absolute_url()) + f"#sitting-{sitting.position}"
    about = [sitting.get_part_of_day_display(), sitting.get_openness_display(), sitting.get_record_display()]
    facts = ". ".join(str(fact).capitalize() for fact in about if fact)
    debates = [named_plain(debate) for debate in sitting.public_debates]
    event = _event(sitting, host, address, sitting.held_on, sitting.held_on)
    name = _("%(number)s sitting") % {"number": ordinal(sitting.position, "neuter")}
    event.add("summary", _text(f"{name}, {short_name(congress)}"))
    event.add("description", _written("\n".join(text for text in (facts, *debates) if text)))
    return _placed(event, congress)


def _event(record, host, address, first, last):
    event = Event()
    # The key outlives a change of the address; RFC 7986, section 5.3, asks for nothing but uniqueness for ever.
    event.add("uid", f"{record._meta.model_name}-{record.pk}@{host}")
    event.add("dtstamp", record.updated_at)
    event.add("last-modified", record.updated_at)
    event.add("dtstart", first.earliest)
    event.add("dtend", last.earliest + datetime.timedelta(days=1))  # The end is the day after (section 3.6.1).
    event.add("url", vUri(address))
    event.add("transp", "TRANSPARENT")  # A day of 1922 keeps nobody busy.
    return event


def _placed(event, congress):
    place = ", ".join(part for part in (congress.venue, congress.city, congress.country) if part)
    if place:
        event.add("location", _text(place))
    return event


def _is_day(date):
    return date is not None and date.day is not None


def _text(text):
    """A text value that says its language (section 3.2.10)."""
    value = vText(_written(text))
    language = text_language(value)
    if language:
        value.params["LANGUAGE"] = language
    return value


def _written(text):
    return _CONTROL.sub("", text)

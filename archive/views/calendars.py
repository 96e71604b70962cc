"""Days of congresses and sittings as calendars."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.generic import View

from archive.calendars import congress_calendar
from archive.selectors.addresses import locate
from archive.selectors.congresses import public_calendar
from archive.views.base import PageMixin
from archive.views.files import EntryFileView


class CalendarView(PageMixin, View):
    """All congresses in one calendar; three queries."""

    has_twin = False

    def get(self, request):
        return _answer(request, public_calendar(), _("Congresses of the party"))


class CongressCalendarView(EntryFileView):
    file_name = "calendar.ics"

    def read(self, number):
        return locate(public_calendar(), number)

    def render_to_response(self, context, **kwargs):
        return _answer(self.request, [self.entry])


def _answer(request, congresses, name=""):
    calendar = congress_calendar(congresses, request.build_absolute_uri, name)
    return HttpResponse(calendar, content_type="text/calendar; charset=utf-8")

"""Pages of congresses and of the people at them."""

from django.utils.translation import gettext_lazy as _

from archive.figures.calendar import calendar
from archive.figures.composition import changes, composition
from archive.filters import CongressFilter
from archive.linked_data import congress_node, people_node
from archive.selectors.citing import Meant
from archive.selectors.congresses import (
    public_congress,
    public_congress_people,
    public_congresses,
    public_earlier_elections,
    public_neighbours,
)
from archive.selectors.past import past_congress, past_congress_people
from archive.views.agenda import agenda, sitting_rows
from archive.views.base import EntryListView, EntryView
from archive.views.citing import bibliography_files
from archive.views.rosters import mandates, rosters


class CongressListView(EntryListView):
    filterset_class = CongressFilter
    template_name = "archive/congress_list.html"
    context_object_name = "congresses"
    heading = _("Congresses")
    dates_label = _("In session")
    files = ("calendar.ics",)

    def get_queryset(self):
        return public_congresses()


class CongressView(EntryView):
    template_name = "archive/congress.html"
    context_name = "congress"
    files = ("updates.atom", "calendar.ics")
    read_past = staticmethod(past_congress)

    def read(self, number):
        return public_congress(number)

    def describe(self, entry, site):
        return congress_node(entry, site)

    def get_context_data(self, **kwargs):
        previous, following = public_neighbours(self.entry)
        return super().get_context_data(
            previous=previous,
            following=following,
            **agenda(self.entry),
            calendar=calendar(self.entry),
            sitting_rows=sitting_rows(self.entry),
            rosters=rosters(self.entry),
            mandates=mandates(self.entry),
            bibliography=bibliography_files(self.entry),
            **kwargs,
        )


class CongressPeopleView(EntryView):
    template_name = "archive/congress_people.html"
    context_name = "congress"
    read_past = staticmethod(past_congress_people)

    def read(self, number):
        return public_congress_people(number)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            composition=composition(self.entry),
            changes=changes(self.entry, public_earlier_elections(self.entry)),
            rosters=rosters(self.entry),
            mandates=mandates(self.entry),
            **kwargs,
        )

    def address_of(self, entry):
        return entry.get_people_url()

    def linked_data(self, context):
        return people_node(self.entry, self.site, context["canonical"], context["card"])

    def meant(self):
        return Meant(self.entry, self.entry, "people")

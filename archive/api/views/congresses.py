"""Congresses and the people at them."""

from archive.api import examples
from archive.api.schema import described
from archive.api.serializers.congresses import (
    CongressDetailSerializer,
    CongressPeopleSerializer,
    CongressSerializer,
)
from archive.api.views.base import EntryListView, EntryView
from archive.filters import CongressFilter
from archive.selectors.congresses import (
    public_congress,
    public_congress_people,
    public_congresses,
    public_neighbours,
)


@described("list_congresses", "All congresses", "Congresses", examples.congress)
class CongressListView(EntryListView):
    """All congresses with their figures, by number."""

    serializer_class = CongressSerializer
    filterset_class = CongressFilter

    def get_queryset(self):
        return public_congresses()


@described("read_congress", "One congress", "Congresses", examples.congress_detail)
class CongressView(EntryView):
    """One congress: its figures, sittings, agenda, resolutions, and the people elected and present."""

    serializer_class = CongressDetailSerializer
    noun = "congress {number}"

    def read(self, number):
        congress = public_congress(number)
        congress.previous_congress, congress.next_congress = public_neighbours(congress)
        return congress


@described("read_congress_people", "The people at a congress", "Congresses", examples.congress_people)
class CongressPeopleView(EntryView):
    """Delegates by mandate, and those elected by body."""

    serializer_class = CongressPeopleSerializer
    noun = "congress {number}"

    def read(self, number):
        return public_congress_people(number)

    def address_of(self, entry):
        return entry.get_people_url()

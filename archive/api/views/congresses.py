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
from archive.linked_data import congress_node
from archive.selectors.congresses import (
    public_congress,
    public_congress_people,
    public_congresses,
    public_earlier_elections,
    public_neighbours,
)
from archive.selectors.past import past_congress, past_congress_people


@described("list_congresses", "All congresses", "Congresses", examples.congress)
class CongressListView(EntryListView):
    """All congresses with their figures, by number."""

    serializer_class = CongressSerializer
    filterset_class = CongressFilter
    rows = staticmethod(public_congresses)


@described("read_congress", "One congress", "Congresses", examples.congress_detail)
class CongressView(EntryView):
    """One congress: its figures, sittings, agenda, resolutions, and the people elected and present."""

    serializer_class = CongressDetailSerializer
    noun = "congress {number}"
    read_past = staticmethod(past_congress)
    describe = staticmethod(congress_node)

    def read(self, number):
        return public_congress(number, self.wanted)

    def complete(self, entry):
        if "previous_congress" in self.wanted or "next_congress" in self.wanted:
            entry.previous_congress, entry.next_congress = public_neighbours(entry)


@described("read_congress_people", "The people at a congress", "Congresses", examples.congress_people)
class CongressPeopleView(EntryView):
    """Delegates by mandate, and those elected by body."""

    serializer_class = CongressPeopleSerializer
    noun = "congress {number}"
    read_past = staticmethod(past_congress_people)

    def read(self, number):
        return public_congress_people(number, self.wanted)

    def complete(self, entry):
        if "public_earlier_elections" in self.wanted:
            entry.public_earlier_elections = public_earlier_elections(entry)

    def address_of(self, entry):
        return entry.get_people_url()

    @property
    def expandable(self):
        return ("elections.speaker", "mandates.speaker")

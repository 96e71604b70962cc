"""Resolutions."""

from archive.api import examples
from archive.api.schema import described
from archive.api.serializers.resolutions import ResolutionDetailSerializer, ResolutionSerializer
from archive.api.views.base import EntryListView, EntryView
from archive.filters import ResolutionFilter
from archive.linked_data import resolution_node
from archive.selectors.brief import brief_resolutions
from archive.selectors.past import past_resolution
from archive.selectors.resolutions import public_resolution


@described("list_resolutions", "Resolutions of all congresses", "Resolutions", examples.resolution)
class ResolutionListView(EntryListView):
    """Resolutions of all congresses, by congress and position."""

    serializer_class = ResolutionSerializer
    filterset_class = ResolutionFilter
    rows = staticmethod(brief_resolutions)


@described("read_resolution", "One resolution", "Resolutions", examples.resolution_detail)
class ResolutionView(EntryView):
    """One resolution: its clauses, the vote, the debates it came from, and its relations to others."""

    serializer_class = ResolutionDetailSerializer
    noun = "resolution “{slug}” at congress {number}"
    read_past = staticmethod(past_resolution)
    describe = staticmethod(resolution_node)

    def read(self, number, slug):
        return public_resolution(number, slug, self.wanted)

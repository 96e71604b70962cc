"""Debates and speeches."""

from archive.api import examples
from archive.api.schema import described
from archive.api.serializers.debates import DebateDetailSerializer, DebateSerializer, SpeechSerializer
from archive.api.views.base import EntryListView, EntryView
from archive.filters import DebateFilter, SpeechFilter
from archive.linked_data import debate_node
from archive.selectors.brief import brief_debates, brief_speeches
from archive.selectors.debates import public_debate, public_neighbouring_debates
from archive.selectors.past import past_debate


@described("list_debates", "Debates of all congresses", "Debates", examples.debate)
class DebateListView(EntryListView):
    """Debates of all congresses, by congress and position."""

    serializer_class = DebateSerializer
    filterset_class = DebateFilter
    rows = staticmethod(brief_debates)


@described("read_debate", "One debate", "Debates", examples.debate_detail)
class DebateView(EntryView):
    """One debate: what was at issue, who took part, and every speech in order."""

    serializer_class = DebateDetailSerializer
    noun = "debate “{slug}” at congress {number}"
    read_past = staticmethod(past_debate)
    describe = staticmethod(debate_node)

    def read(self, number, slug):
        return public_debate(number, slug, self.wanted)

    def complete(self, entry):
        if "previous_debate" in self.wanted or "next_debate" in self.wanted:
            entry.previous_debate, entry.next_debate = public_neighbouring_debates(entry)


@described("list_speeches", "Speeches of all debates", "Debates", examples.speech)
class SpeechListView(EntryListView):
    """Speeches of all debates with their whole text, by congress, debate and position."""

    serializer_class = SpeechSerializer
    filterset_class = SpeechFilter
    rows = staticmethod(brief_speeches)

"""People."""

from archive.api import examples
from archive.api.schema import described
from archive.api.serializers.speakers import SpeakerDetailSerializer, SpeakerSerializer
from archive.api.views.base import EntryListView, EntryView
from archive.filters import SpeakerFilter
from archive.linked_data import speaker_node
from archive.selectors.past import past_speaker
from archive.selectors.speakers import public_speaker, public_speakers


@described("list_speakers", "People", "Speakers", examples.speaker)
class SpeakerListView(EntryListView):
    """Everybody who spoke, was elected or is named, by name."""

    serializer_class = SpeakerSerializer
    filterset_class = SpeakerFilter
    rows = staticmethod(public_speakers)


@described("read_speaker", "One person", "Speakers", examples.speaker_detail)
class SpeakerView(EntryView):
    """One person: life, other names, mandates, offices, debates and speeches."""

    serializer_class = SpeakerDetailSerializer
    noun = "speaker “{slug}”"
    read_past = staticmethod(past_speaker)
    describe = staticmethod(speaker_node)

    def read(self, slug):
        return public_speaker(slug, self.wanted)

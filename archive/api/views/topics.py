"""Topics."""

from archive.api import examples
from archive.api.schema import described
from archive.api.serializers.topics import TopicDetailSerializer, TopicSerializer
from archive.api.views.base import EntryListView, EntryView
from archive.filters import TopicFilter
from archive.linked_data import topic_node
from archive.selectors.past import past_topic
from archive.selectors.topics import public_topic, public_topics


@described("list_topics", "Topics", "Topics", examples.topic)
class TopicListView(EntryListView):
    """What debates and resolutions are about, by name."""

    serializer_class = TopicSerializer
    filterset_class = TopicFilter
    rows = staticmethod(public_topics)


@described("read_topic", "One topic", "Topics", examples.topic_detail)
class TopicView(EntryView):
    """One topic with the broader and narrower ones, and the debates and resolutions about it."""

    serializer_class = TopicDetailSerializer
    noun = "topic “{slug}”"
    read_past = staticmethod(past_topic)
    describe = staticmethod(topic_node)

    def read(self, slug):
        return public_topic(slug, self.wanted)

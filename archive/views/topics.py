"""Pages of topics."""

from django.utils.translation import gettext_lazy as _

from archive.filters import TopicFilter
from archive.linked_data import topic_node
from archive.selectors.past import past_topic
from archive.selectors.topics import public_topic, public_topics
from archive.views.base import EntryListView, EntryView
from archive.views.resolved import chapters


class TopicListView(EntryListView):
    filterset_class = TopicFilter
    template_name = "archive/topic_list.html"
    context_object_name = "topics"
    heading = _("Topics")

    def get_queryset(self):
        return public_topics()


class TopicView(EntryView):
    template_name = "archive/topic.html"
    context_name = "topic"
    files = ("updates.atom",)
    read_past = staticmethod(past_topic)

    def read(self, slug):
        return public_topic(slug)

    def describe(self, entry, site):
        return topic_node(entry, site)

    def get_context_data(self, **kwargs):
        return super().get_context_data(chapters=chapters(self.entry), **kwargs)

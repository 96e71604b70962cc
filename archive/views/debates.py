"""Pages of debates and of speeches across debates."""

from django.utils.translation import gettext_lazy as _

from archive.figures.shares import shares
from archive.figures.sides import sides as benches
from archive.filters import DebateFilter, SpeechFilter
from archive.linked_data import debate_node
from archive.selectors.debates import listed_debates, listed_speeches, public_debate, public_neighbouring_debates
from archive.selectors.past import past_debate
from archive.views.base import EntryListView, EntryView
from archive.views.voices import debate_dates, sides, voices


class DebateListView(EntryListView):
    filterset_class = DebateFilter
    template_name = "archive/debate_list.html"
    context_object_name = "debates"
    heading = _("Debates")
    dates_label = _("Days of sittings")

    def get_queryset(self):
        return listed_debates()


class DebateView(EntryView):
    template_name = "archive/debate.html"
    context_name = "debate"
    read_past = staticmethod(past_debate)

    def read(self, number, slug):
        return public_debate(number, slug)

    def describe(self, entry, site):
        return debate_node(entry, site)

    def get_context_data(self, **kwargs):
        previous, following = public_neighbouring_debates(self.entry)
        return super().get_context_data(
            previous=previous,
            following=following,
            benches=benches(self.entry),
            shares=shares(self.entry),
            sides=sides(self.entry),
            voices=voices(self.entry),
            dates=debate_dates(self.entry),
            **kwargs,
        )


class SpeechListView(EntryListView):
    filterset_class = SpeechFilter
    template_name = "archive/speech_list.html"
    context_object_name = "speeches"
    heading = _("Speeches")
    dates_label = _("Held")

    def get_queryset(self):
        return listed_speeches()

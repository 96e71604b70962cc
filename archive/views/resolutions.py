"""Pages of resolutions."""

from django.utils.translation import gettext_lazy as _

from archive.figures.relations import relations
from archive.filters import ResolutionFilter
from archive.linked_data import resolution_node
from archive.selectors.past import past_resolution
from archive.selectors.resolutions import public_resolution, public_resolutions
from archive.views.base import EntryListView, EntryView


class ResolutionListView(EntryListView):
    filterset_class = ResolutionFilter
    template_name = "archive/resolution_list.html"
    context_object_name = "resolutions"
    heading = _("Resolutions")
    dates_label = _("Adopted")

    def get_queryset(self):
        return public_resolutions()


class ResolutionView(EntryView):
    template_name = "archive/resolution.html"
    context_name = "resolution"
    read_past = staticmethod(past_resolution)

    def read(self, number, slug):
        return public_resolution(number, slug)

    def describe(self, entry, site):
        return resolution_node(entry, site)

    def get_context_data(self, **kwargs):
        return super().get_context_data(relations=relations(self.entry), **kwargs)

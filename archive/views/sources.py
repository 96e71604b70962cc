"""Pages of the bibliography."""

from itertools import groupby

from django.utils.translation import gettext_lazy as _

from archive.filters import SourceFilter
from archive.linked_data import source_node
from archive.paging import GoingOnPaginator, whole_number
from archive.selectors.past import past_source
from archive.selectors.references import reference
from archive.selectors.sources import public_source, public_sources, public_uses, use_rows
from archive.views.base import EntryListView, EntryView


class SourceListView(EntryListView):
    filterset_class = SourceFilter
    template_name = "archive/source_list.html"
    context_object_name = "sources"
    heading = _("Sources")

    def get_queryset(self):
        return public_sources()


class SourceView(EntryView):
    template_name = "archive/source.html"
    context_name = "source"
    parameters = ("version", "page", "page_size")
    read_past = staticmethod(past_source)

    def read(self, slug):
        return public_source(slug)

    def describe(self, entry, site):
        return source_node(entry, site)

    def get_context_data(self, **kwargs):
        number = whole_number(self.request.GET.get("page", "")) or 1
        page = GoingOnPaginator(public_uses(self.entry), self.page_size(), number).get_page(number)
        uses = [(entry, list(rows)) for entry, rows in groupby(use_rows(page), key=reference)]
        return super().get_context_data(page_obj=page, uses=uses, **kwargs)

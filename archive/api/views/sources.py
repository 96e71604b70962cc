"""The bibliography."""

from archive.api import examples
from archive.api.pagination import GoingOnPagination
from archive.api.schema import described
from archive.api.serializers.sources import SourceDetailSerializer, SourceSerializer
from archive.api.views.base import EntryListView, EntryView
from archive.filters import SourceFilter
from archive.linked_data import source_node
from archive.selectors.past import past_source
from archive.selectors.sources import public_source, public_sources, public_uses, use_rows


@described("list_sources", "The bibliography", "Sources", examples.source)
class SourceListView(EntryListView):
    """Every work that the archive cites, by title."""

    serializer_class = SourceSerializer
    filterset_class = SourceFilter
    rows = staticmethod(public_sources)


@described("read_source", "One source and all that cites it", "Sources", examples.source_detail)
class SourceView(EntryView):
    """One source, and a page at a time of every place that cites it."""

    serializer_class = SourceDetailSerializer
    noun = "source “{slug}”"
    read_past = staticmethod(past_source)
    describe = staticmethod(source_node)
    parameters = ("version", *GoingOnPagination.parameters, "expand", "fields")
    #: Turns the pages of `uses`.
    uses_pagination_class = GoingOnPagination

    def read(self, slug):
        return public_source(slug, self.wanted)

    def complete(self, entry):
        # A page that is not there is an error, whether it is shown or not.
        if "uses" not in self.wanted and not self.request.query_params.keys() & {*GoingOnPagination.parameters}:
            return
        paginator = self.uses_pagination_class()
        self.uses = paginator, use_rows(paginator.paginate_queryset(public_uses(entry), self.request))

    def get_serializer_context(self):
        return {**super().get_serializer_context(), "uses": getattr(self, "uses", None)}

"""Search over everything public."""

from typing import NamedTuple

from django.core.paginator import Paginator
from rest_framework.response import Response

from archive.api import examples
from archive.api.pagination import PageNumberPagination
from archive.api.parameters import FilterSetBackend, check_filters
from archive.api.schema import described
from archive.api.serializers.search import SearchSerializer
from archive.api.shapes import shape_of
from archive.api.views.base import ArchiveView
from archive.filters import SearchFilter
from archive.paging import SEARCH_PAGE_SIZE
from archive.search import Found, find


class Answer(NamedTuple):
    """What was found, and the addresses of the pages beside."""

    found: Found
    next: str | None
    previous: str | None


#: The answer when nothing was asked.
NOTHING = Found((), (), count=0, is_estimate=False, reachable=0, facets=(), suggestion="")


class SearchPagination(PageNumberPagination):
    page_size = SEARCH_PAGE_SIZE


@described("search_archive", "Search over everything public", "Search", examples.search)
class SearchView(ArchiveView):
    """What was understood of the query, what was found, and how it may be narrowed. Without `q`, an empty answer."""

    serializer_class = SearchSerializer
    filterset_class = SearchFilter
    filter_backends = [FilterSetBackend]
    uses_pagination_class = SearchPagination
    parameters = [*SearchFilter.base_filters, *SearchPagination.parameters]

    def get(self, request):
        filterset = SearchFilter(request.query_params, request=request)
        check_filters(filterset)
        paginator = self.uses_pagination_class()
        number, size = paginator.asked(request)
        question, found = filterset.question, NOTHING
        if question["text"]:
            found = find(**question, start=(number - 1) * size, stop=number * size)
        paginator.turn_to(Paginator(range(found.reachable), size), number)
        self.last_modified = max((hit.record.updated_at for hit in found.hits), default=None)
        answer = Answer(found, next=paginator.get_next_link(), previous=paginator.get_previous_link())
        return Response(shape_of(SearchSerializer).row(answer, self.get_serializer_context()))

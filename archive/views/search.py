"""The search page, and how a browser learns to search here."""

from django.core.paginator import EmptyPage, Paginator
from django.http import Http404
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from archive.filters import SearchFilter
from archive.paging import SEARCH_PAGE_SIZE, whole_number
from archive.search import find, terms_of
from archive.views.base import PageMixin
from archive.views.hits import rows


class SearchView(PageMixin, TemplateView):
    """What was asked, what was understood, what was found. Without a query: how to ask."""

    template_name = "archive/search.html"
    parameters = [*SearchFilter.base_filters, "page", "page_size"]
    default_page_size = SEARCH_PAGE_SIZE
    page_type = "SearchResultsPage"

    def title(self):
        return _("Search")

    def get_context_data(self, **kwargs):
        filterset = SearchFilter(self.request.GET, request=self.request)
        if filterset.is_valid() and filterset.question["text"]:
            kwargs |= self.answer(filterset.question)
        return super().get_context_data(filter=filterset, query=self.request.GET.get("q", "").strip(), **kwargs)

    def answer(self, question):
        """One page of what was found; a page beyond the last is no page."""
        number, size = whole_number(self.request.GET.get("page", "1")), self.page_size()
        if number is None:
            raise Http404
        found = find(**question, start=(number - 1) * size, stop=number * size)
        try:
            page = Paginator(range(found.reachable), size).page(number)
        except EmptyPage as error:
            raise Http404 from error
        return {
            "found": found,
            "count": found.count,
            "page_obj": page,
            "rows": rows(found.hits, question["text"]),
            "terms": terms_of(question["text"]),
            "ordering": question["ordering"],
        }


class OpenSearchView(TemplateView):
    """The description by which a browser offers to search here, by OpenSearch 1.1; one in each language."""

    template_name = "archive/opensearch.xml"
    content_type = "application/opensearchdescription+xml"

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        patch_cache_control(response, public=True, max_age=3600)
        return response

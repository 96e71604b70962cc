"""What every public page shares: its twin in the API, its footnotes, and what absence looks like."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.generic import TemplateView
from django_filters.views import FilterView

from archive.selectors.addresses import Moved, NotPublic, Withdrawn
from archive.views.footnotes import Footnotes

#: The same in the API, so that one query string means the same rows on both sides.
PAGE_SIZE = 50
MAX_PAGE_SIZE = 100


class PageMixin:
    """A public page: it knows its API twin, and browsers ask again before they show it from a cache."""

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        return response

    def get_context_data(self, **kwargs):
        match = self.request.resolver_match
        twin = reverse(f"api:{match.url_name}", kwargs=match.kwargs)
        query = self.request.META.get("QUERY_STRING")
        return super().get_context_data(api_url=f"{twin}?{query}" if query else twin, **kwargs)


class EntryView(PageMixin, TemplateView):
    """One entry by its address. Subclasses say how to read it: `read(**address)`, a public selector."""

    #: The name the template knows the entry by.
    context_name: str

    def get(self, request, *args, **kwargs):
        try:
            self.entry = self.read(**kwargs)
        except Moved as moved:
            return HttpResponsePermanentRedirect(_with_query(request, self.address_of(moved.entry)))
        except Withdrawn:
            return render(request, "410.html", status=410)
        except NotPublic as absence:
            raise Http404 from absence
        return super().get(request, *args, **kwargs)

    def address_of(self, entry):
        return entry.get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{self.context_name: self.entry}, footnotes=Footnotes(), **kwargs)


class EntryListView(PageMixin, FilterView):
    """A filtered, ordered, paged list. Bad filter values give an empty list and say what was wrong."""

    paginate_by = PAGE_SIZE
    #: The title of the list.
    heading: str
    #: What the dates that one can filter by are about.
    dates_label = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(heading=self.heading, dates_label=self.dates_label, **kwargs)

    def get_paginate_by(self, queryset):
        """The reader's `page_size` when it is one; the page has no need to argue about it."""
        asked = self.request.GET.get("page_size", "")
        if asked.isascii() and asked.isdigit() and 1 <= int(asked) <= MAX_PAGE_SIZE:
            return int(asked)
        return self.paginate_by


def _with_query(request, address):
    query = request.META.get("QUERY_STRING")
    return f"{address}?{query}" if query else address

"""What every public page shares: its twin in the API, its footnotes, its versions, and what absence looks like."""

from django.http import Http404, HttpResponsePermanentRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from django.utils.http import http_date, urlencode
from django.views.generic import TemplateView
from django_filters.views import FilterView

from archive.interchange.citing import Cited
from archive.linked_data import Site, list_node, page_node, trail
from archive.paging import MAX_PAGE_SIZE, PAGE_SIZE, BoundedPaginator, whole_number
from archive.selectors.addresses import Moved, NotPublic, Withdrawn
from archive.selectors.citing import Meant
from archive.selectors.past import NoSuchVersion
from archive.views.footnotes import Footnotes
from archive.views.marking import sought_words

#: The forms of a whole list in the API, with their media types.
DOWNLOADS = {"csv": "text/csv", "ndjson": "application/x-ndjson"}


class PageMixin:
    """A public page: it has one address, a twin in the API, and is asked for anew before a cache shows it."""

    #: The query parameters that are known here; others are not passed on.
    parameters = ()
    has_twin = True
    #: The same in other forms: the files that stand right below the page's address.
    files = ()
    #: What kind of page this is, in the words of schema.org and of the Open Graph protocol.
    page_type = "WebPage"
    object_type = "website"
    default_page_size = PAGE_SIZE

    def dispatch(self, request, *args, **kwargs):
        match = request.resolver_match
        self.path = reverse(match.view_name, kwargs=match.kwargs)
        if request.path != self.path:  # /congresses/011/
            return HttpResponsePermanentRedirect(_with_query(request, self.path))
        response = super().dispatch(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        return response

    def get_context_data(self, **kwargs):
        query = self.request.GET.copy()
        for name in set(query) - set(self.parameters):
            del query[name]
        query = f"?{query.urlencode()}" if query else ""
        canonical = self.canonical_query(query)
        if self.has_twin:
            match = self.request.resolver_match
            kwargs["api_url"] = reverse(f"api:{match.url_name}", kwargs=match.kwargs) + query
        files = {name: self.path + name for name in self.files}
        context = super().get_context_data(
            canonical=self.path + canonical, files=files, card=self.card_path(), object_type=self.object_type, **kwargs
        )
        return {**context, "linked_data": self.linked_data(context)}

    def canonical_query(self, query):
        """What of the known parameters belongs to the page's one address."""
        return query

    def card_path(self):
        """The path of the picture that stands for the page elsewhere."""
        return reverse("archive:card")

    def linked_data(self, context):
        """The page as schema.org data, from what is loaded; it asks no query."""
        name, address = self.title(), context["canonical"]
        way = [(name, address)] if name else []
        return page_node(self.site, self.page_type, address, name, way=way, card=context["card"])

    def title(self):
        """What the page is called, for what has no title of its own."""
        return ""

    @cached_property
    def site(self):
        return Site(self.request.build_absolute_uri("/").removesuffix("/"))

    def page_size(self):
        """The reader's `page_size` when it is one; the page has no need to argue about it."""
        asked = whole_number(self.request.GET.get("page_size", ""))
        return asked if asked and asked <= MAX_PAGE_SIZE else self.default_page_size


class EntryView(PageMixin, TemplateView):
    """One entry by its address. Subclasses say how to read it: `read(**address)`, a public selector.

    Those that name `read_past`, a selector of `archive.selectors.past`, show former versions by `?version=` too.
    """

    #: The name the template knows the entry by.
    context_name: str
    object_type = "article"
    read_past = None

    @property
    def parameters(self):
        return ("version",) if self.read_past else ()

    def canonical_query(self, query):
        """A former version is not another page: its one address is that of the present."""
        known = QueryDict(query.removeprefix("?"), mutable=True)
        known.pop("version", None)
        return f"?{known.urlencode()}" if known else ""

    def read_asked(self, **address):
        """The entry as the version asked for has it, or as it is."""
        asked = self.request.GET.get("version")
        past = None if asked is None or not self.read_past else self.read_past(asked, **address)
        return past or self.read(**address)

    def get(self, request, *args, **kwargs):
        try:
            self.entry = self.read_asked(**kwargs)
        except NoSuchVersion as absence:
            return render(request, "archive/no_such_version.html", {"absence": absence}, status=404)
        except Moved as moved:
            return HttpResponsePermanentRedirect(_with_query(request, self.address_of(moved.entry)))
        except Withdrawn:
            return render(request, "410.html", status=410)
        except NotPublic as absence:
            raise Http404 from absence
        return super().get(request, *args, **kwargs)

    def address_of(self, entry):
        return entry.get_absolute_url()

    def card_path(self):
        return f"{self.entry.get_absolute_url()}card.png"

    def describe(self, entry, site):
        """The entry as schema.org data, by a function of `archive.linked_data`; None for a page that is not its own."""
        return None

    def linked_data(self, context):
        return page_node(
            self.site,
            self.page_type,
            context["canonical"],
            way=trail(self.entry),
            entry=self.entry,
            main=self.describe(self.entry, self.site),
            card=context["card"],
        )

    def meant(self):
        """What a reader of this page would cite."""
        return Meant(self.entry, self.entry)

    def get_context_data(self, **kwargs):
        context = {
            self.context_name: self.entry,
            "cited": Cited(self.meant(), self.request.build_absolute_uri("/").removesuffix("/")),
            "footnotes": Footnotes(),
            "marked": sought_words(self.request.GET.getlist("mark")),
            "past": past_version(self.entry),
        }
        if context["past"]:
            context["versions_url"] = self.entry.get_versions_url()
        return super().get_context_data(**context, **kwargs)

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        if context["marked"]:
            response.add_post_render_callback(context["marked"].mark)
        if context["past"]:
            self.say_what_it_is_of(response, context["past"])
        return response

    def say_what_it_is_of(self, response, version):
        """Headers for programs: the day of the version (RFC 7089), the present one and the list of all (RFC 5829)."""
        response.headers["Memento-Datetime"] = http_date(version.since.timestamp())
        versions = self.entry.get_versions_url()
        response.headers["Link"] = f'<{self.path}>; rel="original latest-version", <{versions}>; rel="version-history"'


class BesideEntryView(EntryView):
    """A page beside that of an entry, which what is read has as `entry`. Subclasses give its `name`."""

    def card_path(self):
        return f"{self.entry.entry.get_absolute_url()}card.png"

    def linked_data(self, context):
        name, address = str(self.name), context["canonical"]
        way = [*trail(self.entry.entry), (name, address)]
        return page_node(self.site, self.page_type, address, name, way=way, card=context["card"])


class EntryListView(PageMixin, FilterView):
    """A filtered, ordered, paged list. Bad filter values give an empty list and say what was wrong."""

    #: The title of the list.
    heading: str
    #: What the dates that one can filter by are about.
    dates_label = ""
    page_type = "CollectionPage"
    paginator_class = BoundedPaginator

    def title(self):
        return self.heading

    def linked_data(self, context):
        return {**super().linked_data(context), "mainEntity": list_node(context["page_obj"], self.site)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            heading=self.heading, dates_label=self.dates_label, downloads=self.downloads(), **kwargs
        )

    def downloads(self):
        """The whole filtered list in the API's forms of it: name, media type and address of each."""
        filters = self.filterset_class.base_filters
        query = {name: value for name, value in self.request.GET.items() if value and name in filters}
        address = reverse(f"api:{self.request.resolver_match.url_name}")
        return [
            {"name": form.upper(), "type": media_type, "address": f"{address}?{urlencode({**query, 'format': form})}"}
            for form, media_type in DOWNLOADS.items()
        ]

    @property
    def parameters(self):
        return [*self.filterset_class.base_filters, "page", "page_size"]

    def get_paginate_by(self, queryset):
        return self.page_size()


def past_version(entry):
    """The version that a rebuilt entry is of; None for an entry as it is."""
    version = getattr(entry, "public_version", None)
    return version if version and not version.is_latest else None


def _with_query(request, address):
    query = request.META.get("QUERY_STRING")
    return f"{address}?{query}" if query else address

"""What every address of the API shares: strict parameters, caching, HEAD and OPTIONS, lists and entries."""

from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.http import http_date
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.response import Response

from archive.api.addresses import Addresses
from archive.api.choosing import Choice, described
from archive.api.expanding import EXPANDABLE
from archive.api.formats import ENTRY_RENDERERS, LIST_RENDERERS, FormatNegotiation, JsonLdRenderer
from archive.api.links import link_header
from archive.api.needs import columns_unread
from archive.api.pagination import ListPagination
from archive.api.parameters import LISTED, FilterSetBackend, check_names, refuse
from archive.api.problems import REVALIDATE, InvalidParameters, parameter_error
from archive.api.schema import ArchiveSchema
from archive.api.streams import download, presented
from archive.api.tables import columns_of
from archive.api.throttling import CountedView
from archive.api.whole_lists import WholeList
from archive.linked_data import Site, page_node, trail
from archive.prepared import EVERYTHING
from archive.selectors.addresses import NotPublic
from archive.selectors.past import NoSuchVersion

#: What may be asked of a list that has all rows, in their own order.
UNFILTERED = {"page", "page_size", "cursor", "expand", "fields", "format"}


class ArchiveView(CountedView, GenericAPIView):
    """A public, read-only address.

    Answers may be kept by any cache but must be asked about each time (`REVALIDATE`), so that an
    editor's change is seen at once; the asking is cheap, as an unchanged answer is a 304.
    """

    http_method_names = ["get", "head", "options"]
    content_negotiation_class = FormatNegotiation
    schema = ArchiveSchema()
    filter_backends = []
    pagination_class = None
    #: The query parameters that are known here, beside `format`.
    parameters = ()
    #: When what the answer holds was last changed; set by `get`.
    last_modified = None

    def dispatch(self, request, *args, **kwargs):
        """The API speaks English about both languages, whatever the reader's browser prefers."""
        with translation.override("en"):
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if request.method not in self.allowed_methods:
            # Said before what else is wrong with the request.
            self.http_method_not_allowed(request)
        if not kwargs:
            self.check_names()

    def check_names(self):
        check_names(self.request, [*self.parameters, "format"])

    def options(self, request, *args, **kwargs):
        """What can be asked here, in short; the schema says the rest."""
        formats = dict.fromkeys(renderer.media_type for renderer in self.get_renderers())
        can = {"methods": self.allowed_methods, "parameters": [*self.parameters, "format"], "formats": list(formats)}
        return Response(can, headers={"Cache-Control": "no-store"})

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Accept"])
        response.headers.setdefault("Cache-Control", REVALIDATE)
        if request.method in {"GET", "HEAD"} and response.status_code == 200:
            response.headers["Link"] = link_header(self.request, getattr(response, "data", None), self.get_renderers())
        if self.last_modified is not None and response.status_code == 200:
            response.headers["Last-Modified"] = http_date(self.last_modified.timestamp())
        return response

    @property
    def choosing(self):
        """The parameters that choose of the shape; those of entries and lists have one to choose of."""
        if not hasattr(self.serializer_class, "Meta"):
            return ()
        return ("expand", "fields")

    @property
    def expandable(self):
        """The names that `expand` may have here."""
        return EXPANDABLE[self.serializer_class.Meta.model]

    def choose(self):
        """What the request chooses of the shape."""
        return Choice.read(self.request, self.serializer_class, self.expandable)

    def described_choice(self):
        """The same parameters for the schema."""
        return described(self)

    def get_serializer_context(self):
        context = super().get_serializer_context()
        return {**context, "addresses": Addresses(self.request)}


class EntryListView(ArchiveView, ListAPIView):
    """A list, filtered, ordered and paged like its page. Subclasses name the filters, the shape and the selector.

    The selector, `rows`, gives what is public at a moment, this one if none is given.
    """

    filter_backends = [FilterSetBackend]
    pagination_class = ListPagination
    renderer_classes = LIST_RENDERERS

    @property
    def parameters(self):
        return [*self.filterset_class.base_filters, *self.pagination_class.parameters, *self.choosing]

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        self.choice = self.choose()
        self.choice.limit(self.paginator, self.serializer_class.Meta.model)

    @property
    def unread(self):
        """The columns that the answer can do without."""
        return columns_unread(self.serializer_class.Meta.model, self.choice.wanted)

    def get_queryset(self):
        return self.rows().defer(*self.unread)

    def list(self, request, *args, **kwargs):
        if request.accepted_renderer.format != "json":
            return self.download(self.filter_queryset(self.get_queryset()), request.accepted_renderer)
        if request.query_params.keys() <= UNFILTERED:
            rows = self.paginate_queryset(WholeList(type(self), self.unread, self.choice.wanted))
        else:
            rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        self.last_modified = max((row.updated_at for row in rows), default=None)
        return self.get_paginated_response(self.present(rows))

    def present(self, rows):
        """The rows as data, with what the request chose of them; flat in queries, for any number of rows."""
        return self.choice.rows(rows, self.get_serializer_context(), lack_evidence=True)

    def download(self, queryset, renderer):
        """All rows in a form that has no pages; HEAD reads none of them."""
        refuse(self.request, self.pagination_class.parameters, "This format is for the whole list, which has no pages.")
        refuse(self.request, ["expand"], "This format has the rows as they are; only JSON has more in them.")
        content = ()
        if self.request.method == "GET":
            content = renderer.stream(presented(queryset, self.present), columns_of(self.choice.shape.readers))
        return download(self.request.resolver_match.url_name, renderer, content)


class EntryView(ArchiveView):
    """One entry by its address. Subclasses say how to read it: `read(**address)`, a public selector.

    Those that name `read_past`, a selector of `archive.selectors.past`, answer former versions by `?version=` too.
    """

    #: The entry in words, for the error that says there is none: "speaker {slug}".
    noun: str
    read_past = None
    #: Makes schema.org data of the entry, a function of `archive.linked_data`; None where JSON is all there is.
    describe = None

    @property
    def parameters(self):
        return (*(("version",) if self.read_past else ()), *self.choosing)

    @property
    def renderer_classes(self):
        return ENTRY_RENDERERS if self.describe else ENTRY_RENDERERS[:1]

    @cached_property
    def wanted(self):
        """The attributes of the entry that the answer is made of: all, when something is expanded.

        A choice that is refused is no matter here: what is not there, or elsewhere now, is answered whatever it is.
        """
        try:
            choice = self.choose()
        except InvalidParameters:
            return EVERYTHING
        return EVERYTHING if choice.expanded else choice.wanted

    def get(self, request, *args, **kwargs):
        # First whether it stands here: a redirect keeps the query, whatever it is.
        entry = self.read_asked(**kwargs)
        self.check_names()
        self.last_modified = entry.updated_at
        if isinstance(request.accepted_renderer, JsonLdRenderer):
            own = [name for name in self.parameters if name != "version"]
            refuse(request, own, "Linked data is as it is; only JSON can be chosen of.")
            return Response(self.linked_data(entry))
        self.complete(entry)
        return Response(self.present([entry])[0])

    def present(self, entries):
        """The entries as data, with what the request chose of them."""
        if not self.choosing:
            return self.get_serializer(entries, many=True).data
        return self.choose().rows(entries, self.get_serializer_context(), lack_evidence=False)

    def read_asked(self, **address):
        """The entry as the version asked for has it, or as it is."""
        asked = self.request.query_params.get("version")
        if asked is None or not self.read_past:
            return self.read(**address)
        try:
            return self.read_past(asked, **address) or self.read(**address)
        except NoSuchVersion as absence:
            raise self.no_such_version(absence) from absence

    def no_such_version(self, absence):
        """The error for a version that readers have not seen: a 404, or a 400 for what is no number."""
        self.check_names()
        if absence.is_number:
            return NotPublic(f"Readers have seen versions 1 to {absence.latest} of this entry.")
        asked, message = absence.asked, "This is not the number of a version."
        name = next(name for name, value in self.request.query_params.items() if value == asked)
        return InvalidParameters([parameter_error(name, asked, message, allowed=range(1, absence.latest + 1)[:LISTED])])

    def linked_data(self, entry):
        """The entry as schema.org data, as in the head of its page."""
        site, path = Site(self.request.build_absolute_uri("/").removesuffix("/")), entry.get_absolute_url()
        main = self.describe(entry, site)
        return page_node(site, "WebPage", path, way=trail(entry), entry=entry, main=main, card=f"{path}card.png")

    def complete(self, entry):
        """Give the entry what its shape needs and no selector knows."""

    def absence(self):
        """The same sentence for what is not public and for what never was."""
        return f"There is no public {self.noun.format(**self.kwargs)}."

    def address_of(self, entry):
        """The path of the page whose twin this is, when the entry has another address now."""
        return entry.get_absolute_url()

"""What every address of the API shares: strict parameters, caching, HEAD and OPTIONS, lists and entries."""

from types import SimpleNamespace

from django.utils import translation
from django.utils.cache import patch_vary_headers, set_response_etag
from django.utils.http import http_date
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.response import Response

from archive.api.addresses import Addresses
from archive.api.pagination import PageNumberPagination
from archive.api.parameters import LISTED, FilterSetBackend, check_names
from archive.api.problems import REVALIDATE, InvalidParameters, parameter_error
from archive.api.schema import ArchiveSchema
from archive.selectors.addresses import NotPublic
from archive.selectors.evidence import attach_evidence
from archive.selectors.past import NoSuchVersion


class AcceptNegotiation(DefaultContentNegotiation):
    """By the Accept header alone: `?format=` is a parameter like any other, and unknown."""

    settings = SimpleNamespace(URL_FORMAT_OVERRIDE=None)


class ArchiveView(GenericAPIView):
    """A public, read-only address.

    Answers may be kept by any cache but must be asked about each time (`REVALIDATE`), so that an
    editor's change is seen at once; the asking is cheap, as an unchanged answer is a 304.
    """

    http_method_names = ["get", "head", "options"]
    content_negotiation_class = AcceptNegotiation
    schema = ArchiveSchema()
    filter_backends = []
    pagination_class = None
    #: The query parameters that are known here.
    parameters = ()
    #: When what the answer holds was last changed; set by `get`.
    last_modified = None

    def dispatch(self, request, *args, **kwargs):
        """The API speaks English about both languages, whatever the reader's browser prefers."""
        with translation.override("en"):
            return super().dispatch(request, *args, **kwargs)

    def check_throttles(self, request):
        if request.method != "OPTIONS":
            super().check_throttles(request)

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if request.method not in self.allowed_methods:
            # Said before what else is wrong with the request.
            self.http_method_not_allowed(request)
        if not kwargs:
            check_names(request, self.parameters)

    def options(self, request, *args, **kwargs):
        return Response(status=204)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Accept"])
        response.headers.setdefault("Cache-Control", REVALIDATE)
        if self.last_modified is not None and response.status_code == 200:
            response.headers["Last-Modified"] = http_date(self.last_modified.timestamp())
        if request.method == "HEAD" and hasattr(response, "add_post_render_callback"):
            # The site's middleware gives an ETag to GET alone.
            response.add_post_render_callback(set_response_etag)
        return response

    def get_serializer_context(self):
        context = super().get_serializer_context()
        return {**context, "addresses": Addresses(self.request)}


class EntryListView(ArchiveView, ListAPIView):
    """A list, filtered, ordered and paged like its page. Subclasses name the selector, the filters and the shape."""

    filter_backends = [FilterSetBackend]
    pagination_class = PageNumberPagination

    @property
    def parameters(self):
        return [*self.filterset_class.base_filters, *self.pagination_class.parameters]

    def list(self, request, *args, **kwargs):
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        attach_evidence(rows)
        self.last_modified = max((row.updated_at for row in rows), default=None)
        return self.get_paginated_response(self.get_serializer(rows, many=True).data)


class EntryView(ArchiveView):
    """One entry by its address. Subclasses say how to read it: `read(**address)`, a public selector.

    Those that name `read_past`, a selector of `archive.selectors.past`, answer former versions by `?version=` too.
    """

    #: The entry in words, for the error that says there is none: "speaker {slug}".
    noun: str
    read_past = None

    @property
    def parameters(self):
        return ("version",) if self.read_past else ()

    def get(self, request, *args, **kwargs):
        # First whether it stands here: a redirect keeps the query, whatever it is.
        entry = self.read_asked(**kwargs)
        check_names(request, self.parameters)
        self.complete(entry)
        self.last_modified = entry.updated_at
        return Response(self.get_serializer(entry).data)

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
        check_names(self.request, self.parameters)
        if absence.is_number:
            return NotPublic(f"Readers have seen versions 1 to {absence.latest} of this entry.")
        asked, message = absence.asked, "This is not the number of a version."
        name = next(name for name, value in self.request.query_params.items() if value == asked)
        return InvalidParameters([parameter_error(name, asked, message, allowed=range(1, absence.latest + 1)[:LISTED])])

    def complete(self, entry):
        """Give the entry what its shape needs and no selector knows."""

    def absence(self):
        """The same sentence for what is not public and for what never was."""
        return f"There is no public {self.noun.format(**self.kwargs)}."

    def address_of(self, entry):
        """The path of the page whose twin this is, when the entry has another address now."""
        return entry.get_absolute_url()

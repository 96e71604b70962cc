"""The mirror rule, once: the data of the page at P stands at /api/v1 + P."""

from functools import cached_property

from django.urls import reverse


class Addresses:
    """Absolute addresses of pages and of their twins in the API, as one request sees the host."""

    def __init__(self, request):
        self._request = request
        #: References made for this answer: a debate of a thousand speeches names itself a thousand times.
        self.references = {}

    @cached_property
    def origin(self):
        return self._request.build_absolute_uri("/").removesuffix("/")

    @cached_property
    def _roots(self):
        return reverse("archive:front"), reverse("api:front")

    def absolute(self, path):
        return self.origin + path

    def twin(self, page_path):
        """The absolute API address of the page (or the part of a page) at this path."""
        pages, api = self._roots
        return self.origin + api + page_path.removeprefix(pages)

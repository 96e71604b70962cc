"""The mirror rule, once: the data of the page at P stands at /api/v1 + P."""

from functools import cached_property

from archive.models.addresses import page_path, path_in


def api_path(name):
    """The path of an address of the API; no language is in it."""
    return path_in("en", f"api:{name}")


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
        return page_path("front"), api_path("front")

    def absolute(self, path):
        return self.origin + path

    def twin(self, page_path):
        """The absolute API address of the page (or the part of a page) at this path."""
        pages, api = self._roots
        return self.origin + api + page_path.removeprefix(pages)

"""Which addresses a static edition has, the file that each becomes, and what a link to it says.

An address is written as the site knows it, "/debates/?page=2": path and query, without host. A static host knows no
query, so a parameter becomes a step of the path, "/debates/page=2/": no slug has an "=", so none is ever in the way.
"""

import posixpath
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

#: Routes of the site that stand outside of pages and API and are part of an edition.
_BESIDE = {"api-docs", "sitemap", "django.contrib.sitemaps.views.sitemap"}
#: What needs a server, is of one moment, or is not for readers.
_LEFT_OUT = {"search", "changes", "dumps", "dump", "dump-file", "edited-congress-file"}
#: Routes without a name.
_UNNAMED = {"/robots.txt"}
#: Whatever the host answers with when it has no file.
NOT_FOUND = ("/404.html", "/ru/404.html")
#: For the hosts that take the headers of answers from a file.
HEADERS = "/_headers"
#: The page that says where to search, at the address of the search.
SEARCH = ("/search/", "/ru/search/")
#: What an edition has and the site has not.
OWN = {*NOT_FOUND, *SEARCH, HEADERS}

#: A list narrowed to what one entry has in it: as many as there are entries. Two at once would have no end.
_NARROWED = [{name} for name in ("congress", "speaker", "topic", "source")]
#: The queries that are baked where a page leads to them, by the parameters in them.
_QUERIES = {
    frozenset(names)
    for names in (
        set(),
        {"page"},
        {"p"},
        {"cursor"},
        {"after"},
        {"version"},
        {"from", "to"},
        {"format"},
        *_NARROWED,
        *(narrowed | {"page"} for narrowed in _NARROWED),
    )
}
_CONGRESS = re.compile(r"/api/v1/congresses/\d+/", re.ASCII)
_VALUE = re.compile(r"[\w-]{1,200}", re.ASCII)
#: The ending of what stands at a path that ends with "/", where it is neither a page nor JSON.
_ENDINGS = {"portrait": "webp", "congress-file": "yaml"}


@dataclass(frozen=True)
class Edition:
    """Where an edition will stand, and what its links look like from there."""

    #: The address of its front page, with "/" at the end.
    url: str
    #: The address of the site that goes on living, without "/" at the end: for what an edition cannot have.
    live: str = ""

    @cached_property
    def origin(self):
        """Scheme and host, as in every address that the site writes."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    @cached_property
    def base(self):
        """The folder of the host that the edition stands in: "/" most often."""
        return urlsplit(self.url).path

    def link(self, address):
        """The path, from the host's root, that a link to this address of the site leads to."""
        place = place_of(address)
        return self.base + place.path if place else self.left_out(address)

    def left_out(self, address):
        """Where a link leads to what is not in the edition: the living site, or the page that says where to search."""
        if self.live:
            return self.live + address
        path, _, query = address.partition("?")
        if query.startswith("part=") and (whole := place_of(path)):
            # How to cite a part is near enough to how to cite what it is a part of.
            return self.base + whole.path
        if path in SEARCH:
            # A browser that was told of the search comes with its words.
            return f"{self.base}{path[1:]}" + (f"?{query}" if query else "")
        return self.base + SEARCH[path.startswith("/ru/")][1:]


@dataclass(frozen=True)
class Place:
    """Where an address is in an edition."""

    #: The address, written in the one way in which it is asked for.
    address: str
    #: The name of its file in the folder of the edition.
    file: str

    @property
    def path(self):
        """The path of a link to it. Every host shows the `index.html` of a folder, and no other file."""
        return self.file.removesuffix("index.html") if posixpath.basename(self.file) == "index.html" else self.file

    @property
    def is_static(self):
        return self.address.startswith(settings.STATIC_URL)


@lru_cache(maxsize=50_000)
def place_of(address):
    """The `Place` of an address of the site; None for what is not in an edition."""
    path, _, query = address.partition("?")
    if path.startswith(settings.STATIC_URL):
        return _static_place(path)
    if path in OWN:
        return Place(path, f"{path[1:]}index.html" if path.endswith("/") else path[1:]) if not query else None
    parameters, ending = _parameters(query), _ending(path)
    if parameters is None or ending is None:
        return None
    if "format" in parameters and (ending != "json" or parameters["format"] == "json"):
        return None
    asked = f"{path}?{urlencode(parameters)}" if parameters else path
    ending = parameters.pop("format", ending)
    steps = [f"{name}={value}" for name, value in parameters.items()]
    if path.endswith("/"):
        return Place(asked, "/".join([*path[1:-1].split("/"), *steps, f"index.{ending}"]).lstrip("/"))
    stem, extension = posixpath.splitext(path[1:])
    return Place(asked, ".".join([stem, *steps]) + extension)


def unlinked(address):
    """The addresses beside this one that no page leads to: the file of a congress, beside its data."""
    return {f"{address}file/"} if _CONGRESS.fullmatch(address) else set()


def _static_place(path):
    name = posixpath.normpath(unquote(path))
    return Place(path, name[1:]) if name.startswith(settings.STATIC_URL) and "\\" not in name else None


def _parameters(query):
    """The parameters of a query that is baked, in their one order; None for any other query."""
    pairs = sorted(parse_qsl(query, keep_blank_values=True))
    parameters = dict(pairs)
    if len(parameters) < len(pairs) or not all(_VALUE.fullmatch(value) for value in parameters.values()):
        return None
    if parameters.get("page") == "1":
        # The list itself.
        del parameters["page"]
    return parameters if frozenset(parameters) in _QUERIES else None


def _ending(path):
    """The ending of the file at a path of the site; None where an edition has nothing."""
    try:
        # Whether there is a page below /ru/ depends on the language.
        with translation.override(translation.get_language_from_path(path) or settings.LANGUAGE_CODE):
            match = resolve(path)
    except Resolver404:
        return None
    if path in _UNNAMED:
        return "txt"
    if match.url_name in _LEFT_OUT or (match.app_name not in {"archive", "api"} and match.url_name not in _BESIDE):
        return None
    usual = "json" if match.app_name == "api" else "html"
    return _ENDINGS.get(match.url_name, usual)

"""Answers as the search gives them, made up for the tests of the outlets."""

from html.parser import HTMLParser

from archive.search import Facet, FacetOption, Found, Hit, Piece, Snippet, Understood

#: Text that means to break the page or the data it is put into.
HOSTILE = [
    "<script>alert('x')</script><img src=x onerror=alert(1)>",
    "\"><svg/onload=alert(1)> ' & &amp; `{{ 7*7 }}`",
    "\u202eevil\u202c שלום مرحبا",
    "👩🏽‍🚀 e\u0301\u0327 Z͑ͫ̓",
    "'; DROP TABLE archive_speech; --",
    '(((("""" OR OR - * NEAR(a b) ^a {x}: -"',
    'speaker: type: year:.. congress:99999999999999999999 topic:"',
]
#: Bytes that are no text, as they come in an address.
NO_TEXT = ["%FF%FE", "%ED%A0%80", "%C0%80"]


def make_found(*hits, **fields):
    """What was found: these hits, unless a test says more."""
    defaults = {
        "understood": (),
        "count": len(hits),
        "is_estimate": False,
        "reachable": fields.get("count", len(hits)),
        "facets": (),
        "suggestion": "",
    }
    return Found(hits=hits, **{**defaults, **fields})


def make_hit(kind, record, *snippets, reason="exact"):
    return Hit(kind, record, snippets, reason)


def make_snippet(anchor, *pieces, language="en", label=""):
    """A snippet of these pieces; those in a list of their own match."""
    made = tuple(Piece(piece[0], True) if isinstance(piece, list) else Piece(piece, False) for piece in pieces)
    return Snippet(anchor, language, label, made)


def make_facet(name, *options):
    """A facet of options, each (value, label, original label, count) and, when it is chosen, True."""
    return Facet(name, tuple(FacetOption(*option[:4], len(option) > 4) for option in options))


def make_part(kind, text, value="", original_value="", problem=""):
    return Understood(kind, text, value, original_value, problem)


class _Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def runs_something(html):
    """The elements of a page that no text of ours or of a reader's may ever become; our script and data aside."""
    ours = [{"type": "application/ld+json"}, {"src": "/static/archive/js/copy.js", "defer": None}]
    return [
        (tag, attributes)
        for tag, attributes in _Elements(html).found
        if (tag in {"script", "img", "iframe", "svg", "style"} and not (tag == "script" and attributes in ours))
        or any(name.startswith("on") or name == "style" for name in attributes)
        or (attributes.get("href") or "").startswith(("javascript:", "data:"))
    ]

"""Marks the words that a reader searched for in the page of an entry, which is HTML by then."""

import re
from dataclasses import dataclass
from html import unescape

from django.utils.html import escape

from archive.filters import SearchFilter
from archive.search import mark, terms_of
from archive.search.highlighting import Terms

_TAG = re.compile(r"""<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""", re.DOTALL)
#: What is not read as text, or is for doing and not for reading.
_PASSED_OVER = {"button", "form", "nav", "script", "select", "style", "svg", "textarea"}
_PASSED_OVER_CLASS = re.compile(r'\sclass="(?:[^"]*\s)?(?:cite|marked|notes|visually-hidden)["\s]')


#: The query, and a few names that it found people by.
MOST_VALUES = 5


@dataclass(frozen=True)
class SoughtWords:
    """The query that led to a page, and how it is marked there."""

    query: str
    terms: Terms

    def mark(self, response):
        """Mark the words in a rendered response."""
        response.content = mark_page(response.content.decode(), self.terms)


def sought_words(values):
    """What `?mark=` asks for: the query, and other words that it was taken for. None when none can be marked."""
    query, *others = [value[: SearchFilter.LONGEST].replace("\0", "").strip() for value in values[:MOST_VALUES]] or [""]
    terms = terms_of(" ".join([*others, query]))
    return SoughtWords(query, terms) if terms else None


def mark_page(html, terms):
    """The page with every match in the text of its main part in <mark>; tags and attributes stay as they are."""
    start, end = html.find("<main"), html.rfind("</main>")
    if start < 0 or end < 0:
        return html
    parts, position, passing, depth = [html[:start]], start, "", 0
    for tag in _TAG.finditer(html, start, end):
        text = html[position : tag.start()]
        parts += [text if passing else _mark_text(text, terms), tag[0]]
        position = tag.end()
        closing, name, attributes = tag.groups()
        if passing:
            if name == passing:
                depth += -1 if closing else 1
                passing = passing if depth else ""
        elif not closing and (name in _PASSED_OVER or _PASSED_OVER_CLASS.search(attributes or "")):
            passing, depth = name, 1
    return "".join([*parts, _mark_text(html[position:end], terms), html[end:]])


def _mark_text(text, terms):
    if not text or text.isspace():
        return text
    pieces = mark(unescape(text), terms)
    if not any(piece.is_match for piece in pieces):
        return text
    return "".join(f"<mark>{escape(piece.text)}</mark>" if piece.is_match else escape(piece.text) for piece in pieces)

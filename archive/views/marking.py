"""Marks the words that a reader searched for in the page of an entry, which is HTML by then."""

import re
from dataclasses import dataclass, replace
from html import unescape

from django.utils.html import escape

from archive.filters import SearchFilter
from archive.search import mark, terms_of
from archive.search.highlighting import Terms

_TAG = re.compile(r"""<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""", re.DOTALL)
#: Elements that are never closed.
_VOID = {"area", "br", "col", "hr", "img", "input", "wbr"}
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
    marker = _Marker(terms)
    parts, position, passing, depth = [html[:start]], start, "", 0
    for tag in _TAG.finditer(html, start, end):
        text = html[position : tag.start()]
        parts += [text if passing else marker.mark(text), tag[0]]
        position = tag.end()
        closing, name, attributes = tag.groups()
        if passing:
            if name == passing:
                depth += -1 if closing else 1
                passing = passing if depth else ""
        elif (
            not closing and name not in _VOID and (name in _PASSED_OVER or _PASSED_OVER_CLASS.search(attributes or ""))
        ):
            passing, depth = name, 1
    return "".join([*parts, marker.mark(html[position:end]), html[end:]])


class _Marker:
    """Marks the texts of one page: a word is looked at once, and only texts that hold a match are divided."""

    def __init__(self, terms):
        self.terms = terms
        starts = {phrase[0] for phrase in terms.phrases}
        self._may_match = _KnownMatches(replace(terms, phrases=(), exact=terms.exact | starts))

    def mark(self, text):
        plain = unescape(text)
        if not any(map(self._may_match.__getitem__, plain.split())):
            return text
        pieces = mark(plain, self.terms)
        return "".join(
            f"<mark>{escape(piece.text)}</mark>" if piece.is_match else escape(piece.text) for piece in pieces
        )


class _KnownMatches(dict):
    """Whether words match, found out when first asked."""

    def __init__(self, terms):
        self._terms = terms

    def __missing__(self, word):
        self[word] = any(piece.is_match for piece in mark(word, self._terms))
        return self[word]

"""The links in an answer, found and turned to where they lead in an edition."""

import html
import re
from functools import cached_property
from urllib.parse import urldefrag, urljoin

from archive.baking.edition import place_of

#: What an address may hold after the host; pages write "&" as an entity, data within a page as an escape.
_REST = rb"(?:/(?:[\w./=~%-]|&amp;|\\u0026)*)?(?:\?(?:[\w.~%=;+*{}&-]|\\u0026)*)?"
#: What of it belongs to an address that stands among words: BibTeX has it in braces.
_BARE = re.compile(r"[^{};]*")
_TAG = re.compile(rb'<[a-zA-Z](?:[^">]|"[^"]*")*>')
_ATTRIBUTE = re.compile(rb'(\s(?:href|src|action)=")([^"#][^"]*)"')
#: A link that says its host, or is none to a page; not all of them can be taken apart.
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
_TEXTUAL = re.compile(r"text/|application/(?!octet-stream|zip|gzip|pdf)|image/svg")
#: A reference in Russian marks the Latin letters of an address as another language, up to its last sign of equality.
_MARKED_UP = re.compile(rb"(\?[a-z]+)</span>(=[\w-]+)")


class Links:
    """The links of one answer to the site: `written` is its content with all of them turned, `found` the addresses."""

    def __init__(self, edition, address, content, content_type):
        self.edition, self.address = edition, address
        #: The addresses in the edition that the answer leads to.
        self.found = set()
        self.written = content
        if content_type.startswith("text/css"):
            # A stylesheet lies where it lay, with what it names beside it.
            self._find_in_stylesheet(content)
        elif _TEXTUAL.match(content_type):
            is_page = content_type.startswith("text/html")
            if is_page:
                content = _MARKED_UP.sub(rb"\1\2</span>", content)
            self.written = self._absolute.sub(self._turn_absolute, content)
            if is_page:
                self.written = _TAG.sub(self._turn_tag, self.written)

    @cached_property
    def _absolute(self):
        """Any mention of an address of the site with its host, and what stands before it."""
        return re.compile(rb'(["\'>]?)' + re.escape(self.edition.origin.encode()) + rb"(?![\w.:-])(" + _REST + rb")")

    def _turn_absolute(self, match):
        before, rest = match[1], match[2].decode()
        ampersand = next((form for form in ("&amp;", "\\u0026") if form in rest), "&")
        address = rest.replace(ampersand, "&")
        ending = ""
        if not before:
            # Said in a sentence, which may end here.
            bare = _BARE.match(address)[0].rstrip(".")
            address, ending = bare, address[len(bare) :]
            place = place_of(address or "/")
            if place is None:
                # The words stay as they are.
                return match[0]
        else:
            place = self._found(address or "/")
        link = self.edition.base + place.path if place else self.edition.left_out(address)
        address = link if link.startswith(("http://", "https://")) else self.edition.origin + link
        return before + (address + ending).replace("&", ampersand).encode()

    def _turn_tag(self, match):
        return _ATTRIBUTE.sub(self._turn_attribute, match[0])

    def _turn_attribute(self, match):
        start, value = match[1], html.unescape(match[2].decode())
        if _ELSEWHERE.match(value):
            return match[0]
        address, fragment = urldefrag(urljoin(self.address, value))
        if start.strip().startswith(b"action"):
            # A form needs somebody who answers it.
            link = self.edition.left_out(address)
        else:
            place = self._found(address)
            link = self.edition.base + place.path if place else self.edition.left_out(address)
        if fragment:
            link += f"#{fragment}"
        return start + html.escape(link).encode() + b'"'

    def _find_in_stylesheet(self, content):
        for match in _CSS_URL.finditer(content.decode()):
            self._found(urldefrag(urljoin(self.address, match[1] or match[2])).url)

    def _found(self, address):
        place = place_of(address)
        if place is not None:
            self.found.add(place.address)
        return place

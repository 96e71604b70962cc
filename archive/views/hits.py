"""What a search found, arranged for its page: where each hit leads, and what of it is shown."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from archive.models import Congress
from archive.search import Snippet, mark, terms_of
from archive.views.marking import MOST_VALUES

_PARAGRAPH = re.compile(r"-p(\d+)$")
_CLAUSE = re.compile(r"^clause-(\d+)")


@dataclass
class Passage:
    """A snippet, the address of the place it is from, and what that place is called."""

    snippet: Snippet
    address: str
    place: str


@dataclass
class Row:
    """A hit as its page shows it; `congress` is the one it belongs to, if any."""

    kind: str
    record: object
    address: str
    congress: Congress | None
    passages: list[Passage] = field(default_factory=list)


def rows(hits, query):
    """The hits with addresses that have the query marked where they lead."""
    terms = terms_of(query)
    return [_row(hit, query, terms) for hit in hits]


def _row(hit, query, terms):
    path, _sign, place = hit.record.get_absolute_url().partition("#")
    values = [query] if terms else []
    values += _other_words(hit, terms)
    marked = f"{path}?{urlencode([('mark', value) for value in values])}" if values else path
    passages = [Passage(snippet, _at(marked, snippet.anchor or place), _place(snippet)) for snippet in hit.snippets]
    return Row(hit.kind, hit.record, _at(marked, place), _congress(hit), passages)


def _other_words(hit, terms):
    """Words that match though the query does not name them, such as the name that a pseudonym stands for."""
    pieces = [piece.text for snippet in hit.snippets for piece in snippet.pieces if piece.is_match]
    others = [text for text in dict.fromkeys(pieces) if not any(piece.is_match for piece in mark(text, terms))]
    return others[: MOST_VALUES - 1]


def _at(address, place):
    return f"{address}#{place}" if place else address


def _congress(hit):
    if hit.kind == "speech":
        return hit.record.debate.congress
    return getattr(hit.record, "congress", None)


def _place(snippet):
    """What the passage is a part of, in the reader's words."""
    if snippet.label:
        return snippet.label
    if paragraph := _PARAGRAPH.search(snippet.anchor):
        return _("Paragraph %(number)s") % {"number": paragraph[1]}
    if clause := _CLAUSE.search(snippet.anchor):
        return _("Clause %(number)s") % {"number": clause[1]}
    return _("Read on")

"""What a cited passage rests on: the printed record where its page is known, else the source of its text."""

import re
from dataclasses import dataclass

from django.utils.translation import get_language

from archive.choices import Stance
from archive.interchange.text import one_line
from archive.models import Source, Speech

#: Fields whose source is the source of the passage itself.
_OF_THE_PASSAGE = ("", "text", "original_text")
_ENGLISH_PAGES = re.compile(r"^pp?\.\s*")


@dataclass(frozen=True)
class Basis:
    """A public source and the place in it; `is_printed_record` when it is known to print the passage."""

    source: Source
    locator: str
    is_printed_record: bool


def basis_of(record):
    """The `Basis` of a speech, clause or resolution with `public_citations`, or None when no verified one is known."""
    citations = [
        citation
        for citation in record.public_citations
        if citation.stance == Stance.SUPPORTS and not citation.unverified
    ]
    page = record.page if isinstance(record, Speech) else ""
    for citation in citations:
        if page and citation.field == "page":
            return Basis(citation.source, _locator(citation.locator or f"p. {page}"), True)
    for field in _OF_THE_PASSAGE:
        for citation in citations:
            if citation.field == field:
                return Basis(citation.source, _locator(citation.locator), False)
    return None


def _locator(locator):
    locator = one_line(locator)
    return _ENGLISH_PAGES.sub("с. ", locator) if get_language() == "ru" else locator

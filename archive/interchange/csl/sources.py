"""A work of the bibliography as a CSL item."""

from archive.choices import SourceKind
from archive.interchange.csl.dates import csl_date
from archive.interchange.csl.names import names
from archive.interchange.text import one_line

#: The CSL type of each kind; a work that is part of another has its own.
_TYPES = {
    SourceKind.BOOK: ("book", "chapter"),
    SourceKind.ARTICLE: ("article-journal", "article-journal"),
    SourceKind.ARCHIVE_FILE: ("manuscript", "manuscript"),
    SourceKind.WEB_PAGE: ("webpage", "webpage"),
    SourceKind.REFERENCE_WORK: ("book", "entry-encyclopedia"),
    SourceKind.OTHER: ("document", "document"),
}


def item_of_source(source):
    """The CSL item of a `Source`. What is not known is left out, never empty."""
    alone, contained = _TYPES[source.kind]
    # The container of a whole book is the series it appeared in.
    is_whole_book = source.kind == SourceKind.BOOK and not source.pages
    item = {
        "id": f"source-{source.slug}",
        "type": contained if source.container and not is_whole_book else alone,
        "title": one_line(source.title),
        "genre": source.get_kind_display() if source.kind == SourceKind.ARCHIVE_FILE else "",
        "author": names(source.authors),
        "editor": names(source.editors),
        "issued": {"date-parts": [[source.year]]} if source.year else None,
        "collection-title" if is_whole_book else "container-title": one_line(source.container),
        "publisher": one_line(source.publisher),
        "publisher-place": one_line(source.place),
        "page": one_line(source.pages),
        "archive_location": one_line(source.archive_reference),
        "URL": source.url,
        "accessed": csl_date(source.accessed_on) if source.url and source.accessed_on else None,
        "language": _language(source),
    }
    return {name: value for name, value in item.items() if value}


def _language(source):
    """A Russian title in Latin letters says so: it is to be sorted, hyphenated and read out as what it is."""
    in_cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in source.title)
    if not source.language:
        return "ru" if in_cyrillic else ""
    return "ru-Latn" if source.language == "ru" and not in_cyrillic else source.language

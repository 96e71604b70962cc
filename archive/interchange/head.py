"""A CSL item as the meta elements that reference managers read in the head of a page.

Highwire's `citation_…` (as Google Scholar describes them and Zotero reads them) and Dublin Core's fifteen elements
(DCMI, "Expressing Dublin Core in HTML", 2003). Nobody is named as an author who is not the author.
"""

import re

_CONTAINERS = {
    "article-journal": "citation_journal_title",
    "chapter": "citation_inbook_title",
    "entry-encyclopedia": "citation_inbook_title",
}


def meta_tags(item, address, *, source="", has_author=True):
    """Pairs of a name and a content for the item whose page is at the full `address`; `source` is where it is from."""
    authors = [_name(name) for name in item.get("author", [])] if has_author else []
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    first, _dash, last = (piece.strip() for piece in re.sub("[–—]", "-", item.get("page", "")).partition("-"))
    tags = [
        ("citation_title", item["title"]),
        *(("citation_author", author) for author in authors),
        *(("citation_editor", _name(name)) for name in item.get("editor", [])),
        ("citation_publication_date", "/".join(f"{part:02}" for part in parts)),
        (_CONTAINERS.get(item["type"], ""), item.get("container-title", "")),
        ("citation_publisher", item.get("publisher", "")),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_language", item.get("language", "")),
        ("citation_public_url", address),
        ("DC.title", item["title"]),
        *(("DC.creator", author) for author in authors),
        ("DC.date", "-".join(f"{part:02}" for part in parts)),
        ("DC.publisher", item.get("publisher", "") or item.get("container-title", "")),
        ("DC.source", source),
        ("DC.language", item.get("language", "")),
        ("DC.type", item["type"]),
        ("DC.identifier", address),
    ]
    return [(name, content) for name, content in tags if name and content]


def _name(name):
    return name["literal"] if "literal" in name else f"{name['family']}, {name['given']}"

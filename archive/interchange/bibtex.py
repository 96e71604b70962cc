"""CSL items as BibTeX: UTF-8, with TeX's own signs escaped, so that a title is what is printed and nothing more."""

import re

from archive.interchange.text import one_line

_ENTRY_TYPES = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "entry-encyclopedia": "incollection",
    "manuscript": "unpublished",
}
_CONTAINERS = {"article": "journal", "incollection": "booktitle"}
#: BibTeX counts every brace, an escaped one too: braces in a text have to be spelt as commands.
_SPELT = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
#: An address is not escaped, so what could end its field is percent-encoded.
_UNSAFE_IN_ADDRESS = {"{": "%7B", "}": "%7D", "\\": "%5C", '"': "%22", " ": "%20"}


def to_bibtex(items):
    """Return the document for CSL items, one entry each, for application/x-bibtex."""
    return "\n".join(_entry(item) for item in items).encode("utf-8", "replace")


def _entry(item):
    entry_type = _ENTRY_TYPES.get(item["type"], "misc")
    fields = {
        "author": _names(item.get("author", [])),
        "editor": _names(item.get("editor", [])),
        # The second pair of braces keeps a style from changing the capitals of "RCP(b)".
        "title": f"{{{_text(item['title'])}}}" if item.get("title") else "",
        _CONTAINERS.get(entry_type, "howpublished"): _text(item.get("container-title", "")),
        "series": _text(item.get("collection-title", "")),
        "publisher": _text(item.get("publisher", "")),
        "address": _text(item.get("publisher-place", "")),
        "date": _date(item.get("issued")),
        "year": _date(item.get("issued"))[:4],
        "pages": re.sub(r"\s*[-–—]\s*", "--", _text(item.get("page", ""))),
        "type": _text(item.get("genre", "")),
        "version": _text(item.get("version", "")),
        "eventtitle": _text(item.get("event-title", "")),
        "venue": _text(item.get("event-place", "")),
        "library": _text(item.get("archive_location", "")),
        "note": _text(item.get("note", "")),
        "url": _address(item.get("URL", "")),
        "urldate": _date(item.get("accessed")),
        "langid": {"en": "english", "ru": "russian", "ru-Latn": "russian"}.get(item.get("language"), ""),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    key = re.sub(r"[^A-Za-z0-9_-]", "", item["id"])
    return f"@{entry_type}{{{key},\n{''.join(lines)}}}\n"


def _text(text):
    return "".join(_SPELT.get(letter, letter) for letter in one_line(str(text)))


def _names(names):
    return " and ".join(_name(name) for name in names)


def _name(name):
    """“Family, Given”; braces around what BibTeX would take apart: an organisation, an “and” or a comma in a name."""
    if "literal" in name:
        return f"{{{_text(name['literal'])}}}"
    return ", ".join(_whole(_text(name[part])) for part in ("family", "given"))


def _whole(text):
    return f"{{{text}}}" if "," in text or re.search(r"\band\b", text, re.IGNORECASE) else text


def _date(date):
    """An ISO 8601 date, as short as it is sure; biblatex reads it from `date`, BibTeX the `year` alone."""
    parts = date["date-parts"][0] if date else []
    return "-".join(f"{part:04}" if number == 0 else f"{part:02}" for number, part in enumerate(parts))


def _address(address):
    return "".join(_UNSAFE_IN_ADDRESS.get(letter, letter) for letter in one_line(address))

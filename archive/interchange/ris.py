"""CSL items as RIS (the format of Research Information Systems, 2001): one tag a line, CR LF, UTF-8."""

import re

from archive.interchange.text import one_line

_TYPES = {
    "article-journal": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    "entry-encyclopedia": "ENCYC",
    "manuscript": "MANSCPT",
    "speech": "ELEC",
    "webpage": "ELEC",
}


def to_ris(items):
    """Return the document for CSL items, one record each, for application/x-research-info-systems."""
    return "\r\n".join(_record(item) for item in items).encode("utf-8", "replace")


def _record(item):
    start, _dash, end = (piece.strip() for piece in re.sub(r"[–—]", "-", str(item.get("page", ""))).partition("-"))
    lines = [
        ("TY", _TYPES.get(item["type"], "GEN")),
        ("ID", item["id"]),
        *(("AU", _name(name)) for name in item.get("author", [])),
        *(("ED", _name(name)) for name in item.get("editor", [])),
        ("TI", item.get("title")),
        ("T2", item.get("container-title")),
        ("T3", item.get("collection-title")),
        ("PY", _date(item.get("issued"))[:4]),
        ("DA", _date(item.get("issued"))),
        ("PB", item.get("publisher")),
        ("CY", item.get("publisher-place") or item.get("event-place")),
        ("SP", start),
        ("EP", end),
        ("M3", item.get("genre")),
        ("ET", item.get("version")),
        ("AV", item.get("archive_location")),
        ("N1", item.get("event-title")),
        ("N1", item.get("note")),
        ("UR", item.get("URL")),
        ("Y2", _date(item.get("accessed"))),
        ("LA", item.get("language")),
    ]
    values = [(tag, one_line(str(value or ""))) for tag, value in lines]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in values if value) + "ER  - \r\n"


def _name(name):
    """“Family, Given”; a comma in an organisation's name would make it a person's."""
    if "literal" in name:
        return name["literal"].replace(",", "")
    return f"{name['family'].replace(',', '')}, {name['given'].replace(',', '')}"


def _date(date):
    """ "1922/03/27/": the standard's form, whose slashes stay where a part is not known."""
    parts = date["date-parts"][0] if date else []
    return "/".join([f"{part:0{width}}" for part, width in zip(parts, (4, 2, 2), strict=False)]) + "/" * (
        4 - len(parts) if parts else 0
    )

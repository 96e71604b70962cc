"""Where the CSL processor (citeproc-py 0.11) or a style falls short of the printed standard, and how that is put right.

Only `archive.interchange.styles` calls this. Each repair has its test in tests/interchange/test_styles.py.
"""

import re

#: What the processor knows; other variables make it warn, and some styles print them out of place.
_VARIABLES = {
    *("id", "type", "title", "author", "editor", "issued", "accessed", "container-title", "collection-title"),
    *("publisher", "publisher-place", "page", "URL", "archive_location", "language"),
    "genre",
}
#: What was said in a hall is here read on a page of a site, and is set as such a page.
_READ_ON_A_PAGE = {"speech", "document"}
#: What an editor in the author's place is called: one, several.
_EDITORS = {
    "chicago": {"en": (", ed", ", eds"), "ru": (", ред", ", ред")},
    "mla": {"en": (", editor", ", editors"), "ru": (", редактор", ", редакторы")},
    "apa": {"en": (" (Ed.)", " (Eds.)"), "ru": (" (ред.)", " (ред.)")},
}
_MONTHS = {
    **{"январь": "января", "февраль": "февраля", "март": "марта", "апрель": "апреля", "май": "мая"},
    **{"июнь": "июня", "июль": "июля", "август": "августа", "сентябрь": "сентября", "октябрь": "октября"},
    **{"ноябрь": "ноября", "декабрь": "декабря"},
}
_MONTH = "|".join(_MONTHS)
_TITLE_TWICE = re.compile(r"^(?P<title>.{2,}?)(?P<between>\.? (?:\([^()]*\)\. )?)(?P=title)(?:\.\s*|(?=\s|$))")
_MARK = "[\ue000-\ue00f]?"


def repaired(style):
    """A parsed style without what the processor misreads, and with a place for every kind of work."""
    root = style.root
    # initialize="false" keeps given names whole, but the processor looks at initialize-with alone.
    initials = root.attrib.pop("initialize-with", None)
    for name in root.iter("{*}name"):
        if name.get("initialize") == "false":
            name.attrib.pop("initialize-with", None)
        elif initials is not None and "initialize-with" not in name.attrib:
            name.set("initialize-with", initials)
    # "7–38" must not become "7–8".
    root.attrib.pop("page-range-format", None)
    # Chicago leaves unsigned articles and manuscripts out of a bibliography; here the reader asked for this one.
    layout = root.bibliography.layout
    whole = layout.find(".//{*}text[@macro='bibliography-notes']")
    if whole is not None:
        layout[:] = [whole]
    return style


def prepared(item, key, language):
    """The item as a style can use it."""
    item = {name: value for name, value in item.items() if name in _VARIABLES}
    if item["type"] in _READ_ON_A_PAGE and "URL" in item:
        item = {**item, "type": "webpage"}
    if item["type"] == "webpage":
        item.pop("page", None)  # A page has none; where the words are printed is said after the reference.
    if item["type"] != "manuscript":
        item.pop("genre", None)
    if key == "gost":
        return _for_gost(item)
    if "author" not in item and "editor" in item:
        editors = item.pop("editor")
        item["author"] = [*editors[:-1], _labelled(editors, _EDITORS[key][language], key)]
    if key == "chicago" and "author" not in item and item["type"] in {"webpage", "entry-encyclopedia"}:
        # The site or work stands in for the author, and then not in its own place too (CSL 1.0.2, "Substitute").
        holder = item.pop("container-title", "")
        item |= {"author": [{"literal": holder}], "type": "webpage"} if holder else {}
    return item


def _labelled(editors, labels, key):
    """The last of the editors, with the word that says what they are at the end of the name as it is printed."""
    last, label = editors[-1], labels[len(editors) > 1]
    if "literal" in last:
        return {"literal": last["literal"] + label}
    if key == "apa":
        initials = " ".join(f"{word[0]}." for word in last["given"].split())
        return {"literal": f"{last['family']}, {initials}{label}"}
    part = "given" if len(editors) == 1 else "family"
    return {**last, part: last[part] + label}


def _for_gost(item):
    """The style has no place for the site of a page, for an archive, or for the address of an encyclopedia's article.

    They are put where GOST R 7.0.5-2008 has them; see `without_faults`.
    """
    holder = item.get("container-title") or item.get("archive_location")
    if item["type"] in {"webpage", "entry-encyclopedia", "document"} and "URL" in item:
        parts = item.get("issued", {}).get("date-parts", [[]])[0]
        date = ".".join(f"{part:02}" for part in reversed(parts))
        where = ". ".join(piece for piece in (holder, date) if piece)
        return {**item, "type": "webpage", "title": f"{item['title']} // {where}" if where else item["title"]}
    if item["type"] == "manuscript" and holder:
        return {**item, "container-title": holder}
    return item


def without_faults(text, key, language, *, anonymous):
    """The formatted reference, with what the processor leaves undone."""
    if key == "gost":
        text = re.sub(r"^1\. ?", "", text)  # The number in a list of one.
        text = text.replace(": ,", ",").replace(": .", ".")
        text = re.sub(r"(?<=[.!?] )[:,] ", "", text)  # A publisher without a place, a year without either.
        # "Title [Электронный ресурс] // site. date. URL: …" (GOST R 7.0.5-2008, section 10).
        text = re.sub(r"^(.*) // (.*?) \[Электронный ресурс\]\. ", r"\1 [Электронный ресурс] // \2. ", text)
    if anonymous:
        # A title that stands in for the author is not to be said again (CSL 1.0.2, "Substitute").
        text = _TITLE_TWICE.sub(r"\g<title>\g<between>", text)
    for pattern, opening, closing in ((r"(“[^“”]*)“([^“”]*)”", "‘", "’"), (r"(«[^«»]*)«([^«»]*)»", "„", "“")):
        for _level in range(3):
            text = re.sub(pattern, rf"\1{opening}\2{closing}", text)
    text = re.sub(r"\b(?:Retrieved|Извлечено) (?=https?://)", "", text)  # A day is what makes it a word.
    if language == "en":
        text = re.sub(r"([”’]+)([.,])", r"\2\1", text)  # American style: stops go inside.
    else:
        # The locale has the nominative alone, months that follow the year, and the plural "сс.".
        text = re.sub(rf"\b(\d{{1,2}}) ({_MONTH})\b", lambda found: f"{found[1]} {_MONTHS[found[2]]}", text)
        text = re.sub(rf"\b({_MONTH}) (\d{{1,2}})\b", lambda found: f"{found[2]} {_MONTHS[found[1]]}", text)
        text = re.sub(r"\bсс\. (?=\d)", "с. ", text)
    text = re.sub(rf"\.({_MARK}[”’»]?{_MARK})\.", r".\1", text)
    return re.sub(r"\s{2,}", " ", text).strip()

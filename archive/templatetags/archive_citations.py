"""The source notes at the foot of a page, and how they name sources and what these say: HTML without templates."""

from html import escape
from types import SimpleNamespace

from django import template
from django.core.exceptions import FieldDoesNotExist
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.dates import PartialDate
from archive.markup import pattern
from archive.templatetags.archive_numbers import number
from archive.templatetags.archive_text import (
    families,
    field_name,
    full_stop,
    language_for,
    one_line,
    spoken_to,
    title_language,
)

register = template.Library()


def source_short(source, reader):
    """A source named in passing: its first author's family name or the work it is part of, and its title."""
    names = families(source)
    before = f"{spoken_to(reader, names)}, " if names else ""
    after = f", {spoken_to(reader, source.container)}" if not names and source.container else ""
    return before + _title(source, reader) + after


@register.simple_tag
def note_list(footnotes):
    """The notes of a page in their order: sources, places in them, what they say, and the ways back to the text."""
    words, named = _words(), {}
    return mark_safe("".join(_note(note, words, named) for note in footnotes))


def _note(note, words, named):
    """One note; `named` remembers the sources that are named in short."""
    citation = note.citation
    source = citation.source
    address = ""
    if note.is_first_of_source:
        name = _in_full(source, words.reader)
        if source.url:
            url = escape(source.url)
            address = f'<br><a class="notes__address" href="{url}" rel="noopener">{url}</a>'
    else:
        name = named.get(source.pk)
        if name is None:
            name = named[source.pk] = _linked(source, source_short(source, words.reader))
    return words.note % {
        "css": " notes__item--disputes" if note.disputes else "",
        "number": note.number,
        "sign": '<span aria-hidden="true">≠</span>' if note.disputes else "",
        "source": name,
        "place": f", {spoken_to(words.reader, citation.locator)}" if citation.locator else "",
        "says": _says(note, words) if citation.value or note.disputes else "",
        "remark": _remark(citation, words.reader),
        "doubt": words.unverified if citation.unverified else "",
        "back": _ways_back(note.references, words.back),
        "address": address,
    }


@pattern
def _words():
    """The words around a note."""
    back, unverified, disputes = _("Back to the text, %(number)s"), _("unverified"), _("disputes")
    return SimpleNamespace(
        reader=get_language(),
        note=_NOTE,
        back=f'<a href="#%(id)s" aria-label="{back}">↑%(shown)s</a> ',
        unverified=f'<span class="tag tag--unverified">{unverified}</span>',
        disputes=f'<span class="tag tag--disputes"><span aria-hidden="true">≠ </span>{disputes}</span> ',
        says=_("Says: “%(value)s”"),
        says_instead=_("Says instead: “%(value)s”"),
    )


_NOTE = """<li class="notes__item%(css)s" id="note-%(number)s">
    <span class="notes__number">%(sign)s%(number)s</span>
    %(source)s%(place)s.
    %(says)s
    %(remark)s
    %(doubt)s
    <span class="notes__back">%(back)s</span>
    %(address)s
</li>
"""


def _in_full(source, reader):
    """A source as a bibliography names it, its title linked to its page."""
    names = one_line(source.authors or source.editors)
    pieces = [f"{spoken_to(reader, full_stop(names))} " if names else "", _linked(source, _title(source, reader))]
    pieces += [f", {spoken_to(reader, piece)}" for piece in (source.container, source.place) if piece]
    if source.publisher:
        pieces.append(f"{': ' if source.place else ', '}{spoken_to(reader, source.publisher)}")
    if source.year:
        pieces.append(f", {source.year}")
    return "".join(pieces)


def _remark(citation, reader):
    return f'<span class="notes__remark">{spoken_to(reader, citation.note)}</span>' if citation.note else ""


def _says(note, words):
    """What the source says of which fields, where a citation gives that, and whether it says it against the archive."""
    citation = note.citation
    tag = words.disputes if note.disputes else ""
    if not citation.value:
        return tag
    value = spoken_to(words.reader, in_words(citation.target, citation.field, citation.value))
    said = (words.says_instead if note.disputes else words.says) % {"value": value}
    fields = [str(field_name(each.target, each.field)) for each in note.citations if each.field]
    about = escape(", ".join(dict.fromkeys(fields)))
    return tag + said + (f' <span class="notes__about">({about})</span>.' if about else ".")


def _ways_back(references, arrow):
    """An arrow to each place that refers to the note, numbered where there are several."""
    if len(references) == 1:
        return arrow % {"id": references[0], "number": 1, "shown": ""}
    return "".join(
        arrow % {"id": place, "number": count, "shown": count} for count, place in enumerate(references, start=1)
    )


def _title(source, reader):
    return f"<cite{language_for(reader, title_language(source))}>{escape(source.title)}</cite>"


def _linked(source, html):
    return f'<a href="{escape(source.get_absolute_url())}">{html}</a>'


def in_words(record, field, value):
    """A value as a source gives it, written like the field's own: grouped thousands, dates in words."""
    try:
        about = record._meta.get_field(field)
    except FieldDoesNotExist:  # The record as a whole, or a field of an earlier day.
        return value
    if about.is_relation:
        return value
    own = getattr(record, field)
    if isinstance(own, int) and value.isascii() and value.isdigit():
        return number(int(value))
    if isinstance(own, PartialDate):
        try:
            return PartialDate.parse(value).display
        except ValueError:
            return value
    choices = dict(about.flatchoices) if isinstance(own, str) else {}
    return capfirst(str(choices[value])) if value in choices else value

"""The source notes at the foot of a page, and how they name sources and what these say: HTML without templates."""

from html import escape

from django import template
from django.core.exceptions import FieldDoesNotExist
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from archive.dates import PartialDate
from archive.markup import escaped, pattern
from archive.templatetags.archive_numbers import number
from archive.templatetags.archive_text import (
    families,
    field_name,
    full_stop,
    in_its_language,
    lang_attribute,
    one_line,
    title_language,
)

register = template.Library()


@register.filter
def source_short(source):
    """A source named in passing: its first author's family name or the work it is part of, and its title."""
    names = families(source)
    before = f"{_spoken(names)}, " if names else ""
    after = f", {_spoken(source.container)}" if not names and source.container else ""
    return mark_safe(before + _title(source) + after)


@register.simple_tag
def source_reference(source, locator):
    """A source as a bibliography names it, its title linked to its page; `locator` is where in it, and may be empty."""
    names = one_line(source.authors or source.editors)
    pieces = [f"{_spoken(full_stop(names))} " if names else "", _linked(source, _title(source))]
    pieces += [f", {_spoken(piece)}" for piece in (source.container, source.place) if piece]
    if source.publisher:
        pieces.append(f"{': ' if source.place else ', '}{_spoken(source.publisher)}")
    if source.year:
        pieces.append(f", {source.year}")
    return mark_safe("".join(pieces) + _at(locator))


@register.simple_tag
def note_item(note):
    """One note of the list: its source, the place in it, what it says, and the way back to the text."""
    citation = note.citation
    source = citation.source
    css, sign = (" notes__item--disputes", '<span aria-hidden="true">≠</span>') if note.disputes else ("", "")
    if note.is_first_of_source:
        named = source_reference(source, citation.locator)
    else:
        named = _linked(source, source_short(source)) + _at(citation.locator)
    remark = f'<span class="notes__remark">{_spoken(citation.note)}</span>' if citation.note else ""
    doubt = f'<span class="tag tag--unverified">{_unverified()}</span>' if citation.unverified else ""
    address = ""
    if note.is_first_of_source and source.url:
        url = escape(source.url)
        address = f'<br><a class="notes__address" href="{url}" rel="noopener">{url}</a>'
    return mark_safe(f"""<li class="notes__item{css}" id="note-{note.number}">
        <span class="notes__number">{sign}{note.number}</span>
        {named}
        {_says(note)}
        {remark}
        {doubt}
        <span class="notes__back">{_ways_back(note.references)}</span>
        {address}
    </li>""")


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


def _says(note):
    """What the source says of which fields, where a citation gives that, and whether it says it against the archive."""
    citation = note.citation
    tag = ""
    if note.disputes:
        disputes = _("disputes")
        tag = f'<span class="tag tag--disputes"><span aria-hidden="true">≠ </span>{disputes}</span> '
    if not citation.value:
        return tag
    value = {"value": _spoken(in_words(citation.target, citation.field, citation.value))}
    said = (_("Says instead: “%(value)s”") if note.disputes else _("Says: “%(value)s”")) % value
    fields = [str(field_name(each.target, each.field)) for each in note.citations if each.field]
    about = escape(", ".join(dict.fromkeys(fields)))
    return tag + said + (f' <span class="notes__about">({about})</span>.' if about else ".")


@pattern
def _unverified():
    return _("unverified")


def _ways_back(references):
    """An arrow to each place that refers to the note, numbered where there are several."""
    arrow, many = _arrow(), len(references) > 1
    return "".join(
        arrow % {"id": place, "number": count, "shown": count if many else ""}
        for count, place in enumerate(references, start=1)
    )


@pattern
def _arrow():
    back = _("Back to the text, %(number)s")
    return f'<a href="#%(id)s" aria-label="{back}">↑%(shown)s</a> '


def _title(source):
    return f"<cite{lang_attribute(title_language(source))}>{escape(source.title)}</cite>"


def _linked(source, html):
    return f'<a href="{escape(source.get_absolute_url())}">{html}</a>'


def _at(locator):
    return f", {_spoken(locator)}." if locator else "."


def _spoken(text):
    return escaped(in_its_language(text))

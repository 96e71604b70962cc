"""Marks of sources and of doubt: what supports a fact, what disputes it, what nobody has verified.

`footnotes` is the page's collector; a record's citations are its loaded `public_citations`. All of it is HTML without
templates, since a page holds hundreds of marks. A mark stands right after what it supports, without a space.
"""

from html import escape

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.choices import Stance
from archive.markup import escaped, pattern
from archive.templatetags.archive_citations import in_words, source_short
from archive.templatetags.archive_prose import prose
from archive.templatetags.archive_text import field_label, field_name, language_for, spoken_to

register = template.Library()


def _citations(record, stance, fields):
    """The loaded citations of a record with this stance: of these fields, or of all when none is named."""
    return [
        citation
        for citation in getattr(record, "public_citations", ())
        if citation.stance == stance and (not fields or citation.field in fields)
    ]


@register.simple_tag
def refs(footnotes, record, *fields):
    """Marks of the sources that support a record, or these fields of it ("" is the record as a whole)."""
    citations = _citations(record, Stance.SUPPORTS, fields)
    return _noterefs(footnotes.refer_once(citations), _doubts(record, citations))


@register.simple_tag
def marks(footnotes, citations):
    """Marks of the given citations, without a word on doubt: the caller says it."""
    return _noterefs(footnotes.refer_once(citations), [])


@register.simple_tag
def doubts(record):
    """Only the words “unverified …” of a record, where its sources are marked elsewhere."""
    return _noterefs([], _doubts(record, _citations(record, Stance.SUPPORTS, ())))


@register.simple_tag
def sourced(footnotes, record, *fields):
    """A line under a passage: its sources, and what disputes it."""
    if not getattr(record, "public_citations", ()):
        return ""
    citations = _citations(record, Stance.SUPPORTS, fields)
    line = ""
    if citations:
        line = _sources_line() % {"marks": _noterefs(footnotes.refer_once(citations), _doubts(record, citations))}
    return SafeString(line + disputes(footnotes, record, *fields))


@pattern
def _sources_line():
    label = _("Sources")
    return f'<p class="sourced">{label} %(marks)s</p>\n'


@register.simple_tag
def disputes(footnotes, record, *fields, element="p", css="dispute"):
    """What sources say against a record or these fields of it, each value with its sources."""
    disputing = _citations(record, Stance.DISPUTES, fields)
    if not disputing:
        return ""
    found = {}
    for citation in disputing:
        found.setdefault((citation.field, citation.value), []).append(citation)
    return mark_safe(
        "".join(
            f'<{element} class="{css}">{_disputed(footnotes, record, field, bool(fields), citations)}</{element}>'
            for (field, _value), citations in found.items()
        )
    )


@register.simple_tag
def prose_section(heading, record, field, footnotes, text=None):
    """A section with the editors' prose of a field, or this text of it, and its sources; nothing without a text."""
    text = getattr(record, field) if text is None else text
    if not text:
        return ""
    return SafeString(f"""<section class="section spread" aria-labelledby="{field}">
    <div class="section__head"><h2 id="{field}">{escaped(heading)}</h2></div>
    <div class="spread__text flow">
        <div class="flow"{language_for(get_language(), "en")}>{prose(text)}</div>
        {sourced(footnotes, record, field)}
    </div>
</section>
""")


@register.simple_tag
def other_sources(footnotes, record):
    """Sources of the fields that the page has not referred to so far, field by field."""
    waiting = footnotes.waiting(getattr(record, "public_citations", ()))
    rows = []
    for field in dict.fromkeys(citation.field for citation in waiting):
        label = field_label(record, field) if field else ""
        rows.append(
            {"label": label, "marks": refs(footnotes, record, field), "disputes": disputes(footnotes, record, field)}
        )
    return render_to_string("components/other_sources.html", {"rows": rows})


def _noterefs(places, unverified):
    """The marks of several notes at one place, and in words what is unverified; "" stands for the whole."""
    marks = "<wbr>".join(_noteref(note, place) for note, place in places)
    return SafeString(marks + "".join(map(_unverified, unverified)))


def _noteref(note, place):
    return _noteref_patterns()[note.disputes] % {"id": place, "number": note.number}


@pattern
def _noteref_patterns():
    """The mark of a note, by whether it disputes; its id is what the note leads back to."""
    supports, disputes = _("Note %(number)s"), _("Note %(number)s, disputes this")
    return {
        False: '<sup class="noteref" id="%(id)s">'
        f'<a href="#note-%(number)s" aria-label="{supports}">[%(number)s]</a></sup>',
        True: '<sup class="noteref noteref--disputes" id="%(id)s">'
        f'<a href="#note-%(number)s" aria-label="{disputes}">[≠%(number)s]</a></sup>',
    }


def _unverified(field):
    words = _("unverified: %(field)s") % {"field": escape(str(field))} if field else _("unverified")
    return f' <span class="tag tag--unverified">{words}</span>'


def _doubts(record, citations):
    """Names of what is unverified; [""] when all of it is.

    A field is unverified when every source that supports it is. A record is when its central fact is:
    what is cited for it as a whole or, where nothing is, every field of it.
    """
    by_field = {}
    for citation in citations:
        by_field[citation.field] = by_field.get(citation.field, True) and citation.unverified
    unverified = [field for field, doubtful in by_field.items() if doubtful]
    if "" in unverified or (unverified and len(unverified) == len(by_field)):
        return [""]
    return [field_name(record, field) for field in unverified]


def _disputed(footnotes, record, field, is_named, citations):
    """One disputed value as the page would write it, with its sources; the field where the place does not name it."""
    label, reader = "" if not field or is_named else field_name(record, field), get_language()
    places = footnotes.refer_once(citations)
    sources = ", ".join(source_short(note.citation.source, reader) + _noteref(note, place) for note, place in places)
    value = spoken_to(reader, in_words(record, field, citations[0].value))
    if not label:
        return _("disputed: <b>%(value)s</b> according to %(sources)s") % {"value": value, "sources": sources}
    return _("disputed, %(field)s: <b>%(value)s</b> according to %(sources)s") % {
        "field": escape(str(label)),
        "value": value,
        "sources": sources,
    }

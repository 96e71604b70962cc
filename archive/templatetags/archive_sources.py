"""Marks of sources and of doubt: what supports a fact, what disputes it, what nobody has verified.

`footnotes` is the page's collector; a record's citations are its loaded `public_citations`.
"""

from django import template
from django.core.exceptions import FieldDoesNotExist
from django.template.loader import render_to_string
from django.utils.text import capfirst

from archive.choices import Stance
from archive.dates import PartialDate
from archive.templatetags.archive_numbers import number
from archive.templatetags.archive_text import field_label, field_name

register = template.Library()


def _citations(record, stance, fields):
    """The loaded citations of a record with this stance: of these fields, or of all when none is named."""
    return [
        citation
        for citation in getattr(record, "public_citations", ())
        if citation.stance == stance and (not fields or citation.field in fields)
    ]


@register.inclusion_tag("components/noterefs.html")
def refs(footnotes, record, *fields):
    """Marks of the sources that support a record, or these fields of it ("" is the record as a whole)."""
    citations = _citations(record, Stance.SUPPORTS, fields)
    return {"marks": footnotes.refer_once(citations), "doubts": _doubts(record, citations)}


@register.inclusion_tag("components/noterefs.html")
def marks(footnotes, citations):
    """Marks of the given citations, without a word on doubt: the caller says it."""
    return {"marks": footnotes.refer_once(citations), "doubts": []}


@register.inclusion_tag("components/noterefs.html")
def doubts(record):
    """Only the words “unverified …” of a record, where its sources are marked elsewhere."""
    return {"marks": [], "doubts": _doubts(record, _citations(record, Stance.SUPPORTS, ()))}


@register.inclusion_tag("components/sourced.html")
def sourced(footnotes, record, *fields):
    """A line under a passage: its sources, and what disputes it."""
    return {"footnotes": footnotes, "record": record, "fields": fields, **_evidence(footnotes, record, fields)}


@register.inclusion_tag("components/disputes.html")
def disputes(footnotes, record, *fields, element="p", css="dispute"):
    """What sources say against a record or these fields of it, each value with its sources."""
    return {"disputes": _disputes(footnotes, record, fields), "element": element, "css": css}


@register.inclusion_tag("components/says.html")
def says(note):
    """In a note, after the source and the place in it: what it says of which fields, where a citation gives that."""
    citation = note.citation
    record = citation.target
    fields = [str(field_name(each.target, each.field)) for each in note.citations if each.field]
    return {
        "about": ", ".join(dict.fromkeys(fields)),
        "value": _in_words(record, citation.field, citation.value),
        "disputes": note.disputes,
    }


@register.simple_tag
def other_sources(footnotes, record):
    """Sources of the fields that the page has not referred to so far, field by field."""
    waiting = footnotes.waiting(getattr(record, "public_citations", ()))
    rows = [
        {"label": field_label(record, field) if field else "", **_evidence(footnotes, record, (field,))}
        for field in dict.fromkeys(citation.field for citation in waiting)
    ]
    return render_to_string("components/other_sources.html", {"rows": rows})


def _evidence(footnotes, record, fields):
    citations = _citations(record, Stance.SUPPORTS, fields)
    return {
        "marks": footnotes.refer_once(citations),
        "doubts": _doubts(record, citations),
        "disputes": _disputes(footnotes, record, fields),
    }


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


def _disputes(footnotes, record, fields):
    """Disputed values, each with its field, the value as the page would write it, and its sources."""
    found = {}
    for citation in _citations(record, Stance.DISPUTES, fields):
        found.setdefault((citation.field, citation.value), []).append(citation)
    return [
        {
            "label": "" if not field or fields else field_name(record, field),
            "value": _in_words(record, field, value),
            "sources": render_to_string(
                "components/disputing.html", {"marks": footnotes.refer_once(citations)}
            ).strip(),
        }
        for (field, value), citations in found.items()
    ]


def _in_words(record, field, value):
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

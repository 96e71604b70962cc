"""Plain texts in paragraphs, each with its address, beside their originals: HTML without templates."""

from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.text import normalize_newlines
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from archive.markup import escaped, pattern
from archive.templatetags.archive_text import lang_attribute

register = template.Library()


@register.simple_tag
def text_with_original(record, prefix, language, label, cite_url):
    """The text of a Speech, Clause or Resolution; beside it its original, paragraph by paragraph, where there is one.

    On a phone one of the two stands alone, by the switch of text_switch.html. `prefix` is what the paragraphs' ids
    begin with, `label` what the text is, `cite_url` what the address for citing a part of the entry begins with.
    """
    if not record.text:
        return _paragraphs(numbered(record.original_paragraphs), prefix, "ru", cite_url)
    if not record.original_text:
        return _paragraphs(numbered(record.paragraphs), prefix, language, cite_url)
    rows = "".join(
        f"""<div class="parallel__row">
            <div class="parallel__text">{_paragraphs(paragraphs, prefix, language, cite_url)}</div>
            <div class="parallel__original flow"{lang_attribute("ru")}>{_originals(originals)}</div>
        </div>"""
        for paragraphs, originals in parallel_rows(record)
    )
    original = _("Original")
    return mark_safe(
        f"""<div class="parallel">
        <p class="parallel__label parallel__label--text">{escaped(label)}</p>
        <p class="parallel__label parallel__label--original">{original}</p>
        {rows}
    </div>"""
    )


def parallel_rows(record):
    """A text and its original side by side: rows of ([(number, paragraph), …], [original paragraph, …]).

    Paragraph stands by paragraph when there are as many of both; else the texts stand side by side whole.
    """
    texts, originals = numbered(record.paragraphs), record.original_paragraphs
    if len(texts) == len(originals):
        return [([text], [original]) for text, original in zip(texts, originals, strict=True)]
    return [(texts, originals)]


def numbered(paragraphs):
    """Paragraphs with their numbers, from 1."""
    return list(enumerate(paragraphs, start=1))


@register.filter
def has_original(record):
    """Whether a record has both its text and the original of it."""
    return bool(record.text and record.original_text)


@register.filter
def have_originals(records):
    return any(has_original(record) for record in records)


def _paragraphs(paragraphs, prefix, language, cite_url):
    """Each paragraph with its address and the link to cite it. Soft line breaks are kept."""
    paragraph, lang, prefix, cite_url = _paragraph(), lang_attribute(language), escape(prefix), escape(cite_url)
    return mark_safe(
        "".join(
            paragraph
            % {"id": f"{prefix}-p{number}", "number": number, "lang": lang, "text": _lines(text), "cite_url": cite_url}
            for number, text in paragraphs
        )
    )


@pattern
def _paragraph():
    link, cite = _("Link to paragraph %(number)s"), _("Cite paragraph %(number)s")
    shown = pgettext("paragraph", "Cite")
    return (
        '<p class="para" id="%(id)s" dir="auto"%(lang)s>%(text)s'
        f' <a class="para__anchor" href="#%(id)s" aria-label="{link}">¶</a>'
        f' <a class="para__cite no-print" href="%(cite_url)s%(id)s" rel="nofollow" aria-label="{cite}">'
        f"{shown}</a></p>\n"
    )


def _originals(originals):
    return "".join(f'<p dir="auto">{_lines(original)}</p>' for original in originals)


def _lines(text):
    """A plain text as HTML, its line breaks kept."""
    return escape(normalize_newlines(text) if "\r" in text else text).replace("\n", "<br>")

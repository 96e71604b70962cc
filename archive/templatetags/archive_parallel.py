"""Plain texts in paragraphs, each with its address, beside their originals: HTML without templates."""

from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.text import normalize_newlines
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from archive.markup import pattern
from archive.templatetags.archive_text import language_for

register = template.Library()


@register.simple_tag
def text_with_original(record, prefix, language, label, cite_url):
    """The text of a Clause or Resolution, as of `text_for`."""
    return mark_safe(text_for(get_language(), record, prefix, language, escape(label), escape(cite_url)))


def text_for(reader, record, prefix, language, label, cite_url):
    """The text of a record; beside it its original, paragraph by paragraph, where there is one.

    On a phone one of the two stands alone, by the switch of text_switch.html. `prefix` is what the paragraphs' ids
    begin with, `label` what the text is, `cite_url` what the address for citing a part of the entry begins with; these
    are HTML.
    """
    paragraphs = numbered(record.paragraphs) if record.text else numbered(record.original_paragraphs)
    lang = language_for(reader, language if record.text else "ru")
    if not has_original(record):
        return _paragraphs(reader, paragraphs, prefix, lang, cite_url)
    original, original_lang = _original(reader), language_for(reader, "ru")
    rows = "".join(
        f"""<div class="parallel__row">
            <div class="parallel__text">{_paragraphs(reader, paragraphs, prefix, lang, cite_url)}</div>
            <div class="parallel__original flow"{original_lang}>{_originals(originals)}</div>
        </div>"""
        for paragraphs, originals in parallel_rows(record)
    )
    return f"""<div class="parallel">
        <p class="parallel__label parallel__label--text">{label}</p>
        <p class="parallel__label parallel__label--original">{original}</p>
        {rows}
    </div>"""


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


def _paragraphs(reader, paragraphs, prefix, lang, cite_url):
    """Each paragraph with its address and the link to cite it. Soft line breaks are kept."""
    written = []
    for number, text in paragraphs:
        here, (link, cite, shown) = f"{prefix}-p{number}", _links(reader, number)
        written.append(
            f'<p class="para" id="{here}" dir="auto"{lang}>{_lines(text)}'
            f' <a class="para__anchor" href="#{here}" aria-label="{link}">¶</a>'
            f' <a class="para__cite no-print" href="{cite_url}{here}" rel="nofollow" aria-label="{cite}">{shown}</a>'
            "</p>\n"
        )
    return "".join(written)


@pattern
def _original():
    return _("Original")


@lru_cache(maxsize=2048)
def _links(reader, number):
    """What the links of a paragraph say in the language of this reader, which is the active one."""
    link, cite = _("Link to paragraph %(number)s"), _("Cite paragraph %(number)s")
    return link % {"number": number}, cite % {"number": number}, pgettext("paragraph", "Cite")


def _originals(originals):
    return "".join(f'<p dir="auto">{_lines(original)}</p>' for original in originals)


def _lines(text):
    """A plain text as HTML, its line breaks kept."""
    return escape(normalize_newlines(text) if "\r" in text else text).replace("\n", "<br>")

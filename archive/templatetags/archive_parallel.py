"""A text and its original, arranged to stand side by side."""

from django import template

from archive.templatetags.archive_text import numbered

register = template.Library()


@register.filter
def parallel_rows(record):
    """A text and its original side by side: rows of ([(number, paragraph), …], [original paragraph, …]).

    Paragraph stands by paragraph when there are as many of both; else the texts stand side by side whole.
    """
    texts, originals = numbered(record.paragraphs), record.original_paragraphs
    if len(texts) == len(originals):
        return [([text], [original]) for text, original in zip(texts, originals, strict=True)]
    return [(texts, originals)]


@register.filter
def has_original(record):
    """Whether a record has both its text and the original of it."""
    return bool(record.text and record.original_text)


@register.filter
def have_originals(records):
    return any(has_original(record) for record in records)

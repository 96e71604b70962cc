"""The search page: words that match, links that narrow and widen, and what narrows in words."""

from types import SimpleNamespace

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.choices import SearchedKind, SearchOrder
from archive.search import mark
from archive.templatetags.archive_filters import in_words
from archive.templatetags.archive_links import request_of
from archive.templatetags.archive_numbers import number
from archive.templatetags.archive_text import (
    in_its_language,
    lang_attribute,
    language_in_words,
    names,
    short_name,
    text_language,
)

register = template.Library()

#: The narrowing parameters, in the order of the page.
_NARROWING = ("type", "congress", "speaker", "topic", "language", "after", "before")
_FACETS = {
    "type": _("Kind"),
    "congress": _("Congress"),
    "speaker": _("Speaker"),
    "topic": _("Topic"),
    "language": _("Language"),
}


@register.filter
def marked(pieces):
    """The pieces of a text as HTML, those that match in <mark>."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece.text) if piece.is_match else piece.text,) for piece in pieces)
    )


@register.simple_tag
def marked_text(text, terms):
    """A text with the words that match marked."""
    return marked(mark(text, terms))


@register.simple_tag
def marked_name(entry, terms):
    """An entry's name in the reader's language, with the words that match marked."""
    english, russian = names(entry)
    text = russian if russian and get_language() == "ru" else english
    attribute = lang_attribute(text_language(text))
    html = marked(mark(text, terms))
    return format_html("<span{}>{}</span>", attribute, html) if attribute else html


@register.simple_tag
def marked_other_name(entry, terms):
    """The entry's name in the other language with its matches marked, or nothing when it has only one."""
    english, russian = names(entry)
    if not russian or russian == english:
        return ""
    text, language = (english, text_language(english)) if get_language() == "ru" else (russian, "ru")
    return format_html("<span{}>{}</span>", lang_attribute(language), marked(mark(text, terms)))


# Narrowing


@register.filter
def facet_label(name):
    return _FACETS[name]


@register.simple_tag
def option_label(facet, option):
    """What an option of a facet is called, in the reader's language."""
    if facet.name == "type":
        return SearchedKind(option.value).label
    if facet.name == "congress":
        return short_name(SimpleNamespace(number=int(option.value)))
    if facet.name == "language":
        return language_in_words(option.value)
    if get_language() == "ru":
        return option.original_label or in_its_language(option.label)
    return in_its_language(option.label)


@register.simple_tag
def option_number(option):
    """How much is left when the search is narrowed to an option."""
    return number(option.count)


@register.simple_tag(takes_context=True)
def search_link(context, **changed):
    """The address of this search with some parameters changed, None to take one away; always its first page."""
    request = request_of(context)
    query = request.GET.copy()
    for name, value in {**changed, "page": None}.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


@register.simple_tag(takes_context=True)
def narrowed(context, facet, option):
    """The address that narrows the search to an option of a facet, or that widens it when it is chosen."""
    return search_link(context, **{facet.name: None if option.is_selected else option.value})


@register.simple_tag(takes_context=True)
def narrowing(context, form):
    """What narrows the search: label, value in words, and the address of the search without it."""
    if not form.is_valid():
        return []
    return [
        {
            "label": _FACETS.get(name, form.fields[name].label),
            "value": _in_words(form, name, value),
            "url": search_link(context, **{name: None}),
        }
        for name in _NARROWING
        if (value := form.cleaned_data[name]) not in (None, "")
    ]


def _in_words(form, name, value):
    if name in ("after", "before"):
        return str(value)
    return language_in_words(value) if name == "language" else in_words(form, name, value)


@register.simple_tag(takes_context=True)
def refused(context, form):
    """Each parameter that is not right: label, value, what is wrong, and the address without it."""
    return [
        {
            "name": name,
            "label": form.fields[name].label,
            "value": form.data.get(name, "")[:80],
            "errors": errors,
            "url": search_link(context, **{name: None}),
        }
        for name, errors in form.errors.items()
    ]


@register.simple_tag(takes_context=True)
def widened(context):
    """The address of the same query in everything."""
    return search_link(context, **dict.fromkeys(_NARROWING))


@register.simple_tag(takes_context=True)
def kept_parameters(context, *but):
    """Hidden inputs for what a new query keeps of this one: what narrows it, the order, the size of a page."""
    query = request_of(context).GET
    inputs = [
        format_html('<input type="hidden" name="{}" value="{}">', name, query[name])
        for name in (*_NARROWING, "ordering", "page_size", "q")
        if query.get(name) and name not in but
    ]
    return mark_safe("".join(inputs))


@register.simple_tag(takes_context=True)
def orderings(context, current):
    """The orders of the results: label, address, and whether it is the one in force."""
    return [
        {
            "label": label,
            "url": search_link(context, ordering=None if value == SearchOrder.RELEVANCE else value),
            "current": value == current,
        }
        for value, label in SearchOrder.choices
    ]


# What was understood

_UNDERSTOOD = {
    "phrase": _("the words together"),
    "not": _("without"),
    "prefix": _("words beginning"),
    **_FACETS,
    "year": _("Years"),
}


@register.filter
def say_more(parts):
    """Whether what was understood says more than the query itself: a few plain words need no echo."""
    return any(part.kind != "word" or part.value for part in parts)


@register.filter
def understood_label(part):
    """What kind of thing a part of the query was taken for; empty for a plain word."""
    return _UNDERSTOOD.get(part.kind, "")


@register.simple_tag
def understood_words(part):
    """What a part of the query was taken for and, for a word, what was typed before that."""
    value = part.original_value if part.original_value and get_language() == "ru" else part.value
    if not value:
        return format_html("<bdi>{}</bdi>", part.text.lstrip("-−–") if part.kind == "not" else part.text)
    typed = format_html("<bdi>{}</bdi> = ", part.text) if part.kind == "word" else ""
    return format_html("{}<bdi>{}</bdi>", typed, in_its_language(value))

"""How names and titles are written in the reader's language, and which language a text is in."""

import re
from functools import lru_cache
from html import escape as html_escape

from django import template
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from archive.markup import escaped
from archive.naming import named_plain, names
from archive.templatetags.archive_numbers import ordinal

register = template.Library()

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z]")
#: "11th", "XI", "Одиннадцатый", "Двадцать первый" before the word for a congress, or before "(Unity) Congress".
_LEADING_ORDINAL = re.compile(
    r"^(?:(?:\d+(?:st|nd|rd|th)|\d+-?й|[IVXL]+|двадцать|тридцать"
    r"|\w*(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят|надцат|двадцат|тридцат)\w*)\s+)+"
    r"(?=(?:\([^)]*\)\s+)?(?:congress|съезд))",
    re.IGNORECASE,
)


def text_language(text):
    """The language a short text is most probably in, by its script: the archive is written in two."""
    if _CYRILLIC.search(text):
        return "ru"
    return "en" if _LATIN.search(text) else ""


@register.simple_tag(name="lang")
def lang_attribute(language):
    """` lang="ru"` for a passage that is not in the page's language, else nothing."""
    return language_for(get_language(), language)


@lru_cache(maxsize=1024)
def language_for(reader, language):
    """The same for a reader of this language."""
    return format_html(' lang="{}"', language) if language and language != reader else ""


def spoken_to(reader, text):
    """A short text as HTML, marked with its language when that is not the reader's."""
    language = text_language(text)
    if not language or language == reader:
        return escape(text)
    return f'<span lang="{language}">{escape(text)}</span>'


@register.filter
def title_language(source):
    """The language of a source's title: a Russian one in Latin letters is not to be read out as English or Cyrillic."""
    by_script = text_language(source.title)
    if not source.language:
        return by_script
    return "ru-Latn" if source.language == "ru" and by_script != "ru" else source.language


def _spoken(text, language):
    attribute = lang_attribute(language)
    return format_html("<span{}>{}</span>", attribute, text) if attribute else text


@register.filter
def titled(source):
    """A source's title, marked with its language when that is not the page's."""
    return _spoken(source.title, title_language(source))


@register.filter
def language_in_words(code):
    """The name of a language in the reader's own: "Portuguese" for "pt"; the code where it has none here."""
    try:
        return capfirst(get_language_info(code)["name_translated"]) if code else ""
    except KeyError:
        return code


@register.filter
def in_its_language(text):
    """The text, marked with its language when that is not the page's."""
    return _spoken(text, text_language(text))


# Names and titles


register.filter("named_plain", named_plain)


@register.filter
def named(entry):
    """The same as HTML, marked with its language when that is not the page's."""
    return named_for(get_language(), entry)


def named_for(reader, entry):
    """The same for a reader of this language, which is the active one."""
    english, russian = names(entry)
    if reader == "ru":
        return russian or in_its_language(english)
    return english


@register.filter
def linked(entry):
    """The name of an entry or a reference, linked to its page."""
    return linked_for(get_language(), entry)


def linked_for(reader, entry):
    """The same for a reader of this language, which is the active one."""
    return SafeString(f'<a href="{html_escape(entry.get_absolute_url())}">{escaped(named_for(reader, entry))}</a>')


@register.filter
def named_for_sorting(person):
    """A person's name as a list has it: surname first in English, in full in Russian."""
    return named(person) if get_language() == "ru" else person.sort_name


@register.filter
def named_otherwise(entry):
    """The entry's name in the other language, or nothing when it has only one."""
    english, russian = names(entry)
    if not russian or russian == english:
        return ""
    return _spoken(english, text_language(english)) if get_language() == "ru" else _spoken(russian, "ru")


def field_name(record, field):
    """What a field is called inside a sentence."""
    try:
        return record._meta.get_field(field).verbose_name
    except FieldDoesNotExist:
        return field


@register.filter
def field_label(record, field):
    """What a field of a record is called; `record` may also be the name of its kind."""
    return capfirst(field_name(apps.get_model("archive", record) if isinstance(record, str) else record, field))


@register.filter
def kind_label(kind):
    """What a kind of record is called, by its model's name."""
    return capfirst(apps.get_model("archive", kind)._meta.verbose_name)


@register.filter
def kind_of(record):
    """What kind of record this is: "Speech"."""
    return capfirst(record._meta.verbose_name)


@register.filter
def short_name(congress):
    """What a congress is called in passing: "11th Congress"."""
    return _("%(ordinal)s Congress") % {"ordinal": ordinal(congress.number)}


@register.filter
def after_ordinal(congress):
    """A congress's title without its leading number, for a head that sets the number apart.

    "Congress of the RCP(b)" of "11th Congress of the RCP(b)"; empty when the title begins otherwise.
    """
    title = named_plain(congress)
    rest = _LEADING_ORDINAL.sub("", title, count=1)
    return rest if rest != title else ""


@register.filter
def named_without_party(congress):
    """A congress's name where the party is named above it or of no account: "5th (London) Congress"."""
    english, russian = names(congress)
    if get_language() == "ru" and russian:
        return russian
    return in_its_language(english.removesuffix(f" of the {congress.party_name}"))


@register.filter
def families(source):
    """The family names of a source's authors, or else of its editors."""
    people = (source.authors or source.editors).splitlines()
    return ", ".join(person.partition(",")[0].strip() for person in people if person.strip())


@register.filter
def people_names(people):
    """Names of a few people in one line of HTML."""
    return format_html_join(", ", "{}", ((named(person),) for person in people))


@register.filter
def one_line(names):
    """Names that are kept one a line, on one line."""
    return "; ".join(name.strip() for name in names.splitlines() if name.strip())


@register.filter
def full_stop(text):
    """The text with a full stop, unless it ends with one."""
    return text if text.endswith(".") else f"{text}."

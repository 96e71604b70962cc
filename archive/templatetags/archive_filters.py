"""The filter form of a list: its fields, what is applied, and how to undo it."""

from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from archive.dates import PartialDate
from archive.markup import escaped
from archive.templatetags.archive_text import in_its_language, named, short_name

register = template.Library()

ORDERINGS = {
    "number": _("By number, first to last"),
    "-number": _("By number, last to first"),
    "opened_on": _("By opening, earliest first"),
    "-opened_on": _("By opening, latest first"),
    "congress": _("By congress, earliest first"),
    "-congress": _("By congress, latest first"),
    "title": _("By title, A to Z"),
    "-title": _("By title, Z to A"),
    "adopted_on": _("By date of adoption, earliest first"),
    "-adopted_on": _("By date of adoption, latest first"),
    "held_on": _("By date, earliest first"),
    "-held_on": _("By date, latest first"),
    "speaker": _("By speaker, A to Z"),
    "-speaker": _("By speaker, Z to A"),
    "name": _("By name, A to Z"),
    "-name": _("By name, Z to A"),
    "born_on": _("By birth, earliest first"),
    "-born_on": _("By birth, latest first"),
    "died_on": _("By death, earliest first"),
    "-died_on": _("By death, latest first"),
    "closed_on": _("By closing, earliest first"),
    "-closed_on": _("By closing, latest first"),
    "votes_for": _("By votes in favour, fewest first"),
    "-votes_for": _("By votes in favour, most first"),
    "updated_at": _("By last change, oldest first"),
    "-updated_at": _("By last change, newest first"),
    "year": _("By year, earliest first"),
    "-year": _("By year, latest first"),
}
_DATES = ("after", "before")
_MORE = ("died_after", "died_before", "updated_since")


@register.simple_tag
def filter_fields(form):
    """The form's fields in four groups: what is chosen, the span of dates, other times, the order."""
    fields = list(form)
    return {
        "choices": [field for field in fields if field.name not in (*_DATES, *_MORE, "ordering")],
        "dates": [field for field in fields if field.name in _DATES],
        "more": [field for field in fields if field.name in _MORE],
        "ordering": next((field for field in fields if field.name == "ordering"), None),
    }


@dataclass
class Options:
    """The options of a select as HTML; none where there are too many for a page, and `example` is then one of them."""

    html: str = ""
    example: str = ""


@register.simple_tag
def options(field):
    """The `Options` of a field that has a few values to choose from; None for any other."""
    if not hasattr(field.field, "choices"):
        return None
    if hasattr(field.field, "entries"):
        pairs = _entries(field)
        if len(pairs) > field.field.most:
            return Options(example=pairs[0][0])
    else:
        pairs = list(field.field.choices)
    chosen = field.value()
    chosen = {str(value) for value in (chosen if isinstance(chosen, list) else [chosen or ""])}
    labels = ORDERINGS if field.name == "ordering" else {}
    empty = _now("Usual order") if field.name == "ordering" else _now("Any")
    html = [
        f'<option value="{escaped(value)}"{" selected" if str(value) in chosen else ""}>'
        f"{escaped(labels.get(value, label) if value else empty)}</option>"
        for value, label in (("", ""), *pairs)
        if value or not label
    ]
    return Options(mark_safe("".join(html)))


def _entries(field):
    """What a field leads to, in the order of its kind: the value and the name in the reader's language."""
    entries = field.field.entries()
    if field.field.to_field_name == "number":
        return [(number, short_name(SimpleNamespace(number=number))) for number, *_names in entries]
    in_russian = get_language() == "ru"
    return [(slug, russian if in_russian and russian else english) for slug, english, russian in entries]


@register.simple_tag(takes_context=True)
def applied(context, form):
    """The filters in force: label, value in words, and the query string of the list without it."""
    if not form.is_valid():
        return []
    query = context["request"].GET
    found = []
    for name, value in form.cleaned_data.items():
        if name == "ordering" or value in (None, "", []):
            continue
        without = query.copy()
        for parameter in (name, "page"):
            without.pop(parameter, None)
        found.append(
            {"label": form.fields[name].label, "value": in_words(form, name, value), "without": without.urlencode()}
        )
    return found


def in_words(form, name, value):
    """The value of a filter as the reader would say it."""
    if isinstance(value, PartialDate):
        return value.display
    if isinstance(value, datetime):
        return form.data[name]
    if hasattr(value, "get_absolute_url"):
        return short_name(value) if hasattr(value, "number") else named(value)
    return dict(getattr(form.fields[name], "choices", ())).get(value) or in_its_language(value)

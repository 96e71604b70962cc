"""The filter form of a list: its fields, what is applied, and how to undo it."""

from datetime import datetime

from django import template
from django.utils.translation import gettext_lazy as _

from archive.dates import PartialDate
from archive.templatetags.archive_text import in_its_language, named, named_plain, short_name

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


@register.filter
def is_select(field):
    return hasattr(field.field, "choices")


@register.filter
def options(field):
    """The options of a select: value, label in the reader's language, and whether it is chosen."""
    found = []
    for widget in field.subwidgets:
        value, label = widget.data["value"], widget.data["label"]
        instance = getattr(value, "instance", None)
        if not value:
            label = _("Usual order") if field.name == "ordering" else _("Any")
        elif instance is not None:
            label = short_name(instance) if hasattr(instance, "number") else named_plain(instance)
        elif field.name == "ordering":
            label = ORDERINGS.get(str(value), label)
        found.append({"value": value, "label": label, "selected": widget.data["selected"]})
    return found


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

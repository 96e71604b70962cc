"""Snapshots in the words of the forms: which record, which field, what value."""

from collections import defaultdict

from django.core.exceptions import FieldDoesNotExist
from django.utils.formats import localize
from django.utils.text import Truncator, capfirst, get_text_list
from django.utils.translation import gettext as _

from archive.workflow.snapshots import fields_of, model_of

#: What a record without a position is told by, the first that says something.
_TELLING = ("title", "name", "label", "outside_title", "locator", "heading", "text", "office", "note")


class Wording:
    """Names and values of snapshots; what they refer to is read once for all, one query for each kind."""

    def __init__(self, *snapshots):
        self.wanted = defaultdict(set)
        for snapshot in snapshots:
            for key, values in snapshot.items():
                for field in fields_of(model_of(key)[0]):
                    if field.is_relation and values.get(field.name):
                        value = values[field.name]
                        self.wanted[field.related_model].update(value if field.many_to_many else [value])
        self.known = {}

    def record(self, key, values):
        """The kind of the record and what tells it from others."""
        model, _pk = model_of(key)
        kind = capfirst(model._meta.verbose_name)
        position = (values or {}).get("position")
        if position is not None and hasattr(model, "entry_field"):
            return f"{kind} {position}"
        if (values or {}).get("speaker"):
            return f"{kind}: {self._named(model._meta.get_field('speaker').related_model, values['speaker'])}"
        told = next((values[name] for name in _TELLING if (values or {}).get(name)), "")
        return f"{kind}: {Truncator(told).chars(60)}" if told else kind

    def field(self, key, name):
        try:
            return str(capfirst(model_of(key)[0]._meta.get_field(name).verbose_name))
        except FieldDoesNotExist:
            return _("what it is about") if name == "target" else name

    def cited_field(self, values, name):
        """The field that a citation or note is about."""
        if not values:
            return ""
        return self.field(values["target"], name) if name else _("The whole")

    def value(self, key, name, value):
        """A value as a reader of the form would say it; the empty text for none."""
        try:
            field = model_of(key)[0]._meta.get_field(name)
        except FieldDoesNotExist:
            return "" if value is None else str(value)
        if value is None or value == "":
            return ""
        if field.many_to_many:
            return get_text_list([self._named(field.related_model, pk) for pk in value], _("and"))
        if field.is_relation:
            return self._named(field.related_model, value)
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return str(localize(value))

    def _named(self, model, pk):
        if model not in self.known:
            self.known[model] = model._base_manager.in_bulk(self.wanted[model])
        record = self.known[model].get(pk)
        return str(record) if record is not None else _("(no longer there: number %(key)s)") % {"key": pk}

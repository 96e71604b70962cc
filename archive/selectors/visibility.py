"""What of the stored states of an entry readers may see."""

from collections import defaultdict
from functools import cache

from django.apps import apps

from archive.models import Citation, Debate, Election, Mandate, Participation, Resolution, ResolutionLink, Sitting
from archive.selectors.versions import key_of, overlap, spans_of

#: What is nothing without the entry it leads to, and is seen only where that was public at the same time.
NOTHING_WITHOUT = {
    Citation: "source",
    Election: "speaker",
    Mandate: "speaker",
    Participation: "speaker",
    ResolutionLink: "to",
}
#: An entry stands where it stands now, whatever version of it is read.
OF_THE_PRESENT = {"slug", "number", "congress", "position"}


def model_of(record):
    """The model and the primary key that the key of a record names: "speech:12"."""
    name, pk = record.split(":")
    return apps.get_model("archive", name), int(pk)


class Visibility:
    """References in stored states, to what is public now; a query for each kind referred to, two for when it was.

    `states` are pairs of a record's key and its values.
    """

    def __init__(self, states):
        wanted, leaned_on = defaultdict(set), defaultdict(set)
        for record, values in states:
            model, _pk = model_of(record)
            for name, related in _relations(model).items():
                value = (values or {}).get(name)
                pks = value if isinstance(value, list) else [value]
                wanted[related].update(pk for pk in pks if pk is not None)
                if NOTHING_WITHOUT.get(model) == name:
                    leaned_on[related].update(pk for pk in pks if pk is not None)
        #: {model: {primary key: public entry}}, each in the order of its kind.
        self.public = {model: _public(model, pks) for model, pks in wanted.items() if pks}
        public = [self.public[model][pk] for model, pks in leaned_on.items() for pk in pks & self._of(model).keys()]
        self._spans = spans_of(public)

    def seen(self, record, state, version):
        """The values of a record of a state as readers of the public version saw them; None when they did not.

        Of the entries it refers to, those that are not public are left out. What a person argued, or what a source is
        cited for, is left out too where the person or the source was hidden all the time that the version was public.
        """
        values = state.get(record)
        if values is None or ("target" in values and self.seen(values["target"], state, version) is None):
            return None
        model, _pk = model_of(record)
        seen = dict(values)
        for name, related in _relations(model).items():
            value = values.get(name)
            if isinstance(value, list):
                seen[name] = [pk for pk in self._of(related) if pk in value]
            elif value is not None and not self._is_public(model, name, related, value, version):
                if NOTHING_WITHOUT.get(model) == name:
                    return None
                seen[name] = None
        return seen

    def entry(self, model, pk):
        """The public entry that a value refers to."""
        return self._of(model).get(pk)

    def _of(self, model):
        return self.public.get(model, {})

    def _is_public(self, model, name, related, pk, version):
        entry = self.entry(related, pk)
        if entry is None or NOTHING_WITHOUT.get(model) != name:
            return entry is not None
        return overlap(version.spans, self._spans[key_of(entry)])


@cache
def _relations(model):
    """The fields of a snapshot that refer to entries, by name, and the models they lead to."""
    left_out = {"content_type", "created_by", getattr(model, "entry_field", "")}
    left_out |= {"congress"} if model in (Debate, Resolution) else set()
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return {field.name: field.related_model for field in fields if field.is_relation and field.name not in left_out}


def _public(model, pks):
    rows = model.objects.public().filter(pk__in=pks)
    rows = rows.select_related("congress") if model in (Debate, Resolution, Sitting) else rows
    return {row.pk: row for row in rows}

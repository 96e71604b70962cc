"""Which entries a record belongs to, and which entries refer to an entry. Entries are (kind, primary key)."""

from collections import defaultdict
from functools import cache

from django.contrib.contenttypes.models import ContentType

from archive.models import ENTRIES, PARTS, Citation, Congress, Sitting
from archive.workflow.snapshots import fields_of

KINDS = {model._meta.model_name: model for model in ENTRIES}
_PARTS = {model._meta.model_name: model for model in PARTS}


@cache
def relations_of(model):
    """The fields of a record that lead to an entry or a sitting, as {name: model}."""
    fields = [field for field in fields_of(model) if field.is_relation]
    return {field.name: field.related_model for field in fields if field.related_model in (*ENTRIES, Sitting)}


#: {kind of entry: [(model, field) that refers to it]}
_REFERRING = defaultdict(list)
for _model in (*ENTRIES, *PARTS, Citation):
    for _name, _related in relations_of(_model).items():
        _REFERRING[_related._meta.model_name].append((_model, _name))


@cache
def kinds_met_in(kind):
    """The kinds of entry that an entry of a kind, its parts or their citations can refer to."""
    parts = [part for part in PARTS if part._meta.get_field(part.entry_field).related_model is KINDS[kind]]
    related = {model for each in (KINDS[kind], *parts, Citation) for model in relations_of(each).values()}
    # A sitting is part of a congress.
    return {(Congress if model is Sitting else model)._meta.model_name for model in related}


def owners_of_parts(kind, keys):
    """The entries of the parts of this kind that are still there; a query."""
    model = _PARTS[kind]
    owner = model._meta.get_field(model.entry_field).related_model._meta.model_name
    rows = model._base_manager.filter(pk__in=keys).order_by().values_list(f"{model.entry_field}_id", flat=True)
    return {(owner, key) for key in rows.distinct()}


def owners_of_targets(targets):
    """The entries that citations or notes are about, by what they hang on; a query for each kind of part."""
    found, parts = set(), defaultdict(set)
    for kind, key in targets:
        if kind in KINDS:
            found.add((kind, key))
        elif kind in _PARTS:
            parts[kind].add(key)
    for kind, keys in parts.items():
        found |= owners_of_parts(kind, keys)
    return found


def referring_to(kind, keys):
    """The entries of which anything refers to entries of a kind; a query for each field that can."""
    found = set()
    for model, name in _REFERRING[kind]:
        rows = model._base_manager.filter(**{f"{name}__in": keys}).order_by()
        if model is Citation:
            types = ContentType.objects.get_for_id
            pairs = rows.values_list("content_type", "object_id").distinct()
            found |= owners_of_targets((types(type_).model, key) for type_, key in pairs)
        elif model in PARTS:
            owner = model._meta.get_field(model.entry_field).related_model._meta.model_name
            found |= {(owner, key) for key in rows.values_list(f"{model.entry_field}_id", flat=True).distinct()}
        else:
            found |= {(model._meta.model_name, key) for key in rows.values_list("pk", flat=True).distinct()}
    return found

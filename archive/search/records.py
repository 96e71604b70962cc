"""Loading records for the index and for hits: each kind with just what its passages are made of."""

from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.db.models import DateTimeField, Prefetch, Q

from archive.models import (
    Clause,
    Congress,
    Debate,
    EditorialNote,
    Resolution,
    ResolutionLink,
    Sitting,
    Source,
    Speaker,
    SpeakerName,
    Speech,
    Topic,
)
from archive.prepared import Ids, Prepared

#: Every kind of thing that can be found, in the order in which equals are listed.
MODELS = {model._meta.model_name: model for model in (Speaker, Congress, Debate, Resolution, Speech, Topic, Source)}


def with_passages(kind, queryset):
    """Load what `archive.search.passages` reads of records of this kind: at most three queries more.

    These parts have no gate but that of the record they are loaded with.
    """
    prefetches = [_PARTS[name]() for name in _PASSAGES_OF.get(kind, ())]
    if kind != "speech":
        prefetches.append(Prefetch("notes", EditorialNote.objects.order_by("id"), to_attr="searched_notes"))
    return queryset.prefetch_related(*prefetches)


def public_records(keys, now):
    """The public records with these keys (by kind), by kind and key, with what a list and a snippet show of them.

    A query for each kind, one for clauses and one for all notes.
    """
    found = {
        (kind, record.pk): record
        for kind in keys
        for record in _prepared(kind).filled(now=now, keys=keys[kind]).records()
    }
    targets = Q(pk__in=[])
    types = {kind: ContentType.objects.get_for_model(MODELS[kind]).pk for kind in keys if kind != "speech"}
    for kind, content_type in types.items():
        targets |= Q(content_type=content_type, object_id__in=keys[kind])
    kinds = {content_type: kind for kind, content_type in types.items()}
    for record in found.values():
        record.searched_notes = []
    for note in EditorialNote.objects.filter(targets).order_by("id") if types else ():
        record = found.get((kinds[note.content_type_id], note.object_id))
        if record is not None:
            record.searched_notes.append(note)
    return found


@cache
def _prepared(kind):
    return Prepared(lambda now, keys: _public(kind, now).filter(pk__among=keys), now=DateTimeField(), keys=Ids())


def _public(kind, now):
    queryset = MODELS[kind].objects.public(now)
    if kind == "speech":
        return queryset.with_public("speaker", now).select_related("debate__congress", "sitting__congress")
    if kind == "resolution":
        return queryset.select_related("congress").prefetch_related(_PARTS["clauses"]())
    return queryset.select_related("congress") if kind == "debate" else queryset


_PARTS = {
    "sittings": lambda: Prefetch("sittings", Sitting.objects.order_by("position"), to_attr="searched_sittings"),
    "clauses": lambda: Prefetch("clauses", Clause.objects.order_by("position"), to_attr="searched_clauses"),
    "links": lambda: Prefetch("links", ResolutionLink.objects.filter(to=None), to_attr="searched_links"),
    "names": lambda: Prefetch("names", SpeakerName.objects.order_by("id"), to_attr="searched_names"),
}
_PASSAGES_OF = {"congress": ["sittings"], "resolution": ["clauses", "links"], "speaker": ["names"]}

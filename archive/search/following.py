"""Following the archive: what changes makes its documents anew, before the transaction ends.

Single saves and deletions tell by signal; what writes in bulk calls `changed_in_bulk`. The receivers are connected in
`ArchiveConfig.ready`. They carry no rule of the domain: only which documents a row is part of.
"""

import threading
from collections import defaultdict
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save

from archive.models import (
    Clause,
    Congress,
    Debate,
    EditorialNote,
    Election,
    Mandate,
    Participation,
    Resolution,
    ResolutionLink,
    Sitting,
    SpeakerName,
    Speech,
)
from archive.search.indexing import index, place_again, place_congress_again
from archive.search.records import MODELS

#: Parts whose words or people are in the document of their entry.
PARTS = (SpeakerName, Sitting, Mandate, Election, Participation, Speech, Clause, ResolutionLink)

_PEOPLE = {Speech: ["speaker_id"]}


class _Changes(threading.local):
    """What has changed in the transaction and is not indexed yet."""

    def __init__(self):
        self.depth = 0
        self.is_deaf = False
        self.clear()

    def clear(self):
        self.documents = defaultdict(set)
        self.debates = set()
        self.congresses = set()


_changes = _Changes()


@contextmanager
def collecting(*, savepoint=True):
    """Within, changes are collected and indexed once at the end, in the same transaction.

    For whatever saves several parts of one entry. May stand inside another; an error undoes all.
    """
    with transaction.atomic(savepoint=savepoint):
        _changes.depth += 1
        try:
            yield
            if _changes.depth == 1 and not _changes.is_deaf:
                _write()
        finally:
            _changes.depth -= 1
            if not _changes.depth:
                _changes.clear()


@contextmanager
def not_following():
    """Within, no change is indexed: for what is written only to be looked at, and rolled back."""
    _changes.is_deaf = True
    try:
        yield
    finally:
        _changes.is_deaf = False


def changed_in_bulk(records):
    """Tell the index of records that were written or deleted without signals; call it in their transaction."""
    with collecting():
        for record in records:
            _note(record)


def _write():
    for congress in sorted(_changes.congresses):
        place_congress_again(congress)
    for debate in sorted(_changes.debates):
        place_again("speech", debate=debate)
    for kind, keys in _changes.documents.items():
        index(kind, keys)


def _note(record):
    """Remember what a row is part of."""
    kind = record._meta.model_name
    if kind in MODELS:
        _changes.documents[kind].add(record.pk)
    if isinstance(record, Congress):
        _changes.congresses.add(record.pk)
    elif isinstance(record, Debate):
        _changes.debates.add(record.pk)
    elif isinstance(record, PARTS):
        _note_parent(type(record), getattr(record, f"{record.entry_field}_id"))
    elif isinstance(record, EditorialNote):
        target = ContentType.objects.get_for_id(record.content_type_id).model
        if target in MODELS:
            _changes.documents[target].add(record.object_id)


def _note_parent(model, parent):
    kind = model._meta.get_field(model.entry_field).related_model._meta.model_name
    _changes.documents[kind].add(parent)
    if model is Sitting:
        # Its date is that of the debates and speeches of the day.
        _changes.congresses.add(parent)


def _saved(sender, instance, raw=False, **kwargs):
    if not raw:
        with collecting(savepoint=False):
            _note(instance)


def _about_to_be_saved(sender, instance, raw=False, **kwargs):
    """A part moved to another entry changes the one it leaves; a speech given to another speaker, its debate."""
    if not raw and not instance._state.adding:
        fields = [f"{sender.entry_field}_id", *_PEOPLE.get(sender, ())]
        instance._before = sender._base_manager.filter(pk=instance.pk).values(*fields).first()


def _saved_part(sender, instance, raw=False, **kwargs):
    if raw:
        return
    before = instance.__dict__.pop("_before", None)
    with collecting(savepoint=False):
        if sender in _PEOPLE and before == {name: getattr(instance, name) for name in before or ()}:
            # Of a speech, its debate knows the speaker and nothing else.
            _changes.documents[sender._meta.model_name].add(instance.pk)
            return
        _note(instance)
        parent = f"{sender.entry_field}_id"
        if before is not None and before[parent] != getattr(instance, parent):
            _note_parent(sender, before[parent])


def _deleted(sender, instance, origin=None, **kwargs):
    if isinstance(instance, PARTS) and _goes_with_its_entry(instance, origin):
        # The entry's own deletion is told too.
        if isinstance(instance, Speech):
            with collecting(savepoint=False):
                _changes.documents["speech"].add(instance.pk)
        return
    with collecting(savepoint=False):
        _note(instance)


def _goes_with_its_entry(part, origin):
    model = getattr(origin, "model", type(origin))
    return model is part._meta.get_field(part.entry_field).related_model


def _linked(sender, instance, action, pk_set=None, reverse=False, **kwargs):
    """Topics and sittings of a debate, topics of a resolution; told from either side."""
    if action == "pre_clear" and reverse:
        # Afterwards nothing tells who it was linked to.
        field = {"Debate": Debate, "Resolution": Resolution}[sender.__name__.partition("_")[0]]
        name = sender.__name__.partition("_")[2]
        instance._cleared = list(field.objects.filter(**{name: instance}).values_list("pk", flat=True))
    if action not in ("post_add", "post_remove", "post_clear"):
        return
    kind = sender.__name__.partition("_")[0].lower()
    keys = {instance.pk} if not reverse else (pk_set or instance.__dict__.pop("_cleared", ()))
    with collecting(savepoint=False):
        _changes.documents[kind].update(keys)
        if kind == "debate" and sender is Debate.topics.through:
            speeches = Speech.objects.filter(debate__in=keys).values_list("pk", flat=True)
            _changes.documents["speech"].update(speeches)


def connect():
    for model in MODELS.values():
        if model is not Speech:
            post_save.connect(_saved, model, dispatch_uid="search")
    for model in PARTS:
        pre_save.connect(_about_to_be_saved, model, dispatch_uid="search")
        post_save.connect(_saved_part, model, dispatch_uid="search")
    post_save.connect(_saved, EditorialNote, dispatch_uid="search")
    for model in {*MODELS.values(), *PARTS, EditorialNote}:
        post_delete.connect(_deleted, model, dispatch_uid="search")
    for through in (Debate.topics.through, Debate.sittings.through, Resolution.topics.through):
        m2m_changed.connect(_linked, through, dispatch_uid="search")

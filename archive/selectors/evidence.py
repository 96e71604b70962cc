"""The citations and editorial notes of loaded records."""

from collections import defaultdict
from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.db.models import DateTimeField, Q
from django.utils import timezone

from archive.models import ENTRIES, PARTS, Citation, EditorialNote, Entry
from archive.prepared import Ids, Prepared


def attach_evidence(records):
    """Give each public record its `public_citations` and each entry its `public_notes`.

    Two queries for any number of records of any kinds. Records that are not passed here have no
    such attributes, so a page that forgets them shows nothing rather than something unchecked.
    """
    records = list(records)
    attach_citations(records)
    attach_notes(records)


def attach_citations(records):
    """Give each public record its `public_citations`; one query."""
    keys = keys_of(records)
    found = grouped(hanging_on(keys, _citations)) if keys else {}
    target = Citation._meta.get_field("target")
    for key, record in zip(keys, records, strict=True):
        record.public_citations = found.get(key) or []
        for citation in record.public_citations:
            target.set_cached_value(citation, record)  # So that asking what it is about costs nothing.


def attach_notes(records):
    """Give each entry among public records its `public_notes`; one query."""
    entries = [record for record in records if isinstance(record, Entry)]
    keys = keys_of(entries)
    found = grouped(hanging_on(keys, _notes)) if keys else {}
    for key, entry in zip(keys, entries, strict=True):
        entry.public_notes = found.get(key) or []


def know_content_types():
    """The content types of all kinds, by model: one query in a new process instead of one for each kind."""
    return ContentType.objects.get_for_models(*ENTRIES, *PARTS)


def hanging_on(keys, attached):
    """The prepared read of what `attached`, a selector by moment, has on the records of these keys (see `key_of`)."""
    ids = defaultdict(list)
    for content_type, pk in keys:
        ids[content_type].append(pk)
    values = {f"of_{content_type}": keys for content_type, keys in ids.items()}
    return _prepared(attached, tuple(sorted(ids))).filled(now=timezone.now(), **values)


def grouped(prepared):
    """What hangs on records, in lists by `key_of`; one query."""
    found = defaultdict(list)
    for each in prepared.records():
        found[each.content_type_id, each.object_id].append(each)
    return found


def keys_of(records):
    """The `key_of` of each."""
    kinds = know_content_types()
    return [(kinds[type(record)].pk, record.pk) for record in records]


def key_of(record):
    """What tells a record from those of all kinds: its content type and its primary key."""
    return ContentType.objects.get_for_model(type(record)).pk, record.pk


@cache
def _prepared(attached, content_types):
    """The attachments of records of these content types, whose ids are `of_<content type>`."""

    def make(now, **ids):
        targets = Q(pk__in=[])
        for content_type in content_types:
            targets |= Q(content_type=content_type, object_id__among=ids[f"of_{content_type}"])
        return attached(now).filter(targets)

    return Prepared(make, now=DateTimeField(), **{f"of_{content_type}": Ids() for content_type in content_types})


def _citations(now):
    return Citation.objects.public(now).select_related("source")


def _notes(now):
    return EditorialNote.objects.all()

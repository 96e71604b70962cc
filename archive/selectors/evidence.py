"""The citations and editorial notes of loaded records."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from archive.models import ENTRIES, PARTS, Citation, EditorialNote, Entry


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
    citations = _grouped(Citation.objects.public().select_related("source"), records)
    for record in records:
        record.public_citations = citations[key_of(record)]
        for citation in record.public_citations:
            citation.target = record  # So that asking what it is about costs nothing.


def attach_notes(records):
    """Give each entry among public records its `public_notes`; one query."""
    entries = [record for record in records if isinstance(record, Entry)]
    notes = _grouped(EditorialNote.objects.all(), entries)
    for entry in entries:
        entry.public_notes = notes[key_of(entry)]


def know_content_types():
    """Have the content types of all kinds at hand: one query in a new process instead of one for each kind."""
    ContentType.objects.get_for_models(*ENTRIES, *PARTS)


def by_target(queryset, records):
    """The rows of `queryset` that hang on the records."""
    know_content_types()
    ids = defaultdict(list)
    for record in records:
        ids[type(record)].append(record.pk)
    targets = Q(pk__in=[])
    for model, primary_keys in ids.items():
        targets |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=primary_keys)
    return queryset.filter(targets)


def key_of(record):
    """What tells a record from those of all kinds: its content type and its primary key."""
    return ContentType.objects.get_for_model(type(record)).pk, record.pk


def _grouped(queryset, records):
    """The rows of `queryset` that hang on the records, in lists by target."""
    found = defaultdict(list)
    for row in by_target(queryset, records):
        found[row.content_type_id, row.object_id].append(row)
    return found

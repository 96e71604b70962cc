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
    entries = [record for record in records if isinstance(record, Entry)]
    notes = _by_target(EditorialNote.objects.all(), entries)
    for entry in entries:
        entry.public_notes = notes[_key(entry)]


def attach_citations(records):
    """Give each public record its `public_citations`; one query."""
    know_content_types()
    citations = _by_target(Citation.objects.public().select_related("source"), records)
    for record in records:
        record.public_citations = citations[_key(record)]
        for citation in record.public_citations:
            citation.target = record  # So that asking what it is about costs nothing.


def know_content_types():
    """Have the content types of all kinds at hand: one query in a new process instead of one for each kind."""
    ContentType.objects.get_for_models(*ENTRIES, *PARTS)


def _by_target(queryset, records):
    """The rows of `queryset` that hang on the records, in lists by target."""
    ids = defaultdict(list)
    for record in records:
        ids[type(record)].append(record.pk)
    targets = Q(pk__in=[])
    for model, primary_keys in ids.items():
        targets |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=primary_keys)
    found = defaultdict(list)
    for row in queryset.filter(targets):
        found[row.content_type_id, row.object_id].append(row)
    return found


def _key(record):
    return ContentType.objects.get_for_model(type(record)).pk, record.pk

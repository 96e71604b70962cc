"""The citations and editorial notes of loaded records."""

from django.utils import timezone

from archive.models import Citation, EditorialNote, Entry
from archive.selectors.targets import key_of, on_targets


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
    keys = [key_of(record) for record in records]
    citations = _citations(keys, now=timezone.now())
    target = Citation._meta.get_field("target")
    for record, key in zip(records, keys, strict=True):
        record.public_citations = citations[key]
        for citation in record.public_citations:
            target.set_cached_value(citation, record)  # So that asking what it is about costs nothing.


def attach_notes(records):
    """Give each entry among public records its `public_notes`; one query."""
    entries = [record for record in records if isinstance(record, Entry)]
    notes = _notes([key_of(entry) for entry in entries])
    for entry in entries:
        entry.public_notes = notes[key_of(entry)]


@on_targets
def _citations(on, now):
    citations = Citation.objects.public(now).select_related("source").filter(on)
    return citations.defer("created_at", "updated_at", "source__created_at", "source__updated_at")


@on_targets
def _notes(on):
    return EditorialNote.objects.filter(on)

"""What an answer of the API shows by the hundred, read no further than it is shown: citations, congresses referred to.

Pages show more of each and read `archive.selectors.evidence`. The rows and their order are the same, and so is the
gate that they come through.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from archive.models import Citation, Congress
from archive.models.addresses import page_path
from archive.selectors.evidence import attach_notes
from archive.selectors.targets import by_target, key_of


@dataclass(slots=True)
class BriefSource:
    """A source as a reference has it."""

    pk: int
    slug: str
    title: str

    def get_absolute_url(self):
        return page_path("source", self.slug)


class BriefCitation(NamedTuple):
    """A citation as the API shows it."""

    source: BriefSource
    locator: str
    field: str
    stance: str
    value: str
    note: str
    unverified: bool
    updated_at: datetime


#: Whom it hangs on, its source, and then its own fields.
_COLUMNS = ("content_type_id", "object_id", "source_id", "source__slug", "source__title", *BriefCitation._fields[1:])
#: The fields of a congress that a reference does not show.
_BESIDE_THE_NAME = [
    f"congress__{field.name}"
    for field in Congress._meta.concrete_fields
    if field.name not in {"id", "number", "title", "original_title"}
]


def attach_brief_evidence(records):
    """Give each public record its `public_citations` as `BriefCitation`s and each entry its `public_notes`.

    Two queries for any number of records of any kinds.
    """
    sources = {}

    def brief(content_type, target, pk, slug, title, *fields):
        source = sources.get(pk) or sources.setdefault(pk, BriefSource(pk, slug, title))
        return (content_type, target), BriefCitation(source, *fields)

    rows = by_target(Citation.objects.public(), records).values_list(*_COLUMNS)
    found = {}
    for row in rows:
        target, citation = brief(*row)
        found.setdefault(target, []).append(citation)
    for record in records:
        record.public_citations = found.get(key_of(record), [])
    attach_notes(records)


def with_brief_congress(entries):
    """Entries with no more of their congress than its name and its address."""
    return entries.defer(*_BESIDE_THE_NAME)

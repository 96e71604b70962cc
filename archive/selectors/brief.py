"""Citations as plain tuples, for answers that hold hundreds: what the API shows of each, and of its source the name.

Pages show whole references and read `archive.selectors.evidence`. The rows and their order are the same, and so is
the gate that they come through.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from archive.models import Citation, Source
from archive.selectors.evidence import attach_notes, by_target, key_of


@dataclass(slots=True)
class BriefSource:
    """A source as a reference has it."""

    pk: int
    slug: str
    title: str

    def get_absolute_url(self):
        return Source(slug=self.slug).get_absolute_url()


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

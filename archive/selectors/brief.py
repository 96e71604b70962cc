"""What an answer of the API shows by the hundred, read no further than it is shown: citations, and entries referred to.

Pages show more of each and read `archive.selectors.evidence`. The rows and their order are the same, and so is the
gate that they come through.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from archive.models import Citation, Congress, Debate, Sitting, Speaker
from archive.models.addresses import page_path
from archive.selectors.debates import public_debates, public_speeches
from archive.selectors.evidence import attach_notes, hanging_on, key_of, keys_of
from archive.selectors.resolutions import public_resolutions


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
#: Of what a row refers to, the fields that name it and put the row in order.
_NAMED_BY = {
    Congress: {"id", "number", "title", "original_title"},
    Debate: {"id", "congress", "slug", "position", "title", "original_title"},
    Sitting: {"id", "congress", "position", "label"},
    Speaker: {"id", "slug", "name", "original_name", "sort_name"},
}


def attach_brief_evidence(records):
    """Give each public record its `public_citations` as `BriefCitation`s and each entry its `public_notes`.

    Two queries for any number of records of any kinds.
    """
    sources = {}

    def brief(content_type, target, pk, slug, title, *fields):
        source = sources.get(pk) or sources.setdefault(pk, BriefSource(pk, slug, title))
        return (content_type, target), BriefCitation(source, *fields)

    found = {}
    for row in hanging_on(keys_of(records), _citations).rows():
        target, citation = brief(*row)
        found.setdefault(target, []).append(citation)
    for record in records:
        record.public_citations = found.get(key_of(record), [])
    attach_notes(records)


def _citations(now):
    return Citation.objects.public(now).values_list(*_COLUMNS)


def brief_debates(now=None):
    """Public debates with no more of their congress than its name and its address."""
    return public_debates(now).defer(*_beside_the_name("congress", Congress))


def brief_resolutions(now=None):
    """Public resolutions, likewise."""
    return public_resolutions(now).defer(*_beside_the_name("congress", Congress))


def brief_speeches(now=None):
    """Public speeches with no more of their debate, congress, sitting and speaker."""
    return public_speeches(now).defer(
        *_beside_the_name("debate", Debate),
        *_beside_the_name("debate__congress", Congress),
        *_beside_the_name("sitting", Sitting),
        *_beside_the_name("public_speaker", Speaker),
    )


def _beside_the_name(path, model):
    return [f"{path}__{field.name}" for field in model._meta.concrete_fields if field.name not in _NAMED_BY[model]]

"""Public reads of what a reader cites: an entry, or a speech, clause or paragraph of one."""

import re
from dataclasses import dataclass

from archive.models import Clause, Debate, Resolution, Speech
from archive.models.publication import Entry, Record
from archive.selectors.addresses import locate
from archive.selectors.congresses import public_congresses
from archive.selectors.evidence import attach_evidence
from archive.selectors.sources import public_sources
from archive.selectors.speakers import public_speakers
from archive.selectors.topics import public_topics

#: The anchors of the pages: "speech-3", "clause-4-p2", "text-p1". No leading zeros: each part has one name.
_PART = re.compile(r"(?:(speech|clause)-([1-9][0-9]{0,4})|(text))(?:-p([1-9][0-9]{0,4}))?")


class NoSuchPart(Exception):
    """The entry is public, but has no such part; `entry` can still be cited as a whole."""

    def __init__(self, entry):
        self.entry = entry


@dataclass(frozen=True)
class Meant:
    """What is cited: the entry, or the record of it that bears the text, with `public_citations` loaded.

    `part` is the anchor of the passage on the entry's page, empty for the whole; `paragraph` counts from 1.
    """

    entry: Entry
    record: Record
    part: str = ""
    paragraph: int | None = None

    def get_absolute_url(self):
        """The permanent address of what is cited."""
        if self.part == "people":
            return self.entry.get_people_url()
        return f"{self.entry.get_absolute_url()}#{self.part}" if self.part else self.entry.get_absolute_url()

    def get_cite_url(self):
        """The page that says how to cite it."""
        return self.entry.get_cite_url() + self.query

    def get_file_url(self, extension):
        """The file with its reference."""
        return f"{self.entry.get_absolute_url()}cite.{extension}{self.query}"

    @property
    def query(self):
        return f"?part={self.part}" if self.part else ""

    @property
    def updated_at(self):
        return self.entry.updated_at

    @property
    def text(self):
        """The paragraph that is meant, or an empty text."""
        return _paragraphs(self.record)[self.paragraph - 1] if self.paragraph else ""


def congress_to_cite(part, number):
    """A congress, or `part` "people", the page of the people at it; three queries."""
    congress = locate(public_congresses(), number)
    attach_evidence([congress])
    if part not in ("", "people"):
        raise NoSuchPart(congress)
    return Meant(congress, congress, part)


def debate_to_cite(part, number, slug):
    """A debate in three queries; a speech or a paragraph of it costs one more."""
    debate = locate(Debate.objects.public().select_related("congress"), slug, number=number)
    speeches = Speech.objects.public().filter(debate=debate).with_public("speaker").select_related("sitting")
    return _meant(debate, part, {"speech": speeches})


def resolution_to_cite(part, number, slug):
    """A resolution in three queries; a clause or a paragraph of one costs one more."""
    resolution = locate(Resolution.objects.public().select_related("congress"), slug, number=number)
    return _meant(resolution, part, {"clause": Clause.objects.public().filter(resolution=resolution)})


def speaker_to_cite(part, slug):
    return _meant(locate(public_speakers(), slug), part, {})


def topic_to_cite(part, slug):
    return _meant(locate(public_topics(), slug), part, {})


def source_to_cite(part, slug):
    return _meant(locate(public_sources(), slug), part, {})


def _meant(entry, part, parts):
    """The whole entry, or the part with this anchor; `parts` are querysets of its parts by kind."""
    record, paragraph = entry, None
    if part:
        record, paragraph = _part_of(entry, part, parts)
    attach_evidence([entry] if record is entry else [entry, record])
    return Meant(entry, record, part, paragraph)


def _part_of(entry, part, parts):
    match = _PART.fullmatch(part)
    kind, position, text, paragraph = match.groups() if match else (None, None, None, None)
    if text and isinstance(entry, Resolution):
        record = entry
    elif kind in parts:
        record = parts[kind].filter(position=int(position)).first()
    else:
        record = None
    paragraph = int(paragraph) if paragraph else None
    if record is None or (paragraph or bool(text)) > len(_paragraphs(record)):
        raise NoSuchPart(entry)
    return record, paragraph


def _paragraphs(record):
    """What the page numbers: the text, or the original where there is nothing else."""
    return record.paragraphs or record.original_paragraphs

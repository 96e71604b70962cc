"""Public reads of what a reader cites: an entry, or a speech, clause or paragraph of one."""

import re
from dataclasses import dataclass

from archive.models import Clause, Congress, Debate, Resolution, Source, Speaker, Speech, Topic
from archive.models.publication import Entry, Record
from archive.selectors.evidence import attach_citations, attach_evidence
from archive.selectors.past import past_entry, present_entry
from archive.selectors.versions import attach_public_version

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

    @property
    def version(self):
        """The `PublicVersion` of the entry that is cited."""
        return self.entry.public_version

    def get_absolute_url(self):
        """Where it stands: with a former version only when it is of one."""
        return self._address("" if self.version.is_latest else self._pinned)

    def get_permanent_url(self):
        """The address that shows just this for ever, whatever becomes of the entry."""
        return self._address(self._pinned)

    def get_cite_url(self):
        """The page that says how to cite it."""
        return self._with_query(self.entry.get_cite_url())

    def get_file_url(self, extension):
        """The file with its reference."""
        return self._with_query(f"{self.entry.get_absolute_url()}cite.{extension}")

    def get_parts_url(self):
        """What the address for citing a part of the entry begins with, up to the anchor of the part."""
        version = "" if self.version.is_latest else f"{self._pinned}&"
        return f"{self.entry.get_cite_url()}?{version}part="

    @property
    def _pinned(self):
        return f"version={self.version.number}"

    def _address(self, query):
        is_people = self.part == "people"
        page = self.entry.get_people_url() if is_people else self.entry.get_absolute_url()
        anchor = f"#{self.part}" if self.part and not is_people else ""
        return f"{page}?{query}{anchor}" if query else page + anchor

    def _with_query(self, address):
        known = [] if self.version.is_latest else [self._pinned]
        known += [f"part={self.part}"] if self.part else []
        return f"{address}?{'&'.join(known)}" if known else address

    @property
    def updated_at(self):
        return self.entry.updated_at

    @property
    def text(self):
        """The paragraph that is meant, or an empty text."""
        return _paragraphs(self.record)[self.paragraph - 1] if self.paragraph else ""


def congress_to_cite(part, number, version=None):
    """A congress, or `part` "people", the page of the people at it; four queries."""
    congress = _entry(Congress, version, number=number)
    if part not in ("", "people"):
        raise NoSuchPart(congress)
    return Meant(congress, congress, part)


def debate_to_cite(part, number, slug, version=None):
    """A debate in five queries; a speech or a paragraph of it costs one more."""
    return _meant(_entry(Debate, version, number=number, slug=slug), part)


def resolution_to_cite(part, number, slug, version=None):
    """A resolution in five queries; a clause or a paragraph of one costs one more."""
    return _meant(_entry(Resolution, version, number=number, slug=slug), part)


def speaker_to_cite(part, slug, version=None):
    return _meant(_entry(Speaker, version, slug=slug), part)


def topic_to_cite(part, slug, version=None):
    return _meant(_entry(Topic, version, slug=slug), part)


def source_to_cite(part, slug, version=None):
    return _meant(_entry(Source, version, slug=slug), part)


def _entry(model, version, **address):
    """The entry as the version of this number has it, or as it is when none is given; with its `public_version`."""
    past = None if version is None else past_entry(model, version, **address)
    if past is not None:
        return past
    entry = present_entry(model, **address)
    attach_public_version(entry)
    attach_evidence([entry])
    return entry


def _meant(entry, part):
    """The whole entry, or the part with this anchor."""
    if not part:
        return Meant(entry, entry)
    record, paragraph = _part_of(entry, part)
    return Meant(entry, record, part, paragraph)


def _part_of(entry, part):
    match = _PART.fullmatch(part)
    kind, position, text, paragraph = match.groups() if match else (None, None, None, None)
    record = None
    if text and isinstance(entry, Resolution):
        record = entry
    elif kind in _KINDS and isinstance(entry, _KINDS[kind][0]):
        record = _KINDS[kind][1](entry, int(position))
    paragraph = int(paragraph) if paragraph else None
    if record is None or (paragraph or bool(text)) > len(_paragraphs(record)):
        raise NoSuchPart(entry)
    return record, paragraph


def _speech(debate, position):
    speeches = Speech.objects.public().filter(debate=debate).with_public("speaker").select_related("sitting")
    return _at(position, debate, "public_speeches", speeches)


def _clause(resolution, position):
    return _at(position, resolution, "public_clauses", Clause.objects.public().filter(resolution=resolution))


#: The kinds of part that can be cited: what they are part of, and how to find one.
_KINDS = {"speech": (Debate, _speech), "clause": (Resolution, _clause)}


def _at(position, entry, parts, rows):
    """The part at this position: of a former version among its rebuilt parts, else by its row; two queries."""
    if not entry.public_version.is_latest:
        return next((part for part in getattr(entry, parts) if part.position == position), None)
    part = rows.filter(position=position).first()
    if part is not None:
        attach_citations([part])
    return part


def _paragraphs(record):
    """What the page numbers: the text, or the original where there is nothing else."""
    return record.paragraphs or record.original_paragraphs

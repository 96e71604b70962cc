"""The numbered source notes of one page, in the order in which the page refers to them."""

from dataclasses import dataclass, field

from archive.choices import Stance
from archive.models import Citation


@dataclass
class Footnote:
    """A source note and the places that refer to it: `#note-3`, referred to from `#ref-3-1`, `#ref-3-2`."""

    number: int
    citation: Citation
    #: The first note on a source names it in full, the later ones in short.
    is_first_of_source: bool
    references: list[str] = field(default_factory=list)
    #: All that state the same, perhaps of several fields.
    citations: list[Citation] = field(default_factory=list)

    @property
    def disputes(self):
        return self.citation.stance == Stance.DISPUTES


def statement(citation):
    """What a citation states, whatever it is about: the same statement of a source is one note."""
    return (
        citation.source_id,
        citation.locator,
        citation.stance,
        citation.value,
        citation.note,
        citation.unverified,
    )


class Footnotes:
    """Collects citations while a page is rendered."""

    def __init__(self):
        self._notes = {}
        self._referred = set()
        self._sources = set()

    def refer(self, citation):
        """Return the citation's note and the id of the new place that refers to it."""
        self._referred.add(citation.pk)
        note = self._notes.get(statement(citation)) or self._add(citation)
        note.citations.append(citation)
        note.references.append(f"ref-{note.number}-{len(note.references) + 1}")
        return note, note.references[-1]

    def _add(self, citation):
        is_first = citation.source_id not in self._sources
        self._sources.add(citation.source_id)
        note = Footnote(len(self._notes) + 1, citation, is_first)
        self._notes[statement(citation)] = note
        return note

    def refer_once(self, citations):
        """Refer to several citations in one place: a pair as of `refer` for each different statement."""
        different = {}
        for citation in citations:
            different.setdefault(statement(citation), []).append(citation)
        places = []
        for first, *alike in different.values():
            places.append(self.refer(first))
            places[-1][0].citations.extend(alike)
            self._referred.update(citation.pk for citation in alike)
        return places

    def waiting(self, citations):
        """Those of the citations that the page has not referred to yet."""
        return [citation for citation in citations if citation.pk not in self._referred]

    def __iter__(self):
        return iter(self._notes.values())

    def __len__(self):
        return len(self._notes)

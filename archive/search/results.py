"""The shapes of an answer: plain values, without queries. Outlets show them and nothing else of the index."""

from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True)
class Piece:
    """A stretch of a snippet, and whether it is a match."""

    text: str
    is_match: bool


@dataclass(frozen=True)
class Snippet:
    """The part of a passage where the matches stand closest.

    `anchor` is the id of the passage on the page of its entry, without "#", empty for the top of the page. `label` says
    in the reader's language what part of the entry it is; it may be empty.
    """

    anchor: str
    language: str
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Hit:
    """One thing found. `kind` is that of the record; `reason` is "exact", "stem", "name" or "spelling"."""

    kind: str
    record: Model
    snippets: tuple[Snippet, ...]
    reason: str


@dataclass(frozen=True)
class FacetOption:
    """A way to narrow what was found, and how many would be left."""

    value: str
    label: str
    original_label: str
    count: int
    is_selected: bool


@dataclass(frozen=True)
class Facet:
    """`name` is also the query parameter: "type", "congress", "speaker", "topic" or "language"."""

    name: str
    options: tuple[FacetOption, ...]


@dataclass(frozen=True)
class Understood:
    """A piece of the query, as typed, and what it was taken for.

    `kind` is "word", "phrase", "not", "or", "prefix", "speaker", "congress", "type", "topic", "year", "language" or
    "ignored"; then `problem` says why: "unknown_value", "unknown_field", "bad_year", "nothing_left" or "too_long".
    """

    kind: str
    text: str
    value: str = ""
    original_value: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Found:
    """The answer to a query: the hits of the page asked for, and what is true of all of them.

    `count` may be an estimate; `reachable` says how many hits can be paged through. `suggestion` is the query in the
    nearest spelling that finds something, when this one finds nothing.
    """

    understood: tuple[Understood, ...]
    hits: tuple[Hit, ...]
    count: int
    is_estimate: bool
    reachable: int
    facets: tuple[Facet, ...]
    suggestion: str

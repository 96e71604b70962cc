"""Entry documents: one entry with its parts, citations and notes as plain data of JSON.

It is the block of the congress file (docs/congress-file.md): the same keys in the same order, the same defaults left
out, references by slug, dates and times as ISO 8601 text. A debate and a resolution say first in which `congress` they
stand; a congress has its `sittings`, `mandates` and `elections` in it. A document is checked, matched, loaded and put
on record as a congress file is.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from archive.choices import VersionAction
from archive.dates import PartialDate
from archive.interchange.congress_file.blocks import STORED, block_of
from archive.interchange.congress_file.document_rows import DocumentRows
from archive.interchange.congress_file.fetching import fetch
from archive.interchange.congress_file.loading import load_rows, on_record
from archive.interchange.congress_file.schema import CONGRESS, DEBATE, RESOLUTION, SOURCE, SPEAKER, TOPIC
from archive.interchange.congress_file.versions import Recording
from archive.interchange.public_entries import PUBLIC, fetch_public

__all__ = [
    "KINDS",
    "EntryDocument",
    "document_of",
    "fetch_entries",
    "fetch_public",
    "kinds_in",
    "load_documents",
    "write_entry",
]

#: The kinds of entries by name, in the order in which one refers to another.
KINDS = {kind.name: kind for kind in (TOPIC, SOURCE, SPEAKER, CONGRESS, DEBATE, RESOLUTION)}


@dataclass(frozen=True)
class EntryDocument:
    """A document of an entry of a kind (`KINDS`).

    `at` is the address (slug; number of a congress) that the archive has it at, when the document gives it another.
    """

    kind: object
    data: dict
    at: object = None


def kinds_in(kind):
    """The kinds of all that a document of this kind holds, stands in, or may name."""
    blocks, named = [kind], set() if kind.is_shared else {CONGRESS}
    for block in blocks:
        blocks += [part for key, part in block.parts.items() if key not in block.entries]
        named |= {block.target(key) for key in block.values} - {None}
    return named.union(blocks)


def document_of(kind, record, *, public=False):
    """The document of an entry loaded with `fetch_entries`, or with `fetch_public` when it is for readers. No query.

    What is for readers has no status and no times: it is published.
    """
    reader = PUBLIC if public else STORED
    block = block_of(kind, record, reader=reader, finish=_plain, without=kind.entries)
    return block if kind.is_shared or kind is CONGRESS else {"congress": record.congress.number, **block}


def fetch_entries(kind, **condition):
    """The entries of a kind in any status with all they hold; a query for each relation, none for a row.

    The condition is one of Django's: `slug="trotsky"`, `congress__number=11, slug="red-army"`, `pk__in=keys`.
    """
    return fetch(kind, **condition)


def load_documents(
    documents,
    *,
    replace=False,
    dry_run=False,
    reason="",
    user=None,
    action=VersionAction.IMPORT,
    approve=None,
    as_copy=False,
    progress=iter,
):
    """Make the archive say what some `EntryDocument`s say, all or nothing, in one transaction; return a `Report`.

    They may refer to each other, in any order; no two are of one entry. A key left out leaves its field as it is; with
    `replace` it empties it, and parts that a document does not hold are deleted. Entries that no document is of stay as
    they are. Raises `CongressFileError` with every `Problem`; of several documents the path of one begins with the
    place of its document. Each entry that is written gets one version, by `user` for `reason`. `approve` is given the
    `Matching` before anything is written, and may raise. With `dry_run` all is done and then undone.
    With `as_copy` the documents are of what readers see elsewhere, and what is needed to publish is not asked for.
    """
    with on_record(Recording(reason, user, action), dry_run) as recording:
        rows = DocumentRows(list(documents))
        report = load_rows(
            rows, recording, replace=replace, overwrite=True, progress=progress, approve=approve, as_copy=as_copy
        )
    report.dry_run = dry_run
    return report


def write_entry(kind, data, *, at=None, **options):
    """`load_documents` for one: the paths of its problems are those of its keys."""
    return load_documents([EntryDocument(kind, data, at)], **options)


def _plain(kind, block):
    return {key: _plain_value(value) for key, value in block.items()}


def _plain_value(value):
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value) if isinstance(value, PartialDate) else value

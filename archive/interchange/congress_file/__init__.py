"""The congress file: congresses as YAML, a document for each. The format is described in docs/congress-file.md."""

from archive.interchange.congress_file.checking import check
from archive.interchange.congress_file.exporting import fetch_to_edit, state_of
from archive.interchange.congress_file.fetching import fetch_congress
from archive.interchange.congress_file.loading import load, load_all
from archive.interchange.congress_file.problems import CongressFileError, NotAllowed, Problem, format_path
from archive.interchange.congress_file.reading import read, read_all, read_json
from archive.interchange.congress_file.receiving import MovedOn, Unseen, receive
from archive.interchange.congress_file.report import Report
from archive.interchange.congress_file.versions import entries_of, note_versions
from archive.interchange.congress_file.writing import write

__all__ = [
    "CongressFileError",
    "MovedOn",
    "NotAllowed",
    "Problem",
    "Report",
    "Unseen",
    "check",
    "entries_of",
    "fetch_congress",
    "fetch_to_edit",
    "format_path",
    "load",
    "load_all",
    "note_versions",
    "read",
    "read_all",
    "read_json",
    "receive",
    "state_of",
    "write",
]

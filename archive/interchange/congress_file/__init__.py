"""The congress file: congresses as YAML, a document for each. The format is described in docs/congress-file.md."""

from archive.interchange.congress_file.checking import check
from archive.interchange.congress_file.fetching import fetch_congress
from archive.interchange.congress_file.loading import load, load_all
from archive.interchange.congress_file.problems import CongressFileError, Problem
from archive.interchange.congress_file.reading import read, read_all
from archive.interchange.congress_file.report import Report
from archive.interchange.congress_file.versions import entries_of, note_versions
from archive.interchange.congress_file.writing import write

__all__ = [
    "CongressFileError",
    "Problem",
    "Report",
    "check",
    "entries_of",
    "fetch_congress",
    "load",
    "load_all",
    "note_versions",
    "read",
    "read_all",
    "write",
]

"""The congress file: one congress as one YAML file. The format is described in docs/congress-file.md."""

from archive.interchange.congress_file.checking import check
from archive.interchange.congress_file.fetching import fetch_congress
from archive.interchange.congress_file.loading import load
from archive.interchange.congress_file.problems import CongressFileError, Problem
from archive.interchange.congress_file.reading import read
from archive.interchange.congress_file.report import Report
from archive.interchange.congress_file.writing import write

__all__ = ["CongressFileError", "Problem", "Report", "check", "fetch_congress", "load", "read", "write"]

"""The formats that references are taken away in: one module and one line each.

A writer takes loaded objects (here CSL items, see `archive.interchange.csl`) and returns bytes; it never queries.
"""

from collections.abc import Callable
from dataclasses import dataclass

from archive.interchange.bibtex import to_bibtex
from archive.interchange.csl_json import to_csl_json
from archive.interchange.ris import to_ris


@dataclass(frozen=True)
class Format:
    """A format: the end of its address, its media type, its name for readers, and its writer of CSL items."""

    extension: str
    media_type: str
    label: str
    write: Callable[[list[dict]], bytes]


#: By the end of the address: `cite.bib`, `bibliography.ris`.
FORMATS = {
    each.extension: each
    for each in (
        Format("bib", "application/x-bibtex; charset=utf-8", "BibTeX", to_bibtex),
        Format("ris", "application/x-research-info-systems; charset=utf-8", "RIS", to_ris),
        Format("json", "application/vnd.citationstyles.csl+json", "CSL-JSON", to_csl_json),
    )
}

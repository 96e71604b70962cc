"""CSL-JSON items (the Citation Style Language's data, version 1.0.2) made from loaded objects.

`item_of_source` describes a work of the bibliography; `item_of` an entry of the archive, or the part of it
that is meant. Every format and every style starts from these.
"""

from archive.interchange.csl.entries import item_of
from archive.interchange.csl.evidence import Basis, basis_of
from archive.interchange.csl.sources import item_of_source
from archive.interchange.csl.versions import day_of, version_in_words, version_of

__all__ = ["Basis", "basis_of", "day_of", "item_of", "item_of_source", "version_in_words", "version_of"]

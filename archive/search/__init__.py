"""The search: one index over everything, two engines behind one face. Outlets take `find` and what it answers."""

from archive.search.finding import find
from archive.search.highlighting import mark, terms_of
from archive.search.results import Facet, FacetOption, Found, Hit, Piece, Snippet, Understood

__all__ = ["Facet", "FacetOption", "Found", "Hit", "Piece", "Snippet", "Understood", "find", "mark", "terms_of"]

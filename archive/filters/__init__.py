"""Filters and orderings of lists, shared by the pages and the API: one query string, one answer."""

from archive.filters.entries import (
    CongressFilter,
    DebateFilter,
    ResolutionFilter,
    SourceFilter,
    SpeakerFilter,
    SpeechFilter,
    TopicFilter,
)
from archive.filters.kinds import ChangedSinceFilter, PartialDateFilter, YearFilter
from archive.filters.searching import SearchFilter

__all__ = [
    "ChangedSinceFilter",
    "CongressFilter",
    "DebateFilter",
    "PartialDateFilter",
    "ResolutionFilter",
    "SearchFilter",
    "SourceFilter",
    "SpeakerFilter",
    "SpeechFilter",
    "TopicFilter",
    "YearFilter",
]

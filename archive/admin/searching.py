"""Search that finds «троцкий» in «Троцкий» also on SQLite, which folds the case of ASCII only."""

from functools import reduce
from operator import or_

from django.db import connection


def in_any_case(search, request, queryset, term):
    """The results of a ModelAdmin's `search`, with the term in each case where the database cannot fold it."""
    if term.isascii() or connection.vendor != "sqlite":
        return search(request, queryset, term)
    forms = dict.fromkeys((term, term.lower(), term.upper(), term.title(), term.capitalize()))
    results = [search(request, queryset, form) for form in forms]
    return reduce(or_, (found for found, _ in results)), any(repeats for _, repeats in results)

"""Search that finds «троцкий» in «Троцкий» also on SQLite, which folds the case of ASCII only."""

from functools import reduce
from operator import or_

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ERROR_FLAG
from django.db import connection
from django.http import HttpResponseRedirect

from archive.admin.references import is_key


def in_any_case(search, request, queryset, term):
    """The results of a ModelAdmin's `search`, with the term in each case where the database cannot fold it."""
    if term.isascii() or connection.vendor != "sqlite":
        return search(request, queryset, term)
    forms = dict.fromkeys((term, term.lower(), term.upper(), term.title(), term.capitalize()))
    results = [search(request, queryset, form) for form in forms]
    return reduce(or_, (found for found, _ in results)), any(repeats for _, repeats in results)


class NoHugeKeys:
    """For the list of a ModelAdmin: what can be no key, as a number beyond 64 bits, is a senseless filter or choice."""

    def changelist_view(self, request, extra_context=None):
        if ACTION_CHECKBOX_NAME in request.POST:
            request.POST = request.POST.copy()
            chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
            request.POST.setlist(ACTION_CHECKBOX_NAME, [key for key in chosen if is_key(key)])
        try:
            response = super().changelist_view(request, extra_context)
            return response.render() if hasattr(response, "render") else response
        except OverflowError:
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")

"""What the search boxes of the admin find: rows that have each word, wherever in a text, whatever its case."""

from collections import defaultdict

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ERROR_FLAG
from django.db import connection
from django.db.models import Q
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpResponseRedirect
from django.utils.text import smart_split, unescape_string_literal
from django.utils.translation import gettext as _

from archive.admin.references import is_key
from archive.paging import COUNTED, BoundedPaginator
from archive.search.containing import containing
from archive.search.records import MODELS

#: So many are looked for once, and then counted and read by their keys; of more it is said that there are more. More
#: than any list shows at once, so that nobody is offered to see all of what was not counted.
MOST_FOUND = 1_000
#: An engine takes a condition of no more than some hundred words.
MOST_WORDS = 30
#: How a word has to stand in a field, by the sign before its name.
_LOOKUPS = {"^": "istartswith", "=": "iexact", "@": "icontains", "": "icontains"}


class WordSearch:
    """For a ModelAdmin: each word of the box is looked for in `search_fields`, in one table after the other.

    A field may stand behind relations, and begin with "^" or "="; it has no lookup of its own. One that begins with "@"
    is a text whose words the search index has, with the record itself or with its entry.
    """

    # Not counted once more without the filters and the words.
    show_full_result_count = False

    def get_search_results(self, request, queryset, search_term):
        fields, words = self.get_search_fields(request), list(smart_split(search_term))
        if not fields or not words:
            return queryset, False
        if len(words) > MOST_WORDS:
            messages.warning(request, _("Only the first %(most)s words were looked for.") % {"most": MOST_WORDS})
            words = words[:MOST_WORDS]
        found = queryset.filter(*(_having(self.model, fields, _unquoted(word)) for word in words))
        keys = set(found.order_by().values_list("pk", flat=True)[: MOST_FOUND + 1])
        # For the paginator, which Django asks for next, with nothing but the request in common.
        request.number_found = len(keys)
        return found if len(keys) > MOST_FOUND else queryset.filter(pk__in=keys), False

    def get_paginator(self, request, queryset, per_page, *args, **kwargs):
        found = getattr(request, "number_found", None)
        most = COUNTED if found is None else MOST_FOUND
        return BoundedPaginator(queryset, per_page, *args, most=most, found=found, **kwargs)


def _having(model, fields, word):
    """The condition that a row, or what it refers to, has a word in one of the fields.

    Joined, the same name would be read again for each of the many rows that refer to it.
    """
    own, beside = {}, defaultdict(list)
    for field in fields:
        sign = field[0] if field[0] in _LOOKUPS else ""
        name, _separator, rest = field.removeprefix(sign).partition(LOOKUP_SEP)
        if rest:
            beside[name].append(sign + rest)
        else:
            own[name] = sign
    condition = _having_itself(model, own, word)
    for name, rest in beside.items():
        relation = model._meta.get_field(name)
        rows = relation.related_model._base_manager.filter(_having(relation.related_model, rest, word))
        if relation.one_to_many:
            condition |= Q(pk__in=rows.values(relation.field.name))
        else:
            condition |= Q(**{f"{name}__in": rows})
    return condition


def _having_itself(model, signs, word):
    """The condition that a row has the word in a field of its own: texts by the search index, others as they stand.

    What is mostly empty has an index of the rows that have it, and only these are gone through, if not all are anyway.
    """
    filled = [index.condition for index in model._meta.indexes]
    condition, texts, apart = Q(), Q(), {}
    for name, sign in signs.items():
        lookup = f"{name}{LOOKUP_SEP}{_LOOKUPS[sign]}"
        has = Q.create([(lookup, form) for form in _forms(word)], connector=Q.OR)
        if sign == "@":
            texts |= has
        elif ~Q(**{name: ""}) in filled:
            apart[name] = has
        else:
            condition |= has
    among = _by_the_index(model, word) if texts else Q()
    goes_through_all = bool(condition or (texts and not among))
    condition |= among & texts
    for name, has in apart.items():
        rows = model._base_manager.filter(~Q(**{name: ""}), has)
        condition |= has if goes_through_all else Q(pk__in=rows)
    return condition


def _by_the_index(model, word):
    """The condition that the search index has the word, in any place of one of its own, where that says much."""
    kind, key = model._meta.model_name, "pk"
    if kind not in MODELS:
        # It is a passage of its entry's document.
        reference = model._meta.get_field(model.entry_field)
        kind, key = reference.related_model._meta.model_name, reference.attname
    found = containing(kind, word)
    return Q() if found is None else Q(**{f"{key}__in": found})


def _forms(word):
    """The word in each case where the database cannot fold it: SQLite folds ASCII only."""
    if word.isascii() or connection.vendor != "sqlite":
        return [word]
    return dict.fromkeys((word, word.lower(), word.upper(), word.title(), word.capitalize()))


def _unquoted(word):
    is_quoted = word[0] in "\"'" and word[0] == word[-1]
    return unescape_string_literal(word) if is_quoted else word


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

"""Cursors: places in a list as a text to be sent back, which fits that list, its filters and its order alone.

A cursor is signed, so whatever comes back is what was handed out. It holds nothing but values that the row it stands
at has shown: no key of a table, from whose gaps one could count what is hidden.
"""

import hashlib
import json

from django.core.signing import BadSignature, Signer

from archive.api.keyset import Place, keys_of

#: What begins a walk.
START = "start"
#: Titles are the longest values; none of them makes a cursor as long as this.
LONGEST = 4000


class WrongCursor(ValueError):
    """A cursor that leads nowhere here; the text says why."""


def write(place, queryset, filters):
    """The cursor of a place in this list under these filters (a dictionary of texts). The same for the same place."""
    if place == Place():
        return START
    return _signer().sign_object([_list(queryset, filters), place.backwards, place.values], compress=True)


def read(text, queryset, filters):
    """The place that a cursor means in this list; raises WrongCursor."""
    if text == START:
        return Place()
    try:
        if len(text) > LONGEST:
            raise BadSignature
        written_for, backwards, values = _signer().unsign_object(text)
    except BadSignature as error:
        raise WrongCursor(f"This is no cursor that was given here; “{START}” begins at the first row.") from error
    if written_for != _list(queryset, filters):
        raise WrongCursor(f"This cursor is of another list, other filters or another order; “{START}” begins this one.")
    return Place(None if values is None else tuple(values), backwards)


def _signer():
    return Signer(salt="archive.api.cursors")


def _list(queryset, filters):
    """What tells lists apart: what is listed, how it was narrowed and how it is ordered."""
    about = [queryset.model._meta.label, sorted(filters.items()), keys_of(queryset)]
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()[:20]

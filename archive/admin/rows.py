"""Rows of a posted formset whose record is gone: kept as new rows, so that no typed word is lost."""

from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT

from archive.admin.choosing import CHOICE


def set_rows_aside(data, prefix, existing, most):
    """Move posted rows whose id is not among `existing` behind the others, as rows without an id.

    Returns the data, copied and renumbered when there were such rows, and the numbers of those that
    were set aside. One that was marked for deletion is dropped: both sides wanted it gone. `most` is
    how many rows are read at all.
    """
    total = _count(data, f"{prefix}-{TOTAL_FORM_COUNT}", most)
    initial = _count(data, f"{prefix}-{INITIAL_FORM_COUNT}", total)
    gone = [row for row in range(initial) if data.get(f"{prefix}-{row}-id") not in existing]
    if not gone:
        return data, frozenset()
    kept = [row for row in range(total) if row not in gone]
    aside = [row for row in gone if not data.get(f"{prefix}-{row}-{DELETION_FIELD_NAME}")]
    moved = _renumbered(data, prefix, kept + aside)
    for row in range(len(kept), len(kept) + len(aside)):
        moved[f"{prefix}-{row}-id"] = ""
    moved[f"{prefix}-{TOTAL_FORM_COUNT}"] = str(len(kept) + len(aside))
    moved[f"{prefix}-{INITIAL_FORM_COUNT}"] = str(initial - len(gone))
    return moved, frozenset(range(len(kept), len(kept) + len(aside)))


def _renumbered(data, prefix, order):
    """A copy of the data in which row n is what was row `order[n]`, with the choices made about it."""
    copy = data.copy()
    starts = (f"{prefix}-", f"{CHOICE}{prefix}-")
    fields = {}
    for key in data:
        start = next((start for start in starts if key.startswith(start)), None)
        if start:
            row, _, field = key.removeprefix(start).partition("-")
            if row.isdecimal() and field:
                fields.setdefault(int(row), []).append((start, field, data.getlist(key)))
                del copy[key]
    for number, row in enumerate(order):
        for start, field, values in fields.get(row, ()):
            copy.setlist(f"{start}{number}-{field}", values)
    return copy


def _count(data, key, most):
    """A number of the management form; nonsense counts as none, and Django then reports it."""
    value = data.get(key, "")
    return min(int(value), most) if value.isdecimal() and len(value) < 6 else 0

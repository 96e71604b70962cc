"""Reads of what hangs on records of any kinds by content type and key: citations, notes, versions."""

import inspect
from collections import defaultdict
from functools import lru_cache

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from archive.models import ENTRIES, PARTS
from archive.selectors.prepared import Prepared


def know_content_types():
    """Have the content types of all kinds at hand: one query in a new process instead of one for each kind."""
    ContentType.objects.get_for_models(*ENTRIES, *PARTS)


def key_of(record):
    """What tells a record from those of all kinds: its content type and its primary key."""
    return ContentType.objects.get_for_model(type(record)).pk, record.pk


def by_target(queryset, records):
    """The rows of `queryset` that hang on the records."""
    know_content_types()
    ids = defaultdict(list)
    for record in records:
        ids[type(record)].append(record.pk)
    targets = Q(pk__in=[])
    for model, primary_keys in ids.items():
        targets |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=primary_keys)
    return queryset.filter(targets)


def on_targets(make):
    """Have what the function makes asked for any records, given by their keys: lists by key.

    The function is given the condition of hanging on these, `on`, before its own arguments. It is compiled once for
    as many records of each kind: see `prepared`.
    """
    names = list(inspect.signature(make).parameters)[1:]

    @lru_cache(maxsize=256)
    def of_sizes(sizes):
        def rows(**slots):
            values = {name: slots[name] for name in names}
            return make(_condition(sizes, slots), **values)

        return Prepared(rows, [*names, *_slots(sizes)])

    def grouped(keys, **values):
        found = defaultdict(list)
        by_kind = defaultdict(list)
        for kind, key in keys:
            by_kind[kind].append(key)
        if not by_kind:
            return found
        sizes = tuple(_padded(len(numbers)) for numbers in by_kind.values())
        for place, ((kind, numbers), size) in enumerate(zip(by_kind.items(), sizes, strict=True)):
            values[f"kind{place}"] = kind
            numbers += [numbers[-1]] * (size - len(numbers))
            values |= {f"key{place}_{number}": key for number, key in enumerate(numbers)}
        for row in of_sizes(sizes)(**values):
            found[row.content_type_id, row.object_id].append(row)
        return found

    return grouped


def _padded(count):
    """The next power of two, so that one statement serves many numbers of records."""
    return 1 << (count - 1).bit_length()


def _slots(sizes):
    for place, size in enumerate(sizes):
        yield f"kind{place}"
        yield from (f"key{place}_{number}" for number in range(size))


def _condition(sizes, slots):
    condition = Q()
    for place, size in enumerate(sizes):
        keys = [slots[f"key{place}_{number}"] for number in range(size)]
        condition |= Q(content_type=slots[f"kind{place}"], object_id__in=keys)
    return condition

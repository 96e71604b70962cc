"""The block of a loaded record, as the congress file and an entry document have it. Never queries."""

from archive.interchange.congress_file.schema import AS_OF, CITATION, NOTE


class Stored:
    """How a block finds what a record leads to: all that is stored, loaded with `fetching.fetch`."""

    def parts(self, record, name):
        return getattr(record, name).all()

    def value(self, kind, record, key):
        return kind.value_of(record, key)


STORED = Stored()


def block_of(kind, record, owner=None, *, reader=STORED, finish=lambda kind, block: block, without=()):
    """The block of a record, a part of something of the kind `owner`: a dict of the values of its fields.

    Keys in the order of the format, lists in the order of their kind, defaults and empty values left out. An entry
    that knows its `as_of` says it. `finish` is given each block that is made, and gives what stands for it. The keys in
    `without` are left out of this block.
    """
    block = {}
    as_of = getattr(record, AS_OF, None)
    for key, field in kind.fields.items():
        if key in without:
            continue
        if key in kind.parts:
            parts = reader.parts(record, field.name)
            if blocks := blocks_of(kind.parts[key], parts, kind, reader=reader, finish=finish):
                block[key] = blocks
        else:
            value = reader.value(kind, record, key)
            if kind.is_required(key) or value not in (kind.default(key), None, ""):
                block[key] = value
        if as_of and key == kind.identity:
            block[AS_OF] = as_of
    if kind in (CITATION, NOTE) and "field" in block:
        block["field"] = {name: key for key, name in owner.citable.items()}.get(block["field"], block["field"])
    return finish(kind, block)


def blocks_of(kind, records, owner=None, *, reader=STORED, **options):
    """The blocks of records of one kind, in its order."""
    if kind.order is None:
        records = sorted(records, key=lambda record: record.pk)
    else:
        records = sorted(records, key=lambda record: _place(kind, record, reader))
    return [block_of(kind, record, owner, reader=reader, **options) for record in records]


def _place(kind, record, reader):
    """Where a record stands in its list: vocabularies in their own order, an empty value first."""
    place = []
    for key in kind.order.split():
        value, choices = reader.value(kind, record, key), kind.values[key].choices
        if choices:
            value = [choice for choice, _ in choices].index(value)
        place.append((value is not None, value))
    return place

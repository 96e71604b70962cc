"""Serializers read once into plain functions, so that a row costs its values and not a walk through their fields.

The serializers stay the description: which fields there are, in which order, and how each is said. A `Shape` is one of
them with what the request chose: some of the fields, some references given whole. `tests/api/test_fast_shapes.py`
holds both to the same answer.
"""

from copy import copy
from functools import cache
from operator import attrgetter

from django.utils.timezone import get_current_timezone
from rest_framework import serializers

from archive.api.serializers.fields import ApiAddressField, PageAddressField
from archive.api.serializers.references import ReferenceSerializer, refer

#: Fields whose values are in an answer as they are in the record.
AS_THEY_ARE = (serializers.CharField, serializers.IntegerField, serializers.BooleanField, serializers.ChoiceField)


#: What is answered whichever fields are chosen: a list that goes on must not be taken for all of it.
ALWAYS = ("url", "cut")


class Shape:
    """How to read each field of a record, by name: the attribute that is answered as it is, or a function.

    A function takes the record and the context of the answer. All attributes are read in one call.
    """

    def __init__(self, readers):
        self.readers = readers
        self._empty = dict.fromkeys(readers)
        self._plain = [name for name, read in readers.items() if isinstance(read, str)]
        # Of a single attribute there would be no tuple.
        self._attributes = attrgetter(*(readers[name] for name in self._plain), "__class__", "__class__")
        self._made = [(name, read) for name, read in readers.items() if not isinstance(read, str)]

    def row(self, record, context):
        row = self._empty.copy()
        row.update(zip(self._plain, self._attributes(record)))  # noqa: B905  The two classes are left over.
        for name, read in self._made:
            row[name] = read(record, context)
        return row

    def only(self, names):
        """The shape with these fields alone and those of `ALWAYS`; all of it when none is named.

        `names` are a tree: {"speeches": {"text": {}}} keeps the texts of the speeches.
        """
        if not names:
            return self
        kept = {}
        for name, read in self.readers.items():
            if name in names or name in ALWAYS:
                kept[name] = _cut(read, {*names[name], "url"}) if names.get(name) else read
        if "cut" in kept and "cut" not in names:
            kept["cut"] = _among(kept["cut"], names)
        return Shape(kept)


@cache
def shape_of(serializer_class):
    """The shape that a serializer describes, made once in a process."""
    return Shape({name: _reader(field) for name, field in serializer_class().fields.items()})


def _reader(field):
    """How a field of a record is read."""
    many = isinstance(field, serializers.ListSerializer)
    shown = field.child if many else field
    if isinstance(field, serializers.SerializerMethodField):
        owner, method = type(field.parent), field.method_name
        return lambda record, context: getattr(_in(context, owner), method)(record)
    value_of = _value_reader(field)
    if isinstance(shown, ApiAddressField):
        return lambda record, context: context["addresses"].twin(value_of(record))
    if isinstance(shown, PageAddressField):
        return lambda record, context: context["addresses"].absolute(value_of(record))
    if isinstance(shown, serializers.BaseSerializer):
        return _each(value_of, _nested(shown)) if many else _one(value_of, _nested(shown))
    if isinstance(shown, serializers.DateTimeField):
        return _one(value_of, _moment)
    if isinstance(shown, AS_THEY_ARE):
        return field.source
    return _one(value_of, lambda value, context: shown.to_representation(value))


def _value_reader(field):
    """The function that gives what a field says of a record."""
    if field.source == "*":
        return lambda record: record
    get = attrgetter(field.source)
    if isinstance(field, ApiAddressField | PageAddressField):
        return lambda record: get(record)()
    return get


def _nested(serializer):
    """The function that shows a record inside another."""
    kind = type(serializer)
    if kind is ReferenceSerializer:
        return lambda record, context: refer(record, context["addresses"])
    if kind.to_representation is not serializers.Serializer.to_representation:
        return lambda record, context: _in(context, kind).to_representation(record)
    return lambda record, context: shape_of(kind).row(record, context)


def _moment(value, context):
    """A time as the serializers say it: in the site's zone, which is asked for once in an answer."""
    zone = context.get("zone")
    if zone is None:
        zone = context["zone"] = get_current_timezone()
    if value.tzinfo is not zone:
        value = value.astimezone(zone)
    text = value.isoformat()
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


def _cut(read, names):
    """A field that is an object, or a list of them, with these names alone."""

    def cut(value):
        return {name: value[name] for name in value if name in names}

    def read_cut(record, context):
        value = read(record, context)
        if isinstance(value, list):
            return [cut(each) for each in value]
        return value and cut(value)

    return read_cut


def _among(read, names):
    """Of the lists that go on, those that are answered."""
    return lambda record, context: [row for row in read(record, context) if row["list"] in names]


def _one(value_of, show):
    def read(record, context):
        value = value_of(record)
        return None if value is None else show(value, context)

    return read


def _each(value_of, show):
    return lambda record, context: [show(value, context) for value in value_of(record)]


@cache
def _sample(serializer_class):
    serializer = serializer_class()
    serializer.fields  # noqa: B018  Made now, as copies share them.
    return serializer


def _in(context, serializer_class):
    """The serializer of an answer, for the methods of it that make a value."""
    made = context.get(serializer_class)
    if made is None:
        made = context[serializer_class] = copy(_sample(serializer_class))
        made._context = context
    return made

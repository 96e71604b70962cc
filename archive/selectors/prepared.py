"""Reads whose SQL is made once in a process: to build and compile it costs several times what asking it does.

    @prepared
    def _speeches(debate, now):
        return Speech.objects.public(now).filter(debate=debate)

    _speeches(debate=debate.pk, now=timezone.now())

The function is called once, with a `Slot` for each of its arguments, and says which rows are meant as ever. From then
on only the values are put in. So it must not look at its arguments, and the values have to be what the database knows:
numbers, texts and moments.
"""

import inspect
from datetime import datetime

from django.db import connections
from django.db.models import Expression

#: What no column holds, and SQLite refuses to hear of.
_LARGEST = 2**63 - 1


class Slot(Expression):
    """Stands for a value that is given when the query is asked."""

    def __init__(self, name):
        super().__init__()
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]


def prepared(make):
    """Have the queryset that the function makes compiled once; calling it gives the list of its rows."""
    return Prepared(make, inspect.signature(make).parameters)


class Prepared:
    """A queryset of whole records, with the names of its slots; statements are kept for each database."""

    def __init__(self, make, names):
        self._make = make
        self._names = list(names)
        self._queryset = None
        self._statements = {}

    def __call__(self, **values):
        if self._queryset is None:
            self._queryset = self._make(**{name: Slot(name) for name in self._names})
        alias = self._queryset.db
        if alias not in self._statements:
            self._statements[alias] = _Statement(self._queryset, alias)
        return self._statements[alias].rows(values)


class _Statement:
    """The SQL of a queryset for one database, and how its rows become records: as Django's `ModelIterable` does it."""

    def __init__(self, queryset, alias):
        compiler = queryset.query.get_compiler(using=alias)
        self._alias = alias
        self._sql, self._params = compiler.as_sql()
        converters = compiler.get_converters([column[0] for column in compiler.select])
        self._columns = _Columns(compiler.klass_info, compiler.select, converters, alias)
        self._annotations = compiler.annotation_col_map

    def rows(self, values):
        if any(isinstance(value, int) and value > _LARGEST for value in values.values()):
            return []
        connection = connections[self._alias]
        values = {name: _adapted(value, connection) for name, value in values.items()}
        params = [values[param.name] if isinstance(param, Slot) else param for param in self._params]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, params)
            rows = cursor.fetchall()
        known, records = {}, []
        for row in rows:
            record = self._columns.record(row, known, connection)
            for name, place in self._annotations.items():
                setattr(record, name, row[place])
            records.append(record)
        return records


class _Columns:
    """The columns of one record in a row, and of those that are joined to it."""

    def __init__(self, info, select, converters, alias):
        self._alias = alias
        self._model = info["model"]
        places = {select[place][0].target.attname: place for place in info["select_fields"]}
        self._names = [field.attname for field in self._model._meta.concrete_fields if field.attname in places]
        self._places = [places[name] for name in self._names]
        self._key = places[self._model._meta.pk.attname]
        self._converters = [
            (number, *converters[place]) for number, place in enumerate(self._places) if place in converters
        ]
        self._joined = [
            (_Columns(joined, select, converters, alias), joined["local_setter"], joined["remote_setter"])
            for joined in info.get("related_klass_infos", [])
        ]

    def record(self, row, known, connection):
        """The record of a row, one that is joined to several rows being made once; None where nothing is joined."""
        key = row[self._key]
        if key is None or (self, key) in known:
            return known.get((self, key))
        values = [row[place] for place in self._places]
        for number, converters, expression in self._converters:
            for convert in converters:
                values[number] = convert(values[number], expression, connection)
        record = known[self, key] = self._model.from_db(self._alias, self._names, values)
        for columns, set_joined, set_back in self._joined:
            joined = columns.record(row, known, connection)
            set_joined(record, joined)
            if joined is not None:
                set_back(joined, record)
        return record


def _adapted(value, connection):
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value

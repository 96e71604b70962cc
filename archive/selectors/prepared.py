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
from django.db.models.query import get_related_populators

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
        select, info = compiler.select, compiler.klass_info
        self._model = info["model"]
        self._start, self._end = info["select_fields"][0], info["select_fields"][-1] + 1
        self._fields = [column[0].target.attname for column in select[self._start : self._end]]
        self._related = get_related_populators(info, select, alias)
        self._annotations = compiler.annotation_col_map
        self._converters = compiler.get_converters([column[0] for column in select])

    def rows(self, values):
        if any(isinstance(value, int) and value > _LARGEST for value in values.values()):
            return []
        connection = connections[self._alias]
        values = {name: _adapted(value, connection) for name, value in values.items()}
        params = [values[param.name] if isinstance(param, Slot) else param for param in self._params]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, params)
            return [self._record(row, connection) for row in cursor.fetchall()]

    def _record(self, row, connection):
        row = list(row)
        for place, (converters, expression) in self._converters.items():
            for convert in converters:
                row[place] = convert(row[place], expression, connection)
        record = self._model.from_db(self._alias, self._fields, row[self._start : self._end])
        for related in self._related:
            related.populate(row, record)
        for name, place in self._annotations.items():
            setattr(record, name, row[place])
        return record


def _adapted(value, connection):
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value

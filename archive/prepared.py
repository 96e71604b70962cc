"""Queries that are the same each time but for a few values: compiled once in a process; imports nothing of ours.

To say a query in Python and to have Django turn it into SQL takes longer than a database takes to answer a small one.
"""

from django.db import connections
from django.db.models import Expression


class Blank(Expression):
    """Stands for a value that is known when the query is asked."""

    def __init__(self, name, field):
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def filled(self, values, connection):
        return self.output_field.get_db_prep_value(values[self.name], connection=connection)


class Prepared:
    """A queryset by `values_list` with blanks: `make` takes them by name, the fields say of what kind they are."""

    def __init__(self, make, **fields):
        self._make = make
        self._blanks = {name: Blank(name, field) for name, field in fields.items()}
        self._written = None

    def filled(self, **values):
        """The query with its values; its `rows()` are those of now."""
        if self._written is None:
            self._written = Written(self._make(**self._blanks))
        return Filled(self._written, values)


class Written:
    """The SQL of a queryset, with blanks among its parameters, and how its columns become values."""

    def __init__(self, queryset):
        self.queryset = queryset
        compiler = queryset.query.get_compiler(queryset.db)
        self.sql, self.parameters = compiler.as_sql()
        self.converters = compiler.get_converters([column for column, *_rest in compiler.select])
        self.convert = compiler.apply_converters


class Filled:
    def __init__(self, written, values):
        self._written, self._values = written, values

    def rows(self):
        """The rows as lists; one query."""
        written, connection = self._written, connections[self._written.queryset.db]
        parameters = [
            parameter.filled(self._values, connection) if isinstance(parameter, Blank) else parameter
            for parameter in written.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, parameters)
            return list(written.convert(cursor.fetchall(), written.converters))

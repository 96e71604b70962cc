"""Places in a query for values that are known when it is asked."""

import json

from django.db.models import Expression, Field, IntegerField, Lookup


class Blank(Expression):
    """Stands for a value of a kind; among the parameters of the SQL, it stands for itself."""

    def __init__(self, name, field):
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def filled(self, values, connection):
        return self.output_field.get_db_prep_value(values[self.name], connection=connection)


class Ids(IntegerField):
    """Any number of primary keys as one value, for `among`."""

    def get_db_prep_value(self, value, connection, prepared=False):
        return json.dumps(list(value)) if connection.vendor == "sqlite" else list(value)


@Field.register_lookup
class Among(Lookup):
    """Whether a value is among `Ids`: what `in` says, in the same SQL for any number of them."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*parameters, self.rhs]

    def as_sqlite(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", [*parameters, self.rhs]  # noqa: S608

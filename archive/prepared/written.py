"""The SQL of a queryset, with blanks among its parameters, and how its rows become records."""

from collections import defaultdict
from functools import cached_property

from django.db.models import F, IntegerField, Value
from django.db.models.base import ModelState

from archive.prepared.blanks import Blank, Ids

#: The column that says which record a prefetched one belongs to.
OWNER = "prepared_owner"


class _Everything:
    """Has every name in it."""

    def __contains__(self, name):
        return True


#: The names of attributes, where all that there is to read is wanted.
EVERYTHING = _Everything()


class Written:
    """What Django writes of a queryset, kept."""

    def __init__(self, queryset):
        self.queryset = queryset
        self._compiler = queryset.query.get_compiler(using=queryset.db)
        self._sql, self._parameters = self._compiler.as_sql()
        self._added = [_Added(queryset.model, prefetch) for prefetch in queryset._prefetch_related_lookups]

    def records(self, connection, values, limits="", wanted=EVERYTHING):
        return [record for record, _row in self.read(connection, values, limits, wanted)]

    def read(self, connection, values, limits="", wanted=EVERYTHING):
        """Pairs of each record and its row."""
        known = {}
        rows = _ask(connection, self._sql + limits, self._parameters, values)
        read = [(self._reader.read(row, connection, known), row) for row in rows]
        for added in self._added if read else ():
            if added.attribute in wanted:
                added.put_on({record.pk: record for record, _row in read}, connection, values)
        return read

    def rows(self, connection, values):
        rows = _ask(connection, self._sql, self._parameters, values)
        return [_convert(list(row), self._converters, connection) for row in rows]

    def count(self, connection, values, most):
        sql, parameters = self._counted
        counting = f"SELECT COUNT(*) FROM ({sql} {connection.ops.limit_offset_sql(0, most)}) counted"  # noqa: S608
        return _ask(connection, counting, parameters, values)[0][0]

    def column(self, name):
        """The place of an annotation in a row."""
        return self._compiler.annotation_col_map[name]

    @cached_property
    def _reader(self):
        return _Reader(self._compiler, self._compiler.klass_info, self._compiler.annotation_col_map or {})

    @cached_property
    def _converters(self):
        return _converters(self._compiler, 0, self._compiler.col_count)

    @cached_property
    def _counted(self):
        # One row as good as another, unless some are the same.
        rows = self.queryset.order_by().values_list("pk" if self.queryset.query.distinct else Value(1))
        return rows.query.get_compiler(using=self.queryset.db).as_sql()


class _Added:
    """A list that `prefetch_related` adds to each record, `to_attr`."""

    def __init__(self, model, prefetch):
        relation = model._meta.get_field(prefetch.prefetch_through)
        self.attribute = prefetch.to_attr
        # What leads back is a foreign key of what is added, or a relation of many to many.
        self._back = relation.remote_field
        self._owner = f"{self._back.name}__pk"
        self._queryset = prefetch.queryset

    @cached_property
    def _of_one(self):
        # An engine that sees a list cannot know that it is short, and may go through all there is, in order.
        return self._read_by(self._owner, IntegerField())

    @cached_property
    def _of_several(self):
        return self._read_by(f"{self._owner}__among", Ids())

    def _read_by(self, lookup, field):
        # First the condition, so that what is told of the owner is of the same join.
        found = self._queryset.filter(**{lookup: Blank(OWNER, field)})
        return Written(found.annotate(**{OWNER: F(self._owner)}))

    def put_on(self, owners, connection, values):
        keys = list(owners)
        written, value = (self._of_one, keys[0]) if len(keys) == 1 else (self._of_several, keys)
        column = written.column(OWNER)
        lists = defaultdict(list)
        for record, row in written.read(connection, {**values, OWNER: value}):
            owner = owners[row[column]]
            if self._back.many_to_one and not self._back.is_cached(record):
                self._back.set_cached_value(record, owner)
            lists[owner.pk].append(record)
        for key, owner in owners.items():
            setattr(owner, self.attribute, lists[key])


class _Reader:
    """Makes a record of some columns of a row and those joined to it: `ModelIterable`, with each record made once."""

    def __init__(self, compiler, info, annotations):
        columns = info["select_fields"]
        self._model, self._from, self._beyond = info["model"], columns[0], columns[-1] + 1
        self._names = [compiler.select[column][0].target.attname for column in columns]
        self._key = self._from + self._names.index(self._model._meta.pk.attname)
        self._converters = _converters(compiler, self._from, self._beyond)
        self._annotations = [
            (name, column, _converters(compiler, column, column + 1))
            for name, column in annotations.items()
            if name != OWNER
        ]
        self._joined = [
            (_Reader(compiler, each, {}), each["local_setter"], each["remote_setter"])
            for each in info.get("related_klass_infos", ())
        ]

    def read(self, row, connection, known):
        key = row[self._key]
        if key is None:
            return None
        record = known.get((self, key))
        if record is None:
            record = known[self, key] = self._made(row, connection, known)
        return record

    def _made(self, row, connection, known):
        record = self._model.__new__(self._model)
        # What `from_db` comes to. Nobody here listens to the making of records, and asking whether takes longer.
        record._state = ModelState()
        record._state.adding, record._state.db = False, connection.alias
        values = _convert(list(row[self._from : self._beyond]), self._converters, connection)
        record.__dict__.update(zip(self._names, values, strict=True))
        for reader, set_here, set_there in self._joined:
            other = reader.read(row, connection, known)
            set_here(record, other)
            if other is not None:
                set_there(other, record)
        for name, column, converters in self._annotations:
            setattr(record, name, _convert([row[column]], converters, connection)[0])
        return record


def _ask(connection, sql, parameters, values):
    # A moment stands in a query a dozen times.
    named = {each.name: each for each in parameters if isinstance(each, Blank)}
    known = {name: blank.filled(values, connection) for name, blank in named.items()}
    filled = [known[each.name] if isinstance(each, Blank) else each for each in parameters]
    with connection.cursor() as cursor:
        cursor.execute(sql, filled)
        return cursor.fetchall()


def _converters(compiler, first, beyond):
    """For the columns in this range, by their place in it, the functions that make values of what the engine gives."""
    return list(compiler.get_converters([each[0] for each in compiler.select[first:beyond]]).items())


def _convert(values, converters, connection):
    """The values as fields have them, in place."""
    for column, (functions, expression) in converters:
        for convert in functions:
            values[column] = convert(values[column], expression, connection)
    return values

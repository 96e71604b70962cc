"""From plain data to rows of known kinds, with a problem for all that does not fit."""

from dataclasses import dataclass, field

from archive.interchange.congress_file.names import name_of
from archive.interchange.congress_file.problems import (
    Problem,
    Wrong,
    did_you_mean,
    format_path,
    name_of_type,
    quoted,
)
from archive.interchange.congress_file.schema import AS_OF, CONGRESS, SITTING
from archive.interchange.congress_file.values import to_position, to_text, to_value, to_version


@dataclass(eq=False)
class Row:
    """One block of the file: its values by key, references as names, and its parts.

    A key that is neither in `values` nor in `left_out` is wrong in itself, and has been reported. `as_of` is the number
    of the version from which an entry was written into the file; None when the file does not say. `owner` is the row it
    stands in. `at` is the address under which the archive has the entry, when it is to get another.
    """

    kind: object
    path: tuple
    owner: object = None
    values: dict = field(default_factory=dict)
    left_out: list = field(default_factory=list)
    parts: dict = field(default_factory=dict)
    as_of: int | None = None
    at: object = None
    #: The lists of parts of which only some are given; the others stay as they are.
    some: frozenset = frozenset()
    #: Whether it says nothing of itself, only where others stand.
    is_anchor: bool = False

    @property
    def number(self):
        """The number that the congress it stands in, or is, has in the archive."""
        if self.kind is CONGRESS:
            return self.at or self.values.get("number")
        return self.owner and self.owner.number

    @property
    def name(self):
        """Its name for others, or None when it has none."""
        return name_of(self.kind, self.number, self.values.get(self.kind.identity))

    @property
    def sought(self):
        """The address under which the archive has the entry, if it has it."""
        return self.at or self.values.get(self.kind.identity)

    def identify(self, keys):
        """The values of these keys by which to find it in the archive."""
        return self.kind.identify(self.values | ({self.kind.identity: self.at} if self.at else {}), keys)

    def walk(self):
        """This row and all that stands in it."""
        yield self
        for rows in self.parts.values():
            for row in rows:
                yield from row.walk()


class Rows:
    """The rows of what is to be loaded: `congresses`, and lists in `shared` by section; and what is wrong with them."""

    def __init__(self, document):
        self.document = document
        self.problems = list(getattr(document, "problems", ()))
        self.congresses, self.shared = [], {}

    @property
    def numbers(self):
        """The numbers that its congresses have in the archive."""
        return {row.number for row in self.congresses} - {None}

    def walk(self):
        """Every row."""
        for rows in (*self.shared.values(), self.congresses):
            for row in rows:
                yield from row.walk()

    def problem(self, path, message):
        self.problems.append(Problem(tuple(path), message))

    def check_keys(self, block, known, path):
        for key in block:
            if key not in known:
                hint = did_you_mean(key, known) or f"; the keys are {', '.join(known)}"
                self.problem((*path, str(key)), f"no such key{hint}")

    def row(self, kind, block, path, owner=None, also=()):
        """The row of a block of a kind; None when it is none. It may have the keys `also`, which others read."""
        if not isinstance(block, dict):
            found = "nothing" if block is None else name_of_type(block)
            self.problem(path, f"expected the keys of a {kind.name}, found {found}")
            return None
        keys = kind.keys.split()
        self.check_keys(block, [*keys, AS_OF, *also] if kind.is_entry else keys, path)
        row = Row(kind, path, owner)
        if kind.is_entry and AS_OF in block:
            self._read_as_of(row, block[AS_OF])
        for key in keys:
            given, place = block.get(key), (*path, key)
            if key in kind.parts:
                row.parts[key] = self.list(kind.parts[key], given, place, row)
            elif given is None and kind.is_required(key):
                self.problem(place, "is required")
            elif key in block:
                self._read_value(row, key, given, place)
            elif key in kind.identity.split():
                row.values[key] = kind.default(key)  # A block is found by it, so it always has a value.
            else:
                row.left_out.append(key)
        if about := row.values.get("field"):
            row.values["field"] = owner.kind.citable.get(about, about)
        return row

    def _read_as_of(self, row, given):
        try:
            row.as_of = to_version("" if given is None else given)
        except Wrong as wrong:
            self.problem((*row.path, AS_OF), str(wrong))

    def _read_value(self, row, key, given, path):
        field, target = row.kind.values[key], row.kind.target(key)
        try:
            if field.many_to_many:
                row.values[key] = self._names(target, [] if given is None else given, path)
            elif given in (None, ""):
                row.values[key] = self._empty(row.kind, key)
            elif target:
                row.values[key] = self._name(target, given)
            else:
                row.values[key] = to_value(field, given)
        except Wrong as wrong:
            self.problem(path, str(wrong))

    def _empty(self, kind, key):
        if not kind.values[key].blank:
            raise Wrong("is empty, and must not be")
        return kind.empty(key)

    def _name(self, target, given):
        return to_position(given) if target is SITTING else to_text(given)

    def _names(self, target, given, path):
        if not isinstance(given, list):
            raise Wrong(f"expected a list, found {name_of_type(given)}")
        names = []
        for index, item in enumerate(given):
            try:
                name = self._name(target, "" if item is None else item)
                if name in names:
                    raise Wrong(f"{quoted(name)} is in this list already")
                names.append(name)
            except Wrong as wrong:
                self.problem((*path, index), str(wrong))
        return names

    def list(self, kind, given, path, owner=None):
        """The rows of a list of blocks of one kind."""
        if given is None:
            return []
        if not isinstance(given, list):
            self.problem(path, f"expected a list, found {name_of_type(given)}")
            return []
        rows = [self.row(kind, item, (*path, index), owner) for index, item in enumerate(given)]
        rows = [row for row in rows if row]
        self.check_unique(kind, rows)
        return rows

    def check_unique(self, kind, rows):
        for keys in kind.unique:
            first = {}
            for row in rows:
                if not all(key in row.values for key in keys):
                    continue
                values = tuple(row.values[key] for key in keys)
                if values not in first:
                    first[values] = row
                elif len(keys) == 1:
                    place = format_path((*first[values].path, *keys))
                    self.problem((*row.path, *keys), f"{quoted(*values)} stands at {place} already")
                else:
                    place = format_path(first[values].path)
                    self.problem(row.path, f"has the same {' and '.join(keys)} as {place}")

"""The rows of entry documents: of any kinds, each of them one entry with its parts."""

from archive.interchange.congress_file.problems import Wrong, name_of_type
from archive.interchange.congress_file.rows import Row, Rows
from archive.interchange.congress_file.schema import CONGRESS, SHARED
from archive.interchange.congress_file.values import to_value

#: The lists of parts that a congress has in its document; its debates and resolutions have documents of their own.
CONGRESS_PARTS = [name for name in CONGRESS.beside.split() if name not in CONGRESS.entries]


class DocumentRows(Rows):
    """The rows of some entry documents. A path begins with the place of the document when there are several.

    Debates and resolutions stand below their congress: in the row of its document, or in one that says nothing.
    """

    def __init__(self, documents):
        super().__init__(None)
        self.shared = {name: [] for name in SHARED}
        places = [(index,) if len(documents) > 1 else () for index in range(len(documents))]
        pairs = [*zip(documents, places, strict=True)]
        # Congresses first, for others to stand in them.
        for document, path in sorted(pairs, key=lambda pair: pair[0].kind is not CONGRESS):
            self._read(document.kind, document.data, path, document.at)
        self._check_addresses()

    def _read(self, kind, data, path, at):
        if not isinstance(data, dict):
            self.problem(path, f"expected the keys of a {kind.name}, found {name_of_type(data)}")
        elif kind is CONGRESS:
            self._read_congress(data, path, at)
        elif kind.is_shared:
            self.shared[kind.many].append(self._row(kind, data, path, at))
        else:
            congress = self._congress(data, path)
            congress.parts.setdefault(kind.many, []).append(self._row(kind, data, path, at, congress, ["congress"]))

    def _row(self, kind, data, path, at, owner=None, also=()):
        row = self.row(kind, data, path, owner, also)
        row.at = at
        return row

    def _read_congress(self, data, path, at):
        row = self._row(CONGRESS, data, path, at, also=CONGRESS_PARTS)
        for name in CONGRESS_PARTS:
            row.parts[name] = self.list(CONGRESS.parts[name], data.get(name), (*path, name), row)
        row.some = CONGRESS.entries
        self.congresses.append(row)

    def _congress(self, data, path):
        """The row of the congress that a debate or resolution stands in."""
        number = self._number(data.get("congress"), (*path, "congress"))
        for row in self.congresses:
            if number in (row.number, row.values.get("number")):
                return row
        row = Row(CONGRESS, (*path, "congress"), is_anchor=True, some=CONGRESS.entries)
        row.values["number"] = number
        row.left_out = [key for key in CONGRESS.values if key != "number"]
        self.congresses.append(row)
        return row

    def _number(self, given, path):
        if given in (None, ""):
            self.problem(path, "is required")
            return None
        try:
            return to_value(CONGRESS.values["number"], given)
        except Wrong as wrong:
            self.problem(path, str(wrong))

    def _check_addresses(self):
        """Two documents are never of one entry."""
        for name, kind in SHARED.items():
            self.check_unique(kind, self.shared[name])
        self.check_unique(CONGRESS, self.congresses)
        for row in self.congresses:
            for key in CONGRESS.entries & row.parts.keys():
                self.check_unique(CONGRESS.parts[key], row.parts[key])

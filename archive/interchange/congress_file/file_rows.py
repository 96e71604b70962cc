"""The rows of a congress file."""

from archive.interchange.congress_file.problems import name_of_type, quoted
from archive.interchange.congress_file.rows import Row, Rows
from archive.interchange.congress_file.schema import CONGRESS, FORMAT, SECTIONS, SHARED


class FileRows(Rows):
    """The rows of one document of a congress file: one congress, with all that stands beside it."""

    def __init__(self, document):
        super().__init__(document)
        if not isinstance(document, dict):
            empty = document is None
            self.problem((), "is empty" if empty else f"expected keys and values, found {name_of_type(document)}")
            return
        self.check_keys(document, SECTIONS, ())
        self._check_format(document.get("format"))
        self.shared = {name: self.list(kind, document.get(name), (name,)) for name, kind in SHARED.items()}
        self.congresses = [self._congress(document)]

    @property
    def number(self):
        """The number of its congress; None when it does not say."""
        return next(iter(self.numbers), None)

    def _check_format(self, given):
        if given is None:
            self.problem(("format",), f"is required: this is format {FORMAT}")
        elif str(given) != str(FORMAT):
            self.problem(("format",), f"{quoted(given)} is not known here; this archive reads format {FORMAT}")

    def _congress(self, document):
        block, path = document.get("congress"), ("congress",)
        if block is None:
            self.problem(path, "is required")
        row = (self.row(CONGRESS, block, path) if block is not None else None) or Row(CONGRESS, path)
        for name in CONGRESS.beside.split():
            row.parts[name] = self.list(CONGRESS.parts[name], document.get(name), (name,), row)
        return row

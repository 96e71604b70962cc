"""Rows of a list as lines of CSV (RFC 4180): flat, and inert in a spreadsheet."""

import csv
import re
from io import StringIO

#: Too deep for a table, or there twice; JSON and NDJSON have them.
LEFT_OUT = {"citations", "notes", "paragraphs", "figures"}
#: What a spreadsheet may take for a formula (OWASP, CSV Injection), behind whatever it skips.
_FORMULA = re.compile(r"[\s\x00-\x1f]*[=+\-@＝＋－＠]|[\t\r\n]")
#: What stands for an object: the address of a reference, the picture of a portrait, the field of a dispute.
_NAMES = ("url", "image", "field")


def columns_of(names):
    """Those of the fields of a row that are columns."""
    return [name for name in names if name not in LEFT_OUT]


def csv_lines(pages, columns):
    """The header, then the lines of each page of rows, as text. Lines end in CRLF."""
    yield _written([columns])
    for rows in pages:
        yield _written([[cell(row[name]) for name in columns] for row in rows])


def cell(value):
    """A value as the text of a cell; the parts of a list have semicolons between them.

    A text that would be a formula gets an apostrophe before it, which spreadsheets take for "this is text".
    """
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "; ".join(map(cell, value))
    if isinstance(value, dict):
        return next((cell(value[name]) for name in _NAMES if name in value), "")
    return "" if value is None else str(value)


def _written(lines):
    text = StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue()

"""Read the YAML text of a congress file into plain data, document by document: blocks, lists and texts."""

import json
import re

import yaml

from archive.interchange.congress_file.problems import CongressFileError, Problem, quoted

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: The format is at most ten deep; more is a mistake or an attack.
DEEPEST = 20
#: YAML 1.1, section 5.1: what a stream may not hold as it is (NUL, lone surrogates, most controls).
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NULLS = {"", "~", "null", "Null", "NULL"}


class Block(dict):
    """A block of keys that knows its line, the line of each key, and what was wrong in reading it."""

    def __init__(self, line):
        super().__init__()
        self.line = line
        self.lines = {}
        self.problems = []


def read(text):
    """Read a file of one document, as most are; raises `CongressFileError` when there are more."""
    document, *others = read_all(text)
    if others:
        raise _unreadable(f"holds {1 + len(others)} documents, where one is wanted")
    return document


def read_all(text):
    """Read YAML 1.1 (a `str`, or `bytes` in UTF-8) into a list of documents, each a `Block` of texts, lists and blocks.

    An empty file is one empty document, None. A scalar stays the text that was written, since the format knows
    what each must be: so a title may be `1922` or `yes` without quotes, and `1922-03-27` stays as precise as it
    is. An empty plain scalar and `null` are None. Repeated keys, anchors, aliases and tags are kept for `check`
    to report; raises `CongressFileError` with line and column when the text is not UTF-8 or not YAML.
    """
    text = _decoded(text)
    if bad := _UNPRINTABLE.search(text):
        character = f"U+{ord(bad[0]):04X}"
        raise _unreadable(f"{_place(text, bad.start())}: the character {character} cannot stand in a file")
    try:
        return list(_documents(yaml.parse(text, Loader=Loader))) or [None]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        sentence = ", ".join(filter(None, [error.context, error.problem]))
        raise _unreadable(f"line {mark.line + 1}, column {mark.column + 1}: not YAML: {sentence}") from error


def read_json(text):
    """Read the same from JSON (RFC 8259, in UTF-8) into plain data; raises `CongressFileError` for what is not JSON.

    A key given twice, numbers that JSON does not have (NaN, Infinity) and what is nested too deep are not read.
    """
    try:
        data = json.loads(_decoded(text), object_pairs_hook=_block_of, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise _unreadable(f"nested more than {DEEPEST} deep") from error
    except json.JSONDecodeError as error:
        raise _unreadable(f"line {error.lineno}, column {error.colno}: not JSON: {error.msg}") from error
    except ValueError as error:
        raise _unreadable(f"not JSON: {error}") from error
    if _is_deeper(data, DEEPEST):
        raise _unreadable(f"nested more than {DEEPEST} deep")
    return data


def _block_of(pairs):
    block = dict(pairs)
    if len(block) < len(pairs):
        keys = [key for key, _value in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _unreadable(f"the key {quoted(twice)} is here twice")
    return block


def _refuse_constant(name):
    raise _unreadable(f"{name} is no number of JSON")


def _is_deeper(data, limit):
    level, waiting = 0, [data]
    while waiting:
        if level > limit:
            return True
        inner = [item.values() if isinstance(item, dict) else item for item in waiting if isinstance(item, dict | list)]
        waiting, level = [item for items in inner for item in items], level + 1
    return False


def line_of(document, path):
    """The line of the deepest step of `path` that is there; None for plain data without lines."""
    line = None
    for step in path:
        if isinstance(document, Block):
            line = document.lines.get(step, line)
        try:
            document = document[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(step, int):
            line = getattr(document, "line", line)
    return line


def _decoded(text):
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            place = _place(text[: error.start].decode("utf-8"), len(text))
            bad = text[error.start]
            raise _unreadable(f"{place}: not UTF-8: the byte 0x{bad:02X} cannot stand there") from error
    return text.removeprefix("\ufeff")


def _place(text, offset):
    before = text[:offset]
    return f"line {before.count(chr(10)) + 1}, column {len(before) - before.rfind(chr(10))}"


def _unreadable(message):
    return CongressFileError([Problem((), message)])


def _documents(events):
    """Each document of a stream, with what was wrong in reading it."""
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            builder = _Builder(events)
            document = builder.node(event, ())
            if isinstance(document, Block):
                document.problems = builder.problems
            elif builder.problems:
                raise CongressFileError(builder.problems)
            yield document


class _Builder:
    """Builds the data of a document from the parser's events, so that nothing is ever constructed from a tag."""

    def __init__(self, events):
        self.events = events
        self.problems = []

    def node(self, event, path):
        line = event.start_mark.line + 1
        if len(path) > DEEPEST:
            raise _unreadable(f"line {line}: nested more than {DEEPEST} deep")
        if event.anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self.refuse(path, f"anchors and aliases ({sign}{event.anchor}) are not used in this format", line)
        if getattr(event, "tag", None) is not None:
            self.refuse(path, f"tags ({event.tag}) are not used in this format", line)
        if isinstance(event, yaml.MappingStartEvent):
            return self.block(path, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.list(path)
        if isinstance(event, yaml.AliasEvent) or (event.implicit[0] and event.value in _NULLS):
            return None
        return event.value

    def block(self, path, line):
        block = Block(line)
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, (*path, "key"))
            key_line = event.start_mark.line + 1
            if not isinstance(key, str):
                self.refuse(path, "a key must be a text", key_line)
                key = "null"
            value = self.node(next(self.events), (*path, key))
            if key in block:
                first = f"the first is in line {block.lines[key]}"
                self.refuse((*path, key), f"the key {quoted(key)} is here twice; {first}", key_line)
            else:
                block[key] = value
                block.lines[key] = key_line
        return block

    def list(self, path):
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, (*path, len(items))))
        return items

    def refuse(self, path, message, line):
        self.problems.append(Problem(path, message, line))

"""Write a loaded congress as the text of a congress file. Never queries."""

from datetime import UTC, datetime

import yaml

from archive.dates import PartialDate
from archive.interchange.congress_file.blocks import block_of, blocks_of
from archive.interchange.congress_file.schema import CONGRESS, FORMAT, SECTIONS, SHARED

WIDTH = 110
#: Sections whose blocks are long enough to want a blank line between them.
_SPACED = {*SHARED, "debates", "resolutions"}
#: What a block scalar would not bring back: other line breaks, tabs and marks that no editor shows.
_NOT_IN_BLOCKS = frozenset("\t\r\x85\u2028\u2029\ufeff")


class Brief(dict):
    """A block written on one line."""


def write(loaded):
    """Return the text (YAML 1.1, to be stored as UTF-8) of a `CongressWithAll`, in any status.

    Deterministic: keys in the order of the format, lists in the order of their kind, defaults and
    empty values left out, so that the same archive always gives the same bytes. An entry that knows its `as_of`
    (see `versions.note_versions`) says it.
    """
    congress = block_of(CONGRESS, loaded.congress, finish=_brief)
    document = {"format": FORMAT, "congress": congress}
    for section, kind in SHARED.items():
        document[section] = blocks_of(kind, getattr(loaded, section), finish=_brief)
    for section in CONGRESS.beside.split():
        document[section] = congress.pop(section, None)
    return "\n".join(_section(name, document[name]) for name in SECTIONS if document[name])


def _section(name, content):
    if not isinstance(content, list):
        return _dump({name: content})
    blank = "\n" if name in _SPACED else ""
    return f"{name}:\n{blank}{blank.join(_dump([item]) for item in content)}"


def _brief(kind, block):
    return Brief(block) if kind.brief and _fits(block) else block


def _fits(block):
    """Whether a block goes on one line at any depth of the format."""
    line = _dump(Brief(block), width=float("inf"))
    return len(line) <= WIDTH - 5 and line.count("\n") == 1


class _Dumper(yaml.SafeDumper):
    """The dumper in Python, not in C, which writes emoji and Old Church Slavonic as numbers."""

    def ignore_aliases(self, data):
        return True


def _represent_text(dumper, text):
    style = None
    text = text.rstrip("\n")
    if _NOT_IN_BLOCKS.intersection(text):
        style = '"'
    elif "\n" in text:
        style, text = "|", text + "\n"
    elif len(text) > WIDTH - 30:
        style = ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style)


def _represent_plain(dumper, value):
    """A date or a time without quotes, whatever YAML takes it for: the format knows what it is."""
    text = value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
    return dumper.represent_scalar(dumper.resolve(yaml.ScalarNode, text, (True, False)), text)


def _represent_brief(dumper, block):
    return dumper.represent_mapping("tag:yaml.org,2002:map", block.items(), flow_style=True)


def _represent_list(dumper, items):
    plain = not any(isinstance(item, dict) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=plain)


_Dumper.add_multi_representer(str, _represent_text)
_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(PartialDate, _represent_plain)
_Dumper.add_representer(datetime, _represent_plain)
_Dumper.add_representer(Brief, _represent_brief)
_Dumper.add_representer(list, _represent_list)


def _dump(data, width=WIDTH):
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=width)

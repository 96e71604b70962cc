"""The query language: any text to terms, without queries and without errors.

A query is words, "phrases", prefix* and field:value, each perhaps with a minus before it. All of them must hold,
except that OR (ИЛИ, |) between two means one or the other. It binds closer than the space: `a b OR c` is a, and b or c.
"""

import re
from dataclasses import dataclass

from archive.search.analysis import tokens

#: What is beyond is not read, and the reader is told.
LONGEST_QUERY = 1000
MOST_TERMS = 32
SHORTEST_PREFIX = 2

#: Names of the fields as people may type them.
FIELDS = {
    alias: name
    for name, aliases in {
        "speaker": "speaker person оратор выступающий автор человек",
        "congress": "congress съезд",
        "type": "type kind тип вид",
        "topic": "topic subject тема",
        "year": "year years год годы",
        "language": "language lang язык",
    }.items()
    for alias in aliases.split()
}

#: What no database takes as text: NUL, and halves of characters.
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_QUOTE = r'"“”„«»'
_VALUE = rf"[{_QUOTE}][^{_QUOTE}]*[{_QUOTE}]?|[^\s|{_QUOTE}]+"
_TERM = re.compile(
    rf"""
    (?P<or>(?:OR|ИЛИ)(?=[\s|]|$)|\|+)
    | (?P<and>AND(?=\s|$))
    | (?P<minus>[-−–](?=\S)|NOT\s+(?=\S))?
      (?:
        (?P<field>[^\W\d_]+):\s*(?P<value>{_VALUE})
        | [{_QUOTE}](?P<phrase>[^{_QUOTE}]*)[{_QUOTE}]?
        | (?P<word>[^\s|{_QUOTE}]+)
      )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Term:
    """One thing asked for. `kind` is "word", "phrase", "prefix", the name of a field, or "ignored"."""

    kind: str
    text: str
    tokens: tuple[str, ...] = ()
    value: str = ""
    is_negated: bool = False
    problem: str = ""


@dataclass(frozen=True)
class Query:
    """Groups of terms: of each group one must hold, as the terms of a group had OR between them."""

    groups: tuple[tuple[Term, ...], ...]
    ignored: tuple[Term, ...]

    @property
    def terms(self):
        return [term for group in self.groups for term in group]


def parse(text):
    """Read a query. Whatever makes no sense is a word, or is ignored."""
    ignored = []
    text = _NO_TEXT.sub(" ", text)
    if len(text) > LONGEST_QUERY:
        text, rest = _cut(text)
        ignored.append(Term("ignored", f"{rest[:40].strip()}…", problem="too_long"))
    groups, joined = [], False
    for match in _TERM.finditer(text):
        if match["or"]:
            joined = bool(groups)
        elif not match["and"]:
            for term in _terms(match):
                if term.problem:
                    ignored.append(term)
                elif joined:
                    groups[-1].append(term)
                else:
                    groups.append([term])
                joined = False
    return _bounded(groups, ignored)


def _cut(text):
    """The beginning of a text that is too long, as far as its last whole word, and the rest."""
    beginning = text[:LONGEST_QUERY]
    kept = beginning.rpartition(" ")[0] or beginning
    return kept, text[len(kept) :]


def _bounded(groups, ignored):
    kept, count = [], 0
    for group in groups:
        room = group[: max(0, MOST_TERMS - count)]
        ignored += [Term("ignored", term.text, problem="too_long") for term in group[len(room) :]]
        count += len(room)
        if room:
            kept.append(tuple(room))
    return Query(tuple(kept), tuple(ignored[:MOST_TERMS]))


def _terms(match):
    """The terms in one match: none when it has no letter or digit, several when it is a field that is none."""
    text, is_negated = match[0].strip(), bool(match["minus"])
    if match["field"]:
        name = FIELDS.get(match["field"].casefold())
        if name is not None:
            value = match["value"].strip(_QUOTE + " ")
            return [Term(name, text, value=value, is_negated=is_negated)] if value else []
        # "Trotsky: The Sword of the Revolution" and "https://…" are words; "author:Lenin" was meant as a field.
        if text[len(match["minus"] or "") + len(match["field"]) + 1].isspace():
            return [*_plain(match["field"], is_negated), *_plain(match["value"], is_negated)]
        if match["value"].startswith("//"):
            return _plain(f"{match['field']}:{match['value']}", is_negated)
        unknown = Term("ignored", f"{match['field']}:", problem="unknown_field")
        return [unknown, *_plain(match["value"], is_negated)]
    if match["phrase"] is not None:
        words = tuple(tokens(match["phrase"]))
        return [Term("phrase", text, words, is_negated=is_negated)] if words else []
    return _plain(match["word"], is_negated)


def _plain(text, is_negated):
    words = tuple(tokens(text))
    if not words:
        return []
    shown = f"-{text}" if is_negated else text
    prefixed = text.rstrip(".,;:!?)").endswith("*") and len(words) == 1 and len(words[0]) >= SHORTEST_PREFIX
    return [Term("prefix" if prefixed else "word", shown, words, is_negated=is_negated)]

"""Two texts word by word: what both have, and what only one of them has."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\S+ ?|\s+")
_PARAGRAPHS = re.compile(r"[^\n]*\n+|[^\n]+")
#: With more words than this in one of them, paragraphs are compared first, and words within those that differ.
MOST_WORDS = 5_000
#: Nor are they compared when they repeat the same few words: the time grows with the pairs of equal ones.
_MOST_PAIRS = 400_000
#: Of a longer stretch that both have, only this much is shown beside a difference.
_CONTEXT = 120


@dataclass(frozen=True)
class Piece:
    """A stretch of one text; `is_same` when the other has it too."""

    text: str
    is_same: bool


def word_differences(before, after):
    """Both texts in one, as pairs of "same", "removed" or "added", and the words.

    Takes no longer than some tenths of a second for a text of 100 kB.
    """
    start, before, after, end = _without_ends(before, after)
    if _is_affordable(old := _WORDS.findall(before), new := _WORDS.findall(after)):
        middle = _compared(old, new, _replaced)
    elif _is_affordable(old := _PARAGRAPHS.findall(before), new := _PARAGRAPHS.findall(after)):
        middle = _compared(old, new, _words_within)
    else:
        middle = _replaced(before, after)
    return [*([("same", start)] if start else []), *middle, *([("same", end)] if end else [])]


def _without_ends(before, after):
    """The words that both begin with, what is left of each, and the words that both end with."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    start = next((place for place, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    start = min(len(old), len(new)) if start is None else start
    most = min(len(old), len(new)) - start
    end = next((place for place in range(most) if old[-1 - place] != new[-1 - place]), most)
    parts = old[:start], old[start : len(old) - end], new[start : len(new) - end], old[len(old) - end :]
    return ["".join(part) for part in parts]


def _compared(old, new, replaced):
    pieces = []
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[start:end]), "".join(new[first:last])
        pieces += [("same", gone)] if tag == "equal" else replaced(gone, come)
    return pieces


def _replaced(before, after):
    return [(kind, text) for kind, text in (("removed", before), ("added", after)) if text]


def _words_within(before, after):
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    return _compared(old, new, _replaced) if _is_affordable(old, new) else _replaced(before, after)


def _is_affordable(old, new):
    if max(len(old), len(new)) > MOST_WORDS:
        return False
    counts = Counter(new)
    return sum(count * counts[word] for word, count in Counter(old).items()) <= _MOST_PAIRS


def side_by_side(stored, typed):
    """Both texts as lists of pieces."""
    differences = word_differences(stored, typed)
    ours = [Piece(text, kind == "same") for kind, text in differences if kind != "added"]
    theirs = [Piece(text, kind == "same") for kind, text in differences if kind != "removed"]
    return _shortened(ours), _shortened(theirs)


def _shortened(pieces):
    """The pieces, the long ones that both have cut to what stands beside a difference."""
    last = len(pieces) - 1
    return [
        Piece(_around(piece.text, place > 0, place < last), True) if piece.is_same else piece
        for place, piece in enumerate(pieces)
    ]


def _around(text, has_before, has_after):
    keep_start = _CONTEXT if has_before else 0
    keep_end = _CONTEXT if has_after else 0
    if not (has_before or has_after) or len(text) <= keep_start + keep_end + _CONTEXT:
        return text
    return f"{text[:keep_start]}…{text[len(text) - keep_end :]}"

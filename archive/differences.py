"""Two texts word by word: what both have, and what only one of them has."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\S+\s*|\s+")
#: With more words than this in one of them, whole lines are compared.
MOST_WORDS = 5_000
#: Of a longer stretch that both have, only this much is shown beside a difference.
_CONTEXT = 120


@dataclass(frozen=True)
class Piece:
    """A stretch of one text; `is_same` when the other has it too."""

    text: str
    is_same: bool


def word_differences(before, after):
    """Both texts in one, as pairs of "same", "removed" or "added", and the words."""
    old, new = _cut(before, after)
    pieces = []
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(old[start:end])))
            continue
        if end > start:
            pieces.append(("removed", "".join(old[start:end])))
        if last > first:
            pieces.append(("added", "".join(new[first:last])))
    return pieces


def side_by_side(stored, typed):
    """Both texts as lists of pieces."""
    differences = word_differences(stored, typed)
    ours = [Piece(text, kind == "same") for kind, text in differences if kind != "added"]
    theirs = [Piece(text, kind == "same") for kind, text in differences if kind != "removed"]
    return _shortened(ours), _shortened(theirs)


def _cut(*texts):
    words = [_WORDS.findall(text) for text in texts]
    if max(map(len, words)) > MOST_WORDS:
        return [text.splitlines(keepends=True) for text in texts]
    return words


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

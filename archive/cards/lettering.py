"""The archive's typeface for pictures: measuring, breaking and drawing lines of Latin and Cyrillic."""

import unicodedata
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageFont

_FONTS = Path(__file__).resolve().parent.parent / "static" / "archive" / "fonts"
#: The two cuts of each face and what they hold: the ranges of static/archive/css/fonts.css.
CUTS = {
    "display": {
        "archive-serif-display-latin.woff2": (
            "0020-007E 00A0 00A7 00AB 00B7 00BB-00BF 00C0-00FF 0131 0152-0153 0160-0161 017D-017E 010C-010D"
            " 02B9-02BC 2010-2015 2018-201E 2026 202F 2116"
        ),
        "archive-serif-display-cyrillic.woff2": "0301 0400-045F 0462-0463 0472-0475 0490-0491 04B0-04B1",
    },
    "text": {
        "archive-serif-latin-normal.woff2": (
            "0020-007E 00A0-00FF 0131 0152-0153 0160-0161 0178 017D-017E 010C-010D 011A-011B 0141-0142 02B9-02BC"
            " 2009-200A 2010-2015 2018-201E 2020-2022 2026 202F-2030 2032-2033 2039-203A 2044 20AC 2116 2190-2193 2212"
        ),
        "archive-serif-cyrillic-normal.woff2": "0301 0400-045F 0462-0463 0472-0475 0490-0491 04B0-04B1",
    },
}
ELLIPSIS = "…"


class Face:
    """One face at one size."""

    def __init__(self, name, size):
        self.size = size
        self._name = name

    def spelled(self, text):
        """The text with what the face cannot show spelled plainly, or left out: no empty boxes."""
        found = []
        for character in " ".join(text.split()):
            if self._cut_of(character) is None:
                character = unicodedata.normalize("NFKD", character)
            found += [each for each in character if self._cut_of(each) is not None]
        return " ".join("".join(found).split())

    def length(self, text):
        """How long a line is, without kerning, which only makes it shorter."""
        return sum(_advance(self._cut_of(character), self.size, character) for character in text)

    def draw(self, canvas, place, text, colour):
        """Draw one line; `place` is where its baseline begins. Return where it ends."""
        x, y = place
        for file, characters in groupby(text, key=self._cut_of):
            font, run = _font(file, self.size), "".join(characters)
            canvas.text((x, y), run, font=font, fill=colour, anchor="ls")
            x += font.getlength(run)
        return x

    def lines(self, text, width):
        """The text in lines no longer than `width`; a word that is longer is broken."""
        lines, line = [], ""
        for word in text.split(" "):
            longer = f"{line} {word}" if line else word
            if self.length(longer) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            *whole, line = self._pieces(word, width)
            lines += whole
        return [*lines, line] if line else lines

    def shortened(self, line, width):
        """The line, cut between words until the sign for what is left out fits behind it."""
        while self.length(f"{line} {ELLIPSIS}") > width:
            words, space, _last = line.rpartition(" ")
            line = words if space else line[:-1]
        return f"{line} {ELLIPSIS}"

    def _pieces(self, word, width):
        pieces, piece = [], ""
        for character in word:
            if piece and self.length(piece + character) > width:
                pieces.append(piece)
                piece = ""
            piece += character
        return [*pieces, piece]

    def _cut_of(self, character):
        """The file that holds the character; None when neither does."""
        return next((file for file, ranges in CUTS[self._name].items() if character in _characters(ranges)), None)


@lru_cache
def face(name, size):
    return Face(name, size)


@lru_cache
def _font(file, size):
    """A font, read once in the life of a process."""
    # The basic layout is the same on every machine; it kerns, and neither script needs more.
    return ImageFont.truetype(str(_FONTS / file), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=8192)
def _advance(file, size, character):
    return _font(file, size).getlength(character)


@lru_cache
def _characters(ranges):
    found = set()
    for item in ranges.split():
        first, _dash, last = item.partition("-")
        found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(found)

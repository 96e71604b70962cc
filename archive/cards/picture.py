"""A card as a PNG picture: paper, ink, and one thing in red."""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from archive.cards.lettering import face

#: What the places that show link previews ask for.
WIDTH, HEIGHT = 1200, 630
#: The colours of static/archive/css/tokens.css, in the light.
PAPER, INK, INK_SOFT, RULE, RED = "#fbf8f2", "#211c17", "#5c5248", "#ddd4c4", "#8c1b13"

_MARGIN = 72
_FOOT = HEIGHT - 64  # the baseline of the archive's name
_RULE = HEIGHT - 116
_TITLE_SIZES = range(120, 35, -4)
_TITLE_LINES = 7
_DETAIL_SIZE = 32
_DETAIL_LEADING = 44
_DETAILS = 4
_NUMBER_SIZE = 300


@lru_cache(maxsize=128)
def draw(card):
    """The picture of a card, as bytes. The same card gives the same bytes; the last ones drawn are kept."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    canvas = ImageDraw.Draw(image)
    left, top = _number(canvas, card) if card.number else _bar(canvas)
    _foot(canvas, card)
    _words(canvas, card, left, top)
    file = BytesIO()
    image.save(file, "PNG", compress_level=6)
    return file.getvalue()


def _number(canvas, card):
    """The big ordinal; return where the text beside it begins."""
    big, small = face("display", _NUMBER_SIZE), face("display", 84)
    baseline = _MARGIN + 208
    end = big.draw(canvas, (_MARGIN - 8, baseline), card.number, RED)
    end = small.draw(canvas, (end + 4, baseline), card.suffix, RED)
    return max(round(end) + 56, 440), _MARGIN


def _bar(canvas):
    """What is red on a card without a number; return where the text begins."""
    canvas.rectangle([_MARGIN, _MARGIN, _MARGIN + 96, _MARGIN + 7], fill=RED)
    return _MARGIN, _MARGIN + 48


def _foot(canvas, card):
    canvas.line([(_MARGIN, _RULE), (WIDTH - _MARGIN, _RULE)], fill=RULE, width=2)
    name, kind = face("text", 34), face("text", 30)
    name.draw(canvas, (_MARGIN, _FOOT), name.spelled(card.site), INK)
    if card.kind:
        label = kind.spelled(card.kind)
        kind.draw(canvas, (WIDTH - _MARGIN - kind.length(label), _FOOT), label, INK_SOFT)


def _words(canvas, card, left, top):
    """The title, as large as it fits, and the details under it."""
    width = WIDTH - _MARGIN - left
    text = face("text", _DETAIL_SIZE)
    details = [line for detail in card.details for line in text.lines(text.spelled(detail), width)]
    if len(details) > _DETAILS:
        details = [*details[: _DETAILS - 1], text.shortened(details[_DETAILS - 1], width)]
    room = _RULE - 36 - top - (_DETAIL_LEADING * len(details) + 20 if details else 0)
    type_, lines = _fitted(card.title, width, room)
    leading = round(type_.size * 1.12)
    y = top + round(type_.size * 0.72)
    for line in lines:
        type_.draw(canvas, (left, y), line, INK)
        y += leading
    y += _DETAIL_LEADING + 20 - leading + round(type_.size * 0.2)
    for line in details:
        text.draw(canvas, (left, y), line, INK_SOFT)
        y += _DETAIL_LEADING


def _fitted(title, width, room):
    """The largest face in which the title fits, and its lines; cut at the smallest size if it must be."""
    for size in _TITLE_SIZES:
        display = face("display", size)
        lines = display.lines(display.spelled(title), width)
        most = min(_TITLE_LINES, int(room // (size * 1.12)))
        if len(lines) <= most:
            return display, lines
    return display, [*lines[: most - 1], display.shortened(lines[most - 1], width)]

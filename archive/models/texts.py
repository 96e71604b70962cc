"""Plain texts and their paragraphs."""

import re

_PARAGRAPH_BREAK = re.compile(r"(?:\r?\n[ \t]*){2,}")


def paragraphs(text):
    """The paragraphs of a plain text: what blank lines divide."""
    return [piece for piece in _PARAGRAPH_BREAK.split(text.strip()) if piece]


class InParagraphs:
    """A record with a plain `text` and `original_text`, whose paragraphs have addresses of their own."""

    @property
    def paragraphs(self):
        return paragraphs(self.text)

    @property
    def original_paragraphs(self):
        return paragraphs(self.original_text)

"""HTML written in Python, for what one page holds hundreds of times; imports nothing of ours.

A template costs some twenty times what an f-string costs, and a string that is filled by names five times. A `pattern`
holds the words in the reader's language that go into it; whoever fills it escapes what he puts into it. Words that are
to be translated stand outside of f-strings, since what collects them for the catalogue does not look into these.
"""

from functools import cache, wraps
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import get_language


def pattern(make):
    """Have what the function makes of the active language's words made once for each language in a process."""
    made = cache(lambda language: make())

    @wraps(make)
    def in_the_readers_language(reader=None):
        """`reader` is the active language, where it has been asked for already: to ask costs as much as to fill in."""
        return made(reader or get_language())

    return in_the_readers_language


def escaped(text):
    """The text as HTML; what is HTML already stays as it is."""
    # Of a string `mark_safe` makes the same, after it has looked for one that is still to be translated.
    return text if isinstance(text, SafeString) else SafeString(escape(str(text)))


@cache
def _labels(choices, language):
    return {choice.value: escaped(choice.label) for choice in choices}


def label(choices, value, reader=None):
    """What a value of these choices is called, as HTML: Django's own `get_…_display` asks all labels each time."""
    return _labels(choices, reader or get_language()).get(value) or escaped(value)

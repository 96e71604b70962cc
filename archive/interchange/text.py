"""Text made fit for formats that live by the line."""

import re

#: C0 and C1 controls, the line and paragraph separators, and what turns the direction of text around.
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def one_line(text):
    """The text on one line, without control characters: no value can begin a line of its own."""
    return " ".join(_UNFIT.sub(" ", text).split())

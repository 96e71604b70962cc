"""References of one shape differ by title and address alone: the CSL processor sets one, and the others are filled in.

The processor takes some fifteen thousandths of a second for a reference, more than all else on the page that shows it.
Only `archive.interchange.styles` calls this.
"""

import json
import re
from functools import cache, lru_cache

#: Two words, by whose letters can be seen how a style writes titles, and an address.
_MARK, _TITLE, _CAPITALS, _URL = "xqvk", "xqvka xqvkb", "Xqvka Xqvkb", "https://xqvk.invalid/1"
#: Quotation marks change with what is around them, and so do stops at the ends.
_ORDINARY_TITLE = re.compile(r"\w(?:[^\"'“”„‘’«»<\ue000-\ue00f]*[\w)])?")
_ORDINARY_URL = re.compile(r"\S*[\w/]")


def filled_in(item, process, *about):
    """What `process(item, *about)` gives for a prepared item, or None where it has to be asked."""
    title, url = item.get("title", ""), item.get("URL", "")
    if not _ORDINARY_TITLE.fullmatch(title) or not _ORDINARY_URL.fullmatch(url):
        return None
    shape = json.dumps({**item, "id": "1", "title": _TITLE, "URL": _URL}, sort_keys=True)
    pattern = _pattern(shape, process, *about)
    written = _titled(pattern, title)
    return written and written.replace(_URL, url)


@lru_cache(maxsize=1024)
def _pattern(shape, process, *about):
    return process(json.loads(shape), *about)


def _titled(pattern, title):
    """The pattern with the title as the style writes titles; None where that is not plain to see."""
    written = pattern.replace(_TITLE, title)
    if _CAPITALS in pattern:
        written = written.replace(_CAPITALS, str(_cased().case(_string(title), "en")))
    return None if _MARK in written.lower().replace(_URL, "") else written


@cache
def _cased():
    """The processor's way to write a title where a style asks for capitals."""
    from citeproc.model import TextCased

    class Cased(TextCased):
        def get(self, name):
            return "title"

    return Cased()


def _string(text):
    from citeproc.string import String

    return String(text)

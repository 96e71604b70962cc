"""Pages of lists: one size for the pages and the API, so that one query string means the same rows on both."""

import re

PAGE_SIZE = 50
MAX_PAGE_SIZE = 100
#: What was found is read row by row, with its passages: a page of it is shorter.
SEARCH_PAGE_SIZE = 20

#: No parameter means a greater number than this.
MAX_NUMBER = 999_999_999

_WHOLE_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def whole_number(text):
    """The number a query parameter gives, None when it is not one from 1 on that anybody could mean."""
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else None

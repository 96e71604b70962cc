"""Pages of lists: one size for the pages and the API, so that one query string means the same rows on both."""

import re

from django.core.paginator import Paginator
from django.utils.functional import cached_property

PAGE_SIZE = 50
MAX_PAGE_SIZE = 100
#: What was found is read row by row, with its passages: a page of it is shorter.
SEARCH_PAGE_SIZE = 20

#: How far a list is counted.
COUNTED = 10_000

#: No parameter means a greater number than this.
MAX_NUMBER = 999_999_999

_WHOLE_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def whole_number(text):
    """The number a query parameter gives, None when it is not one from 1 on that anybody could mean."""
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else None


class BoundedPaginator(Paginator):
    """Counts a list up to `COUNTED` rows, whatever its length, and gives the pages of those.

    Of a longer list `count_is_exact` is false, and whoever shows the count says that there is more. To count all of a
    million rows is to read them; and so is to go to a page far down by its number, which is what cursors are for.
    """

    @cached_property
    def count(self):
        return min(self._found, COUNTED)

    @cached_property
    def count_is_exact(self):
        return self._found <= COUNTED

    @cached_property
    def _found(self):
        return self.object_list.order_by()[: COUNTED + 1].count()

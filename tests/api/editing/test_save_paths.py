"""Every way of writing over the API, and what keeps each from writing over what somebody else did.

The twin of tests/admin/test_save_paths.py: a method that the table does not name fails here.
"""

from django.test import SimpleTestCase
from django.urls import URLResolver, get_resolver

from archive.api.views.base import ArchiveView
from tests.admin.test_save_paths import Guard
from tests.api import test_congress_file
from tests.api.editing import test_conditions, test_writing

SEEN = Guard("Names the state that was seen in If-Match.", "test_a_write_says_which_state_it_is_about")
NEW = Guard(
    "Makes something new, where nothing stands.",
    "test_what_is_wrong_is_said_of_each_field_and_nothing_is_written",
)
FILE = Guard(
    "Carries the state of the congress and of all that its file holds, in If-Match.",
    "test_a_congress_is_made_fetched_changed_and_sent_back",
)
#: By the view and the method.
TABLE = {
    ("EditingListView", "post"): NEW,
    ("EditingEntryView", "put"): SEEN,
    ("EditingEntryView", "patch"): SEEN,
    ("EditingEntryView", "delete"): SEEN,
    ("StepsView", "post"): SEEN,
    ("CongressFileView", "put"): FILE,
}


def routed_views(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routed_views(pattern.url_patterns)
        elif view := getattr(pattern.callback, "view_class", None):
            yield view


class TableTests(SimpleTestCase):
    def test_every_method_that_writes_is_in_the_table_and_the_table_has_no_other(self):
        views = [view for view in routed_views(get_resolver().url_patterns) if issubclass(view, ArchiveView)]
        found = {
            (view.__name__, method)
            for view in views
            for method in ("post", "put", "patch", "delete")
            if method in view.http_method_names and hasattr(view, method)
        }
        self.assertEqual(found, TABLE.keys())

    def test_the_tests_that_the_table_names_are_there(self):
        self.assertTrue(hasattr(test_conditions.ConditionTests, SEEN.test))
        self.assertTrue(hasattr(test_writing.ChangingTests, NEW.test))
        self.assertTrue(hasattr(test_congress_file.SendingTests, FILE.test))

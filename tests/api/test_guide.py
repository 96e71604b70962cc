"""docs/api.md tells the truth: its table of filters is the FilterSets'."""

import re
from pathlib import Path

from archive.api.urls import urlpatterns
from tests.api.archive import LISTS, ArchiveTestCase

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "api.md"


class WrittenGuideTests(ArchiveTestCase):
    def test_the_filters_of_each_list_are_those_of_the_code(self):
        views = {route.name: route.callback.view_class for route in urlpatterns}
        table = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \|$", GUIDE.read_text(), re.MULTILINE)
        self.assertEqual([name for name, _, _ in table], LISTS)
        for name, filters, orderings in table:
            with self.subTest(name=name):
                described = set(re.findall(r"`(\w+)`", filters))
                filterset = views[name].filterset_class.base_filters
                self.assertEqual(described, set(filterset) - {"ordering"})
                allowed = {value.lstrip("-") for value, _ in filterset["ordering"].extra["choices"]}
                self.assertEqual(set(re.findall(r"`(\w+)`", orderings)), allowed)

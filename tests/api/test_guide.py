"""docs/api.md tells the truth: its table of filters is the FilterSets', and its Python program runs."""

import io
import re
from contextlib import redirect_stdout
from pathlib import Path
from unittest import mock

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

    def test_the_python_program_runs(self):
        [program] = re.findall(r"```python\n(.*?)```", GUIDE.read_text(), re.DOTALL)

        def urlopen(address):
            return io.BytesIO(self.client.get(re.sub(r"^http://[^/]+", "", address)).content)

        said = io.StringIO()
        with mock.patch("urllib.request.urlopen", urlopen), redirect_stdout(said):
            exec(program, {})
        self.assertEqual(said.getvalue(), "Report – Vladimir Lenin\nAfter – \n")

"""The house rules of templates/components/: a contract on top, and nothing taken but what is given."""

import re
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase

TEMPLATES = Path(settings.BASE_DIR) / "templates"


class ComponentTests(SimpleTestCase):
    def test_every_component_begins_with_its_contract(self):
        for path in sorted((TEMPLATES / "components").rglob("*.html")):
            with self.subTest(component=path.name):
                # What a template extends has to be its first word.
                text = re.sub(r"\A\{% extends [^%]*%\}\n", "", path.read_text())
                self.assertTrue(text.startswith("{% comment %}\n"))

    def test_components_are_given_what_they_need_and_no_more(self):
        for path in sorted(TEMPLATES.rglob("*.html")):
            for call in re.findall(r'\{% include "components/[^%]*%\}', path.read_text()):
                with self.subTest(template=path.name, call=call):
                    self.assertTrue(call.endswith(" only %}"))

"""What is written once is written again for another language and another value, and for nothing else."""

from django.template import Context, Template
from django.test import SimpleTestCase
from django.utils import translation


class OnceTests(SimpleTestCase):
    def test_it_is_written_once_for_each_language_and_value(self):
        template = Template(
            '{% load archive_head i18n %}{% once here %}{% translate "Debate" %} {{ here }} {{ n }}{% endonce %}'
        )
        written = []
        for language, here, n in [("en", "a", 1), ("en", "a", 2), ("en", "b", 3), ("ru", "a", 4), ("ru", "a", 5)]:
            with translation.override(language):
                written.append(template.render(Context({"here": here, "n": n})))
        self.assertEqual(written, ["Debate a 1", "Debate a 1", "Debate b 3", "Прения a 4", "Прения a 4"])

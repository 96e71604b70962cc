"""The Russian interface is whole: every text of the sources is in the catalogue, translated and compiled."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase

CATALOGUE = Path("archive/locale/ru/LC_MESSAGES/django.po")


class TranslationTests(SimpleTestCase):
    def run_tool(self, *command, **options):
        if shutil.which(command[0]) is None:
            self.fail(f"{command[0]} not found: apt-get install gettext")
        return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout

    def test_every_text_of_the_sources_is_translated(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("archive", "templates", "congress_site"):
                ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
                shutil.copytree(settings.BASE_DIR / name, Path(folder) / name, ignore=ignored)
            shutil.copy(settings.BASE_DIR / "manage.py", folder)
            make = [sys.executable, "manage.py", "makemessages", "--locale", "ru", "--no-location"]
            self.run_tool(*make, cwd=folder, env=os.environ | {"DJANGO_SETTINGS_MODULE": "congress_site.settings"})
            catalogue = Path(folder) / CATALOGUE
            for kind in ("--untranslated", "--only-fuzzy", "--only-obsolete"):
                with self.subTest(kind=kind):
                    self.assertEqual(self.run_tool("msgattrib", kind, "--no-wrap", str(catalogue)), "")

    def test_what_is_compiled_is_what_is_written(self):
        with tempfile.TemporaryDirectory() as folder:
            compiled = Path(folder) / "django.mo"
            self.run_tool("msgfmt", "--check-format", "-o", str(compiled), str(settings.BASE_DIR / CATALOGUE))
            self.assertEqual(compiled.read_bytes(), (settings.BASE_DIR / CATALOGUE).with_suffix(".mo").read_bytes())

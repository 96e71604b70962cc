"""Every kind of page is valid HTML by the Nu validator, in both languages. Without it these tests fail."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from django.conf import settings
from django.test import TestCase

from tests.pages import LANGUAGES, load_archive, pages_in

#: Safari forgets that a list without marks is a list, unless told.
MEANT = {"The “list” role is unnecessary for element “ol”.", "The “list” role is unnecessary for element “ul”."}
VALIDATOR = settings.BASE_DIR / "node_modules/vnu-jar/build/dist/vnu.jar"


class ValidHtmlTests(TestCase):
    maxDiff = None

    @classmethod
    def setUpTestData(cls):
        load_archive()

    def test_the_validator_finds_nothing(self):
        java = shutil.which("java")
        self.assertTrue(java and VALIDATOR.exists(), "make test fetches the validator; Java is needed to run it")
        with tempfile.TemporaryDirectory() as folder:
            addresses = self.write_pages(Path(folder))
            command = [java, "-jar", VALIDATOR, "--format", "json", "--skip-non-html", "--stdout", folder]
            done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        messages = json.loads(done.stdout)["messages"]
        found = [
            (addresses[Path(message["url"]).name], message["message"], message.get("extract", ""))
            for message in messages
            if message["message"] not in MEANT
        ]
        self.assertEqual(sorted(set(found)), [])
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_validator_would_find_a_fault(self):
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder, "page.html")
            page.write_text("<!doctype html><html lang=en><title>A</title><p id=a><p id=a>")
            command = [shutil.which("java"), "-jar", VALIDATOR, "--stdout", page]
            done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        self.assertIn("Duplicate ID", done.stdout)

    def write_pages(self, folder):
        """Every page as a file; the address of each by the file's name."""
        addresses = {}
        for language in LANGUAGES:
            for address in pages_in(language):
                name = f"page-{len(addresses)}.html"
                folder.joinpath(name).write_bytes(self.client.get(address).content)
                addresses[name] = address
        return addresses

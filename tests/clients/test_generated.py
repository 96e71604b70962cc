"""Clients that strangers generate from docs/openapi.yaml compile as strictly as their languages can, and work.

Without a tool these tests fail: CI must not pass blindly.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from archive.models import Congress, Speech
from tests.live import LiveTestCase

ROOT = Path(settings.BASE_DIR)
HERE = Path(__file__).resolve().parent
DESCRIPTION = ROOT / "docs" / "openapi.yaml"
PYTHON_TOOLS = Path(sys.executable).parent
NODE_TOOLS = ROOT / "node_modules" / ".bin"


class GeneratedClientTests(LiveTestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("load_congress", ROOT / "archive/content/congress-11.yaml", stdout=StringIO())

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="generated-client-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def assert_reads_the_eleventh(self, said):
        """It says the title, both sides of the dispute, every speech in order, and how it was refused the 99th."""
        first, *lines = said.splitlines()
        self.assertEqual(first, f"{Congress.objects.get(number=11).title} 165")
        self.assertIn("disputed: delegates_consultative 164", said)
        speeches = [line.split()[1] for line in lines if line.startswith("speech: ")]
        self.assertEqual(len(speeches), Speech.objects.count())
        self.assertEqual(len(set(speeches)), len(speeches))
        self.assertEqual(lines[-1], "refused: 400 congress")

    def test_a_python_client_is_typed_throughout_and_reads_the_11th_congress(self):
        (self.folder / "settings.json").write_text(json.dumps({"post_hooks": []}))
        generate = ["generate", "--path", DESCRIPTION, "--meta", "none", "--config", "settings.json"]
        command = [PYTHON_TOOLS / "openapi-python-client", *generate, "--output-path", "congress_archive"]
        generated = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=120)
        self.assertEqual(generated.returncode, 0, generated.stderr)
        # It makes nothing of YAML, in which congress files are; of all else it makes something.
        of_yaml = re.findall("nsupported content.type application/yaml", generated.stderr)
        self.assertEqual(generated.stderr.count("WARNING parsing"), len(of_yaml), generated.stderr)
        program = shutil.copy(HERE / "read_congress.py", self.folder)
        self.run_program(PYTHON_TOOLS / "mypy", "--strict", "congress_archive", program, cwd=self.folder)
        said = self.run_program(sys.executable, program, self.live_server_url, cwd=self.folder)
        self.assert_reads_the_eleventh(said)

    def test_a_typescript_client_is_typed_throughout_and_reads_the_11th_congress(self):
        (self.folder / "node_modules").symlink_to(ROOT / "node_modules")
        (self.folder / "package.json").write_text(json.dumps({"type": "module"}))
        shutil.copy(HERE / "read_congress.ts", self.folder)
        self.run_program(NODE_TOOLS / "openapi-typescript", DESCRIPTION, "--output", "schema.d.ts", cwd=self.folder)
        compiler = ["--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"]
        self.run_program(NODE_TOOLS / "tsc", *compiler, "read_congress.ts", cwd=self.folder)
        said = self.run_program("node", "read_congress.js", self.live_server_url, cwd=self.folder)
        self.assert_reads_the_eleventh(said)

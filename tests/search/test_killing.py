"""A process that is killed while it writes leaves index and archive in agreement."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from django.test import SimpleTestCase

ROOT = Path(__file__).resolve().parent.parent.parent


class KillingTests(SimpleTestCase):
    def test_killed_at_any_statement_index_and_archive_agree(self):
        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, "DATA_DIR": folder, "PYTHONPATH": str(ROOT)}
            command = [sys.executable, "-m", "tests.search.killing"]
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertGreater(int(done.stdout.split()[-2]), 40)

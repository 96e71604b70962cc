"""A server that programs outside of the tests can ask, over the archive that the test has made."""

import os
import subprocess

from django.test import LiveServerTestCase, TestCase


class LiveTestCase(LiveServerTestCase, TestCase):
    """Like a TestCase, made once for its class and rolled back: the server shares its connection."""

    def run_program(self, *command, cwd=None, **environment):
        """What the program says. It fails the test if it fails, or takes longer than two minutes."""
        program = subprocess.run(
            [str(word) for word in command],
            cwd=cwd,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=120,
        )
        self.assertEqual(program.returncode, 0, f"{command}\n{program.stdout}\n{program.stderr}")
        return program.stdout

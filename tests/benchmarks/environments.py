"""Environments for what this site does not need itself: made once by pip, kept beside the archives."""

import subprocess
import sys

from tests.benchmarks.running import KEPT

#: What each holds, with the versions that were measured.
PACKAGES = {"granian": ["granian==2.8.9"], "wagtail": ["wagtail==8.0.1"]}


def environment_with(name):
    """The Python of the environment with this peer."""
    folder = KEPT / f"environment-{name}"
    python = folder / "bin" / "python"
    ready = folder / "READY"
    if not ready.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES[name]], check=True
        )
        ready.touch()
    return python

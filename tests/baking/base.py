"""Editions of small archives, and how a static host shows them."""

import shutil
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from django.test import override_settings

from archive.baking.baking import bake
from archive.baking.edition import Edition

ORIGIN = "https://edition.example.org"


def baked(root, url=f"{ORIGIN}/", live=""):
    """What bake says of this folder. Outside of it the settings are as they were."""
    with override_settings():
        return bake(root, Edition(url, live))


def files_in(root):
    """Every file of an edition, by its name in the folder."""
    paths = (path for path in root.rglob("*") if path.is_file() and ".bake" not in path.parts)
    return {path.relative_to(root).as_posix(): path for path in sorted(paths)}


class EditionTestCase:
    """With a TestCase that makes an archive: it is baked once, into `cls.edition`."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.edition = cls.folder / "edition"
        baked(cls.edition)

    def copy(self):
        """The edition in a folder of the test's own, each file as old as it was."""
        root = Path(self.enterContext(tempfile.TemporaryDirectory())) / "copy"
        return Path(shutil.copytree(self.edition, root))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


class PlainHost:
    """Python's own server of files, which knows no more than to show the `index.html` of a folder."""

    def __init__(self, root):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=root))
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.server.shutdown()
        self.server.server_close()

"""An edition of a small archive, and how a static host shows it."""

import re
import shutil
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from django.test import override_settings

from archive.baking import Edition, bake
from archive.baking.fetching import Reader
from tests import factories as make
from tests.test_public_gate import GateTestCase

ORIGIN = "https://edition.example.org"
#: What an editor may write, and a reader meets: links that lead nowhere good, words that look like mark-up and links.
HOSTILE = (
    f'He said href="/debates/?page=2" and "{ORIGIN}/search/?q=x". See {ORIGIN}/debates/?page=1.\n\n'
    "[one](/shared/secret/) [two](/admin/) [three](/debates/?page=2&ordering=title) [four](/speakers/nobody/) "
    "[five](//elsewhere.example/) [six](?page=2) [seven](/static/../manage.py) [eight](/congresses/011/) <b>&amp;"
)


def baked(root, **options):
    """What bake says of this folder. Outside of it the settings are as they were."""
    with override_settings():
        return bake(root, Edition(**{"url": f"{ORIGIN}/", **options}))


class EditionTestCase(GateTestCase):
    """The archive of the gate's tests, with a second page of speeches and hostile texts, baked once."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        for number in range(60):
            make.make_speech(debate=cls.debate, speaker=cls.speaker, text=f"Speech SEEN {number}")
        cls.hostile = make.make_debate(
            congress=cls.congress,
            slug="-_-",
            title="\"><script>alert(1)</script> ' & </title>",
            question=HOSTILE,
            status=make.PUBLISHED,
        )
        make.make_speech(debate=cls.hostile, speaker=cls.speaker, text=HOSTILE)
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.first = baked(cls.folder / "first")

    @classmethod
    def files(cls, root=None):
        """Every file of the edition, by its name in the folder."""
        root = root or cls.folder / "first"
        paths = (path for path in root.rglob("*") if path.is_file() and ".bake" not in path.parts)
        return {path.relative_to(root).as_posix(): path for path in sorted(paths)}

    def copy(self):
        """The edition in a folder of the test's own, each file as old as it was."""
        root = Path(self.enterContext(tempfile.TemporaryDirectory())) / "copy"
        return Path(shutil.copytree(self.folder / "first", root))

    def live(self, address):
        """What the living site answers at an address."""
        with override_settings():
            return Reader(ORIGIN).ask(address)


def touched(before, after):
    """The names of the files that are not the very same as before."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def stamps(files):
    return {name: (path.stat().st_ino, path.stat().st_mtime_ns) for name, path in files.items()}


def address_of(file):
    """The address on the living site of what is in a file: the rule of the steps, read backwards."""
    path = f"/{file}"
    query = re.findall(r"(?<=[/.])([a-z_]+=[\w-]+)(?=[/.])", path)
    path = re.sub(r"(?<=[/.])[a-z_]+=[\w-]+[/.]", "", path)
    path, dot, ending = path.partition("/index.")
    if dot:
        path += "/"
        query += [f"format={ending}"] if ending in {"csv", "ndjson"} else []
    return path + (f"?{'&'.join(query)}" if query else "")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


class PlainHost:
    """Python's own server of files, which knows no more than to show the `index.html` of a folder."""

    def __init__(self, root):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=root))
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *error):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def file_at(path):
    """The file that a plain host sends for a path."""
    path = unquote(path.partition("#")[0].partition("?")[0])
    return f"{path[1:]}index.html" if path.endswith("/") else path[1:]

"""What every benchmark runs with: an archive, a folder for the while, how often to ask; and how one is called alone."""

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.benchmarks.comparing import as_table, machine
from tests.benchmarks.contenders import OURS, PLAIN, ROOT, started, surroundings

#: Archives are made once and kept; git ignores the folder.
KEPT = ROOT / "data" / "benchmarks"


@dataclass
class Run:
    """`data` is the folder of an archive with so many `speeches`, `folder` is empty and gone at the end."""

    speeches: int
    rounds: int
    data: Path
    folder: Path
    #: Ends what has been started.
    stack: ExitStack

    def ours(self):
        return nullcontext(self._ours)

    def plain(self):
        return nullcontext(self._plain)

    @cached_property
    def _ours(self):
        return self.stack.enter_context(started(OURS, self.data))

    @cached_property
    def _plain(self):
        return self.stack.enter_context(started(PLAIN, self.data))

    @cached_property
    def entries(self):
        with self.ours() as ours:
            return ours.call("tests.benchmarks.examples:entries")["given"]


def archive(speeches):
    """The folder of an archive of so many speeches, made when it is not there."""
    data = KEPT / str(speeches)
    ready = data / "READY"
    if not ready.exists():
        manage(data, "migrate", "--verbosity", "0")
        manage(data, "make_corpus", "--speeches", str(speeches), "--seed", "1")
    manage(data, "prepare_archive")
    ready.touch()
    return data


def manage(data, *command):
    environment = surroundings("congress_site.settings", data)
    subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)


def collect_static(data):
    """Pages name static files by their digests, which are not known before."""
    if not (ROOT / "staticfiles" / "staticfiles.json").exists():
        manage(data, "collectstatic", "--no-input", "--verbosity", "0")


def options(description):
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speeches", type=int, default=100_000, help="how large the archive is (100,000)")
    parser.add_argument("--data", type=Path, help="the folder of an archive that is there already")
    parser.add_argument("--rounds", type=int, default=20, help="how often each is measured (20)")
    return parser


@contextmanager
def run(options):
    """A Run as the options of the command line say."""
    os.chdir(ROOT)
    data = options.data.resolve() if options.data else archive(options.speeches)
    collect_static(data)
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder, ExitStack() as stack:
        yield Run(options.speeches, options.rounds, data, Path(folder), stack)


def main(measure):
    """Run one benchmark alone and print what it compares."""
    chosen = options(sys.modules[measure.__module__].__doc__).parse_args()
    print(machine())
    with run(chosen) as given:
        print(as_table(list(measure(given))))

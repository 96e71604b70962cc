"""Where dumps are kept, which there are, and which are removed."""

import fcntl
import hashlib
import json
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings

from archive.dumps import package
from archive.ledger import last_loss
from archive.locks import only_here

_NAME = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z", re.ASCII)
#: The ending of the folder of a dump that is being made.
UNFINISHED = ".unfinished"


@dataclass(frozen=True)
class DumpFile:
    """One file of a dump; `sha256` in hexadecimal digits."""

    path: Path
    size: int
    sha256: str


@dataclass(frozen=True)
class Dump:
    """One dump that is whole: a folder with its package and the files named in it."""

    folder: Path

    @property
    def name(self):
        return self.folder.name

    @cached_property
    def package(self):
        return json.loads((self.folder / package.NAME).read_bytes())

    @cached_property
    def files(self):
        """Every file by name, the package first."""
        content = (self.folder / package.NAME).read_bytes()
        files = {package.NAME: (len(content), hashlib.sha256(content).hexdigest())}
        for resource in self.package["resources"]:
            for each in (resource, resource["gzip"]):
                files[each["path"]] = each["bytes"], each["hash"].removeprefix("sha256:")
        return {name: DumpFile(self.folder / name, *file) for name, file in files.items()}

    def is_outdated(self):
        """Whether something that readers saw when it was made has been withdrawn or deleted since."""
        return last_loss().is_after(self.package["changes_cursor"])


def root():
    return Path(settings.DUMPS_ROOT)


def all_dumps():
    """Every dump, the newest first."""
    if not root().is_dir():
        return []
    names = sorted((path.name for path in root().iterdir() if _NAME.fullmatch(path.name)), reverse=True)
    return [Dump(root() / name) for name in names]


def current_dumps():
    """Those that hold nothing that has been withdrawn or deleted since, the newest first."""
    loss = last_loss()
    return [dump for dump in all_dumps() if not loss.is_after(dump.package["changes_cursor"])]


def find_dump(name):
    """The dump of this name; None if there is none."""
    if not _NAME.fullmatch(name) or not (root() / name / package.NAME).is_file():
        return None
    return Dump(root() / name)


def prune(keep):
    """Remove what is outdated, and all but the newest `keep` of the others; return the names of those removed."""
    kept = [dump.name for dump in current_dumps()[:keep]]
    doomed = [dump for dump in all_dumps() if dump.name not in kept]
    for dump in doomed:
        remove(dump)
    return [dump.name for dump in doomed]


def remove(dump):
    """Take the dump out of sight at once, then remove its files."""
    doomed = dump.folder.with_name(f".{dump.name}{UNFINISHED}")
    dump.folder.rename(doomed)
    shutil.rmtree(doomed)


@contextmanager
def exclusive():
    """Within, nobody else makes or removes a dump. What a killed run left is removed first. Raises BlockingIOError."""
    root().mkdir(parents=True, exist_ok=True)
    with (root() / ".lock").open("w") as lock, only_here("dump"):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for leftover in root().glob(f".*{UNFINISHED}"):
            shutil.rmtree(leftover)
        yield

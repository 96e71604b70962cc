"""The folder of an edition: files are there whole or not at all, and what is as it was is not touched."""

import fcntl
import os
from contextlib import contextmanager
from filecmp import cmp
from pathlib import Path


class Foreign(Exception):
    """There is something in the folder that no edition has put there."""

    def __init__(self, path):
        super().__init__(f"{path} was not written by bake, which writes to a folder of its own alone.")


class Folder:
    """Files by their names in the folder. May be used by several processes at once, each with other names."""

    def __init__(self, root):
        self.root = Path(root)
        #: Ours alone: it need not be sent to a host.
        self.own = self.root / ".bake"
        self.manifest = self.own / "manifest.sqlite3"
        self._new = self.own / f"new-{os.getpid()}"

    @contextmanager
    def held(self):
        """Within, nobody else bakes here. Raises `Foreign` for what is not an edition, BlockingIOError."""
        if self.root.is_dir() and not self.manifest.exists():
            for path in self.root.iterdir():
                if path != self.own:
                    raise Foreign(path)
        self.own.mkdir(parents=True, exist_ok=True)
        with (self.own / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for leftover in self.own.glob("new-*"):
                leftover.unlink()
            yield

    def check(self, knows):
        """Raise `Foreign` for the first file whose name is not known."""
        for folder, folders, files in os.walk(self.root):
            here = Path(folder)
            if here == self.root:
                folders.remove(self.own.name)
            for name in files:
                if not knows((here / name).relative_to(self.root).as_posix()) or (here / name).is_symlink():
                    raise Foreign(here / name)
            for name in folders:
                if (here / name).is_symlink():
                    raise Foreign(here / name)

    def write(self, file, content):
        """Make the file have this content; whether it had another one, or was not there."""
        path = self.root / file
        if path.is_file() and path.read_bytes() == content:
            return False
        self._new.write_bytes(content)
        self._put(path)
        return True

    def write_all(self, file, chunks):
        """The same with content that may be longer than memory."""
        with self._new.open("wb") as new:
            new.writelines(chunks)
        path = self.root / file
        if path.is_file() and cmp(path, self._new, shallow=False):
            self._new.unlink()
            return False
        self._put(path)
        return True

    def _put(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self._new.replace(path)

    def remove(self, file):
        """Remove the file and the folders that are empty without it; whether it was there."""
        path = self.root / file
        try:
            path.unlink()
        except (FileNotFoundError, NotADirectoryError):
            return False
        for folder in path.relative_to(self.root).parents:
            if folder == Path() or any((self.root / folder).iterdir()):
                break
            (self.root / folder).rmdir()
        return True

"""A file that is written line by line and knows its size and its SHA-256 at the end."""

import gzip
import hashlib
import os


class Written:
    """A new file in a folder. Used as a context; on the disk, whole, when that ends."""

    def __init__(self, folder, name):
        self.name = name
        self.size = 0
        self._path = folder / name
        self._digest = hashlib.sha256()

    def __enter__(self):
        self._file = self._path.open("xb")
        return self

    def __exit__(self, *error):
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def write(self, data):
        self._file.write(data)
        self._digest.update(data)
        self.size += len(data)
        return len(data)

    def flush(self):
        """Gzip asks for it; what is written is put on the disk at the end."""

    @property
    def sha256(self):
        return self._digest.hexdigest()


def write_twins(folder, name, lines):
    """Write the lines as a file and as its gzip twin; return the number of lines and both.

    The twin says no time and no name, so that the same lines give the same bytes.
    """
    count = 0
    with Written(folder, name) as plain, Written(folder, f"{name}.gz") as packed:
        zipped = gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=packed, mtime=0)
        for line in lines:
            plain.write(line)
            zipped.write(line)
            count += 1
        zipped.close()
    return count, (plain, packed)

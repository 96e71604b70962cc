"""Making a dump: written beside the others, and shown when it is whole."""

import json
import os
from datetime import UTC, timedelta

from django.utils import timezone, translation

from archive.dumps import package, storage
from archive.dumps.rows import FILES, line_of, public_rows
from archive.dumps.snapshot import snapshot
from archive.dumps.writing import Written, write_twins
from archive.ledger import settle, snapshot_cursor


def make_dump(progress=iter):
    """Write what readers see as a dump of one moment, and return the `Dump`; see docs/api.md, "Bulk".

    Some rows at a time, so memory does not grow with the archive. The site goes on reading and writing meanwhile.
    Call it within `storage.exclusive`. A run that is killed leaves nothing that is shown; the next one removes what
    is left of it. `progress` wraps the rows of a file, as tqdm does.
    """
    now = timezone.now().astimezone(UTC)
    while (folder := storage.root() / now.strftime("%Y-%m-%dT%H%M%SZ")).exists():
        now += timedelta(seconds=1)
    unfinished = folder.with_name(f".{folder.name}{storage.UNFINISHED}")
    unfinished.mkdir()
    # Paths are those of the API, which knows no language.
    settle()
    with translation.override("en"), snapshot():
        cursor = snapshot_cursor()
        files = {
            name: write_twins(unfinished, f"{name}.ndjson", map(line_of, progress(public_rows(kind))))
            for name, kind in FILES.items()
        }
        about = package.package_of(folder.name, now, cursor, files)
    with Written(unfinished, package.NAME) as file:
        file.write(json.dumps(about, ensure_ascii=False, indent=2).encode() + b"\n")
    unfinished.rename(folder)
    _keep_on_disk(storage.root())
    return storage.Dump(folder)


def _keep_on_disk(folder):
    """A new name in a folder outlives a power cut only when the folder itself is written."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

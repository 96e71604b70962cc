"""Reading from the origin all that has changed since a cursor, or all there is; nothing is written here."""

import gzip
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from archive.mirroring.addresses import Address
from archive.mirroring.origin import API, BeginAgain, OriginError
from archive.mirroring.portraits import check_portrait
from archive.models import MirrorState

#: Entries on a page of changes.
PAGE = 50
#: No line of a dump is longer: a debate of some thousand speeches has a few megabytes.
LONGEST_LINE = 100 * 1024 * 1024
#: No file of a dump is larger, packed or not.
LARGEST_FILE = 4 * 1024**3

LONGEST_CURSOR = MirrorState._meta.get_field("cursor").max_length

#: What comes of reading something of another shape than is known here.
_MALFORMED = (LookupError, TypeError, ValueError, AttributeError, EOFError, RecursionError, gzip.BadGzipFile)


@dataclass
class Difference:
    """What has changed at the origin up to a cursor: for each address the last that is known of it.

    An entry may be newer than the cursor, as it is read after it: then it comes once more. What it refers to may be
    missing until then. With `whole` the rows are all public entries, and what is not among them is gone.
    """

    whole: bool
    cursor: str = ""
    #: The row of each entry that is public, by its `Address`; see `archive.dumps.rows`.
    rows: dict = field(default_factory=dict)
    #: What the feed says of each `Address` that no entry has any more.
    gone: dict = field(default_factory=dict)

    def add(self, row):
        address = Address.of_url(row["url"])
        # What is used before the loader checks the document is read now: here it is refused in a sentence.
        for former in row["document"].get("former_slugs", ()):
            address.renamed(former["slug"])
        if row.get("portrait") is not None:
            check_portrait(row["portrait"])
        self.gone.pop(address, None)
        self.rows[address] = row

    def remove(self, change):
        address = Address.of_url(change["url"])
        if change["change"] == "renamed":
            Address.of_url(change["moved_to"])
        self.rows.pop(address, None)
        self.gone[address] = change


def gather(origin, cursor, progress=iter):
    """The `Difference` since the cursor; of everything when it is None, from the newest dump if there is one.

    Raises `OriginError`, and `BeginAgain` when the origin does not know the cursor. `progress` wraps what is read,
    entry by entry, as tqdm does.
    """
    if cursor is not None:
        return go_on(origin, Difference(False, cursor), progress)
    try:
        if dump := _newest_dump(origin):
            return go_on(origin, _read_dump(origin, dump, progress), progress)
    except BeginAgain:
        # The dump was taken back while it was read, or is older than the ledger of changes.
        pass
    except _MALFORMED as error:
        raise OriginError(f"{origin.url}{API}dumps/ has no dump that can be read here.") from error
    return go_on(origin, Difference(True), progress)


def go_on(origin, difference, progress=iter):
    """Add to the difference all changes after its cursor, and return it."""
    try:
        for change in progress(_changes(origin, difference)):
            if row := change.get("entry"):
                difference.add(row)
            elif change["change"] not in ("created", "updated"):
                difference.remove(change)
            # Else it has gone between its change and our question, and comes once more.
    except _MALFORMED as error:
        raise OriginError(f"{origin.url}{API}changes/ is not a feed of changes that is known here.") from error
    return difference


def _changes(origin, difference):
    """Yield the changes after the cursor, page by page, and move the cursor on."""
    while True:
        query = {"documents": 1, "page_size": PAGE} | ({"since": difference.cursor} if difference.cursor else {})
        page = origin.read("changes/", **query)
        before, cursor = difference.cursor, page["cursor"]
        if not isinstance(cursor, str) or len(cursor) > LONGEST_CURSOR:
            raise OriginError(f"{origin.url}{API}changes/ gives no cursor, but {str(cursor)[:200]!r}.")
        yield from page["results"]
        difference.cursor = cursor
        if not page["next"]:
            return
        if cursor == before:
            raise OriginError(f"{origin.url}{API}changes/ does not go on after {cursor!r}.")


def _newest_dump(origin):
    return next(iter(origin.read("dumps/")["results"]), None)


def _read_dump(origin, dump, progress):
    """The difference that a dump is; its files are kept until they are loaded, and gone on with when that broke off."""
    address = f"dumps/{dump['name']}"
    package = origin.read(f"{address}/datapackage.json")
    folder = Path(settings.MIRROR_ROOT) / _file_name(dump["name"])
    folder.mkdir(parents=True, exist_ok=True)
    difference = Difference(True, package["changes_cursor"])
    for resource in package["resources"]:
        packed = resource["gzip"]
        if not (0 < packed["bytes"] <= LARGEST_FILE and resource["bytes"] <= LARGEST_FILE):
            raise OriginError(
                f"{resource['path']!r} of the dump has more than {LARGEST_FILE} bytes, which is too much."
            )
        file = folder / _file_name(packed["path"])
        sha256 = packed["hash"].removeprefix("sha256:")
        origin.download(f"{API}{address}/{packed['path']}", file, size=packed["bytes"], sha256=sha256)
        for row in progress(_rows(file, resource["bytes"])):
            difference.add(row)
    return difference


def _file_name(name):
    """The name, if it is one of a file and leads nowhere else."""
    if not re.fullmatch(r"\w[\w.-]{0,100}", name, re.ASCII):
        raise OriginError(f"{name[:200]!r} is not a name of a dump or of a file of one.")
    return name


def _rows(file, size):
    """The rows in a packed file that holds so many bytes, and no more."""
    with gzip.open(file) as lines:
        while line := lines.readline(LONGEST_LINE + 1):
            size -= len(line)
            if size < 0 or len(line) > LONGEST_LINE:
                raise OriginError(f"{file.name} holds more than its package says, or a line that is too long.")
            yield json.loads(line)

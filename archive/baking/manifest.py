"""What an edition holds, and how far a run has come: an SQLite file beside the edition, so memory does not grow.

A name is written down before its file is, so whatever is in the folder and not in here was put there by somebody else.
"""

import json
import sqlite3

#: How many addresses are taken up at a time.
BATCH = 500

_TABLES = """
CREATE TABLE IF NOT EXISTS edition (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS address (
    address TEXT PRIMARY KEY,
    file TEXT NOT NULL UNIQUE,
    run INTEGER NOT NULL,
    is_waiting INTEGER NOT NULL,
    keys BLOB NOT NULL DEFAULT x''
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS address_waiting ON address (address) WHERE is_waiting;
"""


class Manifest:
    """The addresses of an edition. What is said here is on the disk when `commit` returns."""

    def __init__(self, path):
        self._database = sqlite3.connect(path)
        self._database.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; {_TABLES}")
        self.run = self.get("run") or 0

    def get(self, name):
        """What was last set under the name; None before."""
        row = self._database.execute("SELECT value FROM edition WHERE name = ?", [name]).fetchone()
        return json.loads(row[0]) if row else None

    def set(self, name, value):
        self._database.execute("INSERT OR REPLACE INTO edition VALUES (?, ?)", [name, json.dumps(value)])

    def begin(self):
        """Begin a run: what is not found again in it is no longer part of the edition."""
        self.run += 1
        self.set("run", self.run)

    def find(self, places):
        """Have these places baked in this run, once."""
        self._database.executemany(
            "INSERT INTO address (address, file, run, is_waiting) VALUES (?, ?, ?, 1) "
            "ON CONFLICT (address) DO UPDATE SET run = excluded.run, is_waiting = 1 WHERE run < excluded.run",
            [(place.address, place.file, self.run) for place in places],
        )

    def waiting(self):
        """The next addresses to be baked."""
        rows = self._database.execute("SELECT address FROM address WHERE is_waiting ORDER BY address LIMIT ?", [BATCH])
        return [address for (address,) in rows]

    def count_waiting(self):
        return self._database.execute("SELECT count(*) FROM address WHERE is_waiting").fetchone()[0]

    def have_again(self, is_stale):
        """Have those baked again of whose keys the function says that they are stale."""
        self._database.create_function("is_stale", 1, is_stale)
        self._database.execute("UPDATE address SET is_waiting = 1 WHERE keys <> x'' AND is_stale(keys)")

    def is_baked(self, address, keys):
        """Put on record that the file of an address is as it is to be, and what it is stale with."""
        self._database.execute("UPDATE address SET is_waiting = 0, keys = ? WHERE address = ?", [keys, address])

    def is_absent(self, address):
        """Put on record that there is nothing at an address; its file has been removed."""
        self._database.execute("DELETE FROM address WHERE address = ?", [address])

    def lost(self):
        """Some of the addresses of earlier runs that this one has not found."""
        rows = self._database.execute("SELECT address FROM address WHERE run < ? LIMIT ?", [self.run, BATCH])
        return [address for (address,) in rows]

    def knows(self, file):
        return self._database.execute("SELECT 1 FROM address WHERE file = ?", [file]).fetchone() is not None

    def commit(self):
        self._database.commit()

    def close(self):
        self._database.close()

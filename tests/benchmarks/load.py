"""How fast a corpus is loaded, beside the fastest raw load of the same rows into the same engine.

    .venv/bin/python tests/benchmarks/load.py --speeches 20000 [--rounds 3]
    .venv/bin/python tests/benchmarks/load.py --rows-of /folder/1m
    tests/postgresql.sh .venv/bin/python tests/benchmarks/load.py

Each round makes an archive by `manage.py make_corpus`, as an operator would, its start included; then sends the very
same rows, made beforehand and not on the clock, to the engine by its own driver: executemany for SQLite, COPY for
PostgreSQL, into the same tables under the same settings, without indexes, which are built after them. A raw load that
has less to do would not be of the same rows: the search index is part of both.

Of a million speeches the rows made beforehand would fill a disk: `--rows-of` takes those of a SQLite archive that
`manage.py make_corpus` made, and tells the time of their raw load alone.

Of SQLite it tells the time of the processor too, of all processes together: on a machine that has other work the clock
says more of that work. A server's is not to be had from here.
"""

import argparse
import os
import pickle
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]
SEED = "load"


@dataclass(frozen=True)
class Load:
    """The seconds of both, as medians: by the clock, and of the processor."""

    speeches: int
    made: float
    made_cpu: float
    raw: float
    raw_cpu: float

    @property
    def ratio(self):
        """How fast the command is beside the raw load: 1 would be as fast."""
        return self.raw / self.made

    @property
    def cpu_ratio(self):
        return self.raw_cpu / self.made_cpu


class Stopwatch:
    """Adds up the seconds within, by the clock and of the processor, that of processes which have ended included."""

    def __init__(self):
        self.spent = 0, 0

    def __enter__(self):
        self.started = self.now()
        return self

    def __exit__(self, *error):
        self.spent = [total + now - then for total, now, then in zip(self.spent, self.now(), self.started, strict=True)]

    @staticmethod
    def now():
        usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return time.perf_counter(), sum(usage.ru_utime + usage.ru_stime for usage in usages)


def measure(speeches, rounds=3):
    """Interleaved rounds of both; a `Load`. The site's settings say which engine."""
    from archive.corpus.making import batches

    with tempfile.TemporaryDirectory() as folder, _databases(Path(folder)) as new_database:
        rows = Path(folder) / "rows"
        with rows.open("wb") as file:
            for batch in batches(speeches, SEED, os.cpu_count()):
                pickle.dump(batch, file, pickle.HIGHEST_PROTOCOL)
        times = [(*_made(speeches, new_database()), *_raw(rows, new_database())) for _round in range(rounds)]
    return Load(speeches, *(statistics.median(column) for column in zip(*times, strict=True)))


def _made(speeches, environment):
    with Stopwatch() as watch:
        _manage(environment, "make_corpus", f"--speeches={speeches}", f"--seed={SEED}", "--verbosity=0")
    return watch.spent


def _manage(environment, *arguments):
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)


def _raw(rows, environment):
    load = _raw_postgresql if "DATABASE_URL" in environment else _raw_sqlite
    return load(_read(rows), environment)


def measure_rows_of(folder):
    """The seconds of a raw load of the rows that are in an archive: by the clock, and of the processor."""
    from archive.corpus.making import batches

    with tempfile.TemporaryDirectory() as at, _databases(Path(at)) as new_database:
        [(rows, *_), *_] = batches(1, SEED, 1)
        tables = [*rows, ("archive_searchword", ("word", "backwards"))]
        return _raw_sqlite(_rows_of(folder, tables), new_database())


def _rows_of(folder, tables):
    import sqlite3

    archive = sqlite3.connect(f"file:{folder / 'archive.sqlite3'}?mode=ro", uri=True)
    for table, columns in tables:
        rows = archive.execute(f"SELECT {', '.join(columns)} FROM {table}")
        while values := rows.fetchmany(5_000):
            yield table, columns, values
    archive.close()


def _raw_sqlite(rows, environment):
    import sqlite3

    database = sqlite3.connect(Path(environment["DATA_DIR"]) / "archive.sqlite3", isolation_level=None)
    for setting in ("journal_mode = DELETE", "synchronous = NORMAL", "foreign_keys = ON", "cache_size = -262144"):
        database.execute(f"PRAGMA {setting}")
    find = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name LIKE 'archive_%'"
    watch, indexes = Stopwatch(), database.execute(find).fetchall()
    database.execute("BEGIN IMMEDIATE")
    for setting in (("automerge", 0), ("crisismerge", 256)):
        database.execute("INSERT INTO archive_searchindex (archive_searchindex, rank) VALUES (?, ?)", setting)
    for name, _sql in indexes:
        database.execute(f'DROP INDEX "{name}"')
    for table, columns, values in rows:
        marks = ", ".join("?" * len(columns))
        names = ", ".join(f'"{column}"' for column in columns)
        with watch:
            database.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
    with watch:
        database.execute("INSERT INTO archive_searchindex (archive_searchindex) VALUES ('optimize')")
        for _name, sql in indexes:
            database.execute(sql)
        database.execute("COMMIT")
    database.close()
    return watch.spent


def _raw_postgresql(rows, environment):
    import psycopg

    with psycopg.connect(_postgresql(environment)) as database:
        database.execute("SET LOCAL maintenance_work_mem = '256MB'")
        indexes = database.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename LIKE "
            "'archive_%' AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        ).fetchall()
        for name, _sql in indexes:
            database.execute(f'DROP INDEX "{name}"')
        watch = Stopwatch()
        database.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, columns, values in rows:
            names = ", ".join(f'"{column}"' for column in columns)
            with watch, database.cursor().copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        with watch:
            for _name, sql in indexes:
                database.execute(sql)
            database.commit()
    return watch.spent


def _read(path):
    """The rows that were made, table by table; of the words, each the first time it comes."""
    known = set()
    with path.open("rb") as file:
        while batch := _next(file):
            rows, words, _count = batch
            for (table, columns), values in rows.items():
                yield table, columns, values
            yield "archive_searchword", ("word", "backwards"), [(word, word[::-1]) for word in sorted(words - known)]
            known |= words


def _next(file):
    try:
        return pickle.load(file)
    except EOFError:
        return None


@contextmanager
def _databases(folder):
    """Gives a function that makes one migrated, empty database after another, and returns the environment of it."""
    environment = {**os.environ, "DATA_DIR": str(folder / "first")}
    Path(environment["DATA_DIR"]).mkdir()
    _manage(environment, "migrate", "--verbosity=0")

    def new_database():
        if "DATABASE_URL" in environment:
            import psycopg

            django.db.connections.close_all()
            with psycopg.connect(_postgresql(environment), autocommit=True) as database:
                database.execute("DROP SCHEMA public CASCADE")
                database.execute("CREATE SCHEMA public")
            _manage(environment, "migrate", "--verbosity=0")
            return environment
        shutil.rmtree(folder / "next", ignore_errors=True)
        shutil.copytree(folder / "first", folder / "next")
        return {**environment, "DATA_DIR": str(folder / "next")}

    # What batches ask the database for, the keys of content types, is the same in all of them.
    django.db.connections.close_all()
    django.conf.settings.DATABASES["default"] |= (
        {} if "DATABASE_URL" in environment else {"NAME": folder / "first" / "archive.sqlite3"}
    )
    yield new_database
    django.db.connections.close_all()


def _postgresql(environment):
    """The address as libpq takes it."""
    return environment["DATABASE_URL"]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speeches", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows-of", type=Path, help="the folder of an archive of which the raw load is measured")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "congress_site.settings"
    django.setup()
    if options.rows_of:
        clock, processor = measure_rows_of(options.rows_of)
        print(f"raw {clock:.1f} s, of the processor {processor:.1f} s")
        sys.exit()
    found = measure(options.speeches, options.rounds)
    print(f"{found.speeches} speeches: {found.made:.1f} s, raw {found.raw:.1f} s, {found.ratio:.2f} x")
    if "DATABASE_URL" not in os.environ:
        print(f"of the processor: {found.made_cpu:.1f} s, raw {found.raw_cpu:.1f} s, {found.cpu_ratio:.2f} x")

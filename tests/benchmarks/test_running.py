"""The benchmarks that need nothing but this process's children still run, and the table says what they found."""

import io
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import SimpleTestCase, TransactionTestCase

from tests.benchmarks.comparing import Comparison, as_table
from tests.benchmarks.growth import Growth, table


class RunningTests(TransactionTestCase):
    def test_pages_answers_and_searches_are_compared(self):
        call_command("load_congress", settings.BASE_DIR / "archive/content/congress-11.yaml", stdout=io.StringIO())
        folder = self.enterContext(TemporaryDirectory())
        with closing(sqlite3.connect(Path(folder, "archive.sqlite3"))) as copy:
            connection.connection.backup(copy)
        only = ["first_time", "api", "search"]
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks", "--data", folder, "--rounds", "1", "--only", *only],
            cwd=settings.BASE_DIR,
            env={"PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("did not run", done.stdout, done.stderr)
        rows = [line.split("|")[1].strip() for line in done.stdout.splitlines() if line.startswith("| ")]
        for measured in ("first-time page", "API list", "API detail", "search, rare words"):
            with self.subTest(measured=measured):
                self.assertTrue(any(row.startswith(measured) for row in rows), done.stdout)


class ComparisonTests(SimpleTestCase):
    def test_a_bar_is_held_from_the_right_side(self):
        for limits, verdict in (
            ({"at_least": 2}, "holds"),
            ({"at_least": 3}, "misses"),
            ({"at_most": 0.5}, "holds"),
            ({"at_most": 0.4}, "misses"),
            ({}, ""),
        ):
            with self.subTest(limits=limits):
                self.assertEqual(Comparison("a page", 1, "another", 2, **limits).verdict, verdict)

    def test_the_table_says_all_of_a_comparison(self):
        table = as_table([Comparison("a page", 3, "another", 1.5, at_most=0.6, note="as seen")])
        self.assertIn("| a page   | 3.00 ms | another | 1.50 ms | 2.00× the time | ≤ 0.6× | misses |", table)
        self.assertTrue(table.endswith("- a page: as seen"))


class GrowthTests(SimpleTestCase):
    def test_it_is_told_what_grows_and_whether_its_bytes_do_too(self):
        for milliseconds, sizes, verdict in (
            ([10, 11], [1000, 1000], ""),
            ([10, 20], [1000, 2000], "as its bytes"),
            ([10, 50], [1000, 2000], "grows"),
        ):
            with self.subTest(verdict=verdict):
                self.assertEqual(Growth("a page", [100, 1000], milliseconds, sizes).verdict, verdict)

    def test_the_table_has_all_sizes_and_the_exponent_between_the_ends(self):
        headings, _rule, row = table([Growth("a page", [100, 1000, 10_000], [10, 50, 1000], [1000, 1000, 1000])])
        self.assertEqual(
            headings, "|  | 100 speeches | 1,000 speeches | 10,000 speeches | exponent | bytes | exponent |  |"
        )
        self.assertEqual(row, "| a page | 10.0 ms | 50.0 ms | 1000.0 ms | 1.00 | 1 → 1 KB | 0.00 | grows |")

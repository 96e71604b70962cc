"""Replicas of PostgreSQL; tests/scaling has whole ones, under readers."""

import time
from functools import partial
from unittest import skipUnless

from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections
from django.test import TransactionTestCase

from archive import replicas


@skipUnless(connection.vendor == "postgresql", "Replicas are of PostgreSQL.")
class DroppingTests(TransactionTestCase):
    def test_what_nobody_waits_for_any_longer_is_stopped(self):
        watching = connections[DEFAULT_DB_ALIAS].copy()
        self.addCleanup(watching.close)
        connection.ensure_connection()
        asked = connection.connection
        asked.wait = partial(type(asked).wait, asked, timeout=0.2)
        with self.assertRaises(OperationalError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(60) AS nobody_waits")
        replicas._drop(DEFAULT_DB_ALIAS)
        until = time.monotonic() + 10
        while (count := self.working(watching)) and time.monotonic() < until:
            time.sleep(0.05)
        self.assertEqual(count, 0)

    def working(self, watching):
        with watching.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE %s", ["%AS nobody_waits%"]
            )
            # Not counting the one that asks.
            return cursor.fetchone()[0] - 1

"""No change becomes visible behind a cursor that was given out, however transactions overlap."""

from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Event, Thread
from time import monotonic, sleep
from unittest import mock, skipUnless

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection, connections, transaction
from django.test import TransactionTestCase

from archive.ledger.marking import leave_marks
from archive.models import Ledger, Speaker
from tests import factories as make
from tests.admin.test_threads import move_to_file
from tests.ledger.base import PUBLIC, told_since
from tests.ledger.following import Follower, all_public
from tests.ledger.random_edits import edit, make_archive

WRITERS = 8
TRANSACTIONS = 10


class RolledBack(Exception):
    pass


def rename(speaker, name):
    """Without the search index, which has one writer at a time: the ledger has to stand what it spares us."""
    Speaker.objects.filter(pk=speaker).update(name=name)
    leave_marks({("speaker", speaker)})


class ThreadTests(TransactionTestCase):
    def setUp(self):
        ContentType.objects.clear_cache()
        move_to_file(self)
        make_archive()

    def test_followers_of_eight_writers_end_with_what_readers_see(self):
        followers, is_over = [Follower(2), Follower(1000)], Event()

        def follow(follower):
            try:
                while not is_over.is_set():
                    follower.look()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(WRITERS + len(followers)) as pool:
            following = [pool.submit(follow, follower) for follower in followers]
            writing = [pool.submit(write, seed) for seed in range(WRITERS)]
            written = [each.result() for each in writing]
            is_over.set()
            for each in following:
                each.result()
        self.assertGreater(sum(written), WRITERS * TRANSACTIONS // 4, "most transactions were to be committed")
        for follower in followers:
            follower.catch_up()
            self.assertEqual(follower.copy, all_public())

    @skipUnless(connection.vendor == "postgresql", "SQLite has one writer at a time")
    def test_a_transaction_that_began_first_and_ends_last_is_told_last(self):
        slow, quick = (make.make_speaker(slug=slug, **PUBLIC).pk for slug in ("slow", "quick"))
        _told, cursor = told_since()
        has_written, may_commit = Event(), Event()

        def write_slowly():
            try:
                with transaction.atomic():
                    rename(slow, "Slow")
                    has_written.set()
                    may_commit.wait(10)
            finally:
                connections.close_all()

        thread = Thread(target=write_slowly)
        thread.start()
        has_written.wait(10)
        rename(quick, "Quick")
        told, cursor = told_since(cursor)
        self.assertEqual(told, ["updated speaker quick"])
        may_commit.set()
        thread.join()
        self.assertEqual(told_since(cursor)[0], ["updated speaker slow"])

    @skipUnless(connection.vendor == "postgresql", "on SQLite whoever reads has no lock to wait for")
    def test_who_reads_waits_no_longer_than_he_may_for_who_gives_places(self):
        told, _cursor = told_since()
        has_lock, may_end = Event(), Event()

        def hold():
            try:
                with transaction.atomic():
                    Ledger.objects.select_for_update().get()
                    has_lock.set()
                    may_end.wait(10)
            finally:
                connections.close_all()

        thread = Thread(target=hold)
        thread.start()
        has_lock.wait(10)
        make.make_speaker(slug="new", **PUBLIC)
        begun = monotonic()
        with mock.patch("archive.ledger.feed.PATIENCE", 0.1), self.assertLogs("archive.ledger.feed"):
            self.assertEqual(told_since()[0], told)
        self.assertLess(monotonic() - begun, 5)
        may_end.set()
        thread.join()
        self.assertEqual(told_since()[0], [*told, "created speaker new"])


def write(seed):
    """Transactions of random length, a third of them rolled back; how many were committed."""
    random, committed = Random(seed), 0
    speakers = list(Speaker.objects.values_list("pk", flat=True))
    try:
        for _each in range(TRANSACTIONS):
            try:
                with transaction.atomic():
                    for _edit in range(random.randrange(1, 4)):
                        if seed % 2:
                            rename(random.choice(speakers), f"Name {random.random()}")
                        else:
                            edit(random)
                        sleep(random.random() / 100)
                    if random.random() < 0.3:
                        raise RolledBack
                committed += 1
            except (RolledBack, DatabaseError, ObjectDoesNotExist):
                pass  # Also what two writers did to each other, such as to speak in a debate that is being deleted.
        return committed
    finally:
        connections.close_all()

"""Eight people at once: one wins, seven are told, and nothing is numbered or published twice."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections
from django.test import TransactionTestCase

from archive.models import Congress
from tests import factories as make
from tests.admin.base import address, read_form, signed_in

NUMBER = 8


def move_to_file(test):
    """Put an SQLite in memory, which threads cannot share, into a file for the length of a test."""
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        return
    folder = TemporaryDirectory()
    test.addCleanup(folder.cleanup)
    connection.ensure_connection()
    memory = connection.settings_dict["NAME"]
    keeper = sqlite3.connect(memory, uri=True)  # Holds the database in memory while nobody else does.
    test.addCleanup(keeper.close)
    file = str(Path(folder.name, "threads.sqlite3"))
    with sqlite3.connect(file) as copy:
        keeper.backup(copy)
    copy.close()
    test.addCleanup(move_to, memory)
    move_to(file)


def move_to(name):
    if connection.connection is not None:
        connection.connection.close()
        connection.connection = None
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()


class ThreadTests(TransactionTestCase):
    def setUp(self):
        ContentType.objects.clear_cache()
        move_to_file(self)
        self.clients = [signed_in(User.objects.create_superuser(f"person{number}")) for number in range(NUMBER)]
        self.congress = make.make_congress(title="Before", opened_on=make.day("1922-03-27"))
        self.resolution = make.make_resolution(congress=self.congress)

    def together(self, record, change, button="_save"):
        """All open the page, then all save at the same moment; the answers."""
        pages = [read_form(client.get(address(record))).data for client in self.clients]
        barrier = Barrier(NUMBER)

        def save(number):
            try:
                barrier.wait()
                data = {**pages[number], **change(number), button: "x"}
                return self.clients[number].post(address(record), data)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(NUMBER) as pool:
            return list(pool.map(save, range(NUMBER)))

    def assertOneWins(self, answers, told):
        self.assertEqual(sorted(answer.status_code for answer in answers), [200] * (NUMBER - 1) + [302])
        for answer in answers:
            if answer.status_code == 200:
                self.assertContains(answer, told)
        return next(place for place, answer in enumerate(answers) if answer.status_code == 302)

    def test_of_eight_who_save_one_entry_one_wins_and_seven_are_told(self):
        answers = self.together(self.congress, lambda number: {"title": f"Title {number}"})
        winner = self.assertOneWins(answers, "after you had opened it")
        stored = Congress.objects.get()
        self.assertEqual((stored.title, stored.version), (f"Title {winner}", 2))

    def test_of_eight_who_save_one_row_one_wins_and_seven_are_told(self):
        clause = make.make_clause(resolution=self.resolution, position=1)
        answers = self.together(self.resolution, lambda number: {"clauses-0-text": f"Text {number}"})
        winner = self.assertOneWins(answers, "after you had opened it")
        clause.refresh_from_db()
        self.assertEqual((clause.text, clause.version), (f"Text {winner}", 2))

    def test_eight_who_add_a_row_at_the_end_all_get_a_place_of_their_own(self):
        answers = self.together(self.resolution, lambda number: self.new_clause(number, ""))
        self.assertEqual({answer.status_code for answer in answers}, {302})
        rows = list(self.resolution.clauses.order_by("position").values_list("position", "text"))
        self.assertEqual([position for position, _ in rows], list(range(1, NUMBER + 1)))
        self.assertEqual({text for _, text in rows}, {f"Clause {number}" for number in range(NUMBER)})

    def test_of_eight_who_add_a_row_at_one_place_one_wins_and_seven_are_told(self):
        answers = self.together(self.resolution, lambda number: self.new_clause(number, "1"))
        winner = self.assertOneWins(answers, "was taken meanwhile by")
        self.assertEqual(self.resolution.clauses.get().text, f"Clause {winner}")

    def test_eight_who_press_publish_publish_once(self):
        answers = self.together(self.congress, lambda number: {}, button="_step_publish")
        self.assertOneWins(answers, "has been changed since you opened this page")
        stored = Congress.objects.get()
        self.assertEqual((stored.status, stored.version), (make.PUBLISHED, 2))
        published = LogEntry.objects.filter(change_message__contains="Published.")
        self.assertEqual(published.count(), 1)

    def new_clause(self, number, position):
        row = {"id": "", "resolution": self.resolution.pk, "position": position, "text": f"Clause {number}"}
        row |= {"number": "", "heading": "", "original_text": ""}
        return {"clauses-TOTAL_FORMS": "1"} | {f"clauses-0-{field}": value for field, value in row.items()}

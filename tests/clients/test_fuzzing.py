"""A stranger who knows the description alone, and tries all that it allows and much that it does not, finds no fault.

The seed is the same each time, so that CI fails for a change and not by chance; `SEED=… pytest …` tries others.
"""

import logging
import os
from io import StringIO

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connection
from django.test import TestCase

from archive.accounts import tokens
from archive.choices import TokenScope
from tests.clients.fuzzing import Run, SharedApplication

SEED = int(os.environ.get("SEED", "11"))
CASES = 2000


class FuzzingTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("load_congress", settings.BASE_DIR / "archive/content/congress-11.yaml", stdout=StringIO())

    def setUp(self):
        # Refusals are most of what it is answered.
        logging.disable(logging.WARNING)
        self.addCleanup(logging.disable, logging.NOTSET)
        connection.inc_thread_sharing()
        self.addCleanup(connection.dec_thread_sharing)

    def run_schemathesis(self, **options):
        run = Run(SharedApplication(), seed=SEED, **options)
        self.assertFalse(run.found, run.findings())
        return run


class AnonymousTests(FuzzingTestCase):
    def test_nothing_is_found_wrong_in_two_thousand_cases(self):
        run = self.run_schemathesis(examples=5, headers={})
        self.assertGreaterEqual(sum(run.answered.values()), CASES)
        for operation in run.schema.get_all_operations():
            label = operation.ok().label
            is_for_staff = bool(operation.ok().definition.raw.get("security"))
            with self.subTest(operation=label):
                if is_for_staff:
                    answered = {status for operation, status in run.answered if operation == label}
                    self.assertLessEqual({401}, answered)
                    self.assertFalse([status for status in answered if status < 400], "a stranger was let in")
                else:
                    self.assertTrue(run.answered[label, 200], "it was only ever refused")
        self.assertTrue(run.answered[None, 200], "no call followed on another")


class TokenTests(FuzzingTestCase):
    def test_nothing_is_found_wrong_in_what_the_staff_does_with_a_token(self):
        user = User.objects.create_user("script", is_staff=True)
        user.groups.add(Group.objects.get(name="Publisher"))
        _token, text = tokens.make(user, "A script", TokenScope.PUBLISH, 90)
        headers = {"Authorization": f"Bearer {text}"}
        run = self.run_schemathesis(examples=42, headers=headers, only="Writing")
        self.assertGreaterEqual(sum(run.answered.values()), CASES)
        self.assertTrue(run.answered["GET /api/v1/editing/debates/", 200])

"""The changes are begun again by a command, and kept ready by another."""

from io import StringIO

from django.core.management import call_command

from archive.ledger import snapshot_cursor
from archive.models import LedgerMark
from tests import factories as make
from tests.ledger.base import PUBLIC, LedgerTestCase


class CommandTests(LedgerTestCase):
    def test_restarting_begins_another_epoch_with_all_that_is_public(self):
        make.make_topic(slug="army", **PUBLIC)
        make.make_topic(slug="draft")
        said = StringIO()
        call_command("restart_changes", stdout=said)
        self.assertIn("with 7 public entries", said.getvalue())
        before, after = (cursor.split("-") for cursor in (self.beginning, snapshot_cursor()))
        self.assertNotEqual(before[0], after[0])
        self.assertEqual(after[1], "7")
        self.assertFalse(LedgerMark.objects.exists())

"""What files, deletions and restores write is told as what it is."""

from django.contrib.auth.models import User
from django.test import TestCase

from archive.models import Debate, Speech, Version
from archive.workflow import transitions
from archive.workflow.recording import deletion_on_record
from archive.workflow.restoring import restore_deleted
from tests.admin.base import address, read_form, signed_in
from tests.interchange.documents import load_text, twelfth
from tests.ledger.base import LedgerTestCase, told_since


class FileTests(TestCase):
    def test_a_file_tells_of_what_it_changes(self):
        load_text(twelfth(("  publish_at: 2026-11-07T09:00:00+00:00\n", "")))
        told, cursor = told_since()
        self.assertIn("created debate 12/report", told)
        for change, options, expected in [
            ((), {}, []),
            ((("title: The report", "title: A report"),), {}, ["updated debate 12/report"]),
            ((("title: The report", "title: Another"),), {"dry_run": True}, []),
        ]:
            with self.subTest(change=change, options=options):
                load_text(twelfth(("  publish_at: 2026-11-07T09:00:00+00:00\n", ""), *change), **options)
                told, cursor = told_since(cursor)
                self.assertEqual(told, expected)


class WorkflowTests(LedgerTestCase):
    def test_a_form_of_the_admin_tells_of_what_it_saves(self):
        client = signed_in(User.objects.create_superuser("chief"))
        form = read_form(client.get(address(self.lenin)))
        for biography, expected in (("", []), ("A life.", ["updated speaker lenin"])):
            response = client.post(address(self.lenin), {**form.data, "biography": biography, "_save": "x"})
            self.assertEqual(response.status_code, 302)
            self.assertEqual(self.told(), expected)

    def test_what_is_deleted_and_restored_is_told_when_it_is_public_again(self):
        chief = User.objects.create_superuser("chief")
        Debate.objects.filter(pk=self.debate.pk).update(question="Why?")
        with deletion_on_record([self.debate], chief):
            self.debate.delete()
        self.assertEqual(self.told(), ["updated resolution 11/resolved", "deleted debate 11/report"])
        restore_deleted(Version.objects.get(action="delete"), chief)
        self.assertEqual(self.told(), [])
        self.assertTrue(Speech.objects.exists())
        transitions.move(Debate.objects.get(slug="report"), chief, "publish")
        self.assertEqual(self.told(), ["created debate 11/report"])

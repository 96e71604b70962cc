"""`make run` prepares the archive once: the second time it finds everything there and changes nothing."""

import os
import tempfile
from io import StringIO
from pathlib import Path
from unittest import mock, skipUnless

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import TestCase, override_settings

from archive.management.commands import prepare_archive
from archive.management.commands.prepare_archive import CONTENT, Command
from archive.models import ENTRIES, Congress, Source, Speaker, Topic, Version
from tests.factories import make_congress, make_topic


@override_settings(DEBUG=True)
class PrepareTests(TestCase):
    def prepare(self):
        out = StringIO()
        call_command("prepare_archive", stdout=out)
        return out.getvalue()

    def test_an_empty_archive_gets_every_congress_and_a_publisher(self):
        said = self.prepare()
        self.assertEqual([congress.number for congress in Congress.objects.public()], list(range(1, 29)))
        self.assertLess(said.index("loading congress-11.yaml"), said.index("loading congresses.yaml"))
        user = User.objects.get()
        self.assertTrue(user.is_staff and not user.is_superuser)
        self.assertEqual([group.name for group in user.groups.all()], ["Publisher"])
        password = said.split("with the password ")[1].split()[0]
        self.assertTrue(self.client.login(username="publisher", password=password))

    @skipUnless(connection.vendor == "sqlite", "PostgreSQL looks at its tables by itself")
    def test_sqlite_is_told_how_many_entries_are_published_and_not_how_many_of_a_sample(self):
        Topic.objects.bulk_create(Topic(slug=f"t{n}", name=f"T{n}", status="published") for n in range(600))
        Command().tell_sizes()
        with connection.cursor() as cursor:
            cursor.execute("SELECT stat FROM sqlite_stat1 WHERE idx LIKE 'archive_topic_status%'")
            self.assertEqual(cursor.fetchall(), [("600 600",)])

    def test_the_second_time_nothing_is_said_or_changed(self):
        self.prepare()
        before = list(Congress.objects.values()), User.objects.values().get()
        self.assertEqual(self.prepare(), "")
        self.assertEqual((list(Congress.objects.values()), User.objects.values().get()), before)

    def test_every_entry_has_its_first_version_from_the_load(self):
        self.prepare()
        entries = sum(model.objects.count() for model in ENTRIES)
        self.assertEqual(Version.objects.filter(number=1, action="import", made_by=None).count(), entries)
        self.assertEqual(Version.objects.count(), entries)

    def test_an_archive_that_is_older_than_its_history_begins_it_once_and_says_so(self):
        make_topic()
        self.assertIn("The history begins: 1 entry put on record.\n", self.prepare())
        make_topic()
        make_congress()
        self.assertIn("The history begins: 2 entries put on record.\n", self.prepare())
        self.assertEqual(set(Version.objects.values_list("number", "action")), {(1, "found")})
        self.assertEqual(self.prepare(), "")

    def test_an_archive_that_holds_the_eleventh_only_is_not_disturbed_and_can_be_given_the_outlines(self):
        call_command("load_congress", CONTENT / "congress-11.yaml", stdout=StringIO())
        self.prepare()
        self.assertEqual(Congress.objects.count(), 1)
        models = [Congress, Speaker, Source, Topic]
        before = [list(model.objects.order_by("pk").values()) for model in models]
        call_command("load_congress", CONTENT / "congresses.yaml", stdout=StringIO())
        self.assertEqual(Congress.objects.count(), 28)
        for model, rows in zip(models, before, strict=True):
            self.assertEqual(list(model.objects.order_by("pk").values()[: len(rows)]), rows)

    def test_a_first_start_that_is_broken_off_leaves_nothing(self):
        def load_one_and_break(name, file, **options):
            if Congress.objects.exists():
                raise KeyboardInterrupt
            call_command(name, file, **options)

        with mock.patch.object(prepare_archive, "call_command", load_one_and_break):
            self.assertRaises(KeyboardInterrupt, Command(stdout=StringIO()).load_content)
        self.assertFalse(Congress.objects.exists() or Source.objects.exists())

    def test_an_archive_that_holds_anything_is_left_as_it_is(self):
        make_topic()
        self.prepare()
        self.assertFalse(Congress.objects.exists())

    def test_static_files_are_collected_again_only_when_one_is_newer(self):
        with tempfile.TemporaryDirectory() as folder, override_settings(STATIC_ROOT=folder):
            self.assertFalse(Command().static_files_are_collected())
            manifest = Path(folder) / "staticfiles.json"
            manifest.touch()
            self.assertTrue(Command().static_files_are_collected())
            os.utime(manifest, (0, 0))
            self.assertFalse(Command().static_files_are_collected())

"""`make run` prepares the archive once: the second time it finds everything there and changes nothing."""

import os
import tempfile
from io import StringIO
from pathlib import Path

from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import TestCase, override_settings

from archive.management.commands.prepare_archive import Command
from archive.models import Congress
from tests.factories import make_topic


@override_settings(DEBUG=True)
class PrepareTests(TestCase):
    def prepare(self):
        out = StringIO()
        call_command("prepare_archive", stdout=out)
        return out.getvalue()

    def test_an_empty_archive_gets_its_congress_and_a_publisher(self):
        said = self.prepare()
        self.assertTrue(Congress.objects.public().filter(number=11).exists())
        user = User.objects.get()
        self.assertTrue(user.is_staff and not user.is_superuser)
        self.assertEqual([group.name for group in user.groups.all()], ["Publisher"])
        password = said.split("with the password ")[1].split()[0]
        self.assertTrue(self.client.login(username="publisher", password=password))

    def test_the_second_time_nothing_is_said_or_changed(self):
        self.prepare()
        before = Congress.objects.values().get(number=11), User.objects.values().get()
        self.assertEqual(self.prepare(), "")
        self.assertEqual((Congress.objects.values().get(number=11), User.objects.values().get()), before)

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

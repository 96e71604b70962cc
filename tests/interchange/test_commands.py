"""The two commands: what they print, how they end."""

import errno
import subprocess
import sys
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import TestCase

from archive.models import Congress
from tests.factories import make_congress
from tests.interchange.documents import TWELFTH, dump, twelfth


class CommandTests(TestCase):
    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.file = self.folder / "congress-12.yaml"
        self.file.write_text(TWELFTH, encoding="utf-8")

    def run_command(self, *arguments, **options):
        out = StringIO()
        call_command(*arguments, stdout=out, **options)
        return out.getvalue()

    def test_loading_prints_a_line_for_each_entry_and_the_totals(self):
        lines = self.run_command("load_congress", self.file).splitlines()
        self.assertEqual(len(lines), 12)
        self.assertEqual(lines[0], "topic economy: created")
        self.assertTrue(lines[-1].startswith("Entries: 11 created, "))
        again = self.run_command("load_congress", str(self.file)).splitlines()
        self.assertEqual(again[0], "topic economy: left as it was")

    def test_without_verbosity_only_the_totals_are_printed(self):
        self.assertEqual(len(self.run_command("load_congress", self.file, verbosity=0).splitlines()), 1)

    def test_a_dry_run_says_that_it_changed_nothing(self):
        before = dump()
        out = self.run_command("load_congress", self.file, "--dry-run")
        self.assertTrue(out.endswith("This was a dry run: nothing has been changed.\n"))
        self.assertEqual(dump(), before)

    def test_replace_is_passed_on(self):
        self.run_command("load_congress", self.file)
        Congress.objects.get().sittings.create(position=9)
        self.assertIn("kept though not in the file: sitting 9", self.run_command("load_congress", self.file))
        self.assertIn("congress 12: 1 sitting deleted", self.run_command("load_congress", self.file, "--replace"))

    def test_problems_are_counted_and_all_named(self):
        self.file.write_text(twelfth(("chair: first", "chair: frist"), ("votes_for: 0", "votes_for: x")))
        with self.assertRaises(CommandError) as caught:
            self.run_command("load_congress", self.file)
        lines = str(caught.exception).splitlines()
        self.assertEqual(lines[0], f"2 problems in {self.file}; nothing has been loaded.")
        self.assertEqual(len(lines), 3)
        self.assertTrue(lines[1].startswith("sittings[0].chair: no speaker 'frist'; did you mean 'first'? (line "))

    def test_a_file_that_is_not_there_or_not_yaml_gives_a_clear_message(self):
        with self.assertRaisesMessage(CommandError, "nowhere.yaml cannot be read: No such file or directory."):
            self.run_command("load_congress", self.folder / "nowhere.yaml")
        self.file.write_bytes(b"a: \xff")
        with self.assertRaisesMessage(CommandError, f"1 problem in {self.file}; nothing has been loaded."):
            self.run_command("load_congress", self.file)

    def test_the_shell_is_told_by_the_exit_code(self):
        command = [sys.executable, "manage.py", "load_congress", str(self.folder / "nowhere.yaml"), "--skip-checks"]
        done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout, "")
        self.assertIn("cannot be read", done.stderr)
        self.assertNotIn("Traceback", done.stderr)

    def test_export_prints_or_writes_the_same_text(self):
        self.run_command("load_congress", self.file)
        output = self.folder / "out.yaml"
        self.assertEqual(self.run_command("export_congress", 12), TWELFTH)
        self.assertEqual(self.run_command("export_congress", "12", "--output", str(output)), "")
        self.assertEqual(output.read_bytes(), TWELFTH.encode())

    def test_an_export_that_fails_leaves_the_last_good_file_and_nothing_else(self):
        self.run_command("load_congress", self.file)
        output = self.folder / "out.yaml"
        output.write_text("the last good export")

        def fill_the_disk(path, text, **options):
            with path.open("w") as file:
                file.write(text[:10])
            raise OSError(errno.ENOSPC, "No space left on device")

        with (
            mock.patch.object(Path, "write_text", fill_the_disk),
            self.assertRaisesMessage(CommandError, f"{output} cannot be written: No space left on device."),
        ):
            self.run_command("export_congress", 12, output=output)
        self.assertEqual(output.read_text(), "the last good export")
        self.assertEqual(sorted(file.name for file in self.folder.iterdir()), ["congress-12.yaml", "out.yaml"])
        self.run_command("export_congress", 12, output=output)
        self.assertEqual(output.read_bytes(), TWELFTH.encode())

    def test_an_export_follows_a_link_and_never_replaces_a_device(self):
        self.run_command("load_congress", self.file)
        link = self.folder / "link.yaml"
        link.symlink_to(self.folder / "out.yaml")
        self.run_command("export_congress", 12, output=link)
        self.assertTrue(link.is_symlink())
        self.assertEqual(link.read_bytes(), TWELFTH.encode())
        self.run_command("export_congress", 12, output=Path("/dev/null"))
        self.assertFalse(Path("/dev/null").is_file())

    def test_exporting_what_is_not_there_is_refused(self):
        make_congress(number=11)
        with self.assertRaisesMessage(CommandError, "The archive holds no congress 99."):
            self.run_command("export_congress", 99)
        with self.assertRaisesMessage(CommandError, "cannot be written: "):
            self.run_command("export_congress", 11, output=self.folder / "no" / "folder.yaml")

"""A congress file and the history: what a load puts on record, and a file that is older than the archive."""

from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import TestCase

from archive.choices import VersionAction
from archive.interchange.congress_file import (
    CongressFileError,
    fetch_congress,
    load,
    load_all,
    note_versions,
    read,
    read_all,
    write,
)
from archive.interchange.congress_file.schema import RESOLUTION
from archive.models import ENTRIES, Debate, Source, Speech, Topic, Version
from archive.workflow.snapshots import key_of, take
from archive.workflow.versions import last_of, record, state_at, versions_of
from tests import factories as make
from tests.interchange.base import line, problems
from tests.interchange.documents import TWELFTH, dump, load_text, twelfth

SPEECH = ("text: Shame!", "text: Hear, hear!")


class OnRecordTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_text()
        cls.debate = Debate.objects.get(slug="report")

    def test_every_entry_that_was_loaded_has_one_version_that_says_all_of_it(self):
        count = 0
        for model in ENTRIES:
            for entry in model.objects.all():
                with self.subTest(entry=entry):
                    version = versions_of(entry).get()
                    self.assertEqual((version.action, version.made_by, version.number), ("import", None, 1))
                    self.assertEqual(state_at(version), take(entry))
                    count += 1
        self.assertEqual(Version.objects.count(), count)

    def test_what_is_left_as_it_was_gets_no_version(self):
        load_text()
        load_text(twelfth(SPEECH), reason="Misprint")
        version = Version.objects.get(number=2)
        self.assertEqual((version.entry, version.action, version.reason), (self.debate, "import", "Misprint"))
        speech = Speech.objects.get(text="Hear, hear!")
        self.assertEqual([state.record for state in version.states.all()], [key_of(speech)])

    def test_what_is_older_than_its_history_is_first_on_record_as_it_was(self):
        Version.objects.all().delete()
        before = take(self.debate)
        load_text(twelfth(SPEECH))
        first, second = versions_of(self.debate)
        self.assertEqual((first.action, state_at(first)), ("found", before))
        self.assertEqual((second.action, state_at(second)), ("import", take(self.debate)))
        self.assertEqual(Version.objects.count(), 2)

    def test_what_nobody_put_on_record_is_not_said_to_be_of_the_file(self):
        Debate.objects.filter(pk=self.debate.pk).update(summary="Written past all forms")
        load_text(twelfth(SPEECH))
        _first, found, loaded = versions_of(self.debate)
        self.assertEqual((found.action, loaded.action), ("found", "import"))
        self.assertEqual(state_at(found)[key_of(self.debate)]["summary"], "Written past all forms")

    def test_what_a_replacing_file_deletes_stays_on_record(self):
        extra = make.make_debate(congress=self.debate.congress, title="Added by hand", position=50)
        make.make_speech(debate=extra, text="Said")
        before, pk = take(extra), extra.pk
        report = load_text(replace=True, reason="Back to the file")
        self.assertIn("deleted", line(report, f"debate {extra.slug}"))
        last = versions_of(Debate(pk=pk)).last()
        self.assertEqual((last.action, last.reason, state_at(last)), ("delete", "Back to the file", before))

    def test_a_load_that_fails_or_only_tries_leaves_nothing_on_record(self):
        before = dump()
        load_text(twelfth(SPEECH), dry_run=True)
        with self.assertRaises(CongressFileError):
            load_text(twelfth(SPEECH, ("chair: first", "chair: frist")))
        self.assertEqual(dump(), before)

    def test_what_two_documents_of_a_file_change_has_one_version(self):
        document = "format: 1\ncongress: {number: %d, title: C}\nsources:\n- {slug: record, kind: book, title: %s}\n"
        text = "---\n".join([document % (1, "One"), document % (2, "Two")])
        load_all(read_all(text))
        entry = Source.objects.get(slug="record")
        self.assertEqual((entry.title, versions_of(entry).last().number), ("Two", 2))
        self.assertEqual(versions_of(entry).filter(action="found").count(), 0)


def exported():
    """The congress as a file that says from which versions it is."""
    with transaction.atomic():
        loaded = fetch_congress(12)
        note_versions(loaded)
        return write(loaded)


class OlderFileTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana = User.objects.create_user("ana")
        load_text()
        cls.debate = Debate.objects.get(slug="report")
        cls.file = exported()

    def ana_writes(self, record_, **values):
        for name, value in values.items():
            setattr(record_, name, value)
        record_.save()
        return record(record_.entry, self.ana)

    def refusals(self, text, **options):
        with self.assertRaises(CongressFileError) as caught:
            load(read(text), **options)
        return [str(problem).rpartition(" (line ")[0] or str(problem) for problem in caught.exception.problems]

    def test_the_numbers_are_all_that_an_export_with_versions_adds(self):
        lines = self.file.splitlines(keepends=True)
        plain = [line for line in lines if line.strip() != "as_of: 1"]
        self.assertEqual("".join(plain), TWELFTH)
        self.assertEqual(len(lines) - len(plain), Version.objects.count())
        self.assertIn("- slug: report\n  as_of: 1\n", self.file)
        self.assertEqual(write(fetch_congress(12)), TWELFTH)

    def test_a_file_of_an_archive_that_still_stands_so_is_loaded(self):
        self.assertTrue(load(read(self.file)).changes_nothing)
        load(read(self.file.replace(*SPEECH)))
        self.assertEqual(versions_of(self.debate).last().number, 2)
        self.assertTrue(load(read(self.file.replace(*SPEECH))).changes_nothing, "the same file again")

    def test_a_part_that_is_newer_refuses_the_whole_file_with_who_and_when(self):
        version = self.ana_writes(Speech.objects.get(text="Shame!"), text="Shame on you!")
        text = self.file.replace("title: 12th Congress", "title: Twelfth Congress")
        before = dump()
        self.assertEqual(
            self.refusals(text),
            [
                "debates[0].as_of: has been changed since this file was exported: version 2 of "
                f"{version.made_at:%Y-%m-%d %H:%M} UTC by ana; the file was made from version 1 "
                "(--overwrite loads it all the same)"
            ],
        )
        self.assertEqual(dump(), before)
        load(read(text), overwrite=True)
        self.assertEqual(Speech.objects.get(debate=self.debate, position=2).text, "Shame!")
        self.assertEqual([version.number for version in versions_of(self.debate)], [1, 2, 3])

    def test_every_entry_that_is_newer_is_named_and_a_status_is_newer_too(self):
        topic = Topic.objects.get(slug="industry")
        Topic.objects.filter(pk=topic.pk).update(status="draft")
        record(topic, self.ana, VersionAction.RETURN_TO_DRAFT)
        self.ana_writes(Source.objects.get(slug="record"), title="Other")
        self.ana_writes(Speech.objects.get(text="Shame!"), page="7")
        places = [text.split(".as_of: has been changed")[0] for text in self.refusals(self.file, replace=True)]
        self.assertEqual(len(places), 3)
        self.assertEqual([place.split("[")[0] for place in places], ["topics", "sources", "debates"])

    def test_what_the_file_would_leave_as_it_is_refuses_nothing(self):
        before = self.debate.summary
        self.ana_writes(self.debate, summary="Other")
        self.ana_writes(self.debate, summary=before)
        report = load(read(self.file.replace("title: 12th Congress", "title: Twelfth Congress")))
        self.assertEqual(line(report, "congress 12"), "congress 12: changed (title)")

    def test_an_archive_without_a_history_begins_it_when_it_exports(self):
        Version.objects.all().delete()
        file = exported()
        self.assertEqual(file, self.file)
        self.assertEqual(set(Version.objects.values_list("action", flat=True)), {"found"})
        self.assertEqual(last_of(Debate, [self.debate.pk])[self.debate.pk].number, 1)
        Debate.objects.filter(pk=self.debate.pk).update(title="Written past all forms")
        self.assertIn("UTC (found when the history began)", self.refusals(file)[0])

    def test_what_is_gone_since_is_not_made_again_and_what_came_since_is_not_deleted(self):
        Debate.objects.get(slug="elections").delete()
        self.assertIn("an entry that the archive does not hold any more", self.refusals(self.file)[0])
        load(read(self.file), overwrite=True)
        added = make.make_debate(congress=self.debate.congress, position=50, slug="added")
        self.assertIn(
            "debate added is not in the file; it may have been added",
            self.refusals(exported_without(added), replace=True)[0],
        )
        load(read(exported_without(added)))
        self.assertTrue(Debate.objects.filter(slug="added").exists())
        load(read(exported_without(added)), replace=True, overwrite=True)
        self.assertFalse(Debate.objects.filter(slug="added").exists())

    def test_a_number_that_this_archive_never_gave_is_not_trusted(self):
        text = self.file.replace("- slug: report\n  as_of: 1\n", "- slug: report\n  as_of: 9\n").replace(*SPEECH)
        self.assertIn("this archive has only 1", self.refusals(text)[0])

    def test_a_wrong_number_is_a_problem_that_says_what_would_be_right(self):
        right = "a whole number from 1), as an export writes it"
        for wrong in ("x", "0", "-1", "1.5", "''", "", "99999999999999999999"):
            with self.subTest(wrong=wrong):
                found = problems(self.file.replace("number: 12\n  as_of: 1", f"number: 12\n  as_of: {wrong}"))
                self.assertEqual(len(found), 1)
                self.assertTrue(found[0].startswith("congress.as_of: ") and right in found[0], found)
        self.assertEqual(
            problems(self.file.replace("number: 12\n  as_of: 1", "number: 12\n  as_of: [1]")),
            ["congress.as_of: expected the number of a version, found a list"],
        )
        self.assertIn("no such key", problems(twelfth(("- position: 1\n", "- position: 1\n  as_of: 1\n")))[0])

    def test_entries_are_locked_before_they_are_read(self):
        """Somebody who saves while the file waits for the lock is not overwritten."""

        def wait(kind, *condition, **conditions):
            if kind is RESOLUTION:
                self.ana_writes(self.debate, title="Won")

        with mock.patch("archive.interchange.congress_file.matching.hold", wait):
            self.assertIn("by ana; the file was made from version 1", self.refusals(self.file)[0])

    def test_the_commands_write_refuse_and_overwrite(self):
        with TemporaryDirectory() as folder:
            file = Path(folder) / "12.yaml"
            call_command("export_congress", 12, "--with-versions", output=file)
            self.assertEqual(file.read_text(), self.file)
            self.ana_writes(self.debate, title="Ana's")
            with self.assertRaisesMessage(CommandError, "by ana; the file was made from version 1"):
                call_command("load_congress", file, stdout=StringIO())
            call_command("load_congress", file, "--overwrite", "--reason", "Agreed with Ana", stdout=StringIO())
        self.debate.refresh_from_db()
        self.assertEqual((self.debate.title, versions_of(self.debate).last().reason), ("The report", "Agreed with Ana"))


def exported_without(debate):
    """What an export gave before the debate came."""
    with transaction.atomic():
        loaded = fetch_congress(12)
        note_versions(loaded)
        loaded.congress._prefetched_objects_cache["debates"]._result_cache.remove(debate)
        return write(loaded)

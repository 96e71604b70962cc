"""Index and archive agree after every way to write there is."""

from io import StringIO

from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from archive import models
from archive.choices import PublicationStatus
from archive.following import collecting
from archive.models import SearchDocument
from archive.search import find
from archive.search.rebuilding import disagreements, is_out_of_date, rebuild
from archive.workflow import ordering, transitions
from tests import factories as make
from tests.interchange.documents import load_text, twelfth
from tests.search.base import PUBLIC, SearchTestCase


class SaveTests(SearchTestCase):
    """Entries and parts made, changed, moved and deleted one by one."""

    def test_every_field_of_every_kind_may_change(self):
        sitting = make.make_sitting(congress=self.eleventh, label="Morning", held_on=make.day("1922-03-28"))
        self.debate.sittings.add(sitting)
        speech = self.say("Words.", "Speech", sitting=sitting, speaker=self.lenin)
        records = [
            *(model.objects.first() for model in (models.Topic, models.Source, models.Speaker, models.Congress)),
            *(self.debate, self.resolution, speech, sitting, models.Clause.objects.first()),
            *(models.Participation.objects.first(), models.SpeakerName.objects.first()),
            make.make_mandate(congress=self.eleventh, speaker=self.lenin),
            make.make_election(congress=self.eleventh, speaker=self.lenin),
            make.make_link(resolution=self.resolution, outside_title="Decree"),
            make.make_note(self.debate),
        ]
        self.assert_in_step()
        for record in records:
            for field in record._meta.concrete_fields:
                if field.get_internal_type() in ("CharField", "TextField") and field.editable and not field.choices:
                    value = "1922-03-27" if type(field).__name__ == "PartialDateField" else f"{field.name}-zz"
                    with self.subTest(record=record, field=field.name):
                        fresh = type(record).objects.get(pk=record.pk)
                        setattr(fresh, field.name, value[: field.max_length])
                        try:
                            with transaction.atomic():
                                fresh.save()
                        except Exception as error:  # A constraint: then nothing has changed on either side.
                            self.assertIn("Error", type(error).__name__)
                        self.assert_in_step()

    def test_what_an_entry_says_of_all_that_is_in_it(self):
        speech = self.say("Words.", "Speech")
        for changes in (
            {"number": 12},
            {"opened_on": make.day("1923-04-17"), "closed_on": make.day("1923-04-25")},
            {"status": PublicationStatus.WITHDRAWN},
        ):
            with self.subTest(changes=changes):
                congress = models.Congress.objects.get(pk=self.eleventh.pk)
                for name, value in changes.items():
                    setattr(congress, name, value)
                congress.save()
                self.assert_in_step()
        row = SearchDocument.objects.get(kind="speech", object_id=speech.pk)
        self.assertEqual((row.congress, row.date, row.public_from), (12, "1923-04-17", None))

    def test_parts_that_are_moved_or_given_to_somebody_else(self):
        speech = self.say("Words.", speaker=self.lenin)
        speech.debate, speech.position = self.old_debate, 500
        speech.save()
        self.assert_in_step()
        speech.speaker = self.trotsky
        speech.save()
        self.assert_in_step()
        clause = models.Clause.objects.first()
        clause.resolution = make.make_resolution(congress=self.eleventh, **PUBLIC)
        clause.save()
        self.assert_in_step()
        self.debate.congress, self.debate.position = self.first, 900
        self.debate.save()
        self.assert_in_step()

    def test_many_to_many_from_either_side(self):
        self.say("Words.")
        sitting = make.make_sitting(congress=self.eleventh, held_on=make.day("1922-03-29"))
        for change in (
            lambda: self.debate.topics.clear(),
            lambda: self.topic.debates.set([self.debate, self.old_debate]),
            lambda: self.topic.debates.remove(self.debate),
            lambda: self.topic.debates.clear(),
            lambda: self.topic.resolutions.add(self.resolution),
            lambda: self.resolution.topics.set([]),
            lambda: self.debate.sittings.set([sitting]),
            lambda: sitting.debates.clear(),
        ):
            change()
            self.assert_in_step()

    def test_deleting_one_or_all_of_them(self):
        self.say("Words.", speaker=self.lenin)
        self.say("More.", speaker=self.lenin)
        make.make_note(self.debate, text="Note")
        self.debate.speeches.first().delete()
        self.assert_in_step()
        self.debate.speeches.all().delete()
        self.assert_in_step()
        models.EditorialNote.objects.all().delete()
        models.Participation.objects.all().delete()
        self.assert_in_step()
        self.say("Again.", speaker=self.lenin)
        self.debate.delete()
        self.resolution.delete()
        models.Debate.objects.all().delete()
        models.Congress.objects.get(number=11).delete()
        models.Source.objects.all().delete()
        tie = f"speaker{self.trotsky.pk}"
        self.assertIn(tie, self.ties())
        self.trotsky.delete()
        self.assert_in_step()
        self.assertEqual(find("words again more note gold").count, 0)
        self.assertNotIn(tie, self.ties())

    def ties(self):
        """What any document has to do with."""
        return " ".join(SearchDocument.objects.values_list("ties", flat=True)).split()

    def test_positions_and_steps_of_publication(self):
        speeches = [self.say(f"Words {n}.", position=n) for n in range(1, 6)]
        ordering.place(speeches[4], 1)
        ordering.renumber(models.Speech, self.debate, {speeches[0].pk: 40})
        self.assert_in_step()
        chief = User.objects.create_superuser("chief")
        self.assertEqual(find("words").count, 5)
        transitions.move(self.debate, chief, "withdraw")
        self.assert_in_step()
        self.assertEqual(find("words").count, 0)
        models.Debate.objects.filter(pk=self.debate.pk).update(question="What was at issue.")
        transitions.move(self.debate, chief, "publish")
        self.assert_in_step()

    def test_what_is_undone_is_undone_in_the_index_too(self):
        with self.assertRaises(ZeroDivisionError), transaction.atomic():
            self.say("Obscurum")
            self.debate.delete()
            raise ZeroDivisionError
        self.assert_in_step()
        with self.assertRaises(ZeroDivisionError), collecting():
            self.say("Obscurum")
            raise ZeroDivisionError
        self.assert_in_step()
        self.assertEqual(find("obscurum").count, 0)

    def test_what_is_saved_together_is_indexed_once(self):
        with CaptureQueriesContext(connection) as queries, collecting():
            for position in range(1, 5):
                self.say("Words.", position=position, speaker=self.lenin)
        written = [query for query in queries if 'INTO "archive_searchdocument"' in query["sql"]]
        self.assertEqual(len(written), 2, "the speeches once, and their debate once")
        self.assert_in_step()


class LoadingTests(TestCase):
    def test_loading_a_file_in_every_way(self):
        for change, options in [
            ((), {}),
            ((("title: The report", "title: A report"),), {}),
            ((("title: The report", "title: Another report"),), {"dry_run": True}),
            ((("number: 12", "number: 13"),), {}),
            ((), {"replace": True}),
        ]:
            with self.subTest(change=change, options=options):
                load_text(twelfth(*change), **options)
                self.assertEqual(list(disagreements()), [])
        self.assertGreater(SearchDocument.objects.count(), 5)


class CheckingTests(SearchTestCase):
    """The check finds what is wrong, and rebuilding puts it right."""

    def test_every_kind_of_disagreement_is_found_and_put_right(self):
        speech = self.say("Words of the plan.", "Speech", speaker=self.lenin)
        row = SearchDocument.objects.get(kind="speech", object_id=speech.pk)
        spoils = {
            "is not in the index": lambda: SearchDocument.objects.filter(pk=row.pk).delete(),
            "public_from is": lambda: SearchDocument.objects.filter(pk=row.pk).update(public_from=None),
            "ties is": lambda: SearchDocument.objects.filter(pk=row.pk).update(ties="speaker1 speaker2"),
            "weights is": lambda: SearchDocument.objects.filter(pk=row.pk).update(weights="1"),
            "its names in the index": lambda: models.SearchName.objects.filter(role="family").delete(),
            "words are missing": lambda: models.SearchWord.objects.filter(word="plan").delete(),
            "its words in the index": lambda: models.Speech.objects.filter(pk=speech.pk).update(text="Other words."),
            "is in the index and not in the archive": lambda: models.Speech.objects.filter(pk=speech.pk)._raw_delete(
                "default"
            ),
        }
        for sentence, spoil in spoils.items():
            with self.subTest(sentence=sentence):
                spoil()
                found = list(disagreements())
                self.assertTrue(any(sentence in each for each in found), found)
                with self.assertRaises(CommandError):
                    call_command("check_search", stdout=StringIO())
                rebuild()
                self.assert_in_step()

    def test_an_index_of_an_older_analysis_is_out_of_date(self):
        self.assertFalse(is_out_of_date())
        SearchDocument.objects.filter(kind="source").update(version=0)
        self.assertTrue(is_out_of_date())
        rebuild()
        self.assertFalse(is_out_of_date())
        SearchDocument.objects.filter(kind="source").delete()
        self.assertTrue(is_out_of_date())

    def test_words_spoiled_in_the_engine_are_found(self):
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("UPDATE archive_searchindex SET words = 'other'")
            else:
                cursor.execute("UPDATE archive_searchdocument SET vector = 'other'::tsvector")
        self.assertTrue(any("its words in the index" in each for each in disagreements()))

"""Two people, one record: the second save is refused, loses nothing and may be repeated knowingly."""

from unittest import mock

from django.contrib.admin.models import LogEntry

from archive.choices import PublicationStatus as Status
from archive.models import Clause, Congress, Speech
from archive.workflow import locking, transitions
from tests import factories as make
from tests.admin.base import AdminTestCase, address, make_user, read_form, signed_in


class TwoEditors(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana_user = make_user("Editor", name="ana")
        cls.ana = signed_in(cls.ana_user)
        cls.boris = signed_in(make_user("Editor", name="boris"))
        cls.congress = make.make_congress(title="Eleventh", city="Moscow", opened_on=make.day("1922-03-27"))
        cls.resolution = make.make_resolution(congress=cls.congress, title="On unity")
        cls.debate = make.make_debate(congress=cls.congress)


class EntryTests(TwoEditors):
    def test_the_second_save_is_refused_with_both_values_and_who_and_the_typed_text(self):
        theirs, mine = self.open(self.ana, self.congress), self.open(self.boris, self.congress)
        self.assertSaved(self.save(self.ana, self.congress, {**theirs, "title": "Ana's title"}))
        response = self.save(self.boris, self.congress, {**mine, "title": "Boris's title", "city": "Petrograd"})
        self.assertRefused(
            response,
            "ana saved this congress",
            "Title: stored is “Ana&#x27;s title”, you have “Boris&#x27;s title”.",
            "City: stored is “Moscow”, you have “Petrograd”.",
        )
        self.assertEqual(read_form(response).data["title"], ["Boris's title"])
        self.congress.refresh_from_db()
        self.assertEqual((self.congress.title, self.congress.city), ("Ana's title", "Moscow"))

    def test_who_saved_is_told_with_the_reason_and_a_script_is_nobody(self):
        mine = {**self.open(self.boris, self.congress), "title": "Boris's title"}
        theirs = {**self.open(self.ana, self.congress), "title": "Ana's title", "_reason": "As <printed>"}
        self.assertSaved(self.save(self.ana, self.congress, theirs))
        LogEntry.objects.all().delete()
        response = self.save(self.boris, self.congress, mine)
        self.assertRefused(response, "ana saved this congress", "The reason given: “As &lt;printed&gt;”.")
        self.congress.refresh_from_db()
        self.congress.title = "By a script"
        self.congress.save()
        response = self.save(self.boris, self.congress, mine)
        self.assertRefused(response, "This congress was saved on")
        self.assertNotContains(response, "ana saved")
        self.assertNotContains(response, "The reason given")

    def test_who_saved_a_part_last_is_told_and_not_who_saved_another(self):
        one, other = (make.make_speech(debate=self.debate, text=text) for text in ("One", "Other"))
        mine = {**self.open(self.boris, one), "text": "Boris's"}
        for client, speech in ((self.ana, one), (self.boris, other)):
            self.assertSaved(self.save(client, speech, {**self.open(client, speech), "text": "Improved"}))
        self.assertRefused(self.save(self.boris, one, mine), "ana saved this speech")

    def test_saving_again_overwrites_knowingly(self):
        theirs, mine = self.open(self.ana, self.congress), self.open(self.boris, self.congress)
        self.save(self.ana, self.congress, {**theirs, "title": "Ana's"})
        refused = self.save(self.boris, self.congress, {**mine, "title": "Boris's"})
        self.assertSaved(self.save(self.boris, self.congress, read_form(refused).data))
        self.congress.refresh_from_db()
        self.assertEqual((self.congress.title, self.congress.version), ("Boris's", 3))

    def test_a_third_save_in_between_is_noticed_as_well(self):
        theirs, mine = self.open(self.ana, self.congress), self.open(self.boris, self.congress)
        self.save(self.ana, self.congress, {**theirs, "title": "One"})
        refused = self.save(self.boris, self.congress, {**mine, "title": "Mine"})
        self.save(self.ana, self.congress, {**self.open(self.ana, self.congress), "title": "Two"})
        again = self.save(self.boris, self.congress, read_form(refused).data)
        self.assertRefused(again, "stored is “Two”")

    def test_a_field_that_only_the_other_touched_is_not_undone(self):
        theirs, mine = self.open(self.ana, self.congress), self.open(self.boris, self.congress)
        self.save(self.ana, self.congress, {**theirs, "city": "Kharkiv"})
        response = self.save(self.boris, self.congress, {**mine, "title": "Boris's"})
        self.assertRefused(response, "City: stored is “Kharkiv”, you have “Moscow”.")

    def test_a_form_without_a_version_overwrites_nothing(self):
        data = self.open(self.boris, self.congress)
        for version in (None, "", "abc", "-1", "0", "999", "1.5"):
            with self.subTest(version=version):
                data.pop("seen_version", None)
                posted = {**data, "title": "Blind"} | ({} if version is None else {"seen_version": version})
                self.assertRefused(self.save(self.boris, self.congress, posted), "after you had opened it")

    def test_the_same_words_from_both_are_no_conflict(self):
        theirs, mine = self.open(self.ana, self.congress), self.open(self.boris, self.congress)
        self.save(self.ana, self.congress, {**theirs, "title": "Agreed"})
        self.assertSaved(self.save(self.boris, self.congress, {**mine, "title": "Agreed"}))

    def test_references_and_choices_are_compared_in_words(self):
        red, trade = make.make_topic(name="Red Army"), make.make_topic(name="Trade unions")
        theirs, mine = self.open(self.ana, self.debate), self.open(self.boris, self.debate)
        self.assertSaved(self.save(self.ana, self.debate, {**theirs, "topics": [red.pk], "kind": "report"}))
        response = self.save(self.boris, self.debate, {**mine, "topics": [trade.pk]})
        self.assertRefused(
            response,
            "Topics: stored is “Red Army”, you have “Trade unions”.",
            "Kind: stored is “Report”, you have “Discussion”.",
        )

    def test_a_long_text_is_shown_around_the_difference_and_in_full_at_its_field(self):
        start = "The same beginning. " * 100
        Congress.objects.filter(pk=self.congress.pk).update(summary=f"{start}Old end.")
        theirs, mine = self.open(self.ana, self.congress), self.open(self.boris, self.congress)
        self.save(self.ana, self.congress, {**theirs, "summary": f"{start}Ana's end."})
        response = self.save(self.boris, self.congress, {**mine, "summary": f"{start}Boris's end."})
        self.assertRefused(response, "Stored now: The same beginning.")
        line = next(error for error in response.context["adminform"].form.non_field_errors() if "Summary" in error)
        self.assertLess(len(line), 400)
        self.assertIn("Ana's end.", line)
        self.assertIn("Boris's end.", line)

    def test_a_publication_in_between_is_a_newer_save(self):
        publisher = signed_in(make_user("Publisher"))
        mine = self.open(publisher, self.congress)
        transitions.move(self.congress, make_user("Publisher", name="other"), "publish")
        self.assertRefused(self.save(publisher, self.congress, {**mine, "title": "Late"}), "stored is “Eleventh”")
        refused = self.save(self.ana, self.congress, {**mine, "title": "Late"})
        self.assertEqual(refused.status_code, 403)
        self.assertEqual(Congress.objects.get().title, "Eleventh")

    def test_an_untouched_form_is_no_new_version(self):
        self.assertSaved(self.save(self.ana, self.congress, self.open(self.ana, self.congress)))
        self.congress.refresh_from_db()
        self.assertEqual(self.congress.version, 1)

    def test_work_on_rows_and_work_on_the_entry_do_not_meet(self):
        clause = make.make_clause(resolution=self.resolution, position=1)
        theirs, mine = self.open(self.ana, self.resolution), self.open(self.boris, self.resolution)
        self.assertSaved(self.save(self.ana, self.resolution, {**theirs, "clauses-0-text": "Ana's clause"}))
        mine |= {"title": "Boris's title", "clauses-0-text": "Ana's clause"}
        self.assertSaved(self.save(self.boris, self.resolution, mine))
        clause.refresh_from_db()
        self.assertEqual(clause.text, "Ana's clause")

    def test_what_was_typed_is_shown_when_the_entry_is_gone(self):
        mine = self.open(self.boris, self.debate)
        self.debate.delete()
        response = self.save(self.boris, self.debate, {**mine, "summary": "An hour's <b>work</b>"})
        self.assertContains(response, "An hour&#x27;s &lt;b&gt;work", status_code=409)
        self.assertContains(response, "has been deleted", status_code=409)

    def test_the_entry_is_locked_before_it_is_read(self):
        data = self.open(self.ana, self.congress)
        with mock.patch("archive.admin.records.lock_all", wraps=locking.lock_all) as lock:
            lock.side_effect = lambda entries: Congress.objects.filter(pk=entries[0].pk).update(title="Won", version=2)
            response = self.save(self.ana, self.congress, {**data, "title": "Lost"})
        lock.assert_called_once_with([self.congress])
        self.assertRefused(response, "stored is “Won”")


class DeletionTests(TwoEditors):
    def test_what_was_changed_after_the_question_is_not_deleted(self):
        question = self.open(self.boris, self.debate, "delete")
        self.save(self.ana, self.debate, {**self.open(self.ana, self.debate), "title": "Worth keeping"})
        response = self.boris.post(address(self.debate, "delete"), question, follow=True)
        self.assertContains(response, "has just been changed by somebody else")
        self.debate.refresh_from_db()
        again = read_form(response).data
        self.assertEqual(self.boris.post(address(self.debate, "delete"), again).status_code, 302)
        self.assertFalse(type(self.debate).objects.exists())


class RowTests(TwoEditors):
    def setUp(self):
        self.first = make.make_clause(resolution=self.resolution, position=1, text="First")
        self.second = make.make_clause(resolution=self.resolution, position=2, text="Second")

    def texts(self):
        return list(self.resolution.clauses.order_by("position").values_list("text", flat=True))

    def test_a_row_that_somebody_else_changed_is_not_overwritten(self):
        theirs, mine = self.open(self.ana, self.resolution), self.open(self.boris, self.resolution)
        self.assertSaved(self.save(self.ana, self.resolution, {**theirs, "clauses-0-text": "Ana's"}))
        response = self.save(self.boris, self.resolution, {**mine, "clauses-1-text": "Boris's"})
        self.assertRefused(response, "Text: stored is “Ana&#x27;s”, you have “First”.")
        self.assertEqual(self.texts(), ["Ana's", "Second"])
        self.assertEqual(read_form(response).data["clauses-1-text"], ["Boris's"])
        self.assertSaved(self.save(self.boris, self.resolution, read_form(response).data))
        self.assertEqual(self.texts(), ["First", "Boris's"])

    def test_an_untouched_save_of_rows_changes_no_version(self):
        Clause.objects.update(text="One\n\nTwo lines\nand three")
        self.assertSaved(self.save(self.ana, self.resolution, self.open(self.ana, self.resolution)))
        self.assertEqual(set(Clause.objects.values_list("version", flat=True)), {1})

    def test_a_row_that_somebody_else_deleted_is_kept_as_typed_and_can_be_added_again(self):
        mine = self.open(self.boris, self.resolution)
        self.first.delete()
        response = self.save(self.boris, self.resolution, {**mine, "clauses-0-text": "Improved first"})
        self.assertRefused(response, "Somebody else has deleted this row", "Improved first")
        self.assertEqual(self.texts(), ["Second"])
        self.assertSaved(self.save(self.boris, self.resolution, read_form(response).data))
        self.assertEqual(self.texts(), ["Improved first", "Second"])

    def test_all_rows_deleted_by_the_other_side_are_kept(self):
        mine = self.open(self.boris, self.resolution)
        self.resolution.clauses.all().delete()
        response = self.save(self.boris, self.resolution, mine)
        self.assertRefused(response, "Somebody else has deleted this row")
        again = read_form(response).data
        self.assertEqual((again["clauses-0-text"], again["clauses-1-text"]), (["First"], ["Second"]))

    def test_what_both_delete_is_gone(self):
        mine = self.open(self.boris, self.resolution)
        self.first.delete()
        self.assertSaved(self.save(self.boris, self.resolution, {**mine, "clauses-0-DELETE": "on"}))
        self.assertEqual(self.texts(), ["Second"])

    def test_a_row_that_somebody_else_improved_is_not_deleted_unseen(self):
        theirs, mine = self.open(self.ana, self.resolution), self.open(self.boris, self.resolution)
        self.save(self.ana, self.resolution, {**theirs, "clauses-0-text": "Improved"})
        response = self.save(self.boris, self.resolution, {**mine, "clauses-0-DELETE": "on"})
        self.assertRefused(response, "is marked for deletion, but somebody else has changed it", "Improved")
        self.assertEqual(self.texts(), ["Improved", "Second"])
        self.assertSaved(self.save(self.boris, self.resolution, read_form(response).data))
        self.assertEqual(self.texts(), ["Second"])

    def test_rows_added_by_the_other_side_stay(self):
        mine = self.open(self.boris, self.resolution)
        make.make_clause(resolution=self.resolution, position=3, text="Third")
        self.assertSaved(self.save(self.boris, self.resolution, {**mine, "clauses-0-text": "Changed"}))
        self.assertEqual(self.texts(), ["Changed", "Second", "Third"])

    def test_a_citation_is_protected_in_the_same_way(self):
        citation = make.make_citation(self.resolution, locator="p. 1")
        prefix = "archive-citation-content_type-object_id"
        theirs, mine = self.open(self.ana, self.resolution), self.open(self.boris, self.resolution)
        self.assertSaved(self.save(self.ana, self.resolution, {**theirs, f"{prefix}-0-locator": "p. 2"}))
        response = self.save(self.boris, self.resolution, {**mine, f"{prefix}-0-locator": "p. 3"})
        self.assertRefused(response, "Page or section: stored is “p. 2”, you have “p. 3”.")
        citation.delete()
        response = self.save(self.boris, self.resolution, read_form(response).data)
        self.assertRefused(response, "Somebody else has deleted this row")
        self.assertSaved(self.save(self.boris, self.resolution, read_form(response).data))
        self.assertEqual(self.resolution.citations.get().locator, "p. 3")


class PartPageTests(TwoEditors):
    def test_a_part_on_its_own_page_and_in_its_entry(self):
        speech = make.make_speech(debate=self.debate, text="As printed")
        page, rows = self.open(self.ana, speech), self.open(self.boris, self.debate)
        self.assertSaved(self.save(self.ana, speech, {**page, "text": "Corrected"}))
        response = self.save(self.boris, self.debate, {**rows, "speeches-0-text": "Mangled"})
        self.assertRefused(response, "Text: stored is “Corrected”, you have “Mangled”.")
        self.assertEqual(Speech.objects.get().text, "Corrected")

    def test_two_on_the_page_of_one_part(self):
        speech = make.make_speech(debate=self.debate, text="As printed")
        theirs, mine = self.open(self.ana, speech), self.open(self.boris, speech)
        self.assertSaved(self.save(self.ana, speech, {**theirs, "text": "Ana's"}))
        self.assertRefused(self.save(self.boris, speech, {**mine, "text": "Boris's"}), "stored is “Ana&#x27;s”")

    def test_a_part_leaves_the_version_of_its_entry_alone(self):
        speech = make.make_speech(debate=self.debate)
        before = type(self.debate).objects.get().updated_at
        self.save(self.ana, speech, {**self.open(self.ana, speech), "text": "Changed"})
        self.debate.refresh_from_db()
        self.assertEqual(self.debate.version, 1)
        self.assertGreater(self.debate.updated_at, before)

    def test_a_part_that_is_gone_shows_what_was_typed(self):
        speech = make.make_speech(debate=self.debate)
        mine = self.open(self.boris, speech)
        speech.delete()
        response = self.save(self.boris, speech, {**mine, "text": "Kept"})
        self.assertContains(response, "Kept", status_code=409)

    def test_a_status_is_no_field_to_lose(self):
        self.assertEqual(self.debate.status, Status.DRAFT)
        data = {**self.open(self.ana, self.debate), "status": "published", "created_by": "1", "version": "77"}
        self.assertSaved(self.save(self.ana, self.debate, {**data, "title": "New"}))
        self.debate.refresh_from_db()
        self.assertEqual((self.debate.status, self.debate.version, self.debate.created_by), (Status.DRAFT, 2, None))

"""Every way in which the admin writes to an entry makes a version of it, and only of it."""

from unittest import mock

from django.urls import reverse

from archive.choices import VersionAction
from archive.models import Citation, Congress, Debate, Speech, Topic, Version
from archive.workflow.snapshots import key_of
from archive.workflow.versions import record_missing, state_at, versions_of
from tests import factories as make
from tests.admin.base import AdminTestCase, address, make_user, read_form, signed_in


class RecordingTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_user("Publisher")
        cls.client_ = signed_in(cls.user)
        cls.congress = make.make_congress(number=11)
        cls.debate = make.make_debate(congress=cls.congress, position=1, title="Tax", summary="Old")
        cls.other = make.make_debate(congress=cls.congress, position=2, title="Army")
        cls.speech = make.make_speech(debate=cls.debate, position=1, text="As printed")
        record_missing()

    def assertVersions(self, *expected):
        """What the request put on record: pairs of an entry and an action."""
        found = Version.objects.exclude(action=VersionAction.FOUND).order_by("pk")
        self.assertEqual(
            [(version.content_type.model_class(), version.object_id, version.action) for version in found],
            [(type(entry), entry.pk, action) for entry, action in expected],
        )
        self.assertEqual({version.made_by_name for version in found}, {"publisher"} if expected else set())

    def delete(self, record, **data):
        """By its own page."""
        page = address(record, "delete")
        self.client_.post(page, {**read_form(self.client_.get(page)).data, **data})

    def delete_by_the_list(self, record, **data):
        page = address(record, "changelist")
        question = self.client_.post(page, {"action": "delete_selected", "_selected_action": [record.pk]})
        self.client_.post(page, {**read_form(question).data, **data})

    def test_a_form_with_rows_is_one_edit_with_its_reason(self):
        data = self.open(self.client_, self.debate)
        data |= {"summary": "New", "speeches-0-text": "Corrected", "_reason": " Misprint "}
        self.assertSaved(self.save(self.client_, self.debate, data))
        self.assertVersions((self.debate, "change"))
        version = versions_of(self.debate).last()
        self.assertEqual((version.number, version.reason, version.made_by), (2, "Misprint", self.user))
        self.assertEqual(set(version.states.values_list("record", flat=True)),
                         {key_of(self.debate), key_of(self.speech)})  # fmt: skip

    def test_an_untouched_form_is_no_edit(self):
        self.assertSaved(self.save(self.client_, self.debate, self.open(self.client_, self.debate)))
        self.assertVersions()

    def test_what_is_refused_or_fails_is_no_edit(self):
        data = {**self.open(self.client_, self.debate), "title": ""}
        self.assertRefused(self.save(self.client_, self.debate, data))
        self.client_.raise_request_exception = False
        with mock.patch("archive.admin.records.RecordAdmin.log_change", side_effect=ZeroDivisionError):
            data = {**self.open(self.client_, self.debate), "summary": "New"}
            self.assertEqual(self.save(self.client_, self.debate, data).status_code, 500)
        self.assertVersions()

    def test_an_entry_older_than_its_history_keeps_what_it_said(self):
        Version.objects.all().delete()
        data = {**self.open(self.client_, self.debate), "summary": "New"}
        self.assertSaved(self.save(self.client_, self.debate, data))
        first, second = versions_of(self.debate)
        self.assertEqual((first.action, first.made_by), (VersionAction.FOUND, None))
        self.assertEqual(state_at(first)[key_of(self.debate)]["summary"], "Old")
        self.assertEqual(state_at(second)[key_of(self.debate)]["summary"], "New")

    def test_what_a_script_wrote_is_found_and_not_put_down_to_who_writes_next(self):
        Debate.objects.filter(pk=self.debate.pk).update(summary="By a script")
        Speech.objects.filter(pk=self.speech.pk).update(text="By a script")
        data = {**self.open(self.client_, self.debate), "outcome": "Adopted"}
        self.assertSaved(self.save(self.client_, self.debate, data))
        Debate.objects.filter(pk=self.other.pk).update(title="By a script")
        self.client_.post(address(Debate, "changelist"), {"action": "submit", "_selected_action": [self.other.pk]})
        for entry, action in ((self.debate, "change"), (self.other, "submit")):
            _first, found, last = versions_of(entry)
            with self.subTest(entry.title):
                self.assertEqual((found.action, found.made_by_name), (VersionAction.FOUND, ""))
                self.assertEqual((last.action, last.made_by), (action, self.user))
        _first, found, last = versions_of(self.debate)
        self.assertEqual(set(found.states.values_list("record", flat=True)),
                         {key_of(self.debate), key_of(self.speech)})  # fmt: skip
        self.assertEqual(state_at(found)[key_of(self.debate)]["outcome"], "")

    def test_adding_an_entry_also_from_a_plus_sign(self):
        for query in ({}, {"_popup": 1}):
            data = self.open(self.client_, Topic, "add", **query)
            data |= {"name": f"Trade {query}", "slug": f"trade-{len(query)}"}
            response = self.save(self.client_, Topic, {**data, **query}, "add")
            self.assertIn(response.status_code, (200, 302))
        self.assertVersions(*((topic, "create") for topic in Topic.objects.order_by("pk")))

    def test_saving_and_publishing_at_once_is_a_change_and_a_step(self):
        typed = {"title": "Final", "opened_on": "1922-03-27", "_reason": "Checked"}
        data = {**self.open(self.client_, self.congress), **typed}
        self.assertSaved(self.save(self.client_, self.congress, data, button="_step_publish"))
        self.assertVersions((self.congress, "change"), (self.congress, "publish"))
        self.assertEqual(list(versions_of(self.congress).values_list("status", flat=True)),
                         ["draft", "draft", "published"])  # fmt: skip
        self.assertEqual(versions_of(self.congress).last().reason, "Checked")

    def test_steps_of_the_list(self):
        data = {"action": "submit", "_selected_action": [self.debate.pk, self.other.pk]}
        self.client_.post(address(Debate, "changelist"), data)
        self.assertVersions((self.debate, "submit"), (self.other, "submit"))

    def test_a_part_on_its_own_page(self):
        data = {**self.open(self.client_, self.speech), "text": "Corrected"}
        self.assertSaved(self.save(self.client_, self.speech, data))
        data = self.open(self.client_, Speech, "add")
        data |= {"debate": self.debate.pk, "rendering": "verbatim", "text": "Added", "attribution": "A voice"}
        self.assertSaved(self.save(self.client_, Speech, data, "add"))
        added = Speech.objects.get(text="Added")
        self.delete(added)
        self.delete_by_the_list(self.speech)
        self.assertFalse(Speech.objects.exists())
        self.assertVersions(*[(self.debate, "change")] * 4)

    def test_evidence_on_its_own_page_is_an_edit_of_the_entry_it_hangs_on(self):
        citation = make.make_citation(self.speech)
        data = {**self.open(self.client_, citation), "locator": "p. 7"}
        self.assertSaved(self.save(self.client_, citation, data))
        self.delete(citation)
        self.assertFalse(Citation.objects.exists())
        self.assertVersions(*[(self.debate, "change")] * 2)

    def test_entries_that_give_way_are_changed_too(self):
        data = {**self.open(self.client_, self.other), "position": "1"}
        self.assertSaved(self.save(self.client_, self.other, data))
        self.assertVersions((self.debate, "change"), (self.other, "change"))
        self.assertEqual(state_at(versions_of(self.debate).last())[key_of(self.debate)]["position"], 2)

    def test_deleting_entries(self):
        self.delete(self.debate, _reason="A duplicate")
        self.delete_by_the_list(self.other)
        self.assertFalse(Debate.objects.exists())
        self.assertVersions((self.debate, "delete"), (self.other, "delete"))
        last = versions_of(self.debate).last()
        self.assertEqual((last.reason, last.title), ("A duplicate", "Tax"))
        self.assertEqual(state_at(last)[key_of(self.speech)]["text"], "As printed")

    def test_the_site_of_private_changes_puts_nothing_on_record_but_what_it_begins_from(self):
        Debate.objects.update(status="published")
        Congress.objects.update(status="published")
        record_missing()
        page = reverse("admin:archive_debate_change", args=[self.debate.pk], current_app="private")
        data = {**read_form(self.client_.get(page)).data, "summary": "Private"}
        self.assertEqual(self.client_.post(page, {**data, "_save": "x"}).status_code, 302)
        self.assertVersions()

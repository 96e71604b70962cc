"""Deleted entries: who sees and restores them, and with what they come back."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from archive.choices import VersionAction
from archive.models import Citation, ColleagueNote, Debate, Topic, Version
from archive.workflow import colleagues, restoring, snapshots, versions
from tests import factories as make
from tests.admin.base import AdminTestCase, address, make_superuser, make_user, read_form, signed_in
from tests.admin.test_history import make_viewer


class DeletedTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.users = {role: make_user(role) for role in ("Contributor", "Editor", "Publisher")}
        cls.clients = {role: signed_in(user) for role, user in cls.users.items()}
        cls.congress = make.make_congress(number=11)
        cls.debate = make.make_debate(
            congress=cls.congress, position=1, title="Tax", slug="tax", summary="HIDDEN words",
            created_by=cls.users["Contributor"],
        )  # fmt: skip
        cls.speech = make.make_speech(debate=cls.debate, position=1, text="As printed")
        versions.record(cls.debate, cls.users["Contributor"], VersionAction.CREATE)
        cls.listed = reverse("admin:archive_deleted")

    def delete(self, role, entry):
        page = address(entry, "delete")
        self.clients[role].post(page, read_form(self.clients[role].get(page)).data)
        self.assertFalse(type(entry).objects.filter(pk=entry.pk).exists())
        return restoring.deleted().get(object_id=entry.pk, title=str(entry))

    def page(self, version):
        return reverse("admin:archive_deleted_entry", args=[version.pk])

    def test_it_comes_back_as_it_was_and_as_a_draft(self):
        topic = make.make_topic(name="Trade")
        self.debate.topics.add(topic)
        citation = make.make_citation(self.speech)
        was, pk = snapshots.take(self.debate), self.debate.pk
        version = self.delete("Editor", self.debate)
        self.assertContains(self.clients["Editor"].get(self.listed), self.page(version))
        page = self.clients["Editor"].get(self.page(version))
        self.assertContains(page, "HIDDEN words")
        self.assertContains(page, "comes back as a draft")
        response = self.clients["Editor"].post(self.page(version), {"_reason": "By mistake"})
        self.assertRedirects(response, address(Debate(pk=pk)))
        found = Debate.objects.get()
        self.assertEqual((found.pk, found.status, found.created_by), (pk, "draft", self.users["Contributor"]))
        self.assertEqual(snapshots.take(found), was)
        self.assertEqual(Citation.objects.get(), citation)
        last = versions.versions_of(found).last()
        self.assertEqual((last.action, last.reason), (VersionAction.RESTORE, "By mistake"))
        self.assertEqual(versions.state_at(last), was)
        self.assertContains(self.clients["Editor"].get(self.listed), "There are none")
        self.assertEqual(self.clients["Editor"].post(self.page(version)).status_code, 404)

    def test_its_author_and_the_notes_to_colleagues_come_back_also_when_its_history_began_later(self):
        Version.objects.all().delete()
        leaving = make_user("Editor", name="leaving")
        notes = [colleagues.write_note(self.debate, leaving, "Ask <the> archive")]
        notes.append(colleagues.write_note(self.debate, self.users["Publisher"], "Asked"))
        other = make.make_debate(congress=self.congress, title="Army")
        colleagues.write_note(other, self.users["Editor"], "Of another")
        page = address(Debate, "changelist")
        question = self.clients["Editor"].post(
            page, {"action": "delete_selected", "_selected_action": [other.pk, self.debate.pk]}
        )
        self.clients["Editor"].post(page, read_form(question).data)
        self.assertFalse(ColleagueNote.objects.exists())
        leaving.delete()
        self.clients["Editor"].post(self.page(restoring.deleted().get(title="Tax")))
        found = Debate.objects.get()
        self.assertEqual(found.created_by, self.users["Contributor"])
        self.assertEqual(
            [(note.author, note.author_name, note.text, note.created_at) for note in colleagues.notes_on(found)],
            [
                (None, "leaving", "Ask <the> archive", notes[0].created_at),
                (self.users["Publisher"], "publisher", "Asked", notes[1].created_at),
            ],
        )

    def test_what_was_deleted_before_deletions_kept_it_comes_back_with_the_author_of_its_first_version(self):
        version = self.delete("Editor", self.debate)
        Version.objects.update(beside=None)
        self.clients["Editor"].post(self.page(version))
        self.assertEqual(Debate.objects.get().created_by, self.users["Contributor"])

    def test_what_had_been_public_comes_back_as_withdrawn_by_a_publisher(self):
        root = make_superuser()
        Debate.objects.update(status="published")
        versions.record(self.debate, root, VersionAction.PUBLISH)
        self.clients["root"] = signed_in(root)
        version = self.delete("root", self.debate)
        self.assertEqual(self.clients["Editor"].post(self.page(version)).status_code, 403)
        self.assertFalse(Debate.objects.exists())
        self.assertContains(self.clients["Publisher"].get(self.page(version)), "comes back as withdrawn")
        self.clients["Publisher"].post(self.page(version))
        self.assertEqual(Debate.objects.get().status, "withdrawn")
        self.assertEqual(self.client.get("/congresses/11/debates/tax/").status_code, 404)

    def test_its_times_and_former_addresses_come_back_and_what_nobody_saw_is_a_draft(self):
        root, later = make_superuser(), timezone.now() + timedelta(days=9)
        self.clients["root"] = signed_in(root)
        self.debate.slug = "new-tax"
        self.debate.publish_at, self.debate.status = later, "published"
        self.debate.save()
        self.debate.former_slugs.filter(slug="tax").delete()
        versions.record(self.debate, root)
        version = self.delete("root", self.debate)
        self.clients["Publisher"].post(self.page(version))
        found = Debate.objects.get()
        self.assertEqual((found.status, found.publish_at), ("draft", later))
        self.assertEqual([former.slug for former in found.former_slugs.all()], ["tax"])

    def test_who_may_look_and_restore(self):
        version = self.delete("Editor", self.debate)
        clients = {"view": signed_in(make_viewer()), "nobody": signed_in(make_user()), **self.clients}
        expected = {"view": 403, "nobody": 403, "Contributor": 403, "Editor": 200, "Publisher": 200}
        for who, code in expected.items():
            for ask in (clients[who].get, clients[who].post):
                if code == 403:
                    with self.subTest(who=who, ask=ask.__name__):
                        self.assertEqual(ask(self.page(version)).status_code, 403)
            with self.subTest(who=who):
                self.assertEqual(clients[who].get(self.page(version)).status_code, code)
                response = clients[who].get(self.listed)
                self.assertEqual(self.page(version) in response.content.decode(), code == 200)
        for page in (self.listed, self.page(version)):
            self.assertIn("/login/", self.client.get(page).url)
            self.assertIn("/login/", self.client.post(page).url)
        self.assertFalse(Debate.objects.exists())
        self.assertEqual(self.clients["Editor"].get(f"/admin/archive/deleted/{2**70}/").status_code, 404)
        self.assertEqual(self.clients["Editor"].get("/admin/private/archive/deleted/").status_code, 404)

    def test_a_contributor_restores_what_he_deleted_himself(self):
        version = self.delete("Contributor", self.debate)
        self.assertContains(self.clients["Contributor"].get(self.listed), self.page(version))
        self.clients["Contributor"].post(self.page(version))
        self.assertEqual(self.clients["Contributor"].get(address(Debate.objects.get())).status_code, 200)

    def test_an_address_that_is_taken_is_named_and_a_place_is_found(self):
        version = self.delete("Editor", self.debate)
        usurper = make.make_debate(congress=self.congress, position=1, slug="tax")
        response = self.clients["Editor"].post(self.page(version), {"_reason": "By mistake"})
        self.assertContains(response, "cannot be restored as things stand", status_code=409)
        self.assertContains(response, "Another debate of this congress has this slug", status_code=409)
        self.assertNotContains(response, "valid choice", status_code=409)
        self.assertContains(response, "By mistake", status_code=409)
        usurper.slug = "customs"
        usurper.former_slugs.all().delete()
        Debate.objects.filter(pk=usurper.pk).update(slug="customs")
        self.clients["Editor"].post(self.page(version))
        self.assertEqual(Debate.objects.get(slug="tax").position, 2)

    def test_the_list_is_paged_and_its_queries_do_not_grow(self):
        counts = []
        for count in (2, 60):
            for _number in range(count):
                topic = make.make_topic()
                versions.record_deletion(topic, self.users["Editor"])
                topic.delete()
            self.clients["Editor"].get(self.listed)
            with CaptureQueriesContext(connection) as queries:
                page = self.clients["Editor"].get(self.listed)
            counts.append(len(queries))
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[0], 8)
        self.assertContains(page, "Page 1 of 2")
        self.assertFalse(Topic.objects.exists())

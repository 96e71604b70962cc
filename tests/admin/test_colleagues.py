"""Notes to colleagues and who looks after an entry: who writes them, what they leave alone, how lists use them."""

from django.contrib.auth.models import Permission, User

from archive.choices import PublicationStatus as Status
from archive.models import Assignment, ColleagueNote, Topic
from archive.workflow import colleagues, private
from tests import factories as make
from tests.admin.base import AdminTestCase, address, make_user, read_form, signed_in
from tests.admin.test_permissions import make_entries


def post_address(entry, page):
    return address(entry).replace("/change/", f"/{page}/")


class ColleagueTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.users = {role: make_user(role) for role in ("Contributor", "Editor", "Publisher")}
        cls.clients = {role: signed_in(user) for role, user in cls.users.items()}
        cls.viewer = make_user(name="viewer")
        cls.viewer.user_permissions.set(Permission.objects.filter(codename="view_topic"))
        cls.topic = make.make_topic(name="Land", status=Status.PUBLISHED)

    def note(self, client, entry, text="Ask the archive"):
        return client.post(post_address(entry, "note"), {"colleagues-text": text}, follow=True)

    def assign(self, client, entry, assignee=None, **fields):
        data = {"colleagues-assignee": assignee.pk if assignee else "", **fields}
        return client.post(post_address(entry, "assign"), data, follow=True)

    def test_every_role_writes_on_every_kind_in_every_status(self):
        for status in Status:
            for entry in make_entries(status):
                for role, client in self.clients.items():
                    with self.subTest(status=status, kind=entry._meta.model_name, role=role):
                        client.post(post_address(entry, "note"), {"colleagues-text": role})
                        self.assertEqual(entry.colleague_notes.last().author_name, role.lower())

    def test_a_note_is_shown_with_its_author_and_outlives_the_account(self):
        leaving = make_user("Editor", name="leaving")
        response = self.note(signed_in(leaving), self.topic, "Ask <the> archive\nnow")
        self.assertRedirects(response, address(self.topic))
        self.assertContains(response, "Ask &lt;the&gt; archive\nnow")
        leaving.delete()
        self.assertContains(self.clients["Editor"].get(address(self.topic)), "leaving, ")

    def test_it_makes_no_new_version_and_no_change_of_the_entry(self):
        before = Topic.objects.values().get()
        self.note(self.clients["Contributor"], self.topic)
        self.assign(
            self.clients["Contributor"], self.topic, self.users["Editor"], **{"colleagues-needs_attention": "on"}
        )
        self.assertEqual(Topic.objects.values().get(), before)
        stored = Assignment.objects.get()
        self.assertEqual((stored.assignee, stored.needs_attention), (self.users["Editor"], True))

    def test_who_only_looks_sees_and_does_not_write(self):
        self.note(self.clients["Editor"], self.topic, "Seen by all staff")
        viewer = signed_in(self.viewer)
        page = viewer.get(address(self.topic))
        self.assertContains(page, "Seen by all staff")
        self.assertFalse([name for name in read_form(page).data if name.startswith("colleagues-")])
        stranger = signed_in(make_user())
        for client in (viewer, stranger):
            self.assertEqual(self.note(client, self.topic).status_code, 403)
            self.assertEqual(self.assign(client, self.topic, self.viewer).status_code, 403)
        self.assertEqual(self.note(self.client, self.topic).redirect_chain[0][0].partition("?")[0], "/admin/login/")
        self.assertEqual((ColleagueNote.objects.count(), Assignment.objects.count()), (1, 0))

    def test_only_posts_of_forms_of_the_site_are_obeyed(self):
        for page in ("note", "assign"):
            self.assertEqual(self.clients["Editor"].get(post_address(self.topic, page)).status_code, 405)
            asked = post_address(Topic(pk=987654), page)
            self.assertEqual(self.clients["Editor"].post(asked).status_code, 404)
            private_one = post_address(self.topic, page).replace("/admin/", "/admin/private/")
            self.assertIn(self.clients["Editor"].post(private_one).status_code, {302, 404})
        self.assertFalse(ColleagueNote.objects.exists() or Assignment.objects.exists())

    def test_an_empty_or_endless_note_is_refused_in_words(self):
        for text in ("", " \n", "x" * 5001, "a\0b"):
            with self.subTest(text=text[:3]):
                self.assertContains(self.note(self.clients["Editor"], self.topic, text), "Note: ")
        self.assertFalse(ColleagueNote.objects.exists())

    def test_a_refused_note_is_given_back_with_the_error_beside_it(self):
        text = "Ask <the> archive " + "x" * 5000
        opened = read_form(self.clients["Publisher"].get(address(self.topic))).data["_note"][0]
        data = {"colleagues-text": text, "_note": opened, "name": "Not meant", "_save": "x"}
        response = self.clients["Publisher"].post(post_address(self.topic, "note"), data)
        self.assertEqual(response.status_code, 200)
        form = read_form(response).data
        self.assertEqual((form["colleagues-text"], form["_note"], form["name"]), ([text], [opened], ["Land"]))
        self.assertNotEqual(form["_draft"], [opened])
        self.assertContains(response, f'<form action="{address(self.topic)}"')
        self.assertContains(response, f'data-page="{address(self.topic)}"', 2)
        self.assertContains(response, '<ul class="errorlist" id="id_colleagues-text_error">')
        self.assertContains(response, 'aria-describedby="id_colleagues-text_error"')
        self.assertFalse(ColleagueNote.objects.exists())
        self.assertNotIn("archive_saved", self.clients["Publisher"].cookies)
        self.clients["Publisher"].post(post_address(self.topic, "note"), {**data, "colleagues-text": "Short"})
        self.assertEqual(self.clients["Publisher"].cookies["archive_saved"].value, opened)

    def test_whoever_is_signed_out_meanwhile_comes_back_to_the_page_where_the_text_is_kept(self):
        for page in ("note", "assign"):
            response = self.client.post(post_address(self.topic, page), {"colleagues-text": "Typed"})
            self.assertRedirects(response, f"/admin/login/?next={address(self.topic)}")
        self.assertFalse(ColleagueNote.objects.exists())

    def test_it_is_assigned_to_staff_only(self):
        outsider = User.objects.create_user("outsider")
        response = self.assign(self.clients["Editor"], self.topic, outsider)
        self.assertContains(response, "Assigned to: Select a valid choice.")
        self.assertNotContains(response, "outsider")
        self.assertFalse(Assignment.objects.exists())

    def test_of_two_who_assign_the_second_is_told(self):
        seen = read_form(self.clients["Editor"].get(address(self.topic))).data["colleagues-seen"]
        self.assign(self.clients["Publisher"], self.topic, self.users["Publisher"])
        response = self.assign(self.clients["Editor"], self.topic, self.users["Editor"], **{"colleagues-seen": seen})
        self.assertContains(response, "Somebody else has just assigned or marked “Land”.")
        self.assertEqual(Assignment.objects.get().assignee, self.users["Publisher"])

    def test_lists_are_narrowed_by_it(self):
        marked = make.make_topic(name="Marked")
        colleagues.assign(self.topic, self.users["Editor"], self.users["Editor"], False)
        colleagues.assign(marked, self.users["Editor"], None, True)
        plain = make.make_topic(name="Plain")
        for query, expected in [
            ({"assigned": "me"}, {self.topic}),
            ({"assigned": "somebody"}, {self.topic}),
            ({"assigned": "nobody"}, {marked, plain}),
            ({"attention": "yes"}, {marked}),
        ]:
            with self.subTest(query=query):
                response = self.clients["Editor"].get(address(Topic, "changelist"), query)
                self.assertEqual(set(response.context["cl"].result_list), expected)

    def test_they_stay_when_a_private_change_is_begun_and_released(self):
        self.note(self.clients["Editor"], self.topic)
        colleagues.assign(self.topic, self.users["Editor"], self.users["Publisher"], True)
        change = private.begin(self.topic, self.users["Editor"])
        self.note(self.clients["Publisher"], self.topic, "Looks right")
        change.data[f"topic:{self.topic.pk}"]["name"] = "Land and peace"
        change = private.store(change, change.data, self.users["Editor"])
        private.release(private.submit(change, self.users["Editor"]), self.users["Publisher"])
        self.topic.refresh_from_db()
        self.assertEqual(self.topic.name, "Land and peace")
        self.assertEqual([note.text for note in colleagues.notes_on(self.topic)], ["Ask the archive", "Looks right"])
        self.assertTrue(self.topic.assignments.get().needs_attention)

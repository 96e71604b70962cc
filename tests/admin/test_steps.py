"""Publication by the buttons of the form and the actions of the list."""

from datetime import timedelta

from django.contrib.admin.models import LogEntry
from django.utils import timezone
from django.utils.timezone import localtime

from archive.choices import PublicationStatus as Status
from archive.models import Congress
from tests import factories as make
from tests.admin.base import AdminTestCase, address, make_user, read_form, signed_in

OPENED = make.day("1922-03-27")


class ButtonTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.users = {role: make_user(role) for role in ("Contributor", "Editor", "Publisher")}
        cls.clients = {role: signed_in(user) for role, user in cls.users.items()}

    def buttons(self, role, entry, page="change"):
        found = read_form(self.clients[role].get(address(entry, page))).buttons
        return {name.removeprefix("_step_") for name in found if name and name.startswith("_step_")}

    def test_each_role_sees_the_steps_it_may_take_now(self):
        author = self.users["Contributor"]
        expected = {
            ("Contributor", Status.DRAFT): {"submit"},
            ("Editor", Status.DRAFT): {"submit"},
            ("Editor", Status.IN_REVIEW): {"return_to_draft"},
            ("Publisher", Status.DRAFT): {"submit", "publish"},
            ("Publisher", Status.IN_REVIEW): {"return_to_draft", "publish"},
            ("Publisher", Status.PUBLISHED): {"withdraw"},
            ("Publisher", Status.WITHDRAWN): {"publish"},
        }
        for role in self.users:
            for status in Status:
                with self.subTest(role=role, status=status):
                    entry = make.make_congress(status=status, created_by=author)
                    self.assertEqual(self.buttons(role, entry), expected.get((role, status), set()))

    def test_saving_and_publishing_is_one_press(self):
        entry = make.make_congress(opened_on=OPENED)
        client = self.clients["Publisher"]
        data = {**self.open(client, entry), "title": "Final"}
        self.assertSaved(self.save(client, entry, data, button="_step_publish"))
        entry.refresh_from_db()
        self.assertEqual((entry.title, entry.status), ("Final", Status.PUBLISHED))
        self.assertEqual(LogEntry.objects.first().change_message, "Published.")

    def test_what_is_refused_is_not_published(self):
        entry = make.make_congress()
        client = self.clients["Publisher"]
        data = {**self.open(client, entry), "title": ""}
        self.assertEqual(self.save(client, entry, data, button="_step_publish").status_code, 200)
        entry.refresh_from_db()
        self.assertEqual(entry.status, Status.DRAFT)

    def test_a_button_made_by_hand_saves_and_refuses_the_step(self):
        entry = make.make_congress()
        client = self.clients["Editor"]
        data = {**self.open(client, entry), "title": "Edited"}
        response = client.post(address(entry), {**data, "_step_publish": "x"}, follow=True)
        self.assertContains(response, "You may not do this to")
        entry.refresh_from_db()
        self.assertEqual((entry.title, entry.status), ("Edited", Status.DRAFT))

    def test_a_contributor_adds_and_submits_at_once(self):
        client = self.clients["Contributor"]
        self.assertEqual(self.buttons("Contributor", Congress, "add"), {"submit"})
        data = {**self.open(client, Congress, "add"), "number": "13", "title": "Thirteenth"}
        self.assertSaved(self.save(client, Congress, data, "add", button="_step_submit"))
        entry = Congress.objects.get(number=13)
        self.assertEqual((entry.status, entry.created_by), (Status.IN_REVIEW, self.users["Contributor"]))
        self.assertEqual(client.post(address(entry), data).status_code, 403)

    def test_actions_say_what_they_did_and_what_not(self):
        draft, public = make.make_congress(opened_on=OPENED), make.make_congress(title="Shown", status=Status.PUBLISHED)
        data = {"action": "publish", "_selected_action": [draft.pk, public.pk]}
        response = self.clients["Publisher"].post(address(Congress, "changelist"), data, follow=True)
        self.assertContains(response, "1 entry changed: Published.")
        self.assertContains(response, "“Shown” is published already.")

    def test_steps_are_in_the_history(self):
        entry = make.make_congress(opened_on=OPENED)
        data = {"action": "publish", "_selected_action": [entry.pk]}
        self.clients["Publisher"].post(address(Congress, "changelist"), data)
        page = self.clients["Editor"].get(address(entry, "history"))
        self.assertContains(page, "<td>publisher</td><td>Published</td>", html=True)

    def test_the_site_is_linked_when_there_is_a_page(self):
        entry = make.make_congress()
        self.assertNotContains(self.clients["Editor"].get(address(entry)), "viewsitelink")
        type(entry).objects.update(status=Status.PUBLISHED)
        response = self.clients["Editor"].get(address(entry))
        self.assertContains(response, f'href="{entry.get_absolute_url()}" class="viewsitelink"')


class PublishAtTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.client_ = signed_in(make_user("Publisher"))
        cls.now = timezone.now().replace(microsecond=0)

    def put_off(self, entry, days=7):
        day, time = str(localtime(self.now + timedelta(days=days)))[:19].split()
        data = {**self.open(self.client_, entry), "title": "As typed", "publish_at_0": day, "publish_at_1": time}
        return self.save(self.client_, entry, data)

    def test_an_address_that_is_out_is_not_taken_back(self):
        for status in (Status.PUBLISHED, Status.WITHDRAWN):
            for before in (None, self.now - timedelta(days=2)):
                entry = make.make_congress(status=status, publish_at=before)
                with self.subTest(status=status, before=before):
                    response = self.put_off(entry)
                    self.assertRefused(response, "To take the entry off the site, withdraw it.", "As typed")
                    self.assertIn("publish_at", response.context["adminform"].form.errors)
                    self.assertSaved(self.put_off(entry, days=-1))

    def test_what_nobody_has_seen_is_put_off_and_brought_forward(self):
        for status in (Status.DRAFT, Status.IN_REVIEW, Status.PUBLISHED):
            with self.subTest(status=status):
                entry = make.make_congress(status=status, publish_at=self.now + timedelta(days=1))
                self.assertSaved(self.put_off(entry))
                entry.refresh_from_db()
                self.assertEqual(entry.publish_at, self.now + timedelta(days=7))
                self.assertSaved(self.put_off(entry, days=-1))

    def test_every_kind_of_entry_keeps_the_rule(self):
        public = {"status": Status.PUBLISHED}
        congress = make.make_congress(**public)
        entries = [congress, make.make_debate(congress=congress, **public), make.make_speaker(**public),
                   make.make_resolution(congress=congress, **public), make.make_source(**public),
                   make.make_topic(**public)]  # fmt: skip
        for entry in entries:
            with self.subTest(kind=entry._meta.model_name):
                self.assertIn("publish_at", self.put_off(entry).context["adminform"].form.errors)

"""Who else has a form open, and what the server tells the browser about text that is not saved."""

from datetime import timedelta
from unittest import mock

from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from archive.models import OpenForm
from archive.workflow import presence
from tests import factories as make
from tests.admin.base import ROLES, AdminTestCase, address, make_user, read_form, signed_in


def open_address(record):
    return address(record).replace("/change/", "/open/")


class PresenceTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana_user, cls.boris_user = make_user("Editor", name="ana"), make_user("Editor", name="boris")
        cls.ana, cls.boris = signed_in(cls.ana_user), signed_in(cls.boris_user)
        cls.debate = make.make_debate(congress=make.make_congress())

    def test_the_second_is_told_of_the_first_with_time_and_zone(self):
        first = self.ana.get(address(self.debate))
        self.assertNotContains(first, "has this open")
        opened = timezone.localtime(OpenForm.objects.get().opened_at)
        self.assertContains(self.boris.get(address(self.debate)), f"ana has this open since {opened:%H:%M} (UTC).")
        self.assertEqual(self.ana.post(open_address(self.debate)).json()["notice"][:18], "boris has this ope")

    def test_a_part_has_a_notice_of_its_own(self):
        speech = make.make_speech(debate=self.debate)
        self.ana.get(address(speech))
        self.assertContains(self.boris.get(address(speech)), "ana has this open")
        self.assertNotContains(self.boris.get(address(self.debate)), "ana has this open")

    def test_who_gives_no_sign_for_two_minutes_is_gone_and_so_is_the_row(self):
        self.ana.get(address(self.debate))
        later = timezone.now() + timedelta(minutes=2, seconds=1)
        with mock.patch.object(presence.timezone, "now", return_value=later):
            self.assertNotContains(self.boris.get(address(self.debate)), "has this open")
        self.assertEqual([form.user for form in OpenForm.objects.all()], [self.boris_user])

    def test_a_sign_keeps_the_time_of_opening(self):
        self.ana.get(address(self.debate))
        opened = OpenForm.objects.get().opened_at
        later = timezone.now() + timedelta(minutes=1)
        with mock.patch.object(presence.timezone, "now", return_value=later):
            self.assertEqual(self.ana.post(open_address(self.debate)).status_code, 200)
        row = OpenForm.objects.get()
        self.assertEqual((row.opened_at, row.seen_at), (opened, later))

    def test_who_has_saved_is_gone(self):
        data = self.open(self.ana, self.debate)
        self.assertSaved(self.save(self.ana, self.debate, data))
        self.assertFalse(OpenForm.objects.exists())

    def test_no_version_and_no_time_of_the_entry_changes(self):
        before = (self.debate.version, self.debate.updated_at)
        self.ana.get(address(self.debate))
        self.ana.post(open_address(self.debate))
        self.debate.refresh_from_db()
        self.assertEqual((self.debate.version, self.debate.updated_at), before)

    def test_only_those_who_may_change_it_give_a_sign_and_are_told(self):
        self.ana.get(address(self.debate))
        viewer = User.objects.create_user("viewer", is_staff=True)
        viewer.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
        contributor = signed_in(make_user("Contributor"))
        for client in (signed_in(viewer), contributor):
            page = client.get(address(self.debate))
            self.assertNotContains(page, "has this open")
            self.assertNotContains(page, "_draft")
            self.assertEqual(client.post(open_address(self.debate)).status_code, 403)
        self.assertEqual(Client().post(open_address(self.debate)).status_code, 302)
        self.assertEqual(OpenForm.objects.count(), 1)

    def test_a_published_entry_is_open_to_publishers_only(self):
        published = make.make_debate(congress=make.make_congress(), status=make.PUBLISHED)
        expected = {"Contributor": 403, "Editor": 403, "Publisher": 200}
        for role in ROLES:
            client = signed_in(make_user(role))
            self.assertEqual(client.post(open_address(published)).status_code, expected[role])

    def test_a_sign_is_posted_with_a_token_for_what_is_there(self):
        self.assertEqual(self.ana.get(open_address(self.debate)).status_code, 405)
        self.assertEqual(self.ana.post("/admin/archive/debate/999999/open/").status_code, 404)
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(self.ana_user)
        self.assertEqual(strict.post(open_address(self.debate)).status_code, 403)

    def test_a_sign_costs_the_same_queries_whoever_is_there(self):
        self.ana.post(open_address(self.debate))
        for number in range(3):
            with self.assertNumQueries(11):
                self.ana.post(open_address(self.debate))
            signed_in(make_user("Editor", name=f"editor{number}")).get(address(self.debate))


class SavedTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ana = signed_in(make_user("Editor", name="ana"))
        cls.topic = make.make_topic()

    def test_a_save_names_its_form_in_a_cookie_that_scripts_can_read(self):
        data = self.open(self.ana, self.topic)
        response = self.save(self.ana, self.topic, data)
        cookie = response.cookies["archive_saved"]
        self.assertEqual(cookie.value, data["_draft"][0])
        self.assertEqual((cookie["httponly"], cookie["samesite"], cookie["path"]), ("", "Lax", "/"))
        second = self.open(self.ana, self.topic)
        response = self.save(self.ana, self.topic, second)
        self.assertEqual(response.cookies["archive_saved"].value, f"{data['_draft'][0]}.{second['_draft'][0]}")

    def test_a_refused_save_names_none_and_keeps_the_name_of_the_form(self):
        data = self.open(self.ana, self.topic)
        response = self.save(self.ana, self.topic, {**data, "name": ""})
        self.assertNotIn("archive_saved", response.cookies)
        self.assertEqual(read_form(response).data["_draft"], data["_draft"])
        self.assertContains(response, "data-refused")

    def test_nonsense_is_no_name(self):
        data = {**self.open(self.ana, self.topic), "_draft": "x; Path=/\r\nSet-Cookie: a"}
        self.assertNotIn("archive_saved", self.save(self.ana, self.topic, data).cookies)

    def test_an_added_entry_is_saved_too(self):
        page = read_form(self.ana.get(address(type(self.topic), "add"))).data
        response = self.ana.post(address(type(self.topic), "add"), {**page, "name": "New", "slug": "new"})
        self.assertEqual(response.cookies["archive_saved"].value, page["_draft"][0])

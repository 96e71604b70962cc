"""The audit log: what goes into it, that it is only added to, who may read it and take it away."""

import csv
from io import StringIO
from unittest import mock

from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.admin.audit import harmless
from archive.choices import AuditAction, SharedText
from archive.management.commands.prepare_archive import CONTENT
from archive.models import AuditEvent, Congress, Topic
from archive.workflow import audit, private, sharing, transitions
from tests import factories as make
from tests.admin.base import ROLES, AdminTestCase, make_superuser, make_user, read_form, signed_in

LOG, EXPORT = "/admin/archive/auditevent/", "/admin/archive/auditevent/export/"


def last():
    return AuditEvent.objects.order_by("pk").last()


class AppendOnlyTests(TestCase):
    def test_what_is_noted_is_not_changed_or_taken_away(self):
        user = make_user("Publisher")
        event = audit.note(AuditAction.EXPORT, actor=user, about="all")
        event.title = "nothing"
        for change in (
            event.save,
            event.delete,
            AuditEvent.objects.all().delete,
            lambda: AuditEvent.objects.update(title="nothing"),
            lambda: AuditEvent.objects.bulk_update([event], ["title"]),
        ):
            self.assertRaises(TypeError, change)
        user.delete()
        event = AuditEvent.objects.get()
        self.assertEqual((event.title, event.actor, event.actor_name), ("all", None, "publisher"))


class WhatIsNotedTests(TestCase):
    def test_steps_that_readers_notice_and_no_others(self):
        user = make_user("Publisher")
        topic = make.make_topic(name="Tax")
        for step in ("submit", "return_to_draft", "publish", "withdraw", "publish"):
            transitions.move(topic, user, step, "Why")
        change = private.begin(topic, user)
        data = {**change.data, f"topic:{topic.pk}": {**change.data[f"topic:{topic.pk}"], "original_name": "Налог"}}
        private.release(private.submit(private.store(change, data, user), user), user)
        events = list(AuditEvent.objects.order_by("pk"))
        self.assertEqual([event.action for event in events], ["publish", "withdraw", "publish", "release"])
        self.assertEqual({(event.actor, event.title, event.object_id) for event in events},
                         {(user, "Tax", str(topic.pk))})  # fmt: skip

    def test_times_shares_and_discarded_changes(self):
        user = make_user("Publisher")
        client, topic = signed_in(user), make.make_topic(name="Tax")
        sharing.revoke(sharing.share(topic, user, SharedText.STORED, days=1, note="Petrova"), user)
        Topic.objects.update(status="published")
        address = reverse("admin:archive_topic_change", args=[topic.pk])
        data = {**read_form(client.get(address)).data, "withdraw_at_0": "2099-01-01", "withdraw_at_1": "12:00"}
        self.assertEqual(client.post(address, data).status_code, 302)
        private.discard(private.begin(Topic.objects.get(), user), user)
        events = AuditEvent.objects.exclude(action="sign_in").order_by("pk")
        self.assertEqual([event.action for event in events], ["share", "unshare", "schedule", "discard"])
        self.assertEqual({(event.actor, event.title) for event in events}, {(user, "Tax")})

    def test_entries_that_are_deleted_and_not_their_parts(self):
        user = make_user("Publisher")
        client, congress = signed_in(user), make.make_congress(number=11, title="Eleventh")
        tax, army = (make.make_debate(congress=congress, title=title) for title in ("Tax", "Army"))
        speech = make.make_speech(debate=army)
        for record in (speech, tax):
            address = reverse(f"admin:archive_{record._meta.model_name}_delete", args=[record.pk])
            client.post(address, read_form(client.get(address)).data)
        address = reverse("admin:archive_debate_changelist")
        question = client.post(address, {"action": "delete_selected", "_selected_action": [army.pk]})
        client.post(address, read_form(question).data)
        events = AuditEvent.objects.exclude(action="sign_in").order_by("pk")
        self.assertEqual(
            [(event.action, event.actor, event.title, event.object_id, event.details) for event in events],
            [
                ("delete", user, "Tax", str(tax.pk), {"version": 2}),
                ("delete", user, "Army", str(army.pk), {"version": 3}),
            ],
        )

    def test_what_is_taken_back_is_not_noted(self):
        with mock.patch("archive.workflow.transitions.setattr", side_effect=RuntimeError, create=True):
            self.assertRaises(RuntimeError, transitions.move, make.make_topic(), make_user("Publisher"), "publish")
        self.assertFalse(AuditEvent.objects.exists())

    def test_files_that_are_loaded_and_written_by_commands(self):
        file = CONTENT / "congress-11.yaml"
        call_command("load_congress", file, "--dry-run", stdout=StringIO())
        self.assertFalse(AuditEvent.objects.exists())
        call_command("load_congress", file, stdout=StringIO())
        event = last()
        self.assertEqual((event.action, event.actor_name), ("import", "command line"))
        self.assertEqual(event.details["file"], "congress-11.yaml")
        call_command("export_congress", 11, stdout=StringIO())
        self.assertEqual((last().action, last().title), ("export", str(Congress.objects.get())))
        with self.assertRaisesMessage(CommandError, "cannot be written"):
            call_command("export_congress", 11, output=CONTENT / "nowhere" / "x.yaml")
        self.assertEqual(AuditEvent.objects.filter(action="export").count(), 1)


class AccountsTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.root = make_superuser()
        cls.client_ = signed_in(cls.root)
        cls.user = make_user("Editor", "olga")

    def change(self, address, **changes):
        data = read_form(self.client_.get(address)).data
        return self.client_.post(address, {**data, **changes, "_save": "x"})

    def test_rights_that_an_account_is_given_and_loses(self):
        address = f"/admin/auth/user/{self.user.pk}/change/"
        publisher = Group.objects.get(name="Publisher")
        permission = Permission.objects.get(codename="view_auditevent")
        changes = {"groups": [publisher.pk], "user_permissions": [permission.pk], "is_superuser": "on"}
        self.assertSaved(self.change(address, **changes))
        event = last()
        self.assertEqual((event.action, event.actor, event.title), ("account_changed", self.root, "olga"))
        self.assertEqual(event.details["before"], {"superuser": False, "groups": ["Editor"], "permissions": []})
        after = {"superuser": True, "groups": ["Publisher"], "permissions": ["archive.view_auditevent"]}
        self.assertEqual(event.details["after"], after)
        self.assertSaved(self.change(address, first_name="Olga"))
        self.assertEqual(last().pk, event.pk)

    def test_accounts_and_groups_that_come_and_go(self):
        data = {"username": "new", "usable_password": "true", "password1": "a long password", "password2":
                "a long password"}  # fmt: skip
        self.assertSaved(self.client_.post("/admin/auth/user/add/", data))
        self.assertEqual((last().action, last().title), ("account_added", "new"))
        self.client_.post(f"/admin/auth/user/{User.objects.get(username='new').pk}/delete/", {"post": "yes"})
        self.assertEqual((last().action, last().title), ("account_deleted", "new"))
        self.assertSaved(self.client_.post("/admin/auth/group/add/", {"name": "Readers"}))
        group = Group.objects.get(name="Readers")
        permission = Permission.objects.get(codename="view_topic")
        self.assertSaved(self.change(f"/admin/auth/group/{group.pk}/change/", permissions=[permission.pk]))
        self.assertEqual(last().details["after"], {"permissions": ["archive.view_topic"]})
        self.client_.post("/admin/auth/group/", {"action": "delete_selected", "_selected_action": [group.pk],
                          "post": "yes"})  # fmt: skip
        self.assertEqual((last().action, last().title), ("group_deleted", "Readers"))
        self.assertNotIn("a long password", str(list(AuditEvent.objects.values())))

    def test_numbers_that_no_key_can_be_are_no_error_of_the_server(self):
        for key in ("99999999999999999999", "-99999999999999999999", "9" * 5000, "abc"):
            for model in ("auth/user", "auth/group", "archive/auditevent"):
                with self.subTest(key=key[:21], model=model):
                    for page in ("change", "delete", "history"):
                        self.assertLess(self.client_.get(f"/admin/{model}/{key}/{page}/").status_code, 404)
                    for lookup in ("id", "id__exact", "groups__id__exact", "actor__id__exact", "pk__in"):
                        self.assertLess(self.client_.get(f"/admin/{model}/", {lookup: key}).status_code, 500)
                    data = {"action": "delete_selected", "_selected_action": [key], "post": "yes"}
                    self.assertLess(self.client_.post(f"/admin/{model}/", data).status_code, 404)
            self.assertEqual(self.client_.get(f"/admin/auth/user/{key}/password/").status_code, 404)
            self.assertLess(self.client_.post(f"{EXPORT}?actor__id__exact={key}").status_code, 404)
            user, group = f"/admin/auth/user/{self.user.pk}/", f"/admin/auth/group/{Group.objects.first().pk}/"
            for page, field in ((user, "groups"), (user, "user_permissions"), (group, "permissions")):
                with self.subTest(key=key[:21], field=field):
                    self.assertRefused(self.change(f"{page}change/", **{field: [key]}), "valid")

    def test_lists_cost_the_same_for_many_rows_as_for_one(self):
        counts = []
        for number in (1, 20):
            for row in range(number):
                audit.note(AuditAction.PUBLISH, actor=self.user, about=make.make_topic())
                make_user(name=f"user{number}-{row}")
            for page in (LOG, "/admin/auth/user/"):
                self.client_.get(page)
                with CaptureQueriesContext(connection) as queries:
                    self.client_.get(page)
                counts.append(len(queries))
        self.assertEqual(counts[:2], counts[2:])
        self.assertLessEqual(max(counts), 12)


class ReadingTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_user("Publisher")
        cls.event = audit.note(AuditAction.PUBLISH, actor=cls.user, about=make.make_topic(name="=1+1"))
        audit.note(AuditAction.SIGN_IN_FAILED, about="Ольга", step="second factor")

    def test_nobody_reads_it_without_the_right_to(self):
        self.assertEqual(Client().get(LOG).status_code, 302)
        self.assertEqual(Client().post(EXPORT).status_code, 302)
        for client in (
            signed_in(make_user()),
            signed_in(self.user),
            *(signed_in(make_user(role, f"x{role}")) for role in ROLES),
        ):
            self.assertEqual(client.get(LOG).status_code, 403)
            self.assertEqual(client.get(f"{LOG}{self.event.pk}/change/").status_code, 403)
            self.assertEqual(client.post(EXPORT).status_code, 403)
        viewer = make_user(name="viewer")
        viewer.user_permissions.set(Permission.objects.filter(codename="view_auditevent"))
        self.assertContains(signed_in(viewer).get(LOG), "Publisher".lower())

    def test_nobody_changes_it_here_whatever_his_rights(self):
        client = signed_in(make_superuser())
        page = client.get(f"{LOG}{self.event.pk}/change/")
        self.assertContains(page, "=1+1")
        self.assertNotContains(page, 'name="_save"')
        self.assertEqual(client.get(f"{LOG}add/").status_code, 403)
        for address in (f"{LOG}{self.event.pk}/change/", f"{LOG}{self.event.pk}/delete/"):
            self.assertEqual(client.post(address, {"post": "yes", "title": "x"}).status_code, 403)
        client.post(LOG, {"action": "delete_selected", "_selected_action": [self.event.pk], "post": "yes"})
        self.assertEqual(AuditEvent.objects.filter(title="=1+1").count(), 1)

    def test_it_is_filtered_and_searched(self):
        client = signed_in(make_superuser())
        for query, count in (
            ({"action__exact": "publish"}, 1),
            ({"actor_name": "publisher"}, 1),
            ({"q": "ольга"}, 1),
            ({"q": "second factor"}, 1),
            ({"at__year": "1990"}, 0),
        ):
            with self.subTest(query=query):
                self.assertEqual(client.get(LOG, query).context["cl"].result_count, count)

    def test_it_is_taken_away_as_the_list_shows_it_and_that_is_noted(self):
        client = signed_in(make_superuser())
        self.assertEqual(client.get(EXPORT).status_code, 405)
        response = client.post(f"{EXPORT}?action__exact=publish")
        self.assertTrue(response.streaming)
        head, row = csv.reader(StringIO(b"".join(response.streaming_content).decode()))
        self.assertEqual(head[:3], ["at", "action", "who"])
        self.assertEqual(row[1:6], ["publish", "publisher", "topic", self.event.object_id, "'=1+1"])
        event = last()
        self.assertEqual((event.action, event.actor_name, event.details["rows"]), ("export", "root", 1))

    def test_no_cell_is_a_formula(self):
        for cell in ("=1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"):
            self.assertEqual(harmless(cell), f"'{cell}")
        self.assertEqual(harmless("1=1"), "1=1")

"""The review queue: what is in it, for whom, in which order, and in how many queries."""

from datetime import timedelta

from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from archive.choices import PublicationStatus as Status
from archive.models import ENTRIES, Assignment, PendingChange
from archive.workflow import colleagues, private, transitions
from tests import factories as make
from tests.admin.base import AdminTestCase, address, make_superuser, make_user, signed_in
from tests.admin.test_permissions import make_entries

QUEUE = "/admin/archive/review/"


def labels(response):
    return [row["label"] for row in response.context["rows"]]


class QueueTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.users = {role: make_user(role) for role in ("Contributor", "Editor", "Publisher")}
        cls.clients = {role: signed_in(user) for role, user in cls.users.items()}
        cls.viewer = make_user(name="viewer")
        cls.viewer.user_permissions.set(Permission.objects.filter(codename__in=["view_topic", "view_speaker"]))
        cls.public = make.make_topic(name="Public", status=Status.PUBLISHED)

    def change_privately(self, entry, is_submitted=True):
        change = private.begin(entry, self.users["Editor"])
        return private.submit(change, self.users["Editor"], "Better") if is_submitted else change

    def test_all_that_waits_stands_in_it_and_nothing_else(self):
        for status in Status:
            list(make_entries(status))
        self.change_privately(self.public)
        self.change_privately(make.make_topic(name="Open", status=Status.PUBLISHED), is_submitted=False)
        response = self.clients["Publisher"].get(QUEUE)
        lines = [row["line"] for row in response.context["rows"]]
        self.assertEqual(len(lines), len(ENTRIES) + 1)
        waiting = [line.record for line in lines if not isinstance(line.record, PendingChange)]
        self.assertEqual({type(record) for record in waiting}, set(ENTRIES))
        self.assertEqual({record.status for record in waiting}, {Status.IN_REVIEW})
        self.assertContains(response, "Private change")

    def test_the_oldest_submission_stands_first_with_its_person(self):
        now = timezone.now()
        for days, name in ((1, "Late"), (3, "Early"), (2, "Middle")):
            topic = make.make_topic(name=name)
            transitions.move(topic, self.users["Editor"], "submit")
            Assignment.objects.filter(object_id=topic.pk).update(submitted_at=now - timedelta(days=days))
        change = self.change_privately(self.public)
        PendingChange.objects.filter(pk=change.pk).update(updated_at=now - timedelta(days=2, hours=12))
        response = self.clients["Publisher"].get(QUEUE)
        self.assertEqual(labels(response), ["Early", "Public", "Middle", "Late"])
        self.assertEqual([row["line"].submitted_by for row in response.context["rows"]], [self.users["Editor"]] * 4)

    def test_each_line_leads_to_its_form_and_to_the_difference(self):
        topic = make.make_topic(status=Status.IN_REVIEW)
        change = self.change_privately(self.public)
        response = self.clients["Publisher"].get(QUEUE)
        self.assertContains(response, f'href="{address(topic)}"')
        self.assertContains(response, f'href="/admin/private/changes/{change.pk}/"', count=2)
        for row in response.context["rows"]:
            self.assertContains(response, f'href="{row["difference"]}"')
            self.assertEqual(self.clients["Publisher"].get(row["difference"]).status_code, 200)

    def test_mine_and_what_needs_attention(self):
        publisher = self.users["Publisher"]
        for name, assignee, attention in [("Mine", publisher, False), ("Marked", None, True), ("Neither", None, False)]:
            topic = make.make_topic(name=name, status=Status.IN_REVIEW)
            colleagues.assign(topic, publisher, assignee, attention)
        colleagues.assign(self.public, publisher, publisher, False)
        self.change_privately(self.public)
        for show, expected in [
            ("mine", {"Mine", "Public"}),
            ("attention", {"Marked"}),
            ("nonsense", {"Mine", "Marked", "Neither", "Public"}),
        ]:
            with self.subTest(show=show):
                response = self.clients["Publisher"].get(QUEUE, {"show": show})
                self.assertEqual(set(labels(response)), expected)
        self.assertEqual(self.clients["Editor"].get(QUEUE, {"show": "mine"}).context["rows"], [])

    def test_each_person_sees_what_he_or_she_may_view(self):
        list(make_entries(Status.IN_REVIEW))
        self.change_privately(self.public)
        for client, count in [
            (self.clients["Contributor"], 6),
            (self.clients["Editor"], 7),
            (signed_in(self.viewer), 2),
            (signed_in(make_superuser()), 7),
        ]:
            self.assertEqual(len(client.get(QUEUE).context["rows"]), count)
        nobody = signed_in(make_user())
        self.assertEqual(nobody.get(QUEUE).status_code, 403)
        self.assertNotContains(nobody.get("/admin/"), QUEUE)
        self.assertContains(self.clients["Contributor"].get("/admin/"), f'href="{QUEUE}"', count=2)
        self.assertContains(self.clients["Editor"].get(reverse("private:index")), f'href="{QUEUE}"', count=1)
        self.assertRedirects(self.client.get(QUEUE), f"/admin/login/?next={QUEUE}")

    def test_a_long_queue_is_read_in_pages_with_as_many_queries(self):
        client = self.clients["Publisher"]
        for count, pages in ((1, 1), (10, 2)):
            for _ in range(count):
                for entry in make_entries(Status.IN_REVIEW):
                    colleagues.note_submission(entry, self.users["Editor"])
                self.change_privately(make.make_topic(status=Status.PUBLISHED))
            client.get(QUEUE)
            # Session, user and rights 4, keys 2, kinds of records 6, changes with their topics 2, assignments 1.
            with self.subTest(count=count), self.assertNumQueries(15):
                response = client.get(QUEUE)
            self.assertEqual(response.context["page"].paginator.num_pages, pages)
        self.assertEqual(len(client.get(QUEUE, {"p": "2"}).context["rows"]), 77 - 50)

"""The table of docs/architecture.md, cell by cell: what the functions say, and what the admin does."""

from pathlib import Path

from django.contrib.auth.models import AnonymousUser, Permission
from django.test import Client

from archive.choices import PublicationStatus as Status
from archive.models import Topic
from archive.workflow import private, rights, transitions
from archive.workflow.snapshots import key_of
from tests import factories as make
from tests.admin.base import AdminTestCase, address, confirmed, make_superuser, make_user, read_form, signed_in
from tests.admin.test_permissions import make_entries

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "architecture.md"
HEADING = "## Who may do what"
STATES = {
    "draft": Status.DRAFT,
    "in review": Status.IN_REVIEW,
    "published": Status.PUBLISHED,
    "withdrawn": Status.WITHDRAWN,
}
ROLES = ("anonymous", "view-only", "contributor", "contributor (own entry)", "editor", "publisher")
#: A step in the words of the table.
STEPS = {"submit": "submit", "return": "return_to_draft", "publish": "publish", "withdraw": "withdraw"}
OTHERS = ("view", "change", "delete", "note", "assign", "change privately", "release")


def read_table():
    """{(role, state): {action: whether}} as it is written."""
    section = DOCUMENT.read_text().split(f"\n{HEADING}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    head, _rule, *rows = [[cell.strip() for cell in line] for line in lines]
    table = {}
    for role, state, *cells in rows:
        if (role, state) in table or set(cells) - {"yes", "–"}:
            raise AssertionError(f"Not to be read: {role}, {state}")
        table[role, state] = {action: cell == "yes" for action, cell in zip(head[2:], cells, strict=True)}
    return table


def says(action, user, entry):
    """What the functions say."""
    if action in STEPS:
        return STEPS[action] in {step.name for step in transitions.available(entry, user)}
    if action == "view":
        return rights.may_view(user, type(entry))
    return getattr(rights, f"may_{action.replace(' ', '_')}")(user, entry)


class TableTestCase(AdminTestCase):
    """The table, and somebody of every role."""

    @classmethod
    def setUpTestData(cls):
        contributor = make_user("Contributor")
        viewer = make_user(name="viewer")
        viewer.user_permissions.set(
            Permission.objects.filter(content_type__app_label="archive", codename__startswith="view_")
        )
        cls.users = dict(
            zip(
                ROLES,
                (AnonymousUser(), viewer, contributor, contributor, make_user("Editor"), make_user("Publisher")),
                strict=True,
            )
        )
        cls.root = make_superuser()
        cls.table = read_table()

    def author(self, role):
        return self.users[role] if role == "contributor (own entry)" else self.root


class TableTests(TableTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.clients = {role: signed_in(user) if user.pk else Client() for role, user in cls.users.items()}
        # The form of one topic, as a browser would post it; of others only the address and the version differ.
        cls.form = read_form(signed_in(cls.root).get(address(make.make_topic()))).data
        for name in ("_seen", "_draft"):
            del cls.form[name]

    def test_it_has_a_row_for_each_role_and_state_and_a_column_for_each_action(self):
        self.assertEqual(set(self.table), {(role, state) for role in ROLES for state in STATES})
        for cells in self.table.values():
            self.assertEqual(set(cells), {*STEPS, *OTHERS})

    def test_the_functions_say_so_of_every_kind_of_entry(self):
        for (role, state), cells in self.table.items():
            for entry in make_entries(STATES[state], created_by=self.author(role)):
                for action, expected in cells.items():
                    with self.subTest(role=role, state=state, action=action, kind=entry._meta.model_name):
                        self.assertEqual(says(action, self.users[role], entry), expected)

    def test_the_admin_does_so(self):
        for (role, state), cells in self.table.items():
            for action, expected in cells.items():
                topic = make.make_topic(status=STATES[state], created_by=self.author(role))
                with self.subTest(role=role, state=state, action=action):
                    self.assertEqual(self.does(action, self.clients[role], topic), expected)

    def does(self, action, client, topic):
        """Try it over HTTP; whether it is done."""
        if action in STEPS:
            data = {"action": STEPS[action], "_selected_action": [topic.pk], "_reason": "Why"}
            client.post(address(Topic, "changelist"), data)
            return Topic.objects.get(pk=topic.pk).status != topic.status
        return getattr(self, f"_{action.replace(' ', '_')}")(client, topic)

    def typed(self, topic, name):
        return {**self.form, "slug": topic.slug, "seen_version": topic.version, "name": name, "_save": "x"}

    def _view(self, client, topic):
        return client.get(address(topic)).status_code == 200

    def _change(self, client, topic):
        client.post(address(topic), self.typed(topic, "Changed"))
        return Topic.objects.get(pk=topic.pk).name == "Changed"

    def _delete(self, client, topic):
        client.post(address(topic, "delete"), confirmed(topic))
        return not Topic.objects.filter(pk=topic.pk).exists()

    def _note(self, client, topic):
        client.post(address(topic).replace("/change/", "/note/"), {"colleagues-text": "Look"})
        return topic.colleague_notes.exists()

    def _assign(self, client, topic):
        client.post(address(topic).replace("/change/", "/assign/"), {"colleagues-assignee": self.root.pk})
        return topic.assignments.filter(assignee=self.root).exists()

    def _change_privately(self, client, topic):
        page = address(topic).replace("/admin/", "/admin/private/")
        client.post(page, self.typed(topic, "Changed privately"))
        change = private.change_of(topic)
        return change is not None and change.data[key_of(topic)]["name"] == "Changed privately"

    def _release(self, client, topic):
        """Of a change that was begun while it was public."""
        Topic.objects.filter(pk=topic.pk).update(status=Status.PUBLISHED)
        change = private.begin(topic, self.root)
        change.data[key_of(topic)]["name"] = "Released"
        change = private.store(change, change.data, self.root)
        Topic.objects.filter(pk=topic.pk).update(status=topic.status)
        client.post(f"/admin/private/changes/{change.pk}/release/", {"version": change.version})
        return Topic.objects.get(pk=topic.pk).name == "Released"

"""Who may do what over the API: the table of docs/architecture.md, and nothing to see for anybody else."""

from django.contrib.auth.models import Permission
from django.urls import reverse

from archive.accounts import tokens
from archive.api.editing.urls import urlpatterns
from archive.models import Congress, Debate, Topic
from archive.workflow import private, versions
from tests.admin.test_permissions import make_entries
from tests.api.editing.base import DEBATE, EDITING, EditingTestCase, Script
from tests.factories import make_congress, make_debate, make_speech, make_topic
from tests.workflow.test_table import STATES, STEPS, TableTestCase

LISTS = ("congresses", "debates", "resolutions", "speakers", "sources", "topics")


class ApiTableTests(TableTestCase):
    """The same table, what the API does instead of what the admin does."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.scripts = {role: Script(user if user.pk else None) for role, user in cls.users.items()}

    def test_the_api_does_so(self):
        for (role, state), cells in self.table.items():
            for action in ("view", "change", "delete", *STEPS):
                topic = make_topic(status=STATES[state], created_by=self.author(role))
                with self.subTest(role=role, state=state, action=action):
                    self.assertEqual(self.asks(action, self.scripts[role], topic), cells[action])

    def asks(self, action, script, topic):
        path = f"topics/{topic.slug}/"
        etag = Script(self.root).get(path).headers["ETag"]
        if action in STEPS:
            script.step(path, action, etag, reason="Why")
            return Topic.objects.get(pk=topic.pk).status != topic.status
        if action == "view":
            return script.get(path).status_code == 200
        if action == "change":
            script.send("PATCH", path, {"name": "Changed"}, etag)
            return Topic.objects.get(pk=topic.pk).name == "Changed"
        script.send("DELETE", path, etag=etag)
        return not Topic.objects.filter(pk=topic.pk).exists()


class GateTests(EditingTestCase):
    def test_nobody_learns_of_a_draft_who_may_not_see_it_in_the_admin(self):
        drafts, public = [*make_entries("draft")], [*make_entries("published")]
        outsider, stranger = self.scripts["nobody"], Script()
        for entry in [*drafts, *public]:
            path = self._path(entry)
            with self.subTest(path=path):
                refused = stranger.get(path)
                self.assertProblem(refused, 401)
                self.assertEqual(refused.headers["WWW-Authenticate"], 'Bearer realm="Congress Archive"')
                self.assertEqual(refused.content, stranger.get("topics/never-was/").content)
                expected = 403 if entry in public else 404
                for method in ("GET", "PUT", "PATCH", "DELETE"):
                    body = {} if method in ("PUT", "PATCH") else None
                    answer = outsider.send(method, path, body, '"x"')
                    if entry in drafts:
                        never = outsider.send(method, "topics/never-was/", body, '"x"')
                        self.assertEqual(answer.content, never.content)
                    else:
                        self.assertProblem(answer, expected)
                self.assertProblem(outsider.step(path, "publish", '"x"'), expected)
                made = outsider.send("PUT", path, {}, "new")
                self.assertProblem(made, 403)
                self.assertEqual(self.contributor.get(path).status_code, 200)
        for name in LISTS:
            self.assertProblem(outsider.get(f"{name}/"), 403)
            self.assertProblem(stranger.get(f"{name}/"), 401)
            self.assertGreater(self.contributor.get(f"{name}/?status=draft").json()["count"], 0)
        for path in ("topics/never-was/", "congresses/99999999999999999999/"):
            self.assertProblem(self.editor.get(path), 404)

    def test_a_writer_may_write_what_the_admin_lets_him_and_hears_why_not(self):
        congress = make_congress(number=11, status="published")
        army = make_debate(congress=congress, slug="army", status="published", summary="S")
        path = "congresses/11/debates/army/"
        refused = self.editor.send("PATCH", path, {"title": "X"}, "now")
        self.assertProblem(refused, 403, "change it privately in the admin")
        self.assertProblem(self.publisher.send("DELETE", path, etag="now"), 403, "withdraw it")
        # Without the right to add speeches, an own draft may have none.
        user = self.users["Contributor"]
        user.groups.clear()
        own = make_debate(congress=congress, slug="own", created_by=user)
        make_speech(debate=own, position=1)
        self._allow(user, "add_debate", *self._views())
        script = Script(user)
        speech = {"position": 1, "kind": "speech", "rendering": "summary", "text": "T"}
        for speeches, text in (([speech | {"position": 2}, speech], "add speeches"), ([], "delete speeches")):
            document = DEBATE | {"slug": "own", "speeches": speeches}
            self.assertProblem(script.send("PUT", "congresses/11/debates/own/", document, "now"), 403, text)
        self.assertEqual(Debate.objects.get(slug="own").title, own.title)
        self.assertEqual(self.publisher.send("PATCH", path, {"title": "X"}, "now").status_code, 200)
        army.refresh_from_db()
        self.assertEqual((army.title, army.status), ("X", "published"))

    def test_whoever_may_not_see_what_a_document_names_learns_nothing_of_it_by_naming_it(self):
        make_congress(number=11)
        make_topic(slug="secret-law")
        user = self.users["nobody"]
        self._allow(user, "add_debate", *self._views() - {"view_topic"})
        answers = set()
        for topic in ("secret-law", "secret-laws", "never-was"):
            refused = Script(user).send("POST", "debates/?dry_run=1", DEBATE | {"topics": [topic]})
            self.assertProblem(refused, 403, "You may not see all that debates hold or name: topics.")
            answers.add(refused.content)
        self.assertEqual(len(answers), 1)
        self._allow(user, "add_topic")
        taken = Script(user).send("POST", "topics/", {"slug": "secret-law", "name": "X"})
        self.assertProblem(taken, 403, "may not see")
        # Nor is anything read that holds what may not be seen.
        make_debate(congress=Congress.objects.get(), slug="army")
        self._allow(user, *self._views() - {"view_speech"})
        self.assertProblem(Script(user).get("congresses/11/debates/army/"), 403, "speeches")

    def test_a_private_change_is_nowhere_in_an_answer(self):
        congress = make_congress(number=11, status="published")
        army = make_debate(congress=congress, slug="army", status="published")
        change = private.begin(army, self.users["Editor"])
        change.data[f"debate:{army.pk}"]["title"] = "Secret"
        private.store(change, change.data, self.users["Editor"])
        for path in ("congresses/11/debates/army/", "debates/"):
            self.assertNotIn(b"Secret", self.publisher.get(path).content)

    def _path(self, entry):
        return entry.get_absolute_url().removeprefix("/")

    def _views(self):
        return {*Permission.objects.filter(codename__startswith="view_").values_list("codename", flat=True)}

    def _allow(self, user, *codenames):
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))


class AddressTests(EditingTestCase):
    def test_no_address_of_writing_answers_a_stranger_or_may_be_kept_or_read_from_another_site(self):
        self.assertEqual(len(urlpatterns), 18)
        address = {"number": 11, "slug": "army"}
        for pattern in urlpatterns:
            wanted = {name: address[name] for name in pattern.pattern.converters}
            path = reverse(f"editing:{pattern.name}", kwargs=wanted).removeprefix(EDITING)
            for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"):
                with self.subTest(path=path, method=method):
                    answer = Script().send(method, path, {}, **{"Origin": "https://elsewhere.example"})
                    # OPTIONS tells what an address is for, and looks at nothing that stands there.
                    self.assertEqual(answer.status_code, 200 if method == "OPTIONS" else 401)
                    self.assertEqual(answer.headers["Cache-Control"], "private, no-store")
                    self.assertLessEqual({"Authorization", "Cookie"}, {*answer.headers["Vary"].split(", ")})
                    self.assertNotIn("Access-Control-Allow-Origin", answer.headers)


class ScopeTests(EditingTestCase):
    def test_a_token_may_allow_less_than_the_rights_do_and_stands_in_the_history(self):
        law = make_topic(slug="law", status="draft")
        for scope, statuses in (("read", [200, 403, 403]), ("edit", [200, 200, 403]), ("publish", [200, 200, 200])):
            _token, text = tokens.make(self.users["Publisher"], f"For {scope}", scope, 1)
            script = Script(headers={"Authorization": f"Bearer {text}"})
            answers = [
                script.get("topics/law/"),
                script.send("PATCH", "topics/law/", {"name": f"Law, {scope}"}, "now"),
                script.step("topics/law/", "publish"),
            ]
            with self.subTest(scope=scope):
                self.assertEqual([answer.status_code for answer in answers], statuses)
                if scope != "publish":
                    self.assertProblem(answers[2], 403, f"yours has the scope {scope}")
        law.refresh_from_db()
        self.assertEqual((law.name, law.status), ("Law, publish", "published"))
        self.assertEqual(versions.last_of(Topic, [law.pk])[law.pk].made_through, "For publish")

    def test_a_method_that_no_address_knows_is_refused_to_who_may_write_too(self):
        self.assertProblem(self.publisher.send("PROPFIND", "topics/"), 405)

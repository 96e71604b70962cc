"""A congress sent as a file: by whom, in which state of the archive, and what is said when it cannot be loaded."""

import json

from django.test import TestCase

from archive.accounts import tokens
from archive.choices import AuditAction, TokenScope
from archive.models import AuditEvent, Congress, Debate, Speaker
from archive.workflow import versions
from tests import factories as make
from tests.admin.base import make_user

FILE = "/api/v1/congresses/12/file/"
EDITED = "/api/v1/editing/congresses/12/file/"
YAML, JSON = "application/yaml", "application/json"
TWELFTH = """
format: 1
congress:
  number: 12
  title: Twelfth Congress
  summary: It met.
  opened_on: 1923-04-17
speakers:
- slug: zinoviev
  name: Grigory Zinoviev
  sort_name: Zinoviev, Grigory
debates:
- slug: report
  position: 1
  title: Report
  kind: report
  question: What now?
  speeches:
  - position: 1
    kind: report
    speaker: zinoviev
    attribution: Zinoviev
    rendering: summary
    text: He reports.
"""
PUBLISHED = TWELFTH.replace("opened_on", "status: published\n  opened_on")


class FileTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.users = {role: make_user(role) for role in ("Contributor", "Editor", "Publisher")}
        cls.texts = {
            (role, scope): tokens.make(user, f"{role} {scope}", scope, 1)[1]
            for role, user in cls.users.items()
            for scope in TokenScope
        }

    def send(self, body=TWELFTH, role="Editor", scope=TokenScope.EDIT, content_type=YAML, address=FILE, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.put(
            address,
            body,
            content_type=content_type,
            headers={"Authorization": f"Bearer {self.texts[role, scope]}", **headers},
        )

    def fetch(self, role="Editor"):
        headers = {"Authorization": f"Bearer {self.texts[role, TokenScope.READ]}"}
        return self.client.get(EDITED, headers=headers)


class SendingTests(FileTestCase):
    def test_a_congress_is_made_fetched_changed_and_sent_back(self):
        made = self.send(address=f"{FILE}?reason=From+the+minutes", If_None_Match="*")
        self.assertEqual(made.status_code, 201, made.content)
        self.assertEqual(made.json()["entries"][0]["outcome"], "created")
        debate = Debate.objects.get(congress__number=12)
        self.assertEqual((debate.status, debate.created_by), ("draft", self.users["Editor"]))
        version = versions.versions_of(debate).get()
        self.assertEqual((version.action, version.made_by_name), ("import", "editor"))
        self.assertEqual((version.made_through, version.reason), ("Editor edit", "From the minutes"))
        event = AuditEvent.objects.get(action=AuditAction.IMPORT)
        self.assertEqual(
            (event.actor_name, event.title, event.details["token"]), ("editor", "Twelfth Congress", "Editor edit")
        )

        fetched = self.fetch()
        self.assertEqual(fetched.headers["ETag"], made.headers["ETag"])
        self.assertEqual(fetched.headers["Content-Type"], YAML)
        self.assertEqual(fetched.headers["Content-Disposition"], 'attachment; filename="congress-12.yaml"')
        self.assertEqual(fetched.headers["Cache-Control"], "private, no-store")
        text = fetched.content.decode()
        self.assertIn("as_of: 1", text)
        same = self.send(text, If_Match=fetched.headers["ETag"])
        self.assertEqual((same.status_code, same.json()["changes_nothing"]), (200, True))

        changed = text.replace("He reports.", "He reports at length.")
        self.assertEqual(self.send(changed).status_code, 428)
        for wrong in ('"another"', "W/" + fetched.headers["ETag"], "nonsense"):
            self.assertEqual(self.send(changed, If_Match=wrong).status_code, 412)
        self.assertEqual(self.send(changed, If_None_Match="*").status_code, 412)
        tried = self.send(changed, address=f"{FILE}?dry_run=1", If_Match=made.headers["ETag"])
        self.assertEqual((tried.status_code, tried.json()["dry_run"]), (200, True))
        self.assertNotIn("ETag", tried.headers)
        self.assertEqual(self.fetch().content.decode(), text)
        done = self.send(changed, If_Match=f'"x", {made.headers["ETag"]}')
        self.assertEqual(done.json()["entries"][-1]["parts"], [{"kind": "speech", "outcome": "changed", "count": 1}])
        stale = self.send(text, If_Match=fetched.headers["ETag"])
        self.assertEqual(stale.status_code, 412)
        self.assertEqual(stale.headers["ETag"], done.headers["ETag"])
        # Whoever insists is still held to the versions that the file was made from.
        self.assertIn("has been changed since this file was exported", self.send(text, If_Match="*").content.decode())
        self.assertEqual(self.send(text, address=f"{FILE}?overwrite=1", If_Match="*").status_code, 200)

    def test_a_speaker_whom_the_file_names_changes_its_state_too(self):
        before = self.send().headers["ETag"]
        Speaker.objects.get().save()
        self.assertNotEqual(self.fetch().headers["ETag"], before)
        self.assertEqual(self.send(If_Match=before).status_code, 412)

    def test_an_entry_that_the_congress_does_not_use_yet_is_not_written_over_unseen(self):
        lenin = make.make_speaker(slug="zinoviev", name="As somebody else wrote it")
        version = versions.record(lenin, None)
        refused = self.send()
        self.assertEqual(refused.status_code, 422, refused.content)
        (error,) = refused.json()["errors"]
        self.assertEqual((error["field"], error["line"]), ("speakers[0]", 9))
        self.assertIn("overwrite=1", error["message"])
        self.assertFalse(Congress.objects.exists())
        self.assertEqual(self.send(address=f"{FILE}?dry_run=1&overwrite=1").status_code, 200)
        dated = TWELFTH.replace("- slug: zinoviev", f"- slug: zinoviev\n  as_of: {version.number}")
        self.assertEqual(self.send(dated).status_code, 201)

    def test_there_is_nothing_to_match_before_it_is_made(self):
        self.assertEqual(self.send(If_Match="*").status_code, 412)
        self.assertEqual(self.fetch().status_code, 404)
        self.assertFalse(Congress.objects.exists())

    def test_json_says_the_same(self):
        document = {"format": 1, "congress": {"number": 12, "title": "Двенадцатый", "delegates_decisive": 408}}
        self.assertEqual(self.send(json.dumps(document), content_type=JSON).status_code, 201)
        self.assertEqual(Congress.objects.get().delegates_decisive, 408)

    def test_what_is_wrong_is_said_with_its_place_and_nothing_is_loaded(self):
        wrong = TWELFTH.replace("speaker: zinoviev", "speaker: zinovief").replace("kind: report", "kind: reprot", 1)
        response = self.send(wrong)
        self.assertEqual(response.status_code, 422)
        self.assertEqual(response.headers["Content-Type"], "application/problem+json")
        errors = {error["field"]: (error["line"], error["message"]) for error in response.json()["errors"]}
        self.assertEqual(errors["debates[0].speeches[0].speaker"][0], 21)
        self.assertIn("did you mean 'zinoviev'?", errors["debates[0].speeches[0].speaker"][1])
        self.assertIn("debates[0].kind", errors)
        other = self.send(TWELFTH, address=FILE.replace("12", "13"))
        self.assertEqual(other.status_code, 422)
        self.assertIn("which is 13", other.json()["errors"][0]["message"])
        self.assertFalse(Congress.objects.exists() or Speaker.objects.exists())

    def test_hostile_bodies_are_refused_in_words(self):
        bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
        for body, content_type, status in [
            ("", YAML, 422),
            (bomb, YAML, 422),
            ("[" * 5000, YAML, 400),
            ("- " * 5000, YAML, 400),
            ("a: !!python/object/apply:os.system [ls]", YAML, 422),
            ("a: b: c", YAML, 400),
            ("a: \0", YAML, 400),
            (b"\xff\xfe", YAML, 400),
            ("---\na: 1\n---\nb: 1", YAML, 400),
            ("", JSON, 422),
            ("{", JSON, 400),
            ("[" * 100_000, JSON, 400),
            ('{"a": NaN}', JSON, 400),
            ('{"a": 1, "a": 2}', JSON, 400),
            ('{"a": ' + "9" * 5000 + "}", JSON, 400),
            ('{"\\ud800": "\\ud800"}', JSON, 422),
            ("[1, 2]", JSON, 422),
            ('{"congress": {"number": "' + "9" * 5000 + '"}}', JSON, 422),
            ('{"congress": {"number": 1.5}, "format": {"x": []}, "debates": 5}', JSON, 422),
            ("#" * 10_485_761, YAML, 413),
            (TWELFTH, "text/plain", 415),
            (TWELFTH, "multipart/form-data", 415),
        ]:
            with self.subTest(body=body[:30]):
                response = self.send(body, content_type=content_type)
                self.assertEqual(response.status_code, status, response.content)
                self.assertEqual(response.headers["Content-Type"], "application/problem+json")
                self.assertLess(len(response.content), 100_000)
        for query in ("dry_run=yes", "replace=", "nothing=1", "reason=a&reason=b", "reason=%00"):
            self.assertEqual(self.send(address=f"{FILE}?{query}").status_code, 400, query)
        self.assertFalse(Congress.objects.exists())

"""Who may send a congress as a file, and what readers take away of one."""

from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from archive.choices import TokenScope
from archive.interchange.congress_file import load as load_file
from archive.interchange.congress_file import read
from archive.models import Congress, Debate, Speaker
from tests import factories as make
from tests.admin.base import make_user, signed_in
from tests.api.test_congress_file import EDITED, FILE, PUBLISHED, TWELFTH, YAML, FileTestCase

#: Drafts beside the report: a debate, who speaks in it, and who speaks in the report too.
SECRET = """
- slug: secret
  name: Secret
  sort_name: Secret
debates:
- slug: secret
  position: 2
  title: Secret
  kind: report
  speeches:
  - {position: 1, kind: speech, speaker: secret, rendering: summary, text: Secret.}
"""


class RightsTests(FileTestCase):
    def test_strangers_and_tokens_to_read_write_nothing(self):
        self.assertEqual(self.client.put(FILE, TWELFTH, content_type=YAML).status_code, 401)
        self.assertEqual(self.client.get(EDITED).status_code, 401)
        self.assertEqual(self.send(scope=TokenScope.READ).status_code, 403)
        nobody = signed_in(make_user())
        self.assertEqual(nobody.get(EDITED).status_code, 403)
        self.assertEqual(nobody.put(FILE, TWELFTH, content_type=YAML).status_code, 403)
        self.assertFalse(Congress.objects.exists())

    def test_only_whoever_may_publish_publishes_and_with_a_token_for_it(self):
        for role, scope in [("Editor", "publish"), ("Contributor", "publish"), ("Publisher", "edit")]:
            with self.subTest(role=role, scope=scope):
                response = self.send(PUBLISHED, role, TokenScope(scope))
                self.assertEqual(response.status_code, 403)
                self.assertEqual(response.json()["errors"][0]["message"], "you may not publish congress 12")
                self.assertEqual("scope publish" in response.json()["detail"], scope == "edit")
        for times in ("publish_at: 2030-01-01T00:00:00Z", "withdraw_at: 2030-01-01T00:00:00Z"):
            self.assertEqual(self.send(TWELFTH.replace("opened_on", f"{times}\n  opened_on")).status_code, 403)
        self.assertFalse(Congress.objects.exists())
        self.assertEqual(self.send(PUBLISHED, "Publisher", TokenScope.PUBLISH).status_code, 201)
        self.assertEqual(self.client.get("/api/v1/congresses/12/").status_code, 200)

    def test_a_contributor_changes_own_drafts_and_nothing_of_others(self):
        self.assertEqual(self.send(role="Contributor").status_code, 201)
        changed = TWELFTH.replace("He reports.", "He speaks.").replace("title: Report", "title: His report")
        self.assertEqual(self.send(changed, "Contributor", If_Match="*").status_code, 200)
        Debate.objects.update(created_by=self.users["Editor"])
        response = self.send(TWELFTH, "Contributor", If_Match="*")
        self.assertEqual(response.status_code, 403)
        self.assertEqual(
            [error["message"] for error in response.json()["errors"]],
            [
                "you may not change debate report, which is draft",
                "you may not change speech 1 of debate report, which is draft",
            ],
        )
        gone = TWELFTH[: TWELFTH.index("debates:")]
        response = self.send(gone, "Contributor", If_Match="*", address=f"{FILE}?replace=1")
        self.assertEqual(
            response.json()["errors"][0]["message"], "you may not delete debate report of congress 12, which is draft"
        )
        self.assertEqual(Debate.objects.get().title, "His report")
        self.assertEqual(self.send(gone, "Editor", If_Match="*", address=f"{FILE}?replace=1").status_code, 200)
        self.assertFalse(Debate.objects.exists())

    def test_what_is_public_is_changed_by_publishers_alone(self):
        self.send(PUBLISHED, "Publisher", TokenScope.PUBLISH)
        changed = PUBLISHED.replace("Twelfth", "XII")
        for role, scope in [("Editor", "publish"), ("Publisher", "edit")]:
            response = self.send(changed, role, TokenScope(scope), If_Match="*")
            self.assertEqual(response.status_code, 403)
            self.assertIn("which is published", response.content.decode())
        self.assertEqual(self.send(changed, "Publisher", TokenScope.PUBLISH, If_Match="*").status_code, 200)

    def test_submitting_and_returning_are_steps_with_their_own_rights(self):
        self.send(role="Contributor")
        submitted = TWELFTH.replace("opened_on", "status: in_review\n  opened_on")
        returned = TWELFTH.replace("opened_on", "status: draft\n  opened_on")
        self.assertEqual(self.send(submitted, "Contributor", If_Match="*").status_code, 200)
        self.assertEqual(self.send(returned, "Contributor", If_Match="*").status_code, 403)
        self.assertIn("a reason is needed", self.send(returned, If_Match="*").content.decode())
        self.assertEqual(self.send(returned, If_Match="*", address=f"{FILE}?reason=Sources").status_code, 200)
        withdrawn = TWELFTH.replace("opened_on", "status: withdrawn\n  opened_on")
        for role in ("Contributor", "Editor"):
            refused = self.send(withdrawn, role, TokenScope.PUBLISH, If_Match="*")
            self.assertEqual(refused.status_code, 403)
            self.assertIn("you may not make withdrawn congress 12", refused.content.decode())
        self.assertEqual(Congress.objects.get().status, "draft")
        self.assertEqual(self.send(withdrawn, "Publisher", TokenScope.PUBLISH, If_Match="*").status_code, 200)

    def test_whoever_may_not_see_all_that_a_file_may_name_hears_nothing_of_it(self):
        self.send()
        Group.objects.get(name="Contributor").permissions.remove(Permission.objects.get(codename="view_speaker"))
        Group.objects.get(name="Contributor").permissions.remove(Permission.objects.get(codename="change_speaker"))
        near = TWELFTH.replace("speakers:\n- slug: zinoviev", "speakers:\n- slug: zinovief").replace("12", "13", 1)
        for body, address in ((TWELFTH, FILE), (near, FILE.replace("12", "13"))):
            refused = self.send(body, "Contributor", address=f"{address}?dry_run=1")
            self.assertEqual(refused.status_code, 403)
            self.assertNotIn(b"zinoviev", refused.content)

    def test_a_method_that_nobody_knows_is_no_fault_of_ours(self):
        headers = {"Authorization": f"Bearer {self.texts['Publisher', TokenScope.PUBLISH]}"}
        for address in (FILE, EDITED):
            for method in ("TRACE", "PROPFIND"):
                self.assertEqual(self.client.generic(method, address, headers=headers).status_code, 405)


class PublicFileTests(TestCase):
    def test_readers_take_away_what_they_see_and_it_loads_as_that(self):
        self.assertEqual(self.client.get(FILE).status_code, 404)
        hidden = TWELFTH.replace("debates:\n", SECRET)
        load_file(read(hidden.replace("name: Grigory", "status: published\n  name: Grigory")))
        self.assertEqual(self.client.get(FILE).status_code, 404)
        Congress.objects.update(status="published")
        Debate.objects.filter(slug="report").update(status="published")
        with CaptureQueriesContext(connection) as few:
            response = self.client.get(FILE)
        text = response.content.decode()
        self.assertEqual(response.headers["Content-Type"], YAML)
        self.assertIn("public", response.headers["Cache-Control"])
        self.assertNotIn("Authorization", response.headers["Vary"])
        self.assertEqual(self.client.get(FILE, headers={"If-None-Match": response.headers["ETag"]}).status_code, 304)
        self.assertEqual(self.client.get(f"{FILE}?dry_run=1").status_code, 400)
        self.assertIn("zinoviev", text)
        self.assertNotRegex(text, "(?i)secret|as_of|publish_at")
        debate = Debate.objects.get(slug="report")
        for position in range(2, 12):
            make.make_speech(debate=debate, speaker=Speaker.objects.get(slug="zinoviev"), position=position)
        with CaptureQueriesContext(connection) as many:
            self.client.get(FILE)
        self.assertEqual((len(few), len(many)), (26, 26))
        for model in (Debate, Congress, Speaker):
            model.objects.all().delete()
        load_file(read(text))
        self.assertEqual(self.client.get(FILE).content.decode(), text)
        Congress.objects.update(status="withdrawn")
        self.assertIn(self.client.get(FILE).status_code, (404, 410))

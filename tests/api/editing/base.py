"""What the tests of writing over the API share: a script's way to ask, and the people who run it."""

import json

from django.test import Client, TestCase

from tests.admin.base import make_superuser, make_user

EDITING = "/api/v1/editing/"
DEBATE = {"congress": 11, "slug": "army", "position": 1, "kind": "report", "title": "The army", "summary": "Of it."}


class Script:
    """Asks as an account that is signed in does, by paths below /api/v1/editing/."""

    def __init__(self, user=None, **options):
        self.client = Client(**options)
        if user:
            self.client.force_login(user)

    def get(self, path, **headers):
        return self.client.get(EDITING + path, headers=headers)

    def send(self, method, path, body=None, etag=None, content_type="application/json", **headers):
        """With `etag` in If-Match; "new" is If-None-Match: *, and "now" is whatever it is now."""
        if etag == "now":
            etag = self.get(path.partition("?")[0].removesuffix("steps/")).headers.get("ETag", '"none"')
        if etag:
            headers |= {"If-None-Match": "*"} if etag == "new" else {"If-Match": etag}
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        if body is None:
            data = ""
        return self.client.generic(method, EDITING + path, data, content_type=content_type, headers=headers)

    def step(self, path, step, etag="now", **said):
        return self.send("POST", f"{path}steps/", {"step": step, **said}, etag)


class EditingTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.users = {role: make_user(role) for role in ("Contributor", "Editor", "Publisher")}
        cls.users["nobody"], cls.users["root"] = make_user(), make_superuser()
        cls.scripts = {role: Script(user) for role, user in cls.users.items()}
        cls.publisher, cls.editor = cls.scripts["Publisher"], cls.scripts["Editor"]
        cls.contributor = cls.scripts["Contributor"]

    def assertProblem(self, response, status, *texts):
        self.assertEqual(response.status_code, status, response.content[:500])
        self.assertEqual(response.headers["Content-Type"], "application/problem+json")
        self.assertEqual(response.headers["Cache-Control"], "private, no-store")
        problem = response.json()
        said = " ".join([problem["detail"], *(f"{each['field']}: {each['message']}" for each in problem["errors"])])
        for text in texts:
            self.assertIn(text, said)
        return problem

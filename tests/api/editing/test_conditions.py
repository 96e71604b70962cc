"""No write over what nobody has seen, by one script or by two at once."""

from threading import Barrier, Thread
from unittest import skipUnless

from django.db import connection, connections
from django.test import TransactionTestCase

from archive.models import Topic, Version
from tests.admin.base import make_superuser
from tests.api.editing.base import EditingTestCase, Script
from tests.factories import make_topic


class ConditionTests(EditingTestCase):
    def test_a_write_says_which_state_it_is_about(self):
        make_topic(slug="law", name="Law")
        etag = self.editor.get("topics/law/").headers["ETag"]
        for method, path, body in (
            ("PUT", "topics/law/", {"name": "X"}),
            ("PATCH", "topics/law/", {"name": "X"}),
            ("DELETE", "topics/law/", None),
            ("POST", "topics/law/steps/", {"step": "submit"}),
        ):
            with self.subTest(method=method):
                self.assertProblem(self.editor.send(method, path, body), 428, "If-Match")
                stale = self.editor.send(method, path, body, '"old"')
                self.assertProblem(stale, 412, "not as you have seen it")
                self.assertEqual(stale.headers["ETag"], etag)
        changed = self.publisher.send("PATCH", "topics/law/", {"name": "Laws"}, f'W/{etag}, "other"')
        self.assertNotEqual(changed.headers["ETag"], etag)
        refused = self.editor.send("PUT", "topics/law/", {"name": "X"}, etag)
        self.assertProblem(refused, 412, "version 2 of ", "by publisher")
        self.assertEqual(refused.headers["ETag"], changed.headers["ETag"])
        self.assertEqual(Topic.objects.get().name, "Laws")
        # To be read again costs nothing while it is the same.
        self.assertEqual(self.editor.get("topics/law/", **{"If-None-Match": changed.headers["ETag"]}).status_code, 304)

    def test_to_make_one_by_put_it_has_to_be_said_that_none_is_there(self):
        law = {"name": "Law"}
        self.assertProblem(self.editor.send("PUT", "topics/law/", law), 428, "If-None-Match: *")
        self.assertProblem(self.editor.send("PUT", "topics/law/", law, '"x"'), 412, "Nothing stands here")
        made = self.editor.send("PUT", "topics/law/", law, "new")
        self.assertEqual((made.status_code, made.json()["slug"]), (201, "law"))
        self.assertProblem(self.editor.send("PUT", "topics/law/", law, "new"), 412, "stands here already")


class TwoAtOnceTests(TransactionTestCase):
    @skipUnless(connection.vendor == "postgresql", "SQLite has one writer at a time")
    def test_of_two_who_write_at_once_one_wins_and_the_other_is_told(self):
        make_topic(slug="law", name="Law")
        # Not in groups: what migrations wrote is gone after the first of such tests in a process.
        scripts = [Script(make_superuser()), Script(make_superuser("another"))]
        etag = scripts[0].get("topics/law/").headers["ETag"]
        start, answers = Barrier(2), []

        def write(script, number):
            try:
                start.wait(10)
                answers.append(script.send("PATCH", "topics/law/", {"name": f"Law {number}"}, etag).status_code)
                start.wait(10)
                made = script.send("POST", "topics/", {"slug": "same", "name": "Same"})
                answers.append(made.status_code)
            finally:
                connections.close_all()

        threads = [Thread(target=write, args=(script, number)) for number, script in enumerate(scripts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        self.assertEqual(sorted(answers), [200, 201, 409, 412])
        self.assertEqual(Version.objects.filter(action="change").count(), 1)

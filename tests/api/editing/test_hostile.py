"""Bodies that nobody means well with: each is refused with a sentence, and nothing is stored."""

from archive.models import Topic
from tests.api.editing.base import EditingTestCase
from tests.factories import make_topic


class HostileTests(EditingTestCase):
    def test_what_is_not_json_of_a_document_is_refused(self):
        name = '{"slug": "law", "name": %s}'
        for body, status, text in [
            ("", 422, "slug: is required"),
            ("[]", 400, "an object is wanted at the top"),
            ("null", 400, "an object is wanted"),
            ('{"slug": "a", "slug": "b"}', 400, "the key 'slug' is here twice"),
            (name % "NaN", 400, "NaN is no number of JSON"),
            (name % "-Infinity", 400, "-Infinity is no number of JSON"),
            (name % ("[" * 100_000), 400, "nested more than 20 deep"),
            (name % ("[" * 30 + "]" * 30), 400, "nested more than 20 deep"),
            (name % ("9" * 5000), 400, "not JSON"),
            (b'{"slug": "law", "name": "\xff"}', 400, "line 1, column 26: not UTF-8"),
            (name % '"\\u0000"', 422, "U+0000"),
            (name % '"\\ud800"', 422, "U+D800"),
            (name % "1e999", 422, "found a float"),
            (name % '{"a": 1}', 422, "name: expected a text, found a block of keys"),
            (name % '"x", "\\ud800": 1', 422, "no such key"),
            (name % '"x", "citations": {"a": 1}', 422, "citations: expected a list"),
            (name % '"x", "citations": [null, 3]', 422, "citations[0]: expected the keys of a citation, found nothing"),
            (name % f'"{"x" * 300}"', 422, "the limit is 200"),
        ]:  # fmt: skip
            with self.subTest(body=body[:60]):
                self.assertProblem(self.editor.send("POST", "topics/", body), status, text)
        self.assertProblem(self.editor.send("POST", "topics/", "slug=law", content_type="text/plain"), 415)
        self.assertProblem(self.editor.send("POST", "topics/?reasons=x", {}), 400, "reasons")
        self.assertProblem(self.editor.send("POST", "debates/", {"congress": "9" * 3000, "slug": "a"}), 422, "congress")
        self.assertProblem(self.editor.get("debates/?status=drafts&congress=x"), 400, "status", "congress")
        self.assertProblem(self.editor.send("PATCH", "topics/", {}), 405)
        form = {"content_type": "application/x-www-form-urlencoded"}
        self.assertProblem(self.editor.send("PUT", "topics/law/", "", "new", **form), 422, "name: is required")
        self.assertFalse(Topic.objects.exists())

    def test_a_reason_that_no_database_keeps_is_refused(self):
        make_topic(slug="law", status="in_review")
        for reason in ("\ud800", "a\x00b", ["x"], None):
            refused = self.editor.step("topics/law/", "return", reason=reason)
            self.assertProblem(refused, 422, "reason: ")
        self.assertEqual(Topic.objects.get().status, "in_review")

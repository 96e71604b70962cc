"""A request that is sent again under its key is answered again and not done again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from unittest import mock

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.test import Client, TransactionTestCase
from django.utils import timezone

from archive.accounts import tokens
from archive.choices import TokenScope
from archive.models import AnsweredRequest, ApiToken, Congress, Version
from archive.workflow import repeats
from tests.admin.base import make_superuser
from tests.admin.test_threads import move_to_file
from tests.api.test_congress_file import FILE, TWELFTH, YAML, FileTestCase


class RepeatTests(FileTestCase):
    def put(self, key="first", **options):
        return self.send(**options, Idempotency_Key=key)

    def test_the_same_under_the_same_key_is_done_once_and_answered_twice(self):
        first, second = self.put(), self.put()
        self.assertEqual((first.status_code, second.status_code), (201, 201))
        self.assertEqual((second.content, second.headers["ETag"]), (first.content, first.headers["ETag"]))
        self.assertEqual(second.headers["Content-Type"], first.headers["Content-Type"])
        self.assertEqual(second.headers["Idempotency-Replayed"], "true")
        self.assertNotIn("Idempotency-Replayed", first.headers)
        self.assertEqual(second.headers["Cache-Control"], "private, no-store")
        self.assertEqual(Version.objects.filter(action="import").count(), 3)

    def test_a_key_is_one_request_of_one_account(self):
        self.put()
        for other in (
            {"body": TWELFTH + "\n"},
            {"address": f"{FILE}?replace=1"},
            {"address": FILE.replace("12", "13")},
        ):
            response = self.put(**other)
            self.assertEqual(response.status_code, 422)
            self.assertIn("has been used for another request", response.json()["detail"])
        # Another account may have the same key, and learns nothing of what was answered here.
        self.assertEqual(self.put(role="Publisher").status_code, 428)
        for wrong in ("", "with space", "x" * 201, "ключ"):
            response = self.put(wrong)
            self.assertEqual(response.status_code, 400, wrong)
            self.assertEqual(response.json()["errors"][0]["field"], "Idempotency-Key")

    def test_errors_are_answered_again_and_leave_nothing_behind(self):
        wrong = TWELFTH.replace("kind: report", "kind: reprot")
        first = self.put(body=wrong)
        self.assertEqual(first.status_code, 422)
        with mock.patch("archive.api.views.congress_files.receive") as work:
            self.assertEqual(self.put(body=wrong).content, first.content)
        work.assert_not_called()
        self.assertEqual(self.put("second", address=f"{FILE}?nothing=1").status_code, 400)

    def test_dry_runs_and_faults_of_ours_are_not_kept(self):
        dry = self.put(address=f"{FILE}?dry_run=1")
        self.assertEqual((dry.status_code, AnsweredRequest.objects.count()), (200, 0))
        self.client.raise_request_exception = False

        def half_done(*args, **kwargs):
            Congress.objects.create(number=12, title="Half")
            raise RuntimeError

        with mock.patch("archive.api.views.congress_files.receive", side_effect=half_done):
            self.assertEqual(self.put().status_code, 500)
        self.assertFalse(AnsweredRequest.objects.exists() or Congress.objects.exists())
        self.assertEqual(self.put().status_code, 201)

    def test_what_is_still_being_done_has_to_be_waited_for_until_it_must_have_crashed(self):
        self.put()
        begun = AnsweredRequest.objects.all()
        begun.update(status=None)
        waiting = self.put()
        self.assertEqual((waiting.status_code, waiting.headers["Retry-After"]), (409, "1"))
        begun.update(started_at=timezone.now() - repeats.LONGEST_WORK - timedelta(seconds=1))
        self.assertEqual(self.put().status_code, 428)

    def test_a_key_is_forgotten_after_a_day(self):
        self.put()
        AnsweredRequest.objects.update(started_at=timezone.now() - repeats.KEPT - timedelta(seconds=1))
        self.put("another", If_Match="*")
        self.assertEqual([row.key for row in AnsweredRequest.objects.all()], ["another"])
        self.assertEqual(self.put().status_code, 428)

    def test_an_answer_is_not_told_to_whoever_has_other_rights_now(self):
        self.put()
        # The token of another scope of the same account may do other things.
        self.assertEqual(self.put(scope=TokenScope.PUBLISH).status_code, 403)
        self.users["Editor"].groups.set([Group.objects.get(name="Contributor")])
        response = self.put()
        self.assertEqual(response.status_code, 403)
        self.assertNotIn("report", response.content.decode())
        ApiToken.objects.filter(user=self.users["Editor"]).delete()
        self.assertEqual(self.put().status_code, 401)


class RepeatThreadTests(TransactionTestCase):
    def setUp(self):
        ContentType.objects.clear_cache()
        move_to_file(self)
        _token, text = tokens.make(make_superuser(), "Import", TokenScope.EDIT, 1)
        self.headers = {"Authorization": f"Bearer {text}", "Idempotency-Key": "first"}

    def put(self):
        return Client().put(FILE, TWELFTH, content_type=YAML, headers=self.headers)

    def test_of_two_sent_at_once_one_is_done(self):
        barrier = Barrier(2)

        def send(_number):
            try:
                barrier.wait(timeout=60)
                return self.put()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as threads:
            answers = list(threads.map(send, range(2)))
        # The later one is told to wait, or the answer of the earlier one.
        self.assertIn(sorted(answer.status_code for answer in answers), [[201, 201], [201, 409]])
        self.assertEqual(Version.objects.filter(action="import").count(), 3)
        made = next(answer for answer in answers if answer.status_code == 201)
        self.assertEqual(self.put().content, made.content)

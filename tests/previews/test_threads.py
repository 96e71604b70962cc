"""Previews beside people who write: they wait, then say that they did, and nobody sees anything of them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from unittest import mock

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connections, transaction
from django.test import Client, TransactionTestCase

from archive.models import Topic
from archive.workflow.locking import lock
from tests import factories as make
from tests.admin.base import signed_in
from tests.admin.test_threads import move_to_file
from tests.previews.base import preview_address

NUMBER = 8


class ThreadTests(TransactionTestCase):
    def setUp(self):
        ContentType.objects.clear_cache()
        move_to_file(self)
        self.client = signed_in(User.objects.create_superuser("root"))
        self.topic = make.make_topic(slug="tax", name="DRAFT topic")
        self.address = preview_address(self.topic)

    def test_a_preview_waits_for_who_writes_and_not_for_ever(self):
        writing, done = Event(), Event()

        def write():
            try:
                with transaction.atomic():
                    lock(self.topic)
                    writing.set()
                    done.wait(20)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(1) as pool, mock.patch("archive.workflow.previewing.PATIENCE", 200):
            pool.submit(write)
            writing.wait(20)
            self.assertEqual(self.client.get(self.address).status_code, 503)
            done.set()
        self.assertContains(self.client.get(self.address), "DRAFT topic")

    def test_eight_at_once_look_save_and_read(self):
        def act(number):
            try:
                if number % 4 == 0:
                    Topic.objects.get(pk=make.make_topic(name="Another").pk).save()
                if number % 4 == 1:
                    return Client().get(self.topic.get_absolute_url()).status_code
                return self.client.get(self.address).status_code
            finally:
                connections.close_all()

        with ThreadPoolExecutor(NUMBER) as pool:
            seen = list(pool.map(act, range(NUMBER)))
        self.assertEqual(seen, [404 if number % 4 == 1 else 200 for number in range(NUMBER)])
        self.topic.refresh_from_db()
        self.assertEqual((self.topic.status, self.topic.version), ("draft", 1))

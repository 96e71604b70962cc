"""One code given by several at the same moment lets one of them in."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.test import TransactionTestCase

from archive.accounts import second_factor
from tests.accounts.base import code_of
from tests.admin.test_threads import move_to_file

NUMBER = 4


class CodeThreadTests(TransactionTestCase):
    def setUp(self):
        ContentType.objects.clear_cache()
        move_to_file(self)
        self.user = User.objects.create_user("olga", is_staff=True)
        second_factor.device_to_set_up(self.user)
        self.recovery = second_factor.confirm(self.user, code_of(self.user, time.time()))[0]

    def together(self, code):
        barrier = Barrier(NUMBER)

        def give(_number):
            try:
                barrier.wait(timeout=60)
                return second_factor.accepts(self.user, code)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(NUMBER) as threads:
            return sorted(threads.map(give, range(NUMBER)))

    def test_of_several_with_one_code_one_gets_in(self):
        # One step ahead, which is tolerated, since the code of this half minute is used.
        ahead = code_of(self.user, time.time() + 30)
        self.assertEqual(self.together(ahead), ["", "", "", second_factor.APP])
        self.assertEqual(self.together(self.recovery), ["", "", "", second_factor.RECOVERY])

"""Whatever is edited in whatever order, and whoever looks when: who follows has what readers see."""

from random import Random

from django.db import transaction
from django.test import TestCase

from tests.ledger.following import Follower, all_public
from tests.ledger.random_edits import edit, make_archive


class InterleavingTests(TestCase):
    def test_after_any_edits_followers_of_any_pace_have_what_readers_see(self):
        for seed in range(3):
            with self.subTest(seed=seed), transaction.atomic():
                self.edit_and_follow(Random(seed))
                transaction.set_rollback(True)

    def edit_and_follow(self, random):
        make_archive()
        followers = [Follower(limit) for limit in (2, 1000)]
        for _round in range(12):
            for _each in range(random.randrange(6)):
                edit(random)
            random.choice(followers).look()
        for follower in followers:
            follower.catch_up()
            self.assertEqual(follower.copy, all_public())

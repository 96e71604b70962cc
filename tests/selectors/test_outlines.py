"""An outline is a congress of which no debate is public: found on every read, stored nowhere."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from archive.selectors.congresses import public_congress, public_congresses, public_subject
from tests import factories as make
from tests.factories import DRAFT, PUBLISHED, WITHDRAWN


class OutlineTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.congress = make.make_congress(number=5, status=PUBLISHED)

    def is_outline(self):
        found = {
            public_congress(5).is_outline,
            public_subject(5).is_outline,
            *(congress.is_outline for congress in public_congresses()),
        }
        self.assertEqual(len(found), 1, "all reads agree")
        return found.pop()

    def test_a_congress_without_debates_is_an_outline_whatever_else_it_has(self):
        make.make_election(congress=self.congress)
        make.make_resolution(congress=self.congress, status=PUBLISHED)
        make.make_sitting(congress=self.congress)
        self.assertIs(self.is_outline(), True)

    def test_the_first_public_debate_ends_it_and_its_withdrawal_brings_it_back(self):
        debate = make.make_debate(congress=self.congress, status=PUBLISHED)
        self.assertIs(self.is_outline(), False)
        debate.status = WITHDRAWN
        debate.save()
        self.assertIs(self.is_outline(), True)

    def test_a_debate_that_readers_cannot_see_does_not_end_it(self):
        make.make_debate(congress=self.congress, status=DRAFT)
        make.make_debate(congress=self.congress, status=PUBLISHED, publish_at=timezone.now() + timedelta(days=1))
        make.make_debate(congress=make.make_congress(), status=PUBLISHED)
        self.assertIs(self.is_outline(), True)

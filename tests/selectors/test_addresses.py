"""What stands at an address: the entry, where it went, that it was withdrawn, or nothing."""

from django.test import TestCase

from archive.models import Congress, Debate
from archive.selectors.addresses import Moved, NotPublic, Withdrawn, locate
from tests import factories as make
from tests.factories import PUBLISHED, WITHDRAWN


class AddressTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.congress = make.make_congress(number=11, status=PUBLISHED)
        cls.debate = make.make_debate(congress=cls.congress, slug="army", status=PUBLISHED)

    def find(self, slug, number):
        return locate(Debate.objects.public(), slug, number=number)

    def rename(self, slug):
        self.debate.slug = slug
        self.debate.save()

    def test_a_public_entry_costs_one_query(self):
        with self.assertNumQueries(1):
            self.assertEqual(self.find("army", 11), self.debate)

    def test_every_former_address_leads_to_the_present_one(self):
        self.rename("red-army")
        self.rename("on-the-red-army")
        for former in ("army", "red-army"):
            with self.subTest(former=former), self.assertRaises(Moved) as moved:
                self.find(former, 11)
            self.assertEqual(moved.exception.entry, self.debate)

    def test_a_congress_that_is_renumbered_takes_its_debates_along(self):
        self.congress.number = 12
        self.congress.save()
        with self.assertRaises(Moved) as moved:
            self.find("army", 11)
        self.assertEqual(moved.exception.entry.get_absolute_url(), "/congresses/12/debates/army/")
        with self.assertRaises(Moved):
            locate(Congress.objects.public(), 11)
        self.rename("red-army")
        with self.assertRaises(Moved):
            self.find("army", 11)

    def test_a_new_entry_may_take_an_address_that_was_given_up(self):
        self.rename("red-army")
        newer = make.make_debate(congress=self.congress, slug="army", status=PUBLISHED)
        self.assertEqual(self.find("army", 11), newer)

    def test_a_former_address_of_another_congress_is_not_ours(self):
        self.rename("red-army")
        make.make_congress(number=10, status=PUBLISHED)
        with self.assertRaises(NotPublic) as absence:
            self.find("army", 10)
        self.assertIs(type(absence.exception), NotPublic)

    def test_a_former_address_of_something_hidden_tells_nothing(self):
        self.rename("red-army")
        Debate.objects.update(status="draft")
        with self.assertRaises(NotPublic) as absence:
            self.find("army", 11)
        self.assertIs(type(absence.exception), NotPublic)

    def test_withdrawn_is_said_under_every_address_it_had(self):
        self.rename("red-army")
        Debate.objects.update(status=WITHDRAWN)
        for slug in ("army", "red-army"):
            with self.subTest(slug=slug), self.assertRaises(Withdrawn):
                self.find(slug, 11)

    def test_what_stands_in_a_withdrawn_congress_is_withdrawn_with_it(self):
        Congress.objects.update(status=WITHDRAWN)
        with self.assertRaises(Withdrawn):
            self.find("army", 11)

    def test_a_draft_in_a_withdrawn_congress_was_never_public(self):
        make.make_debate(congress=self.congress, slug="draft")
        Congress.objects.update(status=WITHDRAWN)
        with self.assertRaises(NotPublic) as absence:
            self.find("draft", 11)
        self.assertIs(type(absence.exception), NotPublic)

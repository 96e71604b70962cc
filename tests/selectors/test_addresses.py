"""What stands at an address: the entry, where it went, that it was withdrawn, or nothing."""

from django.core.exceptions import ValidationError
from django.test import TestCase

from archive.models import Congress, Debate
from archive.selectors.addresses import Moved, NotPublic, Withdrawn, locate
from tests import factories as make
from tests.factories import PUBLISHED, WITHDRAWN


class AddressTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.congress = make.make_congress(number=11, status=PUBLISHED)
        cls.debate = make.make_debate(congress=cls.congress, slug="army", title="Debate 1", status=PUBLISHED)

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

    def test_an_address_that_redirects_is_given_to_nobody_else(self):
        self.rename("red-army")
        newer = Debate(congress=self.congress, slug="army", title="t", position=9999, kind="report")
        with self.assertRaises(ValidationError) as refusal:
            newer.full_clean()
        self.assertEqual(
            refusal.exception.message_dict,
            {"slug": ["This address redirects to “Debate 1”, so it cannot be given to another entry."]},
        )
        newer.congress = make.make_congress(number=10)
        newer.full_clean()
        self.debate.slug = "army"
        self.debate.full_clean()
        self.congress.number = 12
        self.congress.save()
        with self.assertRaises(ValidationError):
            Congress(number=11, title="t").full_clean()

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

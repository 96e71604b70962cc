"""What is compiled once says the same as the queryset, for whatever values."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from archive.models import Citation, Speech
from archive.selectors.prepared import prepared
from archive.selectors.targets import key_of, on_targets
from tests.factories import PUBLISHED, make_citation, make_congress, make_debate, make_speaker, make_speech


def speeches(debate, now):
    rows = Speech.objects.public(now).with_public("speaker", now).select_related("debate__congress").defer("created_at")
    return rows.filter(debate=debate).order_by("position")


prepared_speeches = prepared(speeches)


@on_targets
def citations(on, locator):
    return Citation.objects.filter(on, locator=locator)


class PreparedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.now = timezone.now()
        congress = make_congress(number=11, status=PUBLISHED)
        cls.debates = [
            make_debate(congress=congress, position=n, status=PUBLISHED, publish_at=cls.now + timedelta(hours=n))
            for n in (1, 2)
        ]
        seen, hidden = make_speaker(status=PUBLISHED), make_speaker()
        for debate in cls.debates:
            for position, speaker in enumerate((seen, seen, hidden), start=1):
                make_speech(debate=debate, position=position, speaker=speaker, held_on="1922-03-27")

    def test_it_gives_the_rows_of_the_queryset_at_every_moment(self):
        for debate in self.debates:
            for hours, count in ((0, 0), (1, 3 if debate is self.debates[0] else 0), (2, 3)):
                with self.subTest(debate=debate.position, hours=hours):
                    values = {"debate": debate.pk, "now": self.now + timedelta(hours=hours)}
                    found, expected = prepared_speeches(**values), list(speeches(**values))
                    self.assertEqual(found, expected)
                    self.assertEqual(len(found), count)
                    for one, other in zip(found, expected, strict=True):
                        self.assertEqual(one.__dict__.keys(), other.__dict__.keys())
                        self.assertEqual(one.updated_at, other.updated_at)
                        self.assertEqual(one.held_on, other.held_on)
                        self.assertEqual(one.public_speaker, other.public_speaker)

    def test_one_query_loads_what_is_joined_and_shares_it(self):
        with self.assertNumQueries(1):
            first, second, third = prepared_speeches(debate=self.debates[0].pk, now=self.now + timedelta(hours=1))
            self.assertIs(first.public_speaker, second.public_speaker)
            self.assertIsNone(third.public_speaker)
            self.assertIs(first.debate.congress, third.debate.congress)

    def test_a_number_that_no_column_holds_finds_nothing(self):
        self.assertEqual(prepared_speeches(debate=10**30, now=self.now), [])

    def test_what_hangs_on_records_comes_by_their_keys_however_many(self):
        records = [*Speech.objects.all(), *self.debates]
        for record in records:
            make_citation(record, locator="p. 1")
            make_citation(record, locator="p. 2")
        for count in range(len(records) + 1):
            keys = [key_of(record) for record in records[:count]]
            with self.subTest(count=count), self.assertNumQueries(min(count, 1)):
                found = citations(keys, locator="p. 2")
                self.assertEqual([len(found[key]) for key in keys], [1] * count)
                self.assertEqual(set(found) - set(keys), set())

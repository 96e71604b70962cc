"""The gate holds inside the index: for hits, counts, facets, names, snippets and suggestions."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from archive.choices import PublicationStatus
from archive.models import Congress, Debate, SearchDocument
from archive.search import find
from archive.search.engines import engine
from archive.search.gate import is_public
from archive.search.records import MODELS
from tests import factories as make
from tests.gate import hidden_states
from tests.search.base import PUBLIC, SearchTestCase

LATER = timedelta(days=1)


class GateTests(SearchTestCase):
    def assert_nothing(self, text, **options):
        found = find(text, **options)
        self.assertEqual((found.count, found.hits, found.is_estimate), (0, (), False))
        self.assertFalse(any(facet.options for facet in found.facets))
        self.assertEqual(found.suggestion, "")

    def hide(self, n, state):
        """Something hidden of each kind, all of it said with one word nobody else uses."""
        congress = make.make_congress(number=20 + n, title="Obscurum", **state)
        hall = make.make_debate(congress=congress, title="Obscurum", **PUBLIC)
        debate = make.make_debate(congress=self.eleventh, title="Obscurum", **state)
        resolution = make.make_resolution(congress=self.eleventh, title="Obscurum", **state)
        make.make_resolution(congress=congress, title="Obscurum", **PUBLIC)
        make.make_clause(resolution=resolution, text="Obscurum")
        for place in (hall, debate):
            make.make_speech(debate=place, text="Obscurum", speaker=self.trotsky)
        make.make_topic(slug=f"hidden-{n}", name="Obscurum", **state)
        make.make_source(title="Obscurum", **state)
        for entry in (congress, debate, resolution):
            make.make_note(entry, text="Obscurum")

    def test_what_is_hidden_is_not_found_counted_or_suggested(self):
        for n, state in enumerate(hidden_states(), start=1):
            self.hide(n, state)
        for text in [
            "obscurum",
            "Obscur*",
            '"obscurum"',
            "obscurun",
            "topic:obscurum",
            "topic:hidden-1",
            "congress:21",
        ]:
            with self.subTest(text=text):
                self.assert_nothing(text)
        self.assertEqual(find("trotsky").count, 2)
        congress = next(facet for facet in find("trotsky").facets if facet.name == "congress")
        self.assertEqual([option.value for option in congress.options], ["11"])

    def test_a_hidden_person_is_nobody(self):
        for n, state in enumerate(hidden_states(), start=1):
            with self.subTest(state=state):
                name = f"Obscurov{'abcde'[n - 1]}"
                person = make.make_speaker(slug=f"hidden-{n}", name=f"Ivan {name}", sort_name=f"{name}, Ivan", **state)
                make.make_name(speaker=person, name=f"Тенев{'абвгд'[n - 1]}")
                self.say("Open words.", "Said", speaker=person)
                make.make_participation(debate=self.debate, speaker=person, stance="Obscurum")
                make.make_election(congress=self.eleventh, speaker=person, note="Obscurum")
                make.make_mandate(congress=self.eleventh, speaker=person, on_behalf_of="Obscurum")
                for text in [
                    name,
                    f"{name}ss",
                    f"Тенев{'абвгд'[n - 1]}",
                    f"speaker:{name}",
                    f"speaker:hidden-{n}",
                    "obscurum",
                ]:
                    self.assert_nothing(text)
                found = find("open words")
                self.assertFalse(next(facet for facet in found.facets if facet.name == "speaker").options)
                self.assertIsNone(found.hits[0].record.public_speaker)

    def test_an_entry_appears_at_its_time_and_goes_when_it_is_withdrawn(self):
        later = timezone.now() + LATER
        debate = make.make_debate(congress=self.eleventh, title="Obscurum", publish_at=later, **PUBLIC)
        make.make_speech(debate=debate, text="Obscurum", speaker=self.trotsky)
        self.assert_nothing("obscurum")
        self.assertEqual(find("obscurum", now=later).count, 2)
        self.assert_nothing("obscurum", now=later - timedelta(seconds=1))
        debate.withdraw_at = later + LATER
        debate.save()
        self.assertEqual(find("obscurum", now=later + LATER - timedelta(seconds=1)).count, 2)
        self.assert_nothing("obscurum", now=later + LATER)
        debate.publish_at = debate.withdraw_at = None
        debate.status = PublicationStatus.WITHDRAWN
        debate.save()
        self.assert_nothing("obscurum", now=later)

    def test_a_congress_that_leaves_at_its_time_takes_what_is_in_it_along(self):
        leaves = timezone.now() + LATER
        congress = make.make_congress(number=30, title="Obscurum", withdraw_at=leaves, **PUBLIC)
        debate = make.make_debate(congress=congress, title="Obscurum", withdraw_at=leaves + LATER, **PUBLIC)
        make.make_speech(debate=debate, text="Obscurum", speaker=self.trotsky)
        self.assertEqual(find("obscurum").count, 3)
        self.assert_nothing("obscurum", now=leaves)
        ends = SearchDocument.objects.filter(congress=30).values_list("public_until", flat=True)
        self.assertEqual(list(ends), [leaves] * 3)
        congress.withdraw_at = None
        congress.save()
        self.assertEqual(find("obscurum", now=leaves).count, 3)
        self.assertEqual(find("obscurum", now=leaves + LATER).count, 1)
        self.assert_in_step()

    def test_the_words_of_a_document_go_with_it(self):
        """A migration that makes the table again on SQLite must make the trigger again."""
        make.make_topic(name="Obscurum", **PUBLIC)
        SearchDocument.objects.all().delete()
        with connection.cursor() as cursor:
            self.assertEqual(list(engine().faults(cursor)), [])

    def test_hiding_a_congress_hides_all_that_is_in_it(self):
        self.say("Obscurum")
        self.assertEqual(find("obscurum").count, 1)
        congress = Congress.objects.get(number=11)
        congress.status = PublicationStatus.WITHDRAWN
        congress.save()
        self.assert_nothing("obscurum")

    def test_the_index_says_of_every_document_what_the_gate_says(self):
        for n, state in enumerate(hidden_states(), start=1):
            self.hide(n, state)
        for now in (timezone.now(), timezone.now() + 2 * LATER):
            for kind, model in MODELS.items():
                rows = SearchDocument.objects.filter(is_public(now), kind=kind)
                with self.subTest(kind=kind, now=now):
                    public = set(model.objects.public(now).values_list("pk", flat=True))
                    self.assertEqual(set(rows.values_list("object_id", flat=True)), public)

    def test_with_public_from_and_until_are_the_rule_of_public(self):
        for n, state in enumerate(hidden_states(), start=1):
            self.hide(n, state)
        for now in (timezone.now(), timezone.now() + 2 * LATER):
            asked = Debate.objects.with_public_from().with_public_until().filter(is_public(now))
            self.assertEqual(set(asked.values_list("pk")), set(Debate.objects.public(now).values_list("pk")))

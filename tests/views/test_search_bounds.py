"""What a search may be asked and may cost: hostile text is never run, and rows cost no queries."""

from itertools import product
from urllib.parse import quote

from django.contrib.contenttypes.models import ContentType
from django.test import TestCase

from archive.models import ENTRIES, PARTS
from tests.answers import (
    HOSTILE,
    NO_TEXT,
    make_facet,
    make_found,
    make_hit,
    make_part,
    make_snippet,
    runs_something,
)
from tests.factories import (
    PUBLISHED,
    make_clause,
    make_congress,
    make_debate,
    make_note,
    make_resolution,
    make_source,
    make_speaker,
    make_speech,
    make_topic,
)
from tests.views.test_search import PARAMETERS, SearchPageTestCase


class HostileQueryTests(SearchPageTestCase):
    def check(self, address):
        response = self.client.get(address)
        self.assertIn(response.status_code, (200, 404))
        self.assertEqual(runs_something(response.content.decode()), [])

    def test_hostile_text_in_any_parameter_is_answered_and_never_run(self):
        for prefix in ("", "/ru"):
            for name in PARAMETERS:
                for text in (*HOSTILE, "\0", "x" * 100_000):
                    with self.subTest(name=name, text=text[:30]):
                        self.check(f"{prefix}/search/?q=army&{name}={quote(text)}")
                for raw in NO_TEXT:
                    with self.subTest(name=name, raw=raw):
                        self.check(f"{prefix}/search/?q=army&{name}={raw}")

    def test_a_hostile_answer_is_shown_and_never_run(self):
        for text in HOSTILE[:5]:
            self.debate.title = self.debate.original_title = text
            found = make_found(
                make_hit("debate", self.debate, make_snippet("question", text, [text], label=text, language='x"><')),
                facets=(make_facet("speaker", (text, text, text, 1)),),
                understood=(make_part("speaker", text, text, text), make_part("ignored", text)),
            )
            for address in ("/search/?q=army", "/ru/search/?q=army"):
                with self.subTest(text=text, address=address):
                    page = self.answer(found, address).content.decode()
                    self.assertEqual(runs_something(page), [])
                    self.assertNotIn('lang="x">', page)
            suggested = self.answer(make_found(suggestion=text)).content.decode()
            self.assertEqual(runs_something(suggested), [])


class SearchCostTests(TestCase):
    """A search costs the same however much it finds; only the kinds of things on the page count."""

    EXPECTED = {
        # names in the query; what matches, its rank, its facets; each kind on the page (7), clauses, editorial notes
        "search/?q=army": 13,
        # what matches, its rank, and the facets of one kind: that kind, its clauses, notes
        "search/?q=army&type=resolution": 7,
        # each chosen entry is looked up once more when the parameters are checked
        "search/?q=army&congress=11&speaker=trotsky&topic=army&type=speech": 8,
        # names in the query; what matches; both again in any spelling; words alike by beginning and by end
        "search/?q=nothing": 6,
    }

    @classmethod
    def setUpTestData(cls):
        cls.congress = make_congress(number=11, title="The army congress", status=PUBLISHED)
        cls.speaker = make_speaker(slug="trotsky", name="Leon Trotsky", biography="Of the army.", status=PUBLISHED)
        cls.topic = make_topic(slug="army", name="The army", status=PUBLISHED)

    def grow(self):
        """One more of every kind that is found."""
        make_source(title="On the army", status=PUBLISHED)
        make_topic(name="Army life", status=PUBLISHED)
        make_speaker(name="Somebody", role="Of the army", status=PUBLISHED)
        debate = make_debate(congress=self.congress, title="The army", question="An army?", status=PUBLISHED)
        debate.topics.add(self.topic)
        make_speech(debate=debate, speaker=self.speaker, text="The army.")
        resolution = make_resolution(congress=self.congress, title="Army", summary="An army.", status=PUBLISHED)
        make_clause(resolution=resolution, text="The army.")
        for entry in (debate, resolution):
            make_note(entry, text="On the army.")

    def test_the_cost_of_a_search_does_not_grow_with_rows(self):
        ContentType.objects.get_for_models(*ENTRIES, *PARTS)
        total = 0
        for rows in (1, 12):
            while total < rows:
                self.grow()
                total += 1
            for (address, queries), prefix in product(self.EXPECTED.items(), ["/", "/ru/", "/api/v1/"]):
                with self.subTest(address=prefix + address, rows=rows), self.assertNumQueries(queries):
                    self.client.get(f"{prefix}{address}&page_size=100")

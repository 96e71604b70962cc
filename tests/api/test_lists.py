"""Lists: pages without repeats, total orders, and filters that mean what they say."""

from unittest import mock

from django.test import TestCase

from archive.api.pagination import PageNumberPagination
from tests import factories as make
from tests.api.archive import LISTS, PUBLIC, ArchiveTestCase
from tests.bounds import counted_to


def make_many(total):
    """Rows of every list that share everything an order can go by."""
    congress = make.make_congress(number=11, title="Same", opened_on=make.day("1922"), **PUBLIC)
    for n in range(total):
        speaker = make.make_speaker(name="Same", sort_name="Same", born_on=make.day("1870"), **PUBLIC)
        make.make_topic(name="Same", **PUBLIC)
        make.make_source(title="Same", year=1970, **PUBLIC)
        make.make_congress(number=100 + n, title="Same", opened_on=make.day("1922"), **PUBLIC)
        debate = make.make_debate(congress=congress, title="Same", **PUBLIC)
        make.make_resolution(congress=congress, title="Same", adopted_on=make.day("1922"), **PUBLIC)
        make.make_speech(debate=debate, speaker=speaker, held_on=make.day("1922"))


class PagingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_many(25)

    def walk(self, address):
        """The pages of a list, by following `next`."""
        while address:
            page = self.client.get(address).json()
            yield page
            address = page["next"]

    def test_following_next_meets_every_row_once_in_every_order(self):
        for name in LISTS:
            for ordering in ["", *self.orderings(name)]:
                with self.subTest(name=name, ordering=ordering):
                    pages = list(self.walk(f"/api/v1/{name}/?page_size=7&ordering={ordering}"))
                    rows = [row["url"] for page in pages for row in page["results"]]
                    self.assertEqual(len(rows), len(set(rows)))
                    self.assertEqual({page["count"] for page in pages}, {len(rows)})
                    self.assertGreaterEqual(len(rows), 25)
                    whole = self.client.get(f"/api/v1/{name}/?page_size=100&ordering={ordering}").json()
                    self.assertEqual(rows, [row["url"] for row in whole["results"]])

    def orderings(self, name):
        refusal = self.client.get(f"/api/v1/{name}/?ordering=nonsense").json()
        return refusal["errors"][0]["allowed"]

    def test_the_size_of_a_page_is_fifty_and_up_to_a_hundred(self):
        self.assertEqual((PageNumberPagination.page_size, PageNumberPagination.max_page_size), (50, 100))
        for _ in range(80):
            make.make_topic(**PUBLIC)
        self.assertEqual(len(self.client.get("/api/v1/topics/").json()["results"]), 50)
        self.assertEqual(len(self.client.get("/api/v1/topics/?page_size=100").json()["results"]), 100)

    def test_next_and_previous_keep_the_query(self):
        page = self.client.get("/api/v1/debates/?page_size=10&page=2&kind=discussion").json()
        self.assertEqual(page["count"], 25)
        self.assertEqual(page["next"], "http://testserver/api/v1/debates/?kind=discussion&page=3&page_size=10")
        self.assertEqual(page["previous"], "http://testserver/api/v1/debates/?kind=discussion&page_size=10")

    def test_an_empty_list_has_one_page(self):
        page = self.client.get("/api/v1/debates/?kind=election").json()
        self.assertEqual(page, {"count": 0, "count_is_exact": True, "next": None, "previous": None, "results": []})

    def test_a_list_is_counted_so_far_and_next_leads_to_its_end(self):
        with counted_to(10):
            for query in ("page_size=4", "page_size=4&kind=discussion", "page_size=4&ordering=-title"):
                with self.subTest(query=query):
                    pages = list(self.walk(f"/api/v1/debates/?{query}"))
                    rows = [row["url"] for page in pages for row in page["results"]]
                    self.assertEqual((len(rows), len(set(rows))), (25, 25))
                    self.assertEqual([page["count"] for page in pages], [10, 10, 10, *[None] * (len(pages) - 3)])
                    self.assertEqual({page["count_is_exact"] for page in pages}, {False, None})
            refusal = self.client.get("/api/v1/debates/?page_size=4&page=4")
            self.assertEqual(refusal.status_code, 400)
            self.assertIn("cursor=start", refusal.json()["errors"][0]["message"])
            self.assertTrue(self.client.get("/api/v1/debates/?kind=election").json()["count_is_exact"])

    def test_the_uses_of_a_source_are_paged_too(self):
        source = make.make_source(slug="cited", **PUBLIC)
        for _ in range(60):
            make.make_citation(make.make_topic(**PUBLIC), source=source)
        first, second = list(self.walk_uses("/api/v1/sources/cited/"))
        self.assertEqual((first["count"], len(first["results"]), len(second["results"])), (60, 50, 10))
        self.assertEqual(len({use["url"] for page in (first, second) for use in page["results"]}), 60)
        self.assertEqual(first["next"], "http://testserver/api/v1/sources/cited/?page=2")
        self.assertEqual(len(self.client.get("/api/v1/sources/cited/?page_size=5").json()["uses"]["results"]), 5)

    def test_the_uses_of_a_source_go_on_where_they_are_not_counted(self):
        source = make.make_source(slug="cited", **PUBLIC)
        for _ in range(60):
            make.make_citation(make.make_topic(**PUBLIC), source=source)
        with mock.patch("archive.paging.GoingOnPaginator.COUNTED_AT_LEAST", 5):
            pages = list(self.walk_uses("/api/v1/sources/cited/?page_size=20"))
            counts = [(page["count"], page["count_is_exact"]) for page in pages]
            self.assertEqual(counts, [(20, False), (40, False), (60, True)])
            self.assertEqual(len({use["url"] for page in pages for use in page["results"]}), 60)
            self.assertContains(self.client.get("/sources/cited/"), "cited more than 50 times")

    def walk_uses(self, address):
        while address:
            uses = self.client.get(address).json()["uses"]
            yield uses
            address = uses["next"]


class FilterTests(ArchiveTestCase):
    def found(self, query):
        rows = self.client.get(f"/api/v1/{query}").json()["results"]
        return [row.get("title") or row.get("name") or row["attribution"] for row in rows]

    def test_filters_keep_what_they_say(self):
        expected = {
            "debates/?congress=11": ["Report", "After"],
            "debates/?congress=10": [],
            "debates/?topic=trade": ["Report"],
            "debates/?speaker=lenin": ["Report"],
            "debates/?kind=discussion&ordering=title": ["After", "Report"],
            "resolutions/?congress=10": ["Earlier"],
            "resolutions/?topic=trade": ["On the report"],
            "resolutions/?result=adopted&secrecy=open&kind=resolution": ["Earlier", "On the report"],
            "speeches/?speaker=lenin": ["LENIN"],
            "speeches/?rendering=verbatim&language=en&kind=speech&congress=11": ["LENIN", "A voice"],
            "speakers/?congress=11": ["Vladimir Lenin"],
            "speakers/?congress=10": [],
            "speakers/?body=central_committee": ["Vladimir Lenin"],
            "speakers/?body=politburo": [],
            "topics/?broader=economy": ["Trade"],
            "topics/?ordering=-name": ["Trade", "Inland trade", "Economy"],
            "sources/?kind=book&ordering=-year,title": ["The Encyclopedia", "Complete Works"],
        }
        for query, titles in expected.items():
            with self.subTest(query=query):
                self.assertEqual(self.found(query), titles)

    def test_ranges_understand_dates_that_are_not_sure(self):
        # The speech was held in March 1922, nobody knows on which day.
        for query, is_kept in {
            "after=1922": True,
            "after=1922-03-31": True,
            "after=1922-04": False,
            "before=1922-03-01": True,
            "before=1922-02": False,
            "after=1922-03-10&before=1922-03-20": True,
            "after=1923": False,
            "before=1922": True,
        }.items():
            with self.subTest(query=query):
                self.assertEqual(self.found(f"speeches/?{query}"), ["LENIN"] if is_kept else [])

    def test_a_congress_is_in_a_range_that_it_touches(self):
        for query, is_kept in {"after=1922-04-02": True, "after=1922-04-03": False, "before=1922-03-27": True}.items():
            with self.subTest(query=query):
                self.assertEqual(self.found(f"congresses/?{query}"), ["Eleventh Congress"] if is_kept else [])

    def test_an_empty_parameter_is_as_good_as_none(self):
        self.assertEqual(self.found("debates/?kind=&congress=&ordering=&page=&page_size="), ["Report", "After"])

    def test_people_elected_by_a_hidden_congress_are_not_found_by_it(self):
        hidden = make.make_congress()
        make.make_election(congress=hidden, speaker=self.lenin, body="politburo")
        self.assertEqual(self.found("speakers/?body=politburo"), [])

    def test_the_order_does_not_tell_the_name_of_a_hidden_speaker(self):
        hidden = make.make_speaker(sort_name="A first name")
        make.make_speech(debate=self.debate, position=9, speaker=hidden, attribution="Hidden")
        shown = self.found("speeches/?ordering=-speaker")
        hidden.sort_name = "Z last name"
        hidden.save()
        self.assertEqual(self.found("speeches/?ordering=-speaker"), shown)

"""The bound of `expand`: what leads to more rows than one answer may give whole is refused before they are read."""

from unittest.mock import patch

from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.api.expanding import EXPANDABLE
from tests import factories as make
from tests.api.archive import ADDRESSES, PUBLIC, ArchiveTestCase
from tests.api.test_expand import PLACES


class BoundTests(ArchiveTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.after.topics.add(cls.topic)
        other = make.make_speaker(**PUBLIC)
        for debate, speaker in ((cls.debate, other), (cls.after, other), (cls.after, cls.lenin)):
            make.make_participation(debate=debate, speaker=speaker)

    def ask(self, address, most, **query):
        with patch("archive.selectors.expanding.MOST_GIVEN_WHOLE", most), CaptureQueriesContext(connection) as queries:
            return self.client.get(address, query), len(queries)

    def rows(self, data, *names):
        """How many objects stand under these names, those below one of them too."""
        found = [data]
        for name in names:
            found = [each for one in found for each in (one[name] if isinstance(one[name], list) else [one[name]])]
            found = [each for each in found if each is not None]
        return len(found)

    def test_it_is_refused_with_the_name_the_bound_and_what_would_be_right(self):
        response, _queries = self.ask("/api/v1/topics/", 1, expand="broader,debates,resolutions")
        self.assertEqual(response.status_code, 400)
        self.assertEqual(response["Content-Type"], "application/problem+json")
        [error] = response.json()["errors"]
        self.assertEqual((error["field"], error["value"]), ("expand", "broader,debates,resolutions"))
        for said in ("“debates”", "10,000 rows", "page_size", "filters"):
            self.assertIn(said, error["message"])
        response, _queries = self.ask("/api/v1/speeches/", 4, expand="debate.speakers")
        self.assertIn("“debate.speakers”", response.json()["errors"][0]["message"])

    def test_as_many_rows_as_the_bound_are_answered_and_one_more_is_not(self):
        for name, choices in EXPANDABLE.items():
            for place, expand in ((place, expand) for place in PLACES[name][:1] for expand in choices):
                first, _dot, below = expand.partition(".")
                results = {"results": self.read(place, expand=expand)["results"]}
                rows = self.rows(results, "results", first)
                rows += self.rows(results, "results", first, below) if below else 0
                if rows:
                    with self.subTest(place=place, expand=expand, rows=rows):
                        self.assertEqual(self.ask(ADDRESSES[place], rows, expand=expand)[0].status_code, 200)
                        self.assertEqual(self.ask(ADDRESSES[place], rows - 1, expand=expand)[0].status_code, 400)

    def test_all_names_are_counted_together(self):
        self.assertEqual(self.ask("/api/v1/topics/", 4, expand="broader,debates")[0].status_code, 200)
        self.assertEqual(self.ask("/api/v1/topics/", 4, expand="broader,debates,resolutions")[0].status_code, 400)

    def test_a_smaller_page_is_answered(self):
        query = {"expand": "participations", "ordering": "congress"}
        self.assertEqual(self.ask("/api/v1/debates/", 3, **query)[0].status_code, 400)
        self.assertEqual(self.ask("/api/v1/debates/", 3, page_size=1, **query)[0].status_code, 200)

    def test_an_address_has_the_same_bound(self):
        address = ADDRESSES["topic"]
        self.assertEqual(self.ask(address, 2, expand="debates")[0].status_code, 200)
        self.assertEqual(self.ask(address, 1, expand="debates")[0].status_code, 400)

    def test_what_is_hidden_is_not_counted(self):
        hidden = make.make_debate(congress=self.congress)
        hidden.topics.add(self.topic)
        make.make_participation(debate=hidden, speaker=self.lenin)
        make.make_citation(self.topic, source=make.make_source())
        for place, expand in (("topics", "debates"), ("topics", "sources"), ("speakers", "participations")):
            with self.subTest(expand=expand):
                results = {"results": self.read(place, expand=expand)["results"]}
                rows = self.rows(results, "results", expand)
                self.assertEqual(self.ask(ADDRESSES[place], rows, expand=expand)[0].status_code, 200)

    def test_a_refusal_has_read_keys_alone(self):
        # The last name alone leads to too many: those before it are not read either.
        for place, most, expand in (
            ("topics", 2, "resolutions,debates,sources"),
            ("speakers", 3, "names,sources,participations"),
        ):
            with self.subTest(expand=expand):
                plain = self.ask(ADDRESSES[place], most, fields="name")[1]
                with CaptureQueriesContext(connection) as queries:
                    response, _queries = self.ask(ADDRESSES[place], most, expand=expand)
                self.assertEqual(response.status_code, 400)
                keys = [each["sql"] for each in queries[plain:]]
                self.assertLessEqual(len(keys), 3)
                for sql in keys:
                    self.assertIn(f"LIMIT {most + 1}", sql)
                    self.assertNotRegex(sql.partition(" FROM ")[0], '"(title|name)"')

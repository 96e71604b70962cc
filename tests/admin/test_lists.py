"""The lists of the admin: in orders that an index gives, counted by their rows alone, with few links beside them."""

from unittest.mock import patch

from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Citation, Debate, Mandate, ResolutionLink, SpeakerName
from tests import factories as make
from tests.admin.base import AdminTestCase, address, make_user, signed_in
from tests.test_paging import plan


class ListTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.client_ = signed_in(make_user("Editor"))
        cls.congresses = [make.make_congress(number=number, title=f"Congress {number}") for number in (1, 3, 2)]
        for congress in cls.congresses:
            make.make_debate(congress=congress)
            make.make_mandate(congress=congress)

    def test_lists_are_in_the_order_of_an_index(self):
        if connection.vendor != "sqlite":
            self.skipTest("Other engines choose by how many rows there are.")
        make.make_citation(self.congresses[0])
        for model in (Citation, ResolutionLink, SpeakerName):
            with CaptureQueriesContext(connection) as asked:
                self.client_.get(address(model, "changelist"))
            listing = [sql for query in asked if " ORDER BY " in (sql := query["sql"]) and model._meta.db_table in sql]
            with self.subTest(model=model.__name__):
                self.assertNotIn("USE TEMP B-TREE FOR ORDER BY", plan(listing[-1]))

    def test_mandates_stand_by_congress_and_there_as_readers_see_them(self):
        first, second = self.congresses[:2]
        make.make_mandate(congress=first, vote="consultative", speaker=make.make_speaker(sort_name="A"))
        for sort_name in ("C", "B"):
            make.make_mandate(congress=first, vote="decisive", speaker=make.make_speaker(sort_name=sort_name))
        response = self.client_.get(address(Mandate, "changelist"))
        for congress in (first, second):
            listed = [row for row in response.context["cl"].result_list if row.congress_id == congress.pk]
            self.assertEqual(listed, list(congress.mandates.all()))
        numbers = [row.congress.number for row in response.context["cl"].result_list]
        self.assertEqual(numbers, sorted(numbers))

    def test_rows_are_counted_without_what_is_said_of_each(self):
        with CaptureQueriesContext(connection) as asked:
            self.client_.get(address(Debate, "changelist"))
        counting = [query["sql"] for query in asked if "COUNT(*) FROM" in query["sql"]]
        self.assertEqual([sql for sql in counting if "archive_speech" in sql], [])
        self.assertTrue(counting)

    def test_beside_a_list_are_few_links(self):
        chosen = {"congress__id__exact": self.congresses[2].pk}
        every = ["Congress 1", "Congress 2", "Congress 3"]
        no_key = {"congress__id__exact": "9" * 30}
        for most, query, names in ((3, {}, every), (2, {}, []), (2, chosen, ["Congress 2"]), (2, no_key, [])):
            with self.subTest(most=most, query=query), patch("archive.admin.narrowing.MOST_LINKS", most):
                response = self.client_.get(address(Debate, "changelist"), query, follow=True)
                lists = [found for found in response.context["cl"].filter_specs if found.title == "congress"]
                self.assertEqual([name for found in lists for _key, name in found.lookup_choices], names)

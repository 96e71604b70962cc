"""Lists and forms of the admin: as many queries for 25 rows as for one."""

from unittest.mock import patch

from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.admin.records import RecordAdmin
from archive.models import ENTRIES, PARTS, Citation, EditorialNote
from tests import factories as make
from tests.admin.base import AdminTestCase, address, make_user, signed_in


def fill(archive, number):
    """One of everything, `number` times over, each with references of its own."""
    congress, debate, resolution, speaker = archive
    for _ in range(number):
        person = make.make_speaker(born_on=make.day("1870-04-22"))
        sitting = make.make_sitting(congress=congress, chair=person)
        make.make_mandate(congress=congress)
        make.make_election(congress=congress)
        make.make_participation(debate=debate, speaker=person)
        speech = make.make_speech(debate=debate, speaker=make.make_speaker(), sitting=sitting)
        make.make_clause(resolution=resolution)
        make.make_link(resolution=resolution, to=make.make_resolution(congress=make.make_congress()))
        make.make_name(speaker=speaker)
        make.make_debate(congress=make.make_congress())
        make.make_topic(broader=make.make_topic())
        for entry in (congress, debate, resolution, speaker, speech):
            make.make_citation(entry)
        for entry in (congress, debate, resolution, speaker):
            make.make_note(entry)


class QueryTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.client_ = signed_in(make_user("Publisher"))
        congress = make.make_congress()
        cls.archive = (
            congress,
            make.make_debate(congress=congress),
            make.make_resolution(congress=congress),
            make.make_speaker(),
        )

    def count(self, url):
        with CaptureQueriesContext(connection) as queries:
            self.assertEqual(self.client_.get(url).status_code, 200)
        return len(queries), [query["sql"] for query in queries]

    def assertConstant(self, urls, most=26):
        fill(self.archive, 1)
        for url in urls:
            self.client_.get(url)
        few = {url: self.count(url) for url in urls}
        fill(self.archive, 24)
        self.assertLessEqual(max(number for number, _ in few.values()), most)
        for url in urls:
            with self.subTest(url=url):
                number, statements = self.count(url)
                self.assertEqual(number, few[url][0], "\n".join(sql[:160] for sql in statements))

    def test_every_list(self):
        models = (*ENTRIES, *PARTS, Citation, EditorialNote)
        self.assertConstant([address(model, "changelist") for model in models])

    def test_every_form_with_rows(self):
        self.assertConstant([address(record) for record in self.archive])

    def test_every_autocomplete(self):
        references = [("speech", "speaker"), ("speech", "sitting"), ("debate", "sittings"), ("debate", "congress"),
                      ("resolution", "debates"), ("resolutionlink", "to"), ("citation", "source"),
                      ("topic", "broader"), ("debate", "topics")]  # fmt: skip
        path = address(Citation, "changelist").replace("archive/citation/", "autocomplete/")
        self.assertConstant(
            [f"{path}?app_label=archive&model_name={model}&field_name={field}&term=" for model, field in references]
        )

    def test_the_question_before_a_deletion(self):
        self.assertConstant([address(record, "delete") for record in self.archive[1:3]])

    def test_a_long_list_is_counted_so_far_and_cannot_be_chosen_as_a_whole(self):
        for _ in range(4):
            make.make_topic()
        url = f"{address(ENTRIES[0], 'changelist')}?o=1"
        with patch("archive.admin.searching.COUNTED", 3), patch.object(RecordAdmin, "list_per_page", 2):
            with CaptureQueriesContext(connection) as queries:
                page = self.client_.get(url)
            self.assertContains(page, "more than 3 topics")
            self.assertNotContains(page, "Select all 3")
        counting = [query["sql"] for query in queries if "COUNT(" in query["sql"] and "archive_topic" in query["sql"]]
        self.assertTrue(counting and all("LIMIT 4" in sql for sql in counting), counting)
        with patch.object(RecordAdmin, "list_per_page", 2):
            page = self.client_.get(url)
        self.assertContains(page, "4 topics")
        self.assertContains(page, "Select all 4 topics")

"""Rows inside an entry: their order, and what happens when there are many."""

from archive.choices import PublicationStatus as Status
from archive.models import Clause, Speech
from tests import factories as make
from tests.admin.base import AdminTestCase, address, make_user, signed_in


class PositionTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.client_ = signed_in(make_user("Editor"))
        cls.congress = make.make_congress()
        cls.resolution = make.make_resolution(congress=cls.congress)
        for position, text in enumerate("abc", start=1):
            make.make_clause(resolution=cls.resolution, position=position, text=text)

    def posted(self, **changes):
        data = self.open(self.client_, self.resolution)
        for name, value in changes.items():
            data[f"clauses-{name[1:].replace('_', '-', 1)}"] = value
        return self.save(self.client_, self.resolution, data)

    def layout(self):
        rows = self.resolution.clauses.order_by("position").values_list("text", "position")
        return " ".join(f"{text}{position}" for text, position in rows)

    def test_two_rows_change_places_in_one_save(self):
        self.assertSaved(self.posted(_0_position="2", _1_position="1"))
        self.assertEqual(self.layout(), "b1 a2 c3")
        self.assertEqual(dict(Clause.objects.values_list("text", "version")), {"a": 2, "b": 2, "c": 1})

    def test_a_whole_ring_turns(self):
        self.assertSaved(self.posted(_0_position="3", _1_position="1", _2_position="2"))
        self.assertEqual(self.layout(), "b1 c2 a3")

    def test_a_number_given_twice_is_refused_in_words(self):
        self.assertRefused(self.posted(_0_position="2"), "Position 2 is given to two rows")
        self.assertEqual(self.layout(), "a1 b2 c3")

    def test_a_row_takes_the_place_of_one_that_is_deleted(self):
        self.assertSaved(self.posted(_0_position="3", _2_DELETE="on"))
        self.assertEqual(self.layout(), "b2 a3")

    def test_an_empty_position_is_the_end(self):
        self.assertSaved(self.posted(_0_position=""))
        self.assertEqual(self.layout(), "b2 c3 a4")

    def new_rows(self, *rows):
        data = self.open(self.client_, self.resolution)
        data["clauses-TOTAL_FORMS"] = str(3 + len(rows))
        for number, (position, text) in enumerate(rows, start=3):
            data |= {f"clauses-{number}-position": position, f"clauses-{number}-text": text}
        return data

    def test_new_rows_go_to_the_end_in_the_order_they_stand(self):
        self.assertSaved(self.save(self.client_, self.resolution, self.new_rows(("", "x"), ("", "y"))))
        self.assertEqual(self.layout(), "a1 b2 c3 x4 y5")

    def test_a_new_row_takes_a_place_that_is_left(self):
        data = self.new_rows(("1", "x"))
        self.assertSaved(self.save(self.client_, self.resolution, {**data, "clauses-0-position": "9"}))
        self.assertEqual(self.layout(), "x1 b2 c3 a9")

    def test_a_place_taken_meanwhile_is_named(self):
        data = self.new_rows(("4", "x"))
        make.make_clause(resolution=self.resolution, position=4, number="IV")
        response = self.save(self.client_, self.resolution, data)
        self.assertRefused(response, "Position 4 was taken meanwhile by “Clause IV”")

    def test_positions_out_of_range_are_refused(self):
        for value in ("0", "-1", "40000", "x", "1.5"):
            with self.subTest(value=value):
                self.assertEqual(self.posted(_0_position=value).status_code, 200)
        self.assertEqual(self.layout(), "a1 b2 c3")

    def test_on_its_own_page_a_taken_position_means_insert_here(self):
        clause = self.resolution.clauses.get(text="c")
        data = self.open(self.client_, clause)
        self.assertSaved(self.save(self.client_, clause, {**data, "position": "1"}))
        self.assertEqual(self.layout(), "c1 a2 b3")
        data = {"resolution": self.resolution.pk, "position": "2", "text": "x"}
        self.assertSaved(self.save(self.client_, Clause, data, "add"))
        self.assertEqual(self.layout(), "c1 x2 a3 b4")

    def test_debates_shift_in_their_congress(self):
        first = make.make_debate(congress=self.congress, position=1)
        second = make.make_debate(congress=self.congress, position=2)
        data = self.open(self.client_, second)
        self.assertSaved(self.save(self.client_, second, {**data, "position": "1"}))
        first.refresh_from_db()
        second.refresh_from_db()
        self.assertEqual((second.position, first.position), (1, 2))

    def test_an_editor_does_not_shift_a_public_debate(self):
        public = make.make_debate(congress=self.congress, position=1, title="Public", status=Status.PUBLISHED)
        draft = make.make_debate(congress=self.congress, position=2)
        data = self.open(self.client_, draft)
        response = self.save(self.client_, draft, {**data, "position": "1"})
        self.assertRefused(response, "“Public” would have to move")
        public.refresh_from_db()
        self.assertEqual(public.position, 1)


class ManyRowsTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.client_ = signed_in(make_user("Editor"))
        cls.debate = make.make_debate(congress=make.make_congress(), title="Long debate")

    def fill(self, number):
        start = self.debate.speeches.count()
        Speech.objects.bulk_create(
            Speech(debate=self.debate, position=start + n, rendering="summary", text=f"Speech text {start + n}")
            for n in range(1, number - start + 1)
        )

    def test_up_to_thirty_are_rows_and_more_are_a_link(self):
        self.fill(30)
        response = self.client_.get(address(self.debate))
        self.assertContains(response, 'name="speeches-29-text"')
        self.fill(31)
        response = self.client_.get(address(self.debate))
        self.assertNotContains(response, "speeches-TOTAL_FORMS")
        own_list = next(link for link in response.context["own_lists"] if link.count == 31)
        self.assertContains(response, f'<a href="{own_list.address}">Speeches (31)</a>', html=True)
        listed = self.client_.get(own_list.address)
        self.assertEqual(listed.context["cl"].result_count, 31)
        self.assertContains(listed, "Debate: Long debate")

    def test_a_debate_of_a_thousand_speeches_opens_fast(self):
        self.fill(31)
        self.client_.get(address(self.debate))
        with self.assertNumQueries(23):
            small = self.client_.get(address(self.debate))
        self.fill(1000)
        with self.assertNumQueries(23):
            large = self.client_.get(address(self.debate))
        self.assertLess(len(large.content), 100_000)
        self.assertLess(abs(len(large.content) - len(small.content)), 100)

    def test_rows_on_the_page_are_read_though_they_have_become_many(self):
        self.fill(30)
        data = self.open(self.client_, self.debate)
        self.fill(40)
        self.assertSaved(self.save(self.client_, self.debate, {**data, "speeches-4-text": "Changed"}))
        self.assertEqual(self.debate.speeches.get(position=5).text, "Changed")
        self.assertEqual(self.debate.speeches.count(), 40)

    def test_rows_not_on_the_page_are_left_alone_though_they_have_become_few(self):
        self.fill(40)
        data = self.open(self.client_, self.debate)
        self.debate.speeches.filter(position__gt=3).delete()
        self.assertSaved(self.save(self.client_, self.debate, {**data, "title": "Short debate"}))
        self.debate.refresh_from_db()
        self.assertEqual((self.debate.title, self.debate.speeches.count()), ("Short debate", 3))

    def test_a_part_added_from_the_list_belongs_to_its_debate(self):
        self.fill(31)
        page = address(Speech, "add", _changelist_filters=f"debate__id__exact%3D{self.debate.pk}")
        self.assertContains(self.client_.get(page), f'<option value="{self.debate.pk}" selected>')

    def test_many_citations_have_a_list_of_their_own_too(self):
        source = make.make_source()
        for number in range(31):
            make.make_citation(self.debate, source=source, locator=f"p. {number}")
        response = self.client_.get(address(self.debate))
        own_list = next(link for link in response.context["own_lists"] if link.count == 31)
        listed = self.client_.get(own_list.address)
        self.assertEqual(listed.context["cl"].result_count, 31)
        self.assertContains(listed, "addlink")

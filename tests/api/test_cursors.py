"""Paging by cursor: no row that stays is met twice or missed, in any order, while others come and go."""

from datetime import timedelta
from unittest import mock
from urllib.parse import parse_qs, urlsplit

from django.test import TestCase
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from archive.filters.kinds import own_order
from archive.models import Congress, Debate, Resolution, Source, Speaker, Speech, Topic
from tests import factories as make
from tests.api.archive import LISTS, PUBLIC, ArchiveTestCase

DATES = [None, "1921", "1922", "1922-03", "1922-03-27", "1922-03-28"]


def day(number):
    text = DATES[number % len(DATES)]
    return text and make.day(text)


def make_varied(total):
    """Rows of every list whose values are missing, the same, and different."""
    congress = make.make_congress(number=11, opened_on=None, **PUBLIC)
    for n in range(total):
        other = make.make_congress(number=100 + n, opened_on=day(n), closed_on=day(n), **PUBLIC)
        speaker = make.make_speaker(
            name="Same",
            sort_name=f"Name {n % 3}",
            born_on=day(n),
            died_on=[None, make.day("1950"), make.day("1953-03")][n % 3],
            **PUBLIC,
        )
        make.make_topic(name=f"Тема {n % 3}", **PUBLIC)
        make.make_source(title=f"Title {n % 2}", year=[None, 1970, 1971][n % 3], **PUBLIC)
        debate = make.make_debate(congress=[congress, other][n % 2], title=f"Title {n % 4}", **PUBLIC)
        if n % 3:
            debate.sittings.add(make.make_sitting(congress=debate.congress, held_on=day(n)))
        make.make_resolution(
            congress=congress, title="Same", adopted_on=day(n), votes_for=[None, 0, 5][n % 3], **PUBLIC
        )
        hidden = make.make_speaker(sort_name=f"Name {n % 5}")
        make.make_speech(debate=debate, speaker=[speaker, hidden, None][n % 3], held_on=day(n))


class WalkTestCase(TestCase):
    def walk(self, address, direction="next"):
        """The pages of a list, by following one of the links."""
        while address:
            answer = self.client.get(address)
            assert answer.status_code == 200, answer.content
            page = answer.json()
            yield page
            address = page[direction]

    def orderings(self, name):
        return self.client.get(f"/api/v1/{name}/?ordering=nonsense").json()["errors"][0]["allowed"]


class EveryOrderTests(WalkTestCase):
    @classmethod
    def setUpTestData(cls):
        make_varied(13)

    def test_a_walk_meets_every_row_once_forwards_and_backwards_in_every_order(self):
        for name in LISTS:
            for ordering in ["", *self.orderings(name), "-updated_at,updated_at"]:
                with self.subTest(name=name, ordering=ordering):
                    query = f"/api/v1/{name}/?ordering={ordering}"
                    whole = [row["url"] for row in self.client.get(f"{query}&page_size=100").json()["results"]]
                    self.assertGreaterEqual(len(whole), 13)
                    pages = list(self.walk(f"{query}&page_size=5&cursor=start"))
                    self.assertEqual([row["url"] for page in pages for row in page["results"]], whole)
                    self.assertIsNone(pages[0]["previous"])
                    back = list(self.walk(pages[-1]["previous"], "previous"))
                    rows = [row["url"] for page in reversed(back) for row in page["results"]]
                    self.assertEqual(rows + [row["url"] for row in pages[-1]["results"]], whole)
                    self.assertEqual({page["count"] for page in pages}, {None})

    def test_a_filter_that_joins_goes_along(self):
        topic = make.make_topic(slug="joined", **PUBLIC)
        speaker = make.make_speaker(slug="joined", **PUBLIC)
        for debate in Debate.objects.all():
            debate.topics.add(topic)
            for role in ("rapporteur", "speaker"):
                make.make_participation(debate=debate, speaker=speaker, role=role)
        for filters in ("topic=joined", "speaker=joined&kind=", "after=1921&before=1930", "updated_since=2020-01-01"):
            with self.subTest(filters=filters):
                query = f"/api/v1/debates/?ordering=held_on,-title&{filters}"
                whole = [row["url"] for row in self.client.get(f"{query}&page_size=100").json()["results"]]
                pages = self.walk(f"{query}&page_size=2&cursor=start")
                self.assertEqual([row["url"] for page in pages for row in page["results"]], whole)
                self.assertGreater(len(whole), 4)

    def test_every_list_has_an_order_of_its_own_that_is_total(self):
        unique = {
            Congress: ["number"],
            Debate: ["congress__number", "position"],
            Resolution: ["congress__number", "position"],
            Speech: ["debate__congress__number", "debate__position", "position"],
            Speaker: ["sort_name", "slug"],
            Topic: ["name", "slug"],
            Source: ["title", "slug"],
        }
        for model, order in unique.items():
            self.assertEqual(list(own_order(model)), order)

    def test_links_at_the_ends_are_null_even_when_what_led_there_is_gone(self):
        names = sorted(topic.slug for topic in Topic.objects.all())
        Topic.objects.exclude(slug__in=names[:4]).update(status="draft")
        first, second = self.walk("/api/v1/topics/?page_size=2&cursor=start")
        self.assertIsNone(second["next"])
        shown = [row["url"].split("/")[-2] for row in second["results"]]
        Topic.objects.filter(slug__in=shown).update(status="draft")
        gone = self.client.get(first["next"]).json()
        self.assertEqual((gone["results"], gone["next"]), ([], None))
        self.assertEqual(self.client.get(gone["previous"]).json()["results"], first["results"])
        Topic.objects.filter(status="published").update(status="draft")
        gone = self.client.get(first["next"]).json()
        self.assertEqual((gone["results"], gone["next"], gone["previous"]), ([], None, None))

    def test_the_sql_of_a_whole_list_is_written_once(self):
        first = "/api/v1/speeches/?cursor=start&page_size=2"
        second = self.client.get(first).json()["next"]
        pages = [self.client.get(address).json() for address in (first, second)]
        with mock.patch("django.db.models.sql.compiler.SQLCompiler.as_sql", side_effect=AssertionError):
            self.assertEqual([self.client.get(address).json() for address in (first, second)], pages)
            third = self.client.get(pages[1]["next"]).json()
        self.assertNotIn(third["results"][0], pages[1]["results"])

    def test_the_clock_of_a_whole_list_is_that_of_each_asking(self):
        now = timezone.now()
        make.make_topic(name="Later", publish_at=now + timedelta(hours=1), **PUBLIC)
        for address in ("/api/v1/topics/?cursor=start&page_size=100", "/api/v1/topics/?page_size=100"):
            counts = []
            for hours in (0, 2, 0):
                with mock.patch("django.utils.timezone.now", return_value=now + timedelta(hours=hours)):
                    counts.append(len(self.client.get(address).json()["results"]))
            self.assertEqual(counts, [counts[0], counts[0] + 1, counts[0]])

    def test_a_page_costs_what_a_counted_page_costs(self):
        page = self.client.get("/api/v1/debates/?page_size=3&cursor=start").json()
        # The rows with their congresses, topics, evidence (2); then whether there are rows before, too.
        with self.assertNumQueries(4):
            self.client.get("/api/v1/debates/?page_size=3&cursor=start")
        with self.assertNumQueries(5):
            self.client.get(page["next"])


class ForeignCursorTests(ArchiveTestCase):
    def refusal(self, path, **query):
        answer = self.client.get(path, query)
        self.assertEqual(answer.status_code, 400, answer.content)
        [error] = answer.json()["errors"]
        return error["field"], error["message"]

    def cursor(self, path):
        return parse_qs(urlsplit(self.client.get(path).json()["next"]).query)["cursor"][0]

    def test_a_cursor_belongs_to_one_list_one_set_of_filters_and_one_order(self):
        cursor = self.cursor("/api/v1/debates/?cursor=start&page_size=1&congress=11")
        asked = {"cursor": cursor, "congress": "11"}
        self.assertEqual(self.client.get("/api/v1/debates/", {**asked, "page_size": 9, "kind": ""}).status_code, 200)
        for path, query in [
            ("/api/v1/debates/", {"cursor": cursor}),
            ("/api/v1/debates/", {**asked, "kind": "discussion"}),
            ("/api/v1/debates/", {**asked, "ordering": "title"}),
            ("/api/v1/resolutions/", asked),
        ]:
            with self.subTest(path=path, query=query):
                field, message = self.refusal(path, **query)
                self.assertEqual(field, "cursor")
                self.assertIn("another list, other filters or another order", message)

    def test_a_cursor_that_nobody_gave_is_refused(self):
        true = self.cursor("/api/v1/topics/?cursor=start&page_size=1")
        begun = true.rpartition(":")[0]
        forged = ["x", "начало", "🚀", ":" * 50, "A" * 5000, begun, f"{begun}:x", true[1:], f"{true}x", ".eJw:x"]
        for cursor in forged:
            with self.subTest(cursor=cursor[:20]):
                self.assertIn("no cursor that was given here", self.refusal("/api/v1/topics/", cursor=cursor)[1])

    def test_a_cursor_and_a_number_do_not_go_together(self):
        self.assertEqual(self.refusal("/api/v1/topics/", cursor="start", page="1")[0], "page")

    def test_the_same_place_has_the_same_cursor(self):
        address = "/api/v1/topics/?cursor=start&page_size=1"
        first = self.client.get(address)
        self.assertEqual(self.client.get(address, headers={"if-none-match": first["ETag"]}).status_code, 304)

    def test_what_is_hidden_changes_no_cursor(self):
        address = "/api/v1/topics/?cursor=start&page_size=1"
        page = self.client.get(address).json()
        for name in ("AAA", "Economy", "ZZZ"):
            make.make_topic(name=name)
        again = self.client.get(address).json()
        self.assertEqual(again, page)
        self.assertIsNone(list(self.pages(address))[-1]["next"])

    def pages(self, address):
        while address:
            page = self.client.get(address).json()
            yield page
            address = page["next"]


#: Between two pages: where a row comes, or which of the rows that may go does.
STEPS = st.lists(st.tuples(st.sampled_from(["come", "go"]), st.integers(0, 30)), max_size=3)


class MovingListTests(HypothesisTestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        ordering=st.sampled_from(["", "year", "-year", "title,-year", "-year,-title"]),
        rows=st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=9),
        size=st.integers(1, 3),
        between=st.lists(STEPS, max_size=12),
        backwards=st.booleans(),
    )
    def test_a_cursor_neither_repeats_nor_misses_a_row(self, ordering, rows, size, between, backwards):
        staying, leaving = set(), []
        for kind, stays in rows:
            source = self.source(kind)
            staying.add(source.slug) if stays else leaving.append(source)
        address = f"/api/v1/sources/?ordering={ordering}&page_size={size}&cursor=start"
        direction = "next"
        if backwards:
            while self.client.get(address).json()["next"]:
                address = self.client.get(address).json()["next"]
            address, direction = self.client.get(address).json()["previous"], "previous"
            last = {row["url"].split("/")[-2] for row in self.read_last(address)}
            staying -= last
        met, steps = [], iter(between)
        while address:
            page = self.client.get(address).json()
            met += [row["url"].split("/")[-2] for row in page["results"]]
            for action, number in next(steps, ()):
                if action == "come":
                    self.source(number)
                elif leaving:
                    leaving.pop(number % len(leaving)).delete()
            address = page[direction]
        self.assertEqual(len(met), len(set(met)))
        self.assertLessEqual(staying, set(met))

    def read_last(self, previous):
        """What stands behind the place that a walk backwards begins at: nothing of it is met."""
        if previous is None:
            return self.client.get("/api/v1/sources/?page_size=100").json()["results"]
        rows = self.client.get(previous).json()
        return self.client.get(rows["next"]).json()["results"]

    def source(self, kind):
        year, title = [(None, "B"), (1922, "A"), (1922, "B"), (1921, "Я")][kind % 4]
        return make.make_source(title=title, year=year, **PUBLIC)

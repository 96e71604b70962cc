"""Ranges of dates that are not sure, and what has changed since: the same in the API and on the pages."""

from datetime import timedelta

from django.utils import timezone

from archive.models import Congress, Debate, Speech
from tests import factories as make
from tests.api.archive import LISTS, PUBLIC, ArchiveTestCase

NEXT_DAY = timedelta(days=1)


class RangeTests(ArchiveTestCase):
    def titles(self, query):
        answer = self.client.get(f"/api/v1/{query}")
        self.assertEqual(answer.status_code, 200, answer.content)
        found = {row.get("title") or row.get("name") or row["attribution"] for row in answer.json()["results"]}
        path, _, parameters = query.partition("/?")
        page = self.client.get(f"/{path}/?{parameters}")
        rows = page.context["page_obj"].object_list
        shown = {getattr(row, "title", "") or getattr(row, "name", "") or row.attribution for row in rows}
        self.assertEqual(shown, found, "the page shows what the API answers")
        return found

    def test_a_row_is_kept_when_its_date_could_lie_in_the_range(self):
        for text in ("1921", "1921-03", "1921-03-15", None):
            date = text and make.day(text)
            make.make_resolution(congress=self.congress, title=f"On {text}", adopted_on=date, **PUBLIC)
        year, month, exact = "On 1921", "On 1921-03", "On 1921-03-15"
        for query, expected in {
            "after=1921&before=1921": {year, month, exact},
            "after=1921-03&before=1921-03": {year, month, exact},
            "after=1921-03-15&before=1921-03-15": {year, month, exact},
            "after=1921-03-16": {year, month},
            "before=1921-03-14": {year, month},
            "after=1921-04": {year},
            "before=1921-02": {year},
            "after=1922": set(),
            "before=1920": set(),
            "after=1921-12-31&before=1922": {year},
            "after=1921-03-20&before=1921-03-10": {year, month},
        }.items():
            with self.subTest(query=query):
                self.assertEqual(self.titles(f"resolutions/?{query}"), expected)

    def test_a_debate_was_held_on_the_days_of_its_sittings(self):
        second = make.make_sitting(congress=self.congress, held_on=make.day("1922-04-01"))
        self.sitting.held_on = make.day("1922-03-28")
        self.sitting.save()
        self.debate.sittings.add(second)
        for query, is_kept in {
            "after=1922-03-28&before=1922-03-28": True,
            "after=1922-03-30": True,
            "before=1922-03-30": True,
            "after=1922-04-02": False,
            "before=1922-03-27": False,
            "after=1922-03-30&before=1922-03-31": True,
        }.items():
            with self.subTest(query=query):
                self.assertEqual(self.titles(f"debates/?{query}"), {"Report"} if is_kept else set())
        rows = self.client.get("/api/v1/debates/?ordering=-held_on").json()["results"]
        self.assertEqual([row["title"] for row in rows], ["Report", "After"])

    def test_the_day_of_a_hidden_sitting_is_not_told(self):
        hidden = make.make_congress()
        self.after.sittings.add(make.make_sitting(congress=hidden, held_on=make.day("1930")))
        self.assertEqual(self.titles("debates/?after=1929"), set())
        rows = self.client.get("/api/v1/debates/?ordering=held_on").json()["results"]
        self.assertEqual([row["title"] for row in rows], ["Report", "After"])

    def test_people_are_found_by_birth_and_death(self):
        for query, is_kept in {
            "died_after=1924-06": True,
            "died_before=1924-01": True,
            "died_after=1925": False,
            "after=1870-04-22&before=1870-04&died_before=1924": True,
            "before=1870-04-21": False,
        }.items():
            with self.subTest(query=query):
                self.assertEqual(self.titles(f"speakers/?{query}"), {"Vladimir Lenin"} if is_kept else set())

    def test_a_date_that_is_none_is_refused(self):
        for query in ("debates/?after=1922-13", "speakers/?died_before=long+ago", "resolutions/?before=22"):
            with self.subTest(query=query):
                answer = self.client.get(f"/api/v1/{query}")
                self.assertEqual(answer.status_code, 400)
                self.assertIn("1922-03-27", answer.json()["errors"][0]["message"])


class ChangedSinceTests(ArchiveTestCase):
    def setUp(self):
        self.now = timezone.now()
        for model in (Congress, Debate, Speech):
            model.objects.update(updated_at=self.now - 9 * NEXT_DAY)

    def found(self, name, moment):
        answer = self.client.get(f"/api/v1/{name}/", {"updated_since": moment.isoformat()})
        self.assertEqual(answer.status_code, 200, answer.content)
        return answer.json()["count"]

    def test_rows_that_were_changed_are_kept(self):
        Debate.objects.filter(pk=self.after.pk).update(updated_at=self.now - NEXT_DAY)
        self.assertEqual(self.found("debates", self.now - NEXT_DAY), 1)
        self.assertEqual(self.found("debates", self.now - NEXT_DAY + timedelta(microseconds=1)), 0)
        self.assertEqual(self.found("debates", self.now - 9 * NEXT_DAY), 2)
        # A speech is there with its debate: this one has none.
        self.assertEqual(self.found("speeches", self.now - 2 * NEXT_DAY), 0)

    def test_a_part_that_was_changed_is_kept_by_the_time_of_its_entry(self):
        speech = Speech.objects.filter(debate=self.debate).first()
        speech.save()
        self.assertEqual(self.found("speeches", speech.updated_at), 2)

    def test_what_appeared_with_what_it_stands_in_is_kept(self):
        Debate.objects.filter(pk=self.debate.pk).update(updated_at=self.now)
        self.assertEqual(self.found("speeches", self.now - NEXT_DAY), 2)
        Congress.objects.filter(number=11).update(updated_at=self.now)
        self.assertEqual(self.found("debates", self.now - NEXT_DAY), 2)

    def test_what_appeared_at_its_time_is_kept(self):
        Debate.objects.filter(pk=self.debate.pk).update(publish_at=self.now - NEXT_DAY)
        self.assertEqual(
            (self.found("debates", self.now - 2 * NEXT_DAY), self.found("speeches", self.now - NEXT_DAY)), (1, 2)
        )
        Debate.objects.filter(pk=self.debate.pk).update(publish_at=self.now + NEXT_DAY)
        self.assertEqual(self.found("debates", self.now - 2 * NEXT_DAY), 0)

    def test_every_list_takes_it_as_a_day_or_a_moment_with_its_zone(self):
        for name in LISTS:
            for text in ("2020-01-31", "2020-01-31T12:00Z", "2020-01-31T12:00:00.5+03:00", ""):
                with self.subTest(name=name, text=text):
                    self.assertEqual(self.client.get(f"/api/v1/{name}/", {"updated_since": text}).status_code, 200)
        tomorrow = (self.now + NEXT_DAY).date().isoformat()
        self.assertEqual(
            {self.client.get(f"/api/v1/{n}/?updated_since={tomorrow}").json()["count"] for n in LISTS}, {0}
        )

    def test_what_is_no_moment_is_refused(self):
        for text in (
            "yesterday",
            "2020",
            "2020-01",
            "2020-1-1",
            "2020-02-30",
            "2020-01-31T12:00:00",
            "2020-01-31 12:00Z",
            "2020-01-31T25:00Z",
            "0001-01-01T00:00+14:00",
            "20200131",
            "2020-W05-5",
            "2020-01-31T12:00:00 03:00",
            "١٢٣٤-٠١-٠١",
        ):
            with self.subTest(text=text):
                answer = self.client.get("/api/v1/topics/", {"updated_since": text})
                self.assertEqual(answer.status_code, 400)
                self.assertIn("2026-01-31T12:00:00Z", answer.json()["errors"][0]["message"])

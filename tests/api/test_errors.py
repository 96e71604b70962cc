"""Every error is a problem (RFC 9457) that says what would be right, and tells nothing of what is hidden."""

from unittest import mock

from django.test import override_settings

from tests import factories as make
from tests.api.archive import ADDRESSES, LISTS, PUBLIC, ArchiveTestCase


class ProblemTestCase(ArchiveTestCase):
    def assert_problem(self, response, status, title, detail, errors=()):
        self.assertEqual(response["Content-Type"], "application/problem+json")
        self.assertEqual(
            response.json(),
            {
                "type": f"/api/docs/#{title.lower().replace(' ', '-')}",
                "title": title,
                "status": status,
                "detail": detail,
                "errors": list(errors),
            },
        )
        self.assertEqual(response.status_code, status)

    def refusal(self, query):
        """The errors of a request that is refused."""
        response = self.client.get(f"/api/v1/{query}")
        self.assertEqual(response.status_code, 400, response.content)
        return response.json()["errors"]


class AbsenceTests(ProblemTestCase):
    def test_nothing_public_at_an_address_is_404(self):
        for address, detail in {
            "speakers/nobody/": "There is no public speaker “nobody”.",
            "topics/nothing/": "There is no public topic “nothing”.",
            "sources/nothing/": "There is no public source “nothing”.",
            "congresses/99/": "There is no public congress 99.",
            "congresses/99/people/": "There is no public congress 99.",
            "congresses/11/debates/nothing/": "There is no public debate “nothing” at congress 11.",
            "congresses/99/resolutions/nothing/": "There is no public resolution “nothing” at congress 99.",
            "congresses/99999999999999999999999/": "There is no public congress 99999999999999999999999.",
        }.items():
            with self.subTest(address=address):
                self.assert_problem(self.client.get(f"/api/v1/{address}"), 404, "Not Found", detail)

    def test_a_draft_and_nothing_are_the_same(self):
        make.make_speaker(slug="draft")
        draft, nothing = self.client.get("/api/v1/speakers/draft/"), self.client.get("/api/v1/speakers/nought/")
        self.assertEqual(draft.content.replace(b"draft", b"nought"), nothing.content)
        self.assertEqual(draft.status_code, nothing.status_code)

    def test_an_address_that_leads_nowhere_is_404(self):
        for address in ("nothing/", "congresses/eleven/", "speakers/%3Cscript%3E/", "speakers/a/b/"):
            with self.subTest(address=address):
                response = self.client.get(f"/api/v1/{address}")
                self.assert_problem(response, 404, "Not Found", "Nothing public stands at this address.")

    def test_what_was_withdrawn_is_410_and_reveals_nothing(self):
        withdrawn = {"status": make.WITHDRAWN, "title": "SECRET"}
        make.make_congress(number=12, **withdrawn)
        make.make_debate(congress=self.congress, slug="gone", **withdrawn)
        make.make_resolution(congress=self.congress, slug="gone", **withdrawn)
        make.make_source(slug="gone", **withdrawn)
        make.make_speaker(slug="gone", name="SECRET", status=make.WITHDRAWN)
        make.make_topic(slug="gone", name="SECRET", status=make.WITHDRAWN)
        for address in (
            "congresses/12/",
            "congresses/12/people/",
            "congresses/11/debates/gone/",
            "congresses/11/resolutions/gone/",
            "sources/gone/",
            "speakers/gone/",
            "topics/gone/",
        ):
            with self.subTest(address=address):
                response = self.client.get(f"/api/v1/{address}")
                self.assert_problem(response, 410, "Gone", "What stood here has been withdrawn.")

    def test_what_moved_is_301_with_the_query_kept(self):
        for entry, slug in [(self.lenin, "old"), (self.topic, "old"), (self.works, "old"), (self.debate, "old")]:
            before, entry.slug = entry.slug, slug
            entry.save()
            new = entry.get_absolute_url()
            old = new.replace("/old/", f"/{before}/")
            with self.subTest(address=old):
                response = self.client.get(f"/api/v1{old}?page=2")
                detail = "This entry has another address now: follow Location."
                self.assert_problem(response, 301, "Moved Permanently", detail)
                self.assertEqual(response["Location"], f"http://testserver/api/v1{new}?page=2")

    def test_what_stands_in_a_renumbered_congress_moves_with_it(self):
        self.congress.number = 12
        self.congress.save()
        for step in ("", "people/", "debates/report/", "resolutions/on-the-report/"):
            with self.subTest(step=step):
                response = self.client.get(f"/api/v1/congresses/11/{step}")
                self.assertEqual(response.status_code, 301)
                self.assertEqual(response["Location"], f"http://testserver/api/v1/congresses/12/{step}")


class ParameterTests(ProblemTestCase):
    def test_an_unknown_parameter_is_named_with_those_that_are_known(self):
        response = self.client.get("/api/v1/topics/?brooder=trade")
        error = {
            "field": "brooder",
            "value": "trade",
            "message": "There is no such parameter here.",
            "allowed": [
                "broader",
                "updated_since",
                "ordering",
                "page",
                "page_size",
                "cursor",
                "expand",
                "fields",
                "format",
            ],
            "nearest": "broader",
        }
        self.assert_problem(response, 400, "Bad Request", "Not right: brooder.", [error])

    def test_every_address_refuses_what_it_does_not_know(self):
        for name, address in ADDRESSES.items():
            for parameter in ("nonsense", "format", "expand"):
                with self.subTest(name=name, parameter=parameter):
                    response = self.client.get(address, {parameter: "1"})
                    self.assertEqual(response.json()["errors"][0]["field"], parameter)

    def test_a_value_of_a_vocabulary_is_answered_with_all_of_them(self):
        [error] = self.refusal("debates/?kind=reprot")
        self.assertEqual((error["field"], error["value"], error["nearest"]), ("kind", "reprot", "report"))
        self.assertEqual(
            error["allowed"], ["report", "discussion", "election", "commission", "closed_session", "other"]
        )

    def test_an_entry_that_is_not_there_is_answered_with_the_nearest(self):
        [error] = self.refusal("speeches/?speaker=lenn")
        self.assertEqual(error["message"], "There is no public speaker with this slug.")
        self.assertEqual((error["nearest"], error["allowed"]), ("lenin", ["lenin"]))
        [error] = self.refusal("debates/?congress=eleven")
        self.assertEqual(error["message"], "There is no public congress with this number.")
        self.assertEqual(error["allowed"], ["10", "11"])

    def test_of_many_entries_only_the_nearest_is_named(self):
        for n in range(60):
            make.make_speaker(slug=f"other-{n}", **PUBLIC)
        [error] = self.refusal("speeches/?speaker=lenn")
        self.assertEqual((error["nearest"], error["allowed"]), ("lenin", []))

    def test_a_draft_is_no_choice(self):
        make.make_speaker(slug="lenina")
        make.make_congress(number=12)
        draft, nobody = self.refusal("debates/?speaker=lenina")[0], self.refusal("debates/?speaker=leninz")[0]
        self.assertEqual({**draft, "value": ""}, {**nobody, "value": ""})
        self.assertEqual(self.refusal("debates/?congress=12")[0]["allowed"], ["10", "11"])

    def test_a_date_that_is_none_is_explained(self):
        for value in ("march", "1922-13", "1922-02-30", "22", "1922/03", "١٩٢٢"):
            with self.subTest(value=value):
                [error] = self.refusal(f"speeches/?after={value}")
                self.assertIn("Write a year (1922), a month (1922-03) or a day (1922-03-27).", error["message"])

    def test_an_order_that_is_none_is_answered_with_those_that_are(self):
        [error] = self.refusal("sources/?ordering=title,-yaer")
        self.assertEqual((error["value"], error["nearest"]), ("title,-yaer", "-year"))
        orders = ["title", "-title", "year", "-year", "updated_at", "-updated_at"]
        self.assertEqual(error["allowed"], orders)

    def test_an_order_by_something_hidden_is_none(self):
        for ordering in ("status", "-created_by__password", "pk", "?", "version"):
            with self.subTest(ordering=ordering):
                self.assertEqual(self.refusal(f"debates/?ordering={ordering}")[0]["field"], "ordering")

    def test_pages_that_are_not_there_say_why(self):
        for query, message in {
            "page=2": "There is no such page: the last one is 1.",
            "page=0": "A page is a whole number from 1 on.",
            "page=-1": "A page is a whole number from 1 on.",
            "page=last": "A page is a whole number from 1 on.",
            "page=1.5": "A page is a whole number from 1 on.",
            "page=99999999999": "A page is a whole number from 1 on.",
            "page_size=101": "A page has 1 to 100 rows.",
            "page_size=0": "A page has 1 to 100 rows.",
            "page_size=all": "A page has 1 to 100 rows.",
        }.items():
            for address in [*(f"{name}/" for name in LISTS), "sources/encyclopedia/"]:
                with self.subTest(address=address, query=query):
                    [error] = self.refusal(f"{address}?{query}")
                    self.assertEqual((error["field"], error["message"]), (query.partition("=")[0], message))

    def test_every_wrong_parameter_is_named_at_once(self):
        errors = self.refusal("resolutions/?kind=x&result=y&after=z")
        self.assertEqual([error["field"] for error in errors], ["kind", "result", "after"])

    def test_a_parameter_is_given_once_and_holds_no_nul(self):
        self.assertEqual(
            self.refusal("debates/?kind=report&kind=report")[0]["message"], "This parameter can be given once."
        )
        for query in ("debates/?kind=%00", "speeches/?language=%00", "debates/?speaker=a%00", "sources/?page=%00"):
            with self.subTest(query=query):
                self.assertEqual(self.refusal(query)[0]["message"], "A value cannot hold a NUL character.")

    def test_a_long_value_is_not_sent_back_whole(self):
        [error] = self.refusal(f"debates/?kind={'x' * 5000}")
        self.assertEqual(error["value"], "x" * 100)

    def test_errors_are_in_english_whatever_the_browser_prefers(self):
        english = self.client.get("/api/v1/speeches/?after=x&speaker=y")
        russian = self.client.get("/api/v1/speeches/?after=x&speaker=y", headers={"accept-language": "ru"})
        self.assertEqual(english.content, russian.content)


class OtherErrorTests(ProblemTestCase):
    def test_writing_is_405_with_what_is_allowed(self):
        for method in ("post", "put", "patch", "delete"):
            for address in (*ADDRESSES.values(), "/api/v1/schema/"):
                with self.subTest(method=method, address=address):
                    response = getattr(self.client, method)(address, {}, content_type="application/json")
                    detail = "This address does not know the method: Allow names those it knows."
                    self.assert_problem(response, 405, "Method Not Allowed", detail)
                    self.assertEqual(response["Allow"], "GET, HEAD, OPTIONS")

    def test_only_json_can_be_had(self):
        response = self.client.get("/api/v1/congresses/11/", headers={"accept": "text/html"})
        detail = "The answer can be had as application/json, application/ld+json."
        self.assert_problem(response, 406, "Not Acceptable", detail)
        for accept in ("*/*", "application/*", "text/html, application/json;q=0.5", "text/html,*/*;q=0.1"):
            with self.subTest(accept=accept):
                response = self.client.get("/api/v1/congresses/11/", headers={"accept": accept})
                self.assertEqual(response.status_code, 200)

    def test_a_fault_of_ours_is_500_without_a_trace(self):
        self.client.raise_request_exception = False
        with (
            mock.patch("archive.api.views.base.WholeList", side_effect=RuntimeError("SECRET")),
            self.assertLogs("django.request", "ERROR"),
        ):
            response = self.client.get("/api/v1/topics/")
        detail = "Something went wrong on our side. The error has been recorded."
        self.assert_problem(response, 500, "Internal Server Error", detail)

    @override_settings(ALLOWED_HOSTS=["archive.example"])
    def test_what_fails_before_a_view_is_a_problem_too(self):
        with self.assertLogs("django.security.DisallowedHost", "ERROR"):
            response = self.client.get("/api/v1/topics/", headers={"host": "evil.example"})
        self.assert_problem(response, 400, "Bad Request", "The request is not right.")

    def test_errors_are_not_kept_by_caches(self):
        for address in ("speakers/nobody/", "topics/?x=1", "nothing/"):
            with self.subTest(address=address):
                self.assertEqual(self.client.get(f"/api/v1/{address}")["Cache-Control"], "no-store")

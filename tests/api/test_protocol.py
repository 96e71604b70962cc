"""HTTP done right: caches, conditional requests, HEAD, OPTIONS, and reading from other origins."""

from datetime import datetime

from django.test import modify_settings, override_settings
from django.utils.http import parse_http_date

from tests import factories as make
from tests.api.archive import ADDRESSES, PUBLIC, ArchiveTestCase

ALL = [*ADDRESSES.values(), "/api/v1/schema/"]
#: What no page is the twin of.
PAGELESS = {ADDRESSES["changes"], ADDRESSES["dumps"], "/api/v1/schema/"}


class ConditionalTests(ArchiveTestCase):
    def test_an_unchanged_answer_is_304(self):
        for address in ALL:
            with self.subTest(address=address):
                first = self.client.get(address)
                again = self.client.get(address, headers={"if-none-match": first["ETag"]})
                self.assertEqual((again.status_code, again.content), (304, b""))
                self.assertEqual(again["ETag"], first["ETag"])
                self.assertEqual(again["Cache-Control"], "public, max-age=0, must-revalidate")

    def test_a_change_anywhere_in_the_answer_changes_its_etag(self):
        before = self.client.get(ADDRESSES["debate"])["ETag"]
        self.lenin.name = "Vladimir Ulyanov"
        self.lenin.save()
        self.assertNotEqual(self.client.get(ADDRESSES["debate"])["ETag"], before)

    def test_an_editors_change_is_seen_at_once(self):
        first = self.client.get(ADDRESSES["topic"])
        self.topic.name = "Commerce"
        self.topic.save()
        again = self.client.get(ADDRESSES["topic"], headers={"if-none-match": first["ETag"]})
        self.assertEqual(again.json()["name"], "Commerce")

    def test_last_modified_is_the_entrys_time(self):
        for name in ("congress", "debate", "resolution", "speaker", "topic", "source", "congress-people"):
            with self.subTest(name=name):
                response = self.client.get(ADDRESSES[name])
                changed = response.json()["updated_at"]
                self.assertEqual(self.seconds(response), self.as_seconds(changed))

    def test_last_modified_of_a_list_is_the_newest_on_the_page(self):
        make.make_topic(name="Zebra", **PUBLIC)
        response = self.client.get("/api/v1/topics/?ordering=name")
        newest = max(row["updated_at"] for row in response.json()["results"])
        self.assertEqual(self.seconds(response), self.as_seconds(newest))
        self.assertNotIn("Last-Modified", self.client.get("/api/v1/debates/?congress=10"))

    def seconds(self, response):
        return parse_http_date(response["Last-Modified"])

    def as_seconds(self, text):
        return int(datetime.fromisoformat(text).timestamp())

    def test_answers_may_be_kept_and_must_be_asked_about(self):
        for address in ALL:
            with self.subTest(address=address):
                response = self.client.get(address)
                self.assertEqual(response["Cache-Control"], "public, max-age=0, must-revalidate")
                self.assertIn("Accept", response["Vary"])
                self.assertNotIn("Cookie", response["Vary"])
                self.assertFalse(response.cookies)


class MethodTests(ArchiveTestCase):
    def test_head_is_get_without_a_body(self):
        for address in [*ALL, "/api/v1/topics/?page=1"]:
            with self.subTest(address=address):
                get, head = self.client.get(address), self.client.head(address)
                self.assertEqual((head.status_code, head.content), (200, b""))
                self.assertEqual(dict(head.headers), dict(get.headers))

    def test_head_of_nothing_is_404(self):
        self.assertEqual(self.client.head("/api/v1/topics/nothing/").status_code, 404)

    def test_options_says_what_can_be_done(self):
        for address in ALL:
            with self.subTest(address=address):
                response = self.client.options(address)
                self.assertEqual(response.status_code, 200)
                self.assertEqual(response["Allow"], "GET, HEAD, OPTIONS")
                self.assertEqual(response.json()["methods"], ["GET", "HEAD", "OPTIONS"])
                self.assertIn("application/json", response.json()["formats"])
        names = self.client.options(ADDRESSES["topics"]).json()["parameters"]
        self.assertEqual((names[0], names[-1]), ("broader", "format"))

    def test_the_answer_is_json_in_utf_8(self):
        response = self.client.get(ADDRESSES["congress"])
        self.assertEqual(response["Content-Type"], "application/json")
        self.assertIn("Одиннадцатый", response.content.decode("utf-8"))

    def test_the_answer_does_not_follow_the_language_of_the_browser(self):
        self.sitting.label = ""
        self.sitting.save()
        for address in ADDRESSES.values():
            with self.subTest(address=address):
                russian = self.client.get(address, headers={"accept-language": "ru"})
                self.assertEqual(russian.content, self.client.get(address).content)


class LinkTests(ArchiveTestCase):
    def links(self, address, **query):
        """The links of an answer, as {relation: [(address, parameters)]}."""
        found = {}
        for link in self.client.get(address, query)["Link"].split(", <"):
            target, *parameters = link.removeprefix("<").split("; ")
            parameters = dict(part.replace('"', "").split("=", 1) for part in parameters)
            found.setdefault(parameters.pop("rel"), []).append((target.removesuffix(">"), parameters))
        return found

    def test_every_answer_leads_to_itself_its_pages_and_what_explains_it(self):
        for address in ALL:
            with self.subTest(address=address):
                links = self.links(address)
                self.assertEqual(links["self"], [(f"http://testserver{address}", {})])
                self.assertEqual(links["service-desc"][0][0], "http://testserver/api/v1/schema/")
                self.assertEqual(links["service-doc"][0][0], "http://testserver/api/docs/")
                self.assertIn("creativecommons.org", links["license"][0][0])
                alternates = links.get("alternate", [])
                pages = {parameters["hreflang"]: page for page, parameters in alternates if "hreflang" in parameters}
                self.assertEqual(set(pages), set() if address in PAGELESS else {"en", "ru"})
                for page in pages.values():
                    self.assertContains(self.client.get(page), f'type="application/json" href="{address}"')

    def test_a_page_of_a_list_leads_to_its_neighbours_as_the_body_does(self):
        answer = self.client.get(ADDRESSES["topics"], {"page_size": 1, "page": 2, "ordering": "name"}).json()
        links = self.links(ADDRESSES["topics"], page_size=1, page=2, ordering="name")
        self.assertEqual([links["next"][0][0], links["prev"][0][0]], [answer["next"], answer["previous"]])
        self.assertEqual(self.client.get(links["first"][0][0]).json()["previous"], None)
        self.assertEqual(links["alternate"][1][0], "http://testserver/ru/topics/?page_size=1&page=2&ordering=name")
        self.assertNotIn("prev", self.links(ADDRESSES["topics"]))

    def test_lists_and_entries_lead_to_their_other_forms(self):
        for address, query, forms in (
            (ADDRESSES["topics"], {"page": 1, "ordering": "name"}, ["text/csv", "application/x-ndjson"]),
            (ADDRESSES["topics"], {"cursor": "start"}, ["text/csv", "application/x-ndjson"]),
            (ADDRESSES["topics"], {"format": "csv"}, ["application/json", "application/x-ndjson"]),
            (ADDRESSES["debate"], {}, ["application/ld+json"]),
            (ADDRESSES["debate"], {"format": "jsonld"}, ["application/json"]),
            (ADDRESSES["search"], {"q": "x"}, []),
            ("/api/v1/schema/", {}, ["application/yaml"]),
            (ADDRESSES["topics"], {"fields": "title"}, []),
        ):
            with self.subTest(address=address, query=query):
                found = self.links(address, **query)["alternate"]
                found = [(link, parameters["type"]) for link, parameters in found if "hreflang" not in parameters]
                self.assertEqual([form for _link, form in found], forms)
                for link, form in found:
                    answer = self.client.get(link)
                    self.assertEqual((answer.status_code, answer["Content-Type"].split(";")[0]), (200, form))
                    self.assertEqual("ordering" in link, "ordering" in query)

    def test_no_question_can_add_a_link(self):
        for hostile in ('>; rel="next", <https://evil.example/', "«Слово» \U0001f600", "a\r\nSet-Cookie: b"):
            answer = self.client.get(ADDRESSES["search"], {"q": hostile})
            self.assertEqual(answer["Link"].count("<"), answer["Link"].count(">; rel="))
            self.assertTrue(answer["Link"].isascii())
            self.assertNotIn("next", self.links(ADDRESSES["search"], q=hostile))
            raw = self.client.get(ADDRESSES["search"], QUERY_STRING=f"q={hostile}".encode().decode("latin-1"))
            self.assertEqual(raw["Link"].count("<"), raw["Link"].count(">; rel="))


@modify_settings(MIDDLEWARE={"prepend": "archive.api.cors.CrossOriginMiddleware"})
class CrossOriginTests(ArchiveTestCase):
    ORIGIN = {"origin": "https://elsewhere.example"}

    def test_any_origin_may_read_every_answer(self):
        etag = self.client.get(ADDRESSES["topic"])["ETag"]
        answers = {
            200: self.client.get(ADDRESSES["topic"], headers=self.ORIGIN),
            304: self.client.get(ADDRESSES["topic"], headers={**self.ORIGIN, "if-none-match": etag}),
            400: self.client.get("/api/v1/topics/?x=1", headers=self.ORIGIN),
            404: self.client.get("/api/v1/nothing/", headers=self.ORIGIN),
            405: self.client.post("/api/v1/topics/", headers=self.ORIGIN),
        }
        for status, answer in answers.items():
            with self.subTest(status=status):
                self.assertEqual(answer.status_code, status)
                self.assertEqual(answer["Access-Control-Allow-Origin"], "*")
                self.assertIn("ETag", answer["Access-Control-Expose-Headers"])
                self.assertNotIn("Access-Control-Allow-Credentials", answer)

    def test_a_refusal_for_haste_can_be_read_too(self):
        with override_settings(API_THROTTLE="1/day"):
            answers = [self.client.get(ADDRESSES["topic"], headers=self.ORIGIN) for _ in range(2)]
        self.assertEqual((answers[1].status_code, answers[1]["Access-Control-Allow-Origin"]), (429, "*"))
        exposed = answers[1]["Access-Control-Expose-Headers"].split(", ")
        self.assertLessEqual({"Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"}, set(exposed))

    def test_a_preflight_is_answered(self):
        asked = {**self.ORIGIN, "access-control-request-method": "GET"}
        asked["access-control-request-headers"] = "if-none-match"
        answer = self.client.options(ADDRESSES["topic"], headers=asked)
        self.assertEqual((answer.status_code, answer.content), (204, b""))
        self.assertEqual(answer["Access-Control-Allow-Origin"], "*")
        self.assertEqual(answer["Access-Control-Allow-Methods"], "GET, HEAD, OPTIONS")
        self.assertIn("If-None-Match", answer["Access-Control-Allow-Headers"])
        self.assertEqual(answer["Access-Control-Max-Age"], "86400")
        for method in ("PUT", "POST", "PATCH", "DELETE"):
            answer = self.client.options(ADDRESSES["topic"], headers={**asked, "access-control-request-method": method})
            self.assertNotIn(method, answer["Access-Control-Allow-Methods"])
            self.assertNotIn("Access-Control-Allow-Credentials", answer)

    def test_pages_are_not_opened(self):
        self.assertNotIn("Access-Control-Allow-Origin", self.client.get("/robots.txt", headers=self.ORIGIN))

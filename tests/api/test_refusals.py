"""Every error below /api/ is a problem, at every address, whoever refuses and whatever was sent."""

from http import HTTPStatus
from unittest import mock

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory, SimpleTestCase, override_settings
from rest_framework.exceptions import NotAuthenticated, ParseError, UnsupportedMediaType

from archive.api.problems import DETAILS, exception_handler, problem_title
from archive.api.refusals import LONGEST_ADDRESS, RefusalMiddleware
from tests.api.archive import ADDRESSES, ArchiveTestCase

ALL = [*ADDRESSES.values(), "/api/v1/schema/"]
BEFORE_ANY_VIEW = "django.middleware.common.CommonMiddleware.process_request"


class RefusalTestCase(ArchiveTestCase):
    def assert_problem(self, response, status):
        self.assertEqual(response.status_code, status, response.content[:300])
        self.assertEqual(response["Content-Type"], "application/problem+json")
        self.assertEqual(response["Cache-Control"], "no-store")
        self.assertEqual(response["X-Content-Type-Options"], "nosniff")
        self.assertNotIn("ETag", response)
        problem = response.json()
        self.assertEqual((problem["status"], problem["title"]), (status, problem_title(status)))
        self.assertTrue(problem["detail"])
        return problem


class RefusalTests(RefusalTestCase):
    #: What is sent, and the status of the problem that comes back; the same at every address.
    TABLE = [
        ("POST", {}, 405),
        ("PUT", {}, 405),
        ("PATCH", {}, 405),
        ("DELETE", {}, 405),
        ("TRACE", {}, 405),
        ("CONNECT", {}, 405),
        ("PROPFIND", {}, 405),
        ("GET", {"HTTP_ACCEPT": "text/html"}, 406),
        ("GET", {"HTTP_ACCEPT": "image/*, application/xml;q=0.9"}, 406),
        ("GET", {"QUERY_STRING": "%ff%fe=1"}, 400),
        ("GET", {"QUERY_STRING": "page=%ED%A0%80"}, 400),
        ("GET", {"QUERY_STRING": "nonsense=1"}, 400),
        ("GET", {"QUERY_STRING": "q=" + "x" * LONGEST_ADDRESS}, 414),
        ("GET", {"CONTENT_LENGTH": str(10 * 2**20 + 1)}, 413),
        ("PUT", {"CONTENT_LENGTH": "9" * 400, "CONTENT_TYPE": "application/yaml"}, 413),
        ("GET", {"HTTP_HOST": "evil.example"}, 400),
        ("GET", {"HTTP_HOST": "a b\xff"}, 400),
        ("GET", {"HTTP_IF_MATCH": '"other"'}, 412),
    ]

    @override_settings(ALLOWED_HOSTS=["testserver"])
    def test_every_address_refuses_in_the_same_way(self):
        with self.assertLogs("django", "WARNING"):
            for address in ALL:
                for method, sent, status in self.TABLE:
                    with self.subTest(address=address, method=method, sent=str(sent)[:60]):
                        response = self.client.generic(method, address, **sent)
                        self.assert_problem(response, status)
                        if status == 405:
                            self.assertEqual(response["Allow"], "GET, HEAD, OPTIONS")

    def test_addresses_that_are_none_are_problems_too(self):
        for address in (
            "/api/v1/nothing/",
            "/api/v2/",
            "/api/",
            "/api/docs/nothing/",
            "/api/v1/speakers/%ff/",
            "/api/x",
        ):
            with self.subTest(address=address):
                self.assert_problem(self.client.get(address), 404)
                self.assert_problem(self.client.post(address), 404)
        answer = self.client.post("/api/docs/")
        self.assert_problem(answer, 405)
        self.assertEqual(answer["Allow"], "GET, HEAD, OPTIONS")

    def test_what_is_no_text_is_named_parameter_by_parameter(self):
        problem = self.assert_problem(self.client.get("/api/v1/topics/?a=%C3%A9&broader=x%FF&%FF=1"), 400)
        self.assertEqual([error["field"] for error in problem["errors"]], ["broader", "\ufffd"])
        self.assertEqual(self.client.get("/api/v1/search/?q=%D0%A0+%C3%A9").status_code, 200)

    def test_the_longest_address_and_body_are_taken(self):
        query = "q=" + "%D0%B0" * 1000
        self.assertLess(len(query), LONGEST_ADDRESS - 1000)
        self.assertEqual(self.client.get(f"/api/v1/search/?{query}").status_code, 200)
        self.assertEqual(self.client.generic("PUT", "/api/v1/", CONTENT_LENGTH=str(10 * 2**20)).status_code, 405)

    def test_hostile_headers_are_no_fault_of_ours(self):
        names = ("ACCEPT", "ACCEPT_ENCODING", "ACCEPT_LANGUAGE", "AUTHORIZATION", "COOKIE", "FORWARDED", "IF_MATCH")
        names += ("IF_MODIFIED_SINCE", "IF_NONE_MATCH", "IF_RANGE", "IF_UNMODIFIED_SINCE", "ORIGIN", "RANGE", "REFERER")
        names += ("X_FORWARDED_FOR", "X_FORWARDED_HOST", "X_HTTP_METHOD_OVERRIDE", "ACCESS_CONTROL_REQUEST_METHOD")
        values = ("x" * 8000, "\xff\xfe\x80", "Слово".encode().decode("latin-1"), ",".join(["a;q=0.1"] * 900), '"' * 99)
        values += ("a, a, a", "\t", "*/*;q=nan", "bytes=0-0,-1", "-1", "1e999", "%00", "a/b;q=" + "9" * 5000, ";;=,,")
        for name in names:
            for value in values:
                with self.subTest(name=name, value=value[:20]):
                    response = self.client.get("/api/v1/speakers/lenin/versions/", **{f"HTTP_{name}": value})
                    self.assertIn(response.status_code, {200, 304, 406, 412})
                    if response.status_code >= 400:
                        self.assert_problem(response, response.status_code)
        for length in ("-1", "x", "", "1.5", "٣", "\xb2", " 7"):
            self.assertEqual(
                self.client.get("/api/v1/speakers/lenin/versions/", CONTENT_LENGTH=length).status_code, 200
            )


class FaultTests(RefusalTestCase):
    def setUp(self):
        self.client.raise_request_exception = False

    def test_a_database_that_does_not_answer_is_503_wherever_it_is_missed(self):
        down = OperationalError("the password is SECRET")
        for place in (
            "archive.api.views.base.WholeList",
            "django.middleware.common.CommonMiddleware.process_request",
        ):
            with self.subTest(place=place), mock.patch(place, side_effect=down), self.assertLogs("django.request"):
                response = self.client.get("/api/v1/topics/")
                self.assert_problem(response, 503)
                self.assertEqual(response["Retry-After"], "10")
                self.assertNotIn("SECRET", response.content.decode())

    def test_a_fault_before_any_view_is_500_and_pages_keep_their_own_errors(self):
        with mock.patch(BEFORE_ANY_VIEW, side_effect=RuntimeError("SECRET")), self.assertLogs("django.request"):
            self.assert_problem(self.client.get("/api/v1/topics/"), 500)
            self.assertIn("text/html", self.client.get("/topics/")["Content-Type"])
        too_big = mock.patch(BEFORE_ANY_VIEW, side_effect=RequestDataTooBig)
        with too_big, self.assertLogs("django.security.RequestDataTooBig"):
            self.assert_problem(self.client.get("/api/v1/topics/"), 413)
            self.assertEqual(self.client.get("/topics/").status_code, 400)
        for address in ("/nothing/", "/topics/nothing/"):
            self.assertIn("text/html", self.client.get(address)["Content-Type"])


class AnswerTests(SimpleTestCase):
    def test_what_others_answered_becomes_a_problem_and_keeps_what_says_what_to_do(self):
        request = RequestFactory().get("/api/v1/x/")
        for made, name in (
            (HttpResponseNotAllowed(["GET"]), "Allow"),
            (HttpResponse("<p>", status=429, headers={"Retry-After": "7", "Set-Cookie": "a=b"}), "Retry-After"),
            (HttpResponse(status=401, headers={"WWW-Authenticate": "Token"}), "WWW-Authenticate"),
            (HttpResponse(status=413), None),
        ):
            value = name and made[name]
            response = RefusalMiddleware(lambda request, made=made: made)(request)
            self.assertEqual(response.status_code, made.status_code)
            self.assertEqual(response["Content-Type"], "application/problem+json")
            self.assertEqual(name and response[name], value)
            self.assertNotIn("Set-Cookie", response)

    def test_what_a_view_refuses_says_why(self):
        challenged = NotAuthenticated()
        challenged.auth_header = "Token"
        for error, status, detail in (
            (ParseError("JSON parse error - line 1"), 400, "JSON parse error - line 1"),
            (UnsupportedMediaType("text/csv"), 415, 'Unsupported media type "text/csv" in request.'),
            (challenged, 401, "Log in"),
        ):
            response = exception_handler(error, {"view": None, "request": None})
            self.assertEqual((response.status_code, response["Content-Type"]), (status, "application/problem+json"))
            if status != 401:
                self.assertIn(detail, response.content.decode().replace('\\"', '"'))
        self.assertEqual(response["WWW-Authenticate"], "Token")

    def test_titles_do_not_change_with_python(self):
        for status, title in {413: "Content Too Large", 414: "URI Too Long", 422: "Unprocessable Content"}.items():
            self.assertEqual(problem_title(status), title)
        self.assertLessEqual({400, 404, 405, 406, 412, 413, 414, 415, 429, 500, 503}, {int(each) for each in DETAILS})
        self.assertTrue(all(isinstance(status, HTTPStatus) for status in DETAILS))

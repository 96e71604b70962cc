"""Nothing hidden is in a whole list, in linked data, behind a cursor or in an order; nor can it be counted there."""

from base64 import urlsafe_b64decode
from urllib.parse import parse_qs, urlsplit
from zlib import decompress

from archive.api.urls import urlpatterns
from tests.api.archive import LISTS
from tests.gate import GateTestCase
from tests.outlets import OUTLETS

ENTRIES = ["congress", "debate", "resolution", "speaker", "topic", "source"]


class FormatGateTests(GateTestCase):
    def assert_open(self, body, *about):
        self.assertNotIn("HIDDEN", body, about)
        self.assertNotIn("hidden-", body, about)
        self.assertIn("SEEN", body, about)

    def lines(self, name, **query):
        answer = self.client.get(f"/api/v1/{name}/", query)
        return b"".join(answer.streaming_content).decode()

    def walk(self, name, ordering):
        """The rows of a list, one a page, by cursor; each cursor holds nothing that its row does not show."""
        address = f"/api/v1/{name}/?cursor=start&page_size=1&ordering={ordering}"
        while address:
            page = self.client.get(address).json()
            yield from page["results"]
            address = page["next"]
            if address:
                text = parse_qs(urlsplit(address).query)["cursor"][0].partition(":")[0]
                self.assertNotIn("HIDDEN", self.held(text))

    def held(self, text):
        packed = urlsafe_b64decode(text.removeprefix(".") + "=" * (-len(text.removeprefix(".")) % 4))
        return (decompress(packed) if text.startswith(".") else packed).decode()

    def test_nothing_hidden_is_in_any_format_behind_any_cursor_in_any_order(self):
        views = {route.name: route.callback.view_class for route in urlpatterns}
        for name in LISTS:
            orders = [value for value, _ in views[name].filterset_class.base_filters["ordering"].extra["choices"]]
            whole = self.client.get(f"/api/v1/{name}/?page_size=100").json()
            for ordering in ["", *orders]:
                with self.subTest(name=name, ordering=ordering):
                    rows = list(self.walk(name, ordering))
                    self.assertEqual(len(rows), whole["count"])
                    self.assert_open(str(rows), name, ordering)
            for form in ("csv", "ndjson"):
                with self.subTest(name=name, form=form):
                    body = self.lines(name, format=form)
                    self.assert_open(body, name, form)
                    self.assertEqual(body.count("\n") - (form == "csv"), whole["count"])
            since = self.client.get(f"/api/v1/{name}/?updated_since=2020-01-01").json()
            self.assertEqual(since["count"], whole["count"])
        for name in ENTRIES:
            with self.subTest(name=name):
                answer = self.client.get(f"/api/v1{OUTLETS[name][0]}", {"format": "jsonld"})
                self.assert_open(answer.content.decode(), name)

    def test_no_range_and_no_change_tells_of_what_is_hidden(self):
        for query in (
            "debates/?after=1934",
            "congresses/?after=1934",
            "speakers/?died_after=0001",
            "debates/?speaker=hidden-1&format=csv",
            "resolutions/?updated_since=2999-01-01",
        ):
            with self.subTest(query=query):
                answer = self.client.get(f"/api/v1/{query}")
                self.assertTrue(answer.status_code == 400 or answer.json()["count"] == 0)

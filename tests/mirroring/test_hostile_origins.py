"""An origin that means harm, or is broken: every answer is refused in a sentence, and nothing is changed."""

from io import StringIO

from django.core.management import CommandError, call_command
from django.test import TestCase

from archive.models import ENTRIES, MirrorState, Topic
from tests.dumps.base import own_folder
from tests.mirroring.fake_origin import FakeOrigin

TOPIC = {"url": "/api/v1/topics/army/", "page": "/topics/army/", "document": {"slug": "army", "name": "Army"}}
LENIN = {
    "url": "/api/v1/speakers/lenin/",
    "page": "/speakers/lenin/",
    "document": {"slug": "lenin", "name": "Lenin", "sort_name": "Lenin"},
}
PORTRAIT = {"url": "/speakers/lenin/portrait/", "sha256": "0" * 64, "bytes": 1, "credit": "", "licence": "", "alt": ""}


def page(*rows, **keys):
    return {"results": [told(row) for row in rows], "cursor": "0123456789ab-1", "next": None, **keys}


def told(row):
    """A row as the feed tells of it; what is none, or a change already, as it is."""
    if not isinstance(row, dict) or "change" in row:
        return row
    return {"change": "created", "url": row.get("url"), "entry": row}


def topic(**keys):
    return {**TOPIC, "document": {**TOPIC["document"], **keys}}


def congress(number, **keys):
    return {"url": f"/api/v1/congresses/{number}/", "page": "", "document": {"number": number, **keys}}


def portrayed(**keys):
    return {**LENIN, "portrait": {**PORTRAIT, **keys}}


class HostileOriginTests(TestCase):
    def setUp(self):
        self.enterContext(own_folder())
        self.fake = FakeOrigin(self)
        self.fake.answer("/api/v1/dumps/", {"results": []})

    def refused(self, answer, sentence=""):
        self.fake.answer("/api/v1/changes/", answer)
        with self.assertRaisesMessage(CommandError, sentence):
            call_command("mirror", self.fake.url)
        self.assertFalse(MirrorState.objects.exists() or any(model.objects.exists() for model in ENTRIES))

    def test_rows_of_another_shape_are_refused(self):
        renamed = {"change": "renamed", "url": TOPIC["url"], "entry": None}
        for answer in (
            page(None),
            page("text"),
            page({**TOPIC, "url": None}),
            page({**TOPIC, "document": None}),
            page({**TOPIC, "document": ["slug"]}),
            page({"url": TOPIC["url"]}),
            page(topic(slug=None)),
            page(topic(slug="another")),
            page(topic(name="\ud800")),
            page(topic(name="a\x00b")),
            page(topic(name="x" * 10_000)),
            page(topic(former_slugs=5)),
            page(topic(former_slugs=["x"])),
            page(topic(former_slugs=[{"slug": []}])),
            page(topic(former_slugs=[{"slug": {"a": 1}, "since": 5}])),
            page(
                {
                    "url": "/api/v1/congresses/11/",
                    "page": "",
                    "document": {"number": 11, "former_slugs": [{"slug": "x"}]},
                }
            ),
            page({"url": "/api/v1/congresses/99999999999999999999/", "page": "", "document": {"number": 11}}),
            page(renamed),
            page({**renamed, "moved_to": "http://[/"}),
            page({**renamed, "moved_to": 5}),
            page({**renamed, "moved_to": "/about/"}),
            page({**TOPIC, "portrait": PORTRAIT}),
            page(portrayed(url=None)),
            page(portrayed(sha256=None)),
            page(portrayed(credit="x" * 10_000)),
            page(portrayed(alt=5 * [1])),
            page(portrayed(alt="a\x00b")),
            page({**LENIN, "portrait": "x"}),
            page({**LENIN, "portrait": {}}),
            page(portrayed(url="//evil.example/x")),
            page(portrayed(url="http://evil.example/x")),
            page(portrayed(url="file:///etc/passwd")),
            page(portrayed(sha256="../" * 22)),
            page(TOPIC, cursor=None),
            page(TOPIC, cursor=7),
            page(TOPIC, cursor={}),
            page(TOPIC, cursor="x" * 1000),
            (200, {}, b"[" * 100_000),
            (200, {}, b'{"results": [' + b"[" * 100_000),
            (200, {}, b"\xff\xfe"),
        ):
            with self.subTest(answer=str(answer)[:200]):
                self.refused(answer)

    def test_a_feed_that_leads_to_itself_is_left(self):
        self.refused(page(TOPIC, next="more"), "does not go on")

    def test_a_name_that_is_another_entrys_former_one_stays_its_own(self):
        """No rule of the archive allows it; what readers see is copied all the same."""
        since = "2026-01-01T00:00:00+00:00"
        taken = {"url": "/api/v1/topics/fleet/", "page": "/topics/fleet/"}
        taken["document"] = {"slug": "fleet", "name": "Fleet", "former_slugs": [{"slug": "army", "since": since}]}
        self.fake.answer("/api/v1/changes/", page(TOPIC))
        call_command("mirror", self.fake.url, stdout=StringIO())
        for name in ("Fleet", "Navy"):
            taken["document"]["name"] = name
            self.fake.answer("/api/v1/changes/", page(taken))
            call_command("mirror", self.fake.url, stdout=StringIO())
            self.assertEqual({*Topic.objects.public().values_list("slug", "name")}, {("army", "Army"), ("fleet", name)})

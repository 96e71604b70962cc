"""A CDN before the site: what it may keep and for how long, and that it is told of everything that goes stale."""

import json
import time
from datetime import timedelta
from io import StringIO
from unittest import mock

from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from archive.caching.knowledge import knowledge
from archive.cdn import purging
from archive.cdn.keys import short
from archive.cdn.purging import AGAIN_AFTER, NotPurged, Purger
from archive.choices import PublicationStatus
from archive.models import PurgedUpTo
from tests import factories as make
from tests.cdn.fake_cdn import FakeCdn
from tests.ledger.base import PUBLIC, LedgerTestCase

DEBATE = "/congresses/11/debates/report/"
ADDRESSES = [
    *("/", "/ru/", "/congresses/", "/congresses/11/", DEBATE, f"/ru{DEBATE}", "/congresses/11/resolutions/resolved/"),
    *("/speakers/", "/speakers/lenin/", "/topics/trade/", "/sources/works/", "/speeches/", "/search/?q=report"),
    *(f"/api/v1{DEBATE}", "/api/v1/debates/", "/api/v1/speakers/lenin/", "/api/v1/search/?q=report"),
    *("/updates.xml", "/sitemap.xml", "/sitemap-debates.xml"),
]


@override_settings(CDN_MAX_AGE=3600)
class CdnTests(LedgerTestCase):
    def setUp(self):
        super().setUp()
        knowledge.forget()
        self.addCleanup(knowledge.forget)

    def test_an_answer_names_what_it_shows_and_how_long_it_holds(self):
        headers = self.client.get(DEBATE).headers
        keys = headers["Surrogate-Key"].split()
        for key in ("debate/11/report", "debate/11/report/*", "speaker/lenin", "topic/trade"):
            self.assertIn(short(key), keys)
        self.assertNotIn(short("*"), keys)
        # A reader's own cache still has to ask each time.
        self.assertEqual(
            set(headers["Cache-Control"].split(", ")), {"public", "max-age=0", "must-revalidate", "s-maxage=3600"}
        )
        wanted = "max-age=3600, stale-while-revalidate=60, stale-if-error=86400"
        self.assertEqual((headers["CDN-Cache-Control"], headers["Surrogate-Control"]), (wanted, wanted))

    def test_no_answer_is_kept_beyond_the_next_time_of_publication(self):
        make.make_topic(slug="soon", publish_at=timezone.now() + timedelta(seconds=1000), **PUBLIC)
        said = dict(step.split("=") for step in self.client.get(DEBATE).headers["CDN-Cache-Control"].split(", "))
        self.assertIn(int(said["max-age"]), range(980, 1001))
        self.assertEqual((said["stale-while-revalidate"], said["stale-if-error"]), ("0", "0"))

    def test_what_is_not_for_everybody_or_not_of_entries_alone_is_not_kept(self):
        for address, headers in [
            (DEBATE, {"cookie": f"{settings.SESSION_COOKIE_NAME}=x"}),
            (DEBATE, {"authorization": "Bearer x"}),
            ("/api/v1/changes/", {}),
            ("/api/v1/dumps/", {}),
            ("/healthz/", {}),
            ("/admin/login/", {}),
            ("/congresses/12/", {}),
        ]:
            with self.subTest(address=address, headers=headers):
                answer = self.client.get(address, headers=headers).headers
                self.assertNotIn("s-maxage", answer.get("Cache-Control", ""))
                self.assertFalse({"Surrogate-Key", "Surrogate-Control", "CDN-Cache-Control"} & set(answer))
        with override_settings(CDN_MAX_AGE=0):
            self.assertNotIn("Surrogate-Key", self.client_class().get(DEBATE).headers)

    def test_after_each_change_and_purge_a_cdn_has_what_the_site_has(self):
        cdn = FakeCdn(self.client)
        purger = Purger(cdn.purge)

        def retitled(record, **values):
            for name, value in values.items():
                setattr(record, name, value)
            record.save()

        def comes_due():
            due = timezone.now() + timedelta(milliseconds=300)
            retitled(self.topic, withdraw_at=due)
            purger.purge()
            # By the clock, as all that shows the topic has to see it leave.
            time.sleep(max(0, (due - timezone.now()).total_seconds()))

        for change in (
            lambda: retitled(self.speech, text="Other words of the report."),
            lambda: retitled(self.lenin, family_name="Ulyanov"),
            lambda: retitled(self.debate, title="The report of another"),
            lambda: make.make_debate(congress=self.congress, slug="second", position=2, title="Report again", **PUBLIC),
            comes_due,
            lambda: retitled(self.source, status=PublicationStatus.WITHDRAWN),
            lambda: retitled(self.congress, status=PublicationStatus.WITHDRAWN),
        ):
            knowledge.forget()
            before = {address: cdn.get(address) for address in ADDRESSES}
            change()
            knowledge.forget()
            purger.purge()
            after = {address: self.client.get(address).content for address in ADDRESSES}
            self.assertNotEqual(after, before)
            for address in ADDRESSES:
                with self.subTest(address=address, changed=after[address] != before[address]):
                    self.assertEqual(cdn.get(address), after[address])
        self.assertGreater(len(cdn.kept), 3)

    def test_it_is_told_at_least_once_and_once_more_after_a_while(self):
        cdn = FakeCdn(self.client)
        with cdn.listening() as url, override_settings(CDN_PURGE_URL=url, CDN_PURGE_HEADER={"Fastly-Key": "secret"}):
            now = 1000.0
            purger = Purger(purging.send, clock=lambda: now)
            # Nobody knows what it holds.
            self.assertEqual(self.purged(cdn, purger), ["all"])
            self.assertFalse(PurgedUpTo.objects.exists())
            now += AGAIN_AFTER
            self.assertEqual(self.purged(cdn, purger), ["all"])
            self.assertEqual(self.purged(cdn, purger), [])
            self.speech.text = "Other words."
            self.speech.save()
            cdn.refusals = [503, 503]
            with mock.patch("urllib3.util.retry.Retry.sleep"):
                keys = self.purged(cdn, purger)
            self.assertIn(short("debate/11/report"), keys)
            headers, body = cdn.purges[-1]
            self.assertEqual((headers["Fastly-Key"], json.loads(body)["surrogate_keys"]), ("secret", keys))
            # Another process, after this one was killed, tells of it again.
            self.assertEqual(self.purged(cdn, Purger(purging.send)), keys)
            cdn.refusals = [403]
            with self.assertRaisesRegex(NotPurged, "403"):
                purger.purge()
            now += AGAIN_AFTER
            self.assertEqual(self.purged(cdn, purger), keys)
            self.assertEqual(self.purged(cdn, purger), [])

    def purged(self, cdn, purger):
        """The keys that it took."""
        cdn.purges.clear()
        purger.purge()
        return cdn.purges[-1][0]["Surrogate-Key"].split() if cdn.purges else []

    def test_the_command_tells_twice(self):
        cdn = FakeCdn(self.client)
        with (
            cdn.listening() as url,
            override_settings(CDN_PURGE_URL=url),
            mock.patch("archive.management.commands.purge_cdn.AGAIN_AFTER", 0.05),
            mock.patch("archive.cdn.purging.AGAIN_AFTER", 0.05),
        ):
            call_command("purge_cdn", stdout=StringIO())
        self.assertEqual([json.loads(body) for _headers, body in cdn.purges], [{"surrogate_keys": ["all"]}] * 2)
        self.assertEqual(PurgedUpTo.objects.count(), 1)

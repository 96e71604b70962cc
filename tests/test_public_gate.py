"""No outlet may show what is not public. `outlets.py` names them all."""

import html
import re
from datetime import timedelta
from itertools import chain, product
from unittest import mock
from urllib.parse import unquote_plus

from django.contrib.auth.models import User
from django.test import TestCase
from django.urls import URLPattern
from django.urls.resolvers import LocalePrefixPattern
from django.utils import timezone

import archive.api.urls
import archive.urls
import congress_site.urls
from archive.choices import PublicationStatus
from archive.workflow import transitions
from tests import factories as make
from tests.gate import GateTestCase, hidden_states, is_gone
from tests.outlets import (
    API_ONLY,
    FILES,
    FOR_STAFF,
    OUTLETS,
    OUTSIDE,
    PAGES_ONLY,
    PICTURES,
    SHARED,
    every_outlet,
    pictures,
)


class PublicGateTests(GateTestCase):
    def test_nothing_hidden_appears_in_any_outlet(self):
        for address in every_outlet():
            with self.subTest(address=address):
                response = self.client.get(address)
                self.assertEqual(response.status_code, 200)
                body = response.content.decode()
                self.assertNotIn("HIDDEN", body)
                self.assertNotIn("hidden-", body)

    def test_what_is_public_is_shown(self):
        for name, addresses in OUTLETS.items():
            for address, prefix in product(addresses, ["", "/ru", "/api/v1"]):
                if "broader=" not in address:
                    with self.subTest(name=name, address=prefix + address):
                        self.assertContains(self.client.get(prefix + address), "SEEN")

    def test_files_show_what_is_public(self):
        for address, prefix in product(chain.from_iterable(FILES.values()), ["", "/ru"]):
            with self.subTest(address=prefix + address):
                self.assertContains(self.client.get(prefix + address), "SEEN")

    def test_counts_do_not_tell_of_what_is_hidden(self):
        expected = {"congresses": 1, "debates": 1, "resolutions": 1, "speeches": 6, "speakers": 1, "sources": 1}
        for name, count in expected.items():
            with self.subTest(name=name):
                self.assertEqual(self.client.get(f"/api/v1/{name}/").json()["count"], count)

    def test_what_is_hidden_has_no_address(self):
        for n, state in enumerate(hidden_states(), start=1):
            gone = is_gone(state)
            for address in [
                f"/congresses/{20 + n}/",
                f"/congresses/{20 + n}/people/",
                f"/congresses/{20 + n}/debates/inside/",
                f"/congresses/{20 + n}/resolutions/inside/",
                f"/congresses/11/debates/hidden-{n}/",
                f"/congresses/11/resolutions/hidden-{n}/",
                f"/speakers/hidden-{n}/",
                f"/topics/hidden-{n}/",
                f"/sources/hidden-{n}/",
                f"/congresses/{20 + n}/cite/",
                f"/congresses/{20 + n}/debates/inside/cite/",
                f"/congresses/{20 + n}/resolutions/inside/cite/",
                f"/congresses/11/debates/hidden-{n}/cite/",
                f"/speakers/hidden-{n}/cite/",
                f"/topics/hidden-{n}/cite/",
                f"/sources/hidden-{n}/cite/",
            ]:
                for prefix in ["", "/ru", "/api/v1"]:
                    with self.subTest(address=prefix + address, state=state):
                        response = self.client.get(prefix + address)
                        self.assertEqual(response.status_code, 410 if gone else 404)
                        self.assertNotIn("HIDDEN", response.content.decode())

    def test_what_is_hidden_has_no_file(self):
        for n, state in enumerate(hidden_states(), start=1):
            gone = is_gone(state)
            for address in [
                f"/congresses/{20 + n}/updates.atom",
                f"/congresses/{20 + n}/calendar.ics",
                f"/speakers/hidden-{n}/updates.atom",
                f"/topics/hidden-{n}/updates.atom",
                f"/congresses/{20 + n}/debates/inside/card.png",
                *pictures(congress=20 + n, slug=f"hidden-{n}"),
                f"/congresses/{20 + n}/bibliography.bib",
                f"/congresses/{20 + n}/cite.ris",
                f"/congresses/{20 + n}/debates/inside/cite.json",
                f"/congresses/11/resolutions/hidden-{n}/cite.bib",
                f"/sources/hidden-{n}/cite.bib",
            ]:
                for prefix in ["", "/ru"]:
                    with self.subTest(address=prefix + address, state=state):
                        response = self.client.get(prefix + address)
                        self.assertEqual(response.status_code, 410 if gone else 404)
                        self.assertNotIn("HIDDEN", response.content.decode())

    def test_a_speech_of_a_hidden_person_is_cited_as_printed(self):
        for speech in self.debate.speeches.filter(attribution="As printed"):
            for address in ["cite/", "cite.bib", "cite.ris", "cite.json"]:
                for prefix in ["", "/ru", *(["/api/v1"] if address == "cite/" else [])]:
                    with self.subTest(address=prefix + address):
                        path = f"{prefix}/congresses/11/debates/open/{address}?part=speech-{speech.position}"
                        body = self.client.get(path).content.decode()
                        self.assertIn("As printed", body)
                        self.assertNotIn("HIDDEN", body)
                        self.assertNotIn("hidden-", body)

    def test_a_filter_by_something_hidden_is_a_filter_by_nothing(self):
        for query in ["speeches/?speaker=hidden-1", "debates/?topic=hidden-1", "debates/?congress=21"]:
            with self.subTest(query=query):
                nothing = query.replace("hidden-1", "nobody").replace("=21", "=99")
                answer, same = self.client.get(f"/api/v1/{query}"), self.client.get(f"/api/v1/{nothing}")
                self.assertEqual(answer.status_code, 400)
                wanted = same.content.replace(b"nobody", b"hidden-1").replace(b"99", b"21")
                self.assertEqual(answer.content, wanted)

    def test_a_search_for_what_is_hidden_finds_nothing_and_suggests_nothing(self):
        for query in ["HIDDEN", "hidden*", '"HIDDEN debate"', "HIDDEN speech", "HIDDAN", "speaker", "inside", "stance"]:
            answer = self.client.get("/api/v1/search/", {"q": query}).json()
            page = self.client.get("/search/", {"q": query}).content.decode()
            with self.subTest(query=query):
                if query != "speaker":
                    self.assertEqual((answer["count"], answer["results"]), (0, []))
                    self.assertEqual({len(options) for options in answer["facets"].values()}, {0})
                for said in (str(answer), unquote_plus(html.unescape(page))):
                    for word in query.split():
                        said = said.replace(word, "")
                    self.assertNotRegex(said, "HIDDEN|[^y]hidden[- ][0-9a-z]")

    def test_a_search_by_something_hidden_understands_nothing(self):
        for query, nothing in [
            ("open speaker:hidden-1", "open speaker:nobody-1"),
            ('open speaker:"HIDDEN speaker 1"', 'open speaker:"NOBODY speaker 1"'),
            ('open speaker:"HIDDEN name 1"', 'open speaker:"NOBODY name 1"'),
            ("open topic:hidden-1", "open topic:nobody-1"),
            ('open topic:"HIDDEN topic 1"', 'open topic:"NOBODY topic 1"'),
            ("open congress:21", "open congress:98"),
        ]:
            for address in ("/api/v1/search/", "/search/"):
                with self.subTest(query=query, address=address):
                    answer = self.client.get(address, {"q": query}).content.decode()
                    same = self.client.get(address, {"q": nothing}).content.decode()
                    same = same.replace("NOBODY", "HIDDEN").replace("nobody", "hidden")
                    same = re.sub(r"(?<![0-9.])98(?![0-9])", "21", same)
                    self.assertEqual(answer, same)

    def test_what_is_found_is_counted_without_what_is_hidden(self):
        for narrowing, count in [("", 12), ("&type=speech", 6), ("&type=debate", 1), ("&congress=11", 9)]:
            with self.subTest(narrowing=narrowing):
                answer = self.client.get(f"/api/v1/search/?q=open{narrowing}&page_size=100").json()
                self.assertEqual((answer["count"], len(answer["results"])), (count, count))

    def test_a_search_finds_an_entry_from_its_time_on(self):
        make.make_topic(
            slug="comet",
            name="The comet",
            status=PublicationStatus.PUBLISHED,
            publish_at=timezone.now() + timedelta(hours=1),
        )
        found = "/api/v1/search/?q=comet"
        self.assertEqual(self.client.get(found).json()["count"], 0)
        with mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(hours=2)):
            self.assertEqual(self.client.get(found).json()["count"], 1)
            self.assertContains(self.client.get("/search/?q=comet"), "<mark>comet</mark>")

    def test_an_entry_appears_at_its_time(self):
        debate = make.make_debate(
            congress=self.congress,
            slug="scheduled",
            title="Scheduled",
            status=PublicationStatus.PUBLISHED,
            publish_at=timezone.now() + timedelta(seconds=60),
        )
        address = debate.get_absolute_url()
        self.assertEqual(self.client.get(address).status_code, 404)
        debate.publish_at = timezone.now() - timedelta(seconds=1)
        debate.save()
        self.assertEqual(self.client.get(address).status_code, 200)

    def test_an_entry_leaves_at_its_time(self):
        leaves = timezone.now() + timedelta(hours=1)
        address = make.make_topic(status=PublicationStatus.PUBLISHED, withdraw_at=leaves).get_absolute_url()
        for moment, code in ((leaves - timedelta(seconds=1), 200), (leaves, 410)):
            with mock.patch("django.utils.timezone.now", return_value=moment):
                self.assertEqual(self.client.get(address).status_code, code)

    def test_what_would_have_appeared_after_its_congress_left_was_never_public(self):
        past, public = timezone.now() - timedelta(days=1), {"status": PublicationStatus.PUBLISHED}
        congress = make.make_congress(number=40, withdraw_at=past, **public)
        for hours, code in ((-1, 410), (0, 404), (1, 404)):
            appears = past + timedelta(hours=hours)
            debate = make.make_debate(congress=congress, publish_at=appears, **public)
            with self.subTest(hours=hours):
                self.assertEqual(self.client.get(debate.get_absolute_url()).status_code, code)

    def test_something_withdrawn_before_its_time_was_never_public(self):
        make.make_topic(slug="never", status=PublicationStatus.WITHDRAWN, publish_at=timezone.now() + timedelta(days=1))
        self.assertEqual(self.client.get("/topics/never/").status_code, 404)
        user = User.objects.get(username="root")
        taken_back = make.make_topic(slug="taken-back", publish_at=timezone.now() + timedelta(hours=1))
        for step in ("publish", "withdraw"):
            transitions.move(taken_back, user, step)
        for hours, prefix in product((0, 2), ("/", "/ru/", "/api/v1/")):
            with mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(hours=hours)):
                self.assertEqual(self.client.get(f"{prefix}topics/taken-back/").status_code, 404)


class OutletListTests(TestCase):
    """The list is whole: a route without a line in it fails here."""

    def test_every_page_is_listed(self):
        self.assertEqual({route.name for route in archive.urls.urlpatterns}, set(OUTLETS | PAGES_ONLY | PICTURES))

    def test_every_address_outside_of_both_is_listed(self):
        translated = [
            route for route in congress_site.urls.urlpatterns if isinstance(route.pattern, LocalePrefixPattern)
        ]
        routes = [*congress_site.urls.urlpatterns, *chain.from_iterable(each.url_patterns for each in translated)]
        names = {route.name for route in routes if isinstance(route, URLPattern)}
        self.assertEqual(names, OUTSIDE | set(SHARED))

    def test_every_api_address_is_listed(self):
        names = {route.name for route in archive.api.urls.urlpatterns}
        self.assertEqual(names, set(OUTLETS | API_ONLY | FOR_STAFF))

    def test_addresses_for_the_staff_say_the_same_to_a_stranger_whether_something_is_there_or_not(self):
        make.make_congress(number=11)
        for address in FOR_STAFF.values():
            answers = [self.client.get(address.replace("11", number)) for number in ("11", "12")]
            self.assertEqual([answer.status_code for answer in answers], [401, 401])
            self.assertEqual(answers[0].content, answers[1].content)
            self.assertEqual(answers[0].headers["Cache-Control"], "private, no-store")

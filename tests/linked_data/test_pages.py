"""Every page as schema.org data: whole, valid, of public things only, and inert whatever the titles hold."""

import json
import re
from io import StringIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import TestCase
from django.utils import translation

from archive.choices import SourceKind
from archive.models import Congress, Speaker
from tests.factories import (
    PUBLISHED,
    day,
    make_congress,
    make_debate,
    make_link,
    make_participation,
    make_resolution,
    make_source,
    make_speaker,
    make_topic,
)
from tests.linked_data.vocabulary import problems
from tests.views.base import PageTestCase

HOST = "http://testserver"
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


class LinkedDataTestCase(PageTestCase):
    def data(self, page):
        """The data of a page, which is valid."""
        (text,) = SCRIPT.findall(self.client.get(page).content.decode())
        data = json.loads(text)
        self.assertEqual(list(problems(data)), [])
        self.assertEqual(data["@context"], "https://schema.org")
        return data


class EntryTests(LinkedDataTestCase):
    def test_a_congress_is_an_event_with_its_sittings(self):
        event = self.data("/congresses/11/")["mainEntity"]
        self.assertEqual(event["@type"], "Event")
        self.assertEqual(event["@id"], f"{HOST}/congresses/11/#congress")
        self.assertEqual(event["alternateName"], ["Одиннадцатый съезд партии"])
        self.assertEqual((event["startDate"], event["endDate"]), ("1922-03-27", "1922-04-02"))
        self.assertEqual(event["location"]["name"], "Sverdlov Hall")
        self.assertEqual(event["location"]["address"]["addressLocality"], "Moscow")
        self.assertEqual(len(event["subEvent"]), 3)
        self.assertEqual(event["subEvent"][0]["startDate"], "1922-03-27")
        self.assertNotIn("startDate", event["subEvent"][1])

    def test_a_date_stays_as_short_as_it_is_known(self):
        make_congress(number=5, opened_on=day("1907-05"), closed_on=day("1907"), status=PUBLISHED)
        event = self.data("/congresses/5/")["mainEntity"]
        self.assertEqual((event["startDate"], event["endDate"]), ("1907-05", "1907"))
        self.assertNotIn("location", event)

    def test_a_debate_is_an_event_of_its_congress(self):
        event = self.data("/congresses/11/debates/army/")["mainEntity"]
        self.assertEqual(event["superEvent"]["@id"], f"{HOST}/congresses/11/#congress")
        self.assertEqual([topic["name"] for topic in event["about"]], ["The army"])
        self.assertEqual([person["@id"] for person in event["performer"]], [f"{HOST}/speakers/lenin/#speaker"])
        self.assertEqual(event["workFeatured"][0]["@type"], "Legislation")
        self.assertEqual(event["startDate"], "1922-03-27")

    def test_a_resolution_is_legislation_with_its_relations(self):
        older = make_resolution(congress=self.congress, slug="older", title="Older", status=PUBLISHED)
        make_link(resolution=self.resolution, to=older, kind="repeals")
        make_link(resolution=self.resolution, to=older, kind="confirms")
        make_link(resolution=self.resolution, outside_title="Decree of 1918", kind="amends")
        law = self.data("/congresses/11/resolutions/army/")["mainEntity"]
        self.assertEqual(law["@type"], "Legislation")
        self.assertEqual(law["legislationDate"], "1922-04-02")
        self.assertEqual(law["legislationPassedBy"]["name"], "11th Congress of the Party")
        self.assertEqual(law["legislationRepeals"][0]["@id"], f"{HOST}/congresses/11/resolutions/older/#resolution")
        self.assertEqual(law["citation"][0]["name"], "Older")
        self.assertEqual(law["legislationChanges"], [{"@type": "Legislation", "name": "Decree of 1918"}])
        self.assertEqual(law["hasPart"][0]["url"], f"{HOST}/congresses/11/resolutions/army/#clause-4")
        self.assertEqual(law["recordedAt"][0]["name"], "The Red Army")

    def test_a_person_is_known_to_other_catalogues(self):
        Speaker.objects.update(wikidata="Q1394", viaf="12345")
        self.lenin.refresh_from_db()
        self.lenin.portrait.save("lenin.webp", ContentFile(b"picture"))
        self.addCleanup(self.lenin.portrait.delete, save=False)
        person = self.data("/speakers/lenin/")["mainEntity"]
        self.assertEqual(person["sameAs"], ["http://www.wikidata.org/entity/Q1394", "https://viaf.org/viaf/12345"])
        self.assertEqual((person["birthDate"], person["deathDate"]), ("1870-04-22", "1924-01-21"))
        self.assertEqual(person["birthPlace"]["name"], "Simbirsk")
        self.assertEqual(person["alternateName"], ["Владимир Ленин", "Ульянов"])
        self.assertEqual(person["memberOf"], [{"@type": "Organization", "name": "Central Committee"}])
        self.assertEqual([event["name"] for event in person["performerIn"]], ["11th Congress of the Party"])
        self.assertEqual(person["image"]["contentUrl"], f"{HOST}/speakers/lenin/portrait/")

    def test_a_source_is_the_work_it_is(self):
        expected = {
            "book": "Book",
            "article": "Article",
            "archive_file": "ArchiveComponent",
            "web_page": "WebPage",
            "reference_work": "Book",
            "other": "CreativeWork",
        }
        self.assertEqual(set(expected), set(SourceKind))
        for kind, wanted in expected.items():
            with self.subTest(kind=kind):
                slug = kind.replace("_", "-")
                make_source(
                    slug=slug,
                    kind=kind,
                    title="Notes",
                    authors="Lenin, V. I.\nAnon.",
                    editors="Ivanov, P.",
                    year=1922,
                    place="Moscow",
                    publisher="Gosizdat",
                    container="Works",
                    pages="7–38",
                    archive_reference="f. 17",
                    url="https://example.org/a?b=c",
                    language="ru",
                    rights="Public domain",
                    note="Read.",
                    status=PUBLISHED,
                )
                work = self.data(f"/sources/{slug}/")["mainEntity"]
                self.assertEqual(work["@type"], wanted)
                self.assertEqual([person["name"] for person in work["author"]], ["V. I. Lenin", "Anon."])
                self.assertEqual(work["datePublished"], "1922")
                self.assertEqual("pagination" in work, kind == "article")

    def test_a_topic_is_a_term(self):
        make_topic(slug="cavalry", name="Cavalry", broader=self.topic, status=PUBLISHED)
        term = self.data("/topics/army/")["mainEntity"]
        self.assertEqual(term["@type"], "DefinedTerm")
        self.assertEqual(term["inDefinedTermSet"]["url"], f"{HOST}/topics/")
        self.assertEqual([event["name"] for event in term["subjectOf"]], ["The Red Army"])
        way = self.data("/topics/cavalry/")["breadcrumb"]["itemListElement"]
        self.assertEqual([step["name"] for step in way], ["Front page", "Topics", "The army", "Cavalry"])

    def test_what_is_hidden_is_in_no_data(self):
        hidden = make_speaker(name="HIDDEN", sort_name="HIDDEN")
        make_participation(debate=self.debate, speaker=hidden)
        self.debate.topics.add(make_topic(name="HIDDEN"))
        resolution = make_resolution(congress=self.congress, title="HIDDEN")
        resolution.debates.add(self.debate)
        make_link(resolution=self.resolution, to=resolution)
        for page in ("/congresses/11/debates/army/", "/congresses/11/resolutions/army/", "/congresses/11/"):
            self.assertNotIn("HIDDEN", json.dumps(self.data(page)))


class FrameTests(LinkedDataTestCase):
    def test_a_page_says_what_it_is_part_of_and_when_it_changed(self):
        page = self.data("/ru/congresses/11/debates/army/")
        self.assertEqual((page["@type"], page["inLanguage"]), ("WebPage", "ru"))
        self.assertEqual(page["url"], f"{HOST}/ru/congresses/11/debates/army/")
        self.assertEqual(page["name"], "О Красной Армии")
        self.debate.refresh_from_db()
        self.assertEqual(page["dateModified"], self.debate.updated_at.isoformat(timespec="seconds"))
        self.assertEqual(page["isPartOf"]["url"], f"{HOST}/ru/")
        self.assertEqual(page["primaryImageOfPage"]["url"], f"{HOST}/ru/congresses/11/debates/army/card.png")
        steps = page["breadcrumb"]["itemListElement"]
        self.assertEqual([step["position"] for step in steps], [1, 2, 3, 4])
        self.assertEqual(steps[2]["item"]["@id"], f"{HOST}/ru/congresses/11/")

    def test_a_thing_is_the_same_in_both_languages(self):
        english, russian = (self.data(f"{prefix}/speakers/lenin/")["mainEntity"] for prefix in ("", "/ru"))
        self.assertEqual(english["@id"], russian["@id"])
        self.assertNotEqual(english["url"], russian["url"])

    def test_the_front_page_says_how_to_search(self):
        site = self.data("/")
        self.assertEqual(site["@type"], "WebSite")
        self.assertEqual(site["potentialAction"]["target"]["urlTemplate"], f"{HOST}/search/?q={{search_term_string}}")

    def test_a_list_names_its_rows_in_order(self):
        make_debate(congress=self.congress, position=32_000, title="Finance", status=PUBLISHED)
        page = self.data("/debates/?congress=11&utm=1")
        self.assertEqual((page["@type"], page["url"]), ("CollectionPage", f"{HOST}/debates/?congress=11"))
        self.assertEqual([row["name"] for row in page["mainEntity"]["itemListElement"]], ["The Red Army", "Finance"])
        for address in ("/speeches/", "/speakers/", "/topics/", "/sources/", "/resolutions/", "/congresses/"):
            with self.subTest(address=address):
                self.assertTrue(self.data(address)["mainEntity"]["itemListElement"])
        self.assertEqual(self.data("/debates/?kind=nonsense")["mainEntity"]["numberOfItems"], 0)

    def test_other_pages_say_what_they_are(self):
        self.assertEqual(self.data("/about/")["@type"], "AboutPage")
        people = self.data("/congresses/11/people/")
        self.assertEqual(people["name"], "People of the 11th Congress")
        self.assertEqual(people["about"]["@id"], f"{HOST}/congresses/11/#congress")
        self.assertEqual(people["primaryImageOfPage"]["url"], f"{HOST}/congresses/11/card.png")

    def test_a_page_that_is_not_there_has_no_data(self):
        self.assertNotContains(self.client.get("/nothing/"), "ld+json", status_code=404)

    def test_a_hostile_title_cannot_end_the_script(self):
        hostile = '</script><script>alert(1)</script><!-- & \u2028 \u2029 "quoted" \\'
        Congress.objects.update(title=hostile, summary="")
        html = self.client.get("/congresses/11/").content.decode()
        self.assertEqual(html.count("<script") - html.count('<script src="/static/'), 1)
        (text,) = SCRIPT.findall(html)
        self.assertNotRegex(text, "[<>&\u2028\u2029]")
        self.assertEqual(json.loads(text)["mainEntity"]["name"], hostile)


class WholeArchiveTests(TestCase):
    def setUp(self):
        # A request for a Russian page leaves its language behind in the thread.
        self.enterContext(translation.override("en"))

    def test_every_page_of_the_bundled_congress_is_valid(self):
        call_command("load_congress", settings.BASE_DIR / "archive/content/congress-11.yaml", stdout=StringIO())
        index = self.client.get("/sitemap.xml").content.decode()
        pages = []
        for section in re.findall(r"<loc>(.*?)</loc>", index):
            pages += re.findall(r"<loc>(.*?)</loc>", self.client.get(section).content.decode())
        self.assertGreater(len(pages), 300)
        russian = [page for page in pages if f"{HOST}/ru/" in page]
        # The Russian pages are described by the same code in other words: every fifth is enough.
        for page in [*(page for page in pages if page not in russian), *russian[::5]]:
            with self.subTest(page=page):
                (text,) = SCRIPT.findall(self.client.get(page).content.decode())
                self.assertEqual(list(problems(json.loads(text))), [])

"""What each public page says, in both languages, and what it answers when something is missing or wrong."""

import re

from django.template.loader import render_to_string
from django.test import TestCase
from django.utils import translation

from archive.choices import PublicationStatus
from archive.models import FormerSlug
from tests.factories import (
    PUBLISHED,
    WITHDRAWN,
    day,
    make_citation,
    make_clause,
    make_congress,
    make_debate,
    make_election,
    make_link,
    make_mandate,
    make_name,
    make_note,
    make_participation,
    make_resolution,
    make_sitting,
    make_source,
    make_speaker,
    make_speech,
    make_topic,
)


def words(response):
    """The text of a page's main part, as one line of words."""
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(re.sub(r"<(?!/?(?:a|b|cite|em|span|sup|time|wbr)\b)[^>]*>", " ", main).split())


def bare(response):
    """The same without any mark-up at all."""
    return " ".join(re.sub(r"<[^>]*>", "", words(response)).split())


class PageTestCase(TestCase):
    """A small archive: one congress with one of everything."""

    def setUp(self):
        # A request for a Russian page leaves its language behind in the thread.
        self.enterContext(translation.override("en"))

    @classmethod
    def setUpTestData(cls):
        cls.source = make_source(
            slug="record", title="Протоколы", language="ru", authors="Lenin, V. I.", status=PUBLISHED
        )
        cls.other = make_source(slug="notes", title="Later notes", language="en", status=PUBLISHED)
        cls.congress = make_congress(
            number=11,
            status=PUBLISHED,
            title="11th Congress of the Party",
            original_title="Одиннадцатый съезд партии",
            opened_on=day("1922-03-27"),
            closed_on=day("1922-04-02"),
            city="Moscow",
            delegates_decisive=522,
            delegates_consultative=165,
            members_represented=532000,
            venue="Sverdlov Hall",
            summary="First *paragraph*.\n\nSecond paragraph.",
            purpose="To judge the year.",
        )
        cls.lenin = make_speaker(
            slug="lenin",
            name="Vladimir Lenin",
            sort_name="Lenin, Vladimir",
            original_name="Владимир Ленин",
            born_on=day("1870-04-22"),
            died_on=day("1924-01-21"),
            birth_place="Simbirsk",
            role="Chairman",
            status=PUBLISHED,
        )
        cls.topic = make_topic(
            slug="army", name="The army", original_name="Армия", description="Soldiers.", status=PUBLISHED
        )
        cls.debate = make_debate(
            congress=cls.congress,
            slug="army",
            title="The Red Army",
            original_title="О Красной Армии",
            agenda_number=7,
            kind="report",
            question="Discipline.",
            outcome="It was left open.",
            status=PUBLISHED,
        )
        cls.debate.topics.add(cls.topic)
        cls.resolution = make_resolution(
            congress=cls.congress,
            slug="army",
            title="On the Red Army",
            original_title="О Красной армии",
            adopted_on=day("1922-04-02"),
            secrecy="partly",
            summary="What it says.",
            status=PUBLISHED,
        )
        cls.resolution.debates.add(cls.debate)
        cls.sitting = make_sitting(congress=cls.congress, position=1, held_on=day("1922-03-27"), openness="closed")
        for position in (2, 3):
            make_sitting(congress=cls.congress, position=position)
        cls.debate.sittings.add(cls.sitting)
        make_participation(debate=cls.debate, speaker=cls.lenin, role="rapporteur", stance="The army must *learn*.")
        cls.speech = make_speech(
            debate=cls.debate,
            position=3,
            speaker=cls.lenin,
            rendering="summary",
            sitting=cls.sitting,
            text="One.\n\nTwo,\nstill two.",
        )
        make_clause(resolution=cls.resolution, position=4, number="IV", text="The army\n\nis kept.")
        cls.election = make_election(congress=cls.congress, speaker=cls.lenin, elected_on=day("1922-04-02"))
        make_mandate(congress=cls.congress, speaker=cls.lenin)
        make_name(speaker=cls.lenin, name="Ульянов", language="ru")


class ContentTests(PageTestCase):
    def test_a_figure_names_its_sources_and_what_disputes_it(self):
        make_citation(self.congress, field="delegates_consultative", source=self.source, locator="p. 7")
        make_citation(self.congress, field="delegates_consultative", source=self.other, stance="disputes", value="164")
        page = self.client.get("/congresses/11/")
        self.assertIn(
            "165[1]; disputed: 164 according to Later notes[2]",
            bare(page).replace("; ;", ";"),
        )
        self.assertContains(page, '<sup class="noteref" id="ref-1-1"><a href="#note-1"')
        self.assertContains(page, '<li class="notes__item" id="note-1">')
        self.assertContains(page, '<a href="#ref-1-1"')
        self.assertIn("Lenin, V. I. Протоколы, p. 7.", bare(page))
        self.assertIn("532,000", bare(page))

    def test_only_what_no_source_confirms_is_called_unverified(self):
        make_citation(self.congress, field="venue", source=self.source, unverified=True)
        make_citation(self.congress, field="city", source=self.source, unverified=True)
        make_citation(self.congress, field="city", source=self.other)
        text = bare(self.client.get("/congresses/11/"))
        self.assertRegex(text, r"Sverdlov Hall\[\d\] unverified")
        self.assertNotRegex(text, r"Moscow\[\d\]\[\d\] unverified")

    def test_a_congress_is_told_from_its_head_to_its_elected(self):
        make_note(self.congress, field="venue", text="Nobody has found the hall.")
        text = bare(self.client.get("/congresses/11/"))
        for said in [
            "11th Congress of the Party",
            "27 March – 2 April 1922, Moscow",
            "First paragraph.",
            "Item 7: The Red Army",
            "Reported Vladimir Lenin",
            "Resolved On the Red Army",
            "Second paragraph.",
            "To judge the year.",
            "Elected by the congress on 2 April 1922",
            "Member Vladimir Lenin",
            "1 delegate is known by name.",
            "Venue Nobody has found the hall.",
        ]:
            with self.subTest(said=said):
                self.assertIn(said, text)

    def test_sittings_say_in_words_what_is_not_known(self):
        page = self.client.get("/congresses/11/")
        self.assertIn("Closed Record: not known", bare(page))
        self.assertIn("2–3 Not known Their dates and their business have not been found.", bare(page))
        self.assertContains(page, 'id="sitting-3"')

    def test_people_are_listed_by_body_and_by_mandate(self):
        make_citation(self.election, source=self.source, unverified=True)
        text = bare(self.client.get("/congresses/11/people/"))
        self.assertIn("People of the 11th Congress", text)
        self.assertIn("Vladimir Lenin[1] unverified", text)
        self.assertIn("Decisive vote", text)

    def test_nearly_everybody_unverified_is_said_once(self):
        make_citation(self.election, source=self.source)
        for _ in range(5):
            person = make_speaker(status=PUBLISHED)
            make_citation(make_election(congress=self.congress, speaker=person), source=self.other, unverified=True)
        text = bare(self.client.get("/congresses/11/people/"))
        self.assertIn("Members (6)[1] unverified except Vladimir Lenin", text)
        self.assertEqual(text.count("unverified"), 2, "at the names, and in the note")

    def test_a_debate_shows_who_stood_where_and_what_was_said(self):
        page = self.client.get("/congresses/11/debates/army/")
        text = bare(page)
        for said in [
            "Item 7 of the agenda",
            "Discipline.",
            "Rapporteur Vladimir Lenin The army must learn.",
            "It was left open.",
            "Summary by the editors – not a quotation",
            "1st sitting",
            "What was resolved On the Red Army",
        ]:
            with self.subTest(said=said):
                self.assertIn(said, text)
        self.assertContains(page, '<p class="para" id="speech-3-p2" dir="auto">Two,<br>still two.')
        self.assertContains(page, '<a class="voices__link" href="#speech-3">Vladimir Lenin</a>')

    def test_original_and_translation_stand_side_by_side(self):
        make_speech(debate=self.debate, rendering="translation", text="A.\n\nB.", original_text="А.\n\nБ.")
        page = self.client.get("/congresses/11/debates/army/")
        self.assertEqual(page.content.decode().count('class="parallel__row"'), 2)
        self.assertContains(page, '<div class="parallel__original flow" lang="ru"><p dir="auto">А.</p></div>')
        self.assertIn("Translation, with the original", bare(page))

    def test_an_unknown_voice_stays_unknown(self):
        make_speech(debate=self.debate, attribution="Голос с места", kind="interjection")
        make_speech(debate=self.debate, certainty="inferred", speaker=make_speaker(name="A guess", status=PUBLISHED))
        hidden = make_speaker(name="HIDDEN")
        make_speech(debate=self.debate, speaker=hidden)
        page = self.client.get("/congresses/11/debates/army/")
        self.assertContains(page, '<span lang="ru">Голос с места</span></h3>')
        self.assertIn("speaker inferred by the editors", bare(page))
        self.assertIn("Speaker not known", bare(page))
        self.assertNotContains(page, "HIDDEN")

    def test_a_debate_leads_to_its_neighbours(self):
        following = make_debate(congress=self.congress, title="Finance", status=PUBLISHED)
        make_debate(congress=self.congress, title="HIDDEN")
        page = self.client.get("/congresses/11/debates/army/")
        self.assertContains(page, f'rel="next" href="{following.get_absolute_url()}"')
        self.assertNotContains(page, 'rel="prev"')

    def test_unknown_votes_are_not_zero(self):
        self.assertIn(
            "No count has been found. Unknown is not zero.",
            bare(self.client.get("/congresses/11/resolutions/army/")),
        )
        self.resolution.votes_for, self.resolution.votes_against = 227, 0
        self.resolution.save()
        text = bare(self.client.get("/congresses/11/resolutions/army/"))
        self.assertIn("For 227; Against 0; Abstained Not known", text)

    def test_a_resolution_shows_clauses_secrecy_and_relations_both_ways(self):
        later = make_resolution(congress=self.congress, title="Later one", status=PUBLISHED)
        make_link(resolution=self.resolution, kind="implements", outside_title="A decree")
        make_link(resolution=later, kind="repeals", to=self.resolution)
        page = self.client.get("/congresses/11/resolutions/army/")
        text = bare(page)
        self.assertContains(page, '<p class="para" id="clause-4-p2"')
        for said in [
            "Clause IV",
            "Partly secret",
            "implements A decree outside the archive",
            "is repealed by Later one",
        ]:
            self.assertIn(said, text)

    def test_a_person_has_a_life_and_a_list_of_what_was_said_where(self):
        make_citation(self.lenin, field="born_on", source=self.source)
        make_citation(self.lenin, field="birth_place", source=self.other, unverified=True)
        page = self.client.get("/speakers/lenin/")
        text = bare(page)
        self.assertIn("22 April 1870 (10 April 1870 Old Style), Simbirsk[1][2] unverified: place of birth", text)
        self.assertIn("Rapporteur The army must learn.", text)
        self.assertContains(page, '<span lang="ru">Ульянов</span>')
        self.assertContains(page, "/congresses/11/debates/army/#speech-3")
        self.assertContains(page, "<desc")

    def test_a_source_lists_its_uses_and_leads_to_their_places(self):
        make_citation(self.speech, source=self.source, field="text", locator="p. 260")
        make_citation(self.congress, source=self.source, field="purpose")
        make_citation(self.congress, source=self.source, field="delegates_consultative", stance="disputes", value="164")
        page = self.client.get("/sources/record/")
        self.assertIn("Language Russian", bare(page))
        self.assertIn("cited 3 times", bare(page))
        self.assertContains(
            page, '<a href="/congresses/11/debates/army/#speech-3">Speech 3</a></span> <span>Text</span>'
        )
        self.assertContains(page, '<a href="/congresses/11/#purpose">Purpose</a>')
        self.assertIn("disputes: 164", bare(page))

    def test_sources_of_fields_without_a_mark_are_listed_too(self):
        make_citation(self.debate, source=self.source)
        make_citation(self.debate, source=self.other, field="original_title")
        text = bare(self.client.get("/congresses/11/debates/army/"))
        self.assertIn("The whole [1]", text)
        self.assertIn("Title in Russian [2]", text)

    def test_lists_show_excerpts_only(self):
        make_speech(debate=self.debate, text="word " * 400)
        page = self.client.get("/speeches/")
        self.assertIn("2 speeches", bare(page))
        self.assertLess(page.content.decode().count("word"), 80)

    def test_every_page_shows_its_entry(self):
        for address, said in {
            "/": "11th Congress of the Party",
            "/congresses/": "1 congress",
            "/debates/": "The Red Army",
            "/resolutions/": "On the Red Army",
            "/speakers/": "Lenin, Vladimir",
            "/topics/": "The army",
            "/topics/army/": "Soldiers.",
            "/sources/": "Later notes",
            "/about/": "What “disputed” means",
        }.items():
            with self.subTest(address=address):
                self.assertIn(said, bare(self.client.get(address)))


class LanguageTests(PageTestCase):
    def test_russian_pages_put_the_russian_name_first_and_mark_the_english(self):
        page = self.client.get("/ru/congresses/11/")
        self.assertContains(page, '<html lang="ru">')
        self.assertContains(page, '11<span class="congress-head__suffix">-й</span>')
        self.assertContains(page, '<span class="congress-head__name">съезд партии</span>')
        self.assertContains(page, '<span lang="en">11th Congress of the Party</span>')
        self.assertContains(page, '<div class="congress-head__summary" lang="en">')
        self.assertContains(page, "532\xa0000")
        self.assertContains(page, "27 марта")

    def test_passages_in_the_other_language_are_marked(self):
        page = self.client.get("/congresses/11/debates/army/")
        self.assertContains(page, '<span lang="ru">О Красной Армии</span>')
        russian = self.client.get("/ru/congresses/11/debates/army/")
        self.assertContains(russian, "<h1>О Красной Армии</h1>")
        self.assertContains(russian, '<p class="para" id="speech-3-p1" dir="auto" lang="en">')
        self.assertContains(russian, '<a href="/ru/speakers/lenin/">Владимир Ленин</a>')

    def test_the_language_switch_keeps_path_and_query(self):
        page = self.client.get("/debates/?kind=report&page=1")
        self.assertContains(page, 'href="/ru/debates/?kind=report&amp;page=1" lang="ru"')
        back = self.client.get("/ru/debates/?kind=report")
        self.assertContains(back, 'href="/debates/?kind=report" lang="en"')

    def test_the_head_names_the_page_in_both_languages(self):
        page = self.client.get("/ru/topics/army/?utm=1")
        self.assertContains(page, '<link rel="canonical" href="http://testserver/ru/topics/army/">')
        self.assertContains(page, 'hreflang="en" href="http://testserver/topics/army/')

    def test_every_page_answers_in_both_languages(self):
        for address in [
            "/",
            "/about/",
            "/congresses/11/people/",
            "/congresses/11/resolutions/army/",
            "/speeches/",
            "/speakers/lenin/",
            "/sources/record/",
        ]:
            with self.subTest(address=address):
                self.assertEqual(self.client.get(address).status_code, 200)
                self.assertContains(self.client.get(f"/ru{address}"), '<html lang="ru">')


class ListTests(PageTestCase):
    def test_filters_in_force_can_be_taken_away(self):
        page = self.client.get("/debates/?congress=11&kind=report&page_size=10&ordering=-title")
        self.assertContains(page, 'href="/debates/?kind=report&amp;page_size=10&amp;ordering=-title"')
        self.assertIn("Congress: 11th Congress", bare(page))
        self.assertContains(page, '<option value="report" selected>Report</option>')
        self.assertContains(page, '<option value="-title" selected>By title, Z to A</option>')
        self.assertContains(page, '<input type="hidden" name="page_size" value="10">')

    def test_a_bad_filter_is_explained_beside_its_field(self):
        page = self.client.get("/speeches/?after=spring+1922")
        self.assertEqual(page.status_code, 200)
        self.assertIn("The filter was not applied.", bare(page))
        self.assertContains(page, 'value="spring 1922"')
        self.assertContains(page, 'aria-describedby="f-after-error"')
        self.assertNotContains(page, 'class="entries"')

    def test_no_match_says_what_was_looked_for(self):
        text = bare(self.client.get("/resolutions/?after=1990&secrecy=secret"))
        self.assertIn("No resolution matches.", text)
        self.assertIn("From: 1990", text)
        self.assertIn("Secrecy: Secret", text)

    def test_pages_keep_the_query(self):
        for _ in range(3):
            make_topic(status=PUBLISHED)
        page = self.client.get("/topics/?page_size=2&ordering=-name")
        self.assertContains(page, 'rel="next" href="?page_size=2&amp;ordering=-name&amp;page=2"')
        self.assertIn("1 to 2 are on this page", bare(page))
        self.assertEqual(self.client.get("/topics/?page=99").status_code, 404)

    def test_an_empty_archive_says_so(self):
        type(self.congress).objects.update(status=PublicationStatus.DRAFT)
        self.assertIn("No congress has been published yet.", bare(self.client.get("/")))
        self.assertIn("Nothing has been published here yet.", bare(self.client.get("/debates/")))


class EdgeTests(PageTestCase):
    HOSTILE = {
        "script": "<script>alert('x')</script><img src=x onerror=alert(1)>",
        "quotes": "\"><svg/onload=alert(1)> ' & &amp; `{{ 7*7 }}`",
        "right to left": "\u202eevil\u202c שלום مرحبا",
        "emoji": "👩🏽‍🚀 e\u0301\u0327 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
        "long": "Ж" * 120,
        "markdown": "[x](javascript:alert(1)) <b>bold</b> ![i](https://evil.example/i.png)",
    }

    def test_hostile_text_is_shown_and_never_run(self):
        for name, text in self.HOSTILE.items():
            with self.subTest(name):
                slug = name.replace(" ", "-")
                congress = make_congress(status=PUBLISHED, title=text, summary=text, background=text, city=text)
                person = make_speaker(
                    slug=slug, name=text, original_name=text, role=text, biography=text, status=PUBLISHED
                )
                debate = make_debate(congress=congress, title=text, question=text, outcome=text, status=PUBLISHED)
                resolution = make_resolution(congress=congress, title=text, summary=text, text=text, status=PUBLISHED)
                source = make_source(slug=slug, title=text, authors=text, note=text, container=text, status=PUBLISHED)
                topic = make_topic(slug=slug, name=text, description=text, status=PUBLISHED)
                make_speech(debate=debate, text=text, attribution=text, heading=text, language='x"><', page=text[:30])
                make_participation(debate=debate, speaker=person, stance=text)
                make_election(congress=congress, speaker=person, note=text)
                make_clause(resolution=resolution, text=text, heading=text, number=text[:20])
                make_link(resolution=resolution, outside_title=text, note=text)
                for entry in (congress, person, debate, resolution, source, topic):
                    make_citation(entry, source=source, stance="disputes", value=text, note=text, locator=text)
                    make_note(entry, text=text)
                addresses = [
                    entry.get_absolute_url() for entry in (congress, person, debate, resolution, source, topic)
                ]
                lists = ["/", "/speeches/", "/speakers/", "/topics/", "/sources/", f"{addresses[0]}people/"]
                for address in addresses + lists:
                    html = self.client.get(address).content.decode()
                    self.assertNotRegex(html, r"<script|<img|<b>bold|onload=alert\(1\)>[^&]*</svg|<svg/onload")
                    self.assertNotIn('href="javascript', html)
                    self.assertNotIn('lang="x">', html)

    def test_a_text_of_100_kilobytes_is_shown_whole_in_its_debate_and_cut_in_lists(self):
        make_speech(debate=self.debate, text="x" * 100_000)
        self.assertContains(self.client.get("/congresses/11/debates/army/"), "x" * 100_000)
        self.assertNotContains(self.client.get("/speeches/"), "x" * 300)

    def test_a_congress_with_one_line_of_data_has_a_page(self):
        make_congress(number=30, title="Congress", status=PUBLISHED)
        page = self.client.get("/congresses/30/")
        self.assertIn("No figures have been entered for this congress yet.", bare(page))
        self.assertNotIn("None", bare(page))

    def test_no_page_holds_inline_script_or_style(self):
        for address in [
            "/",
            "/congresses/11/",
            "/congresses/11/debates/army/",
            "/speakers/lenin/",
            "/debates/",
            "/nothing/",
        ]:
            with self.subTest(address=address):
                html = self.client.get(address).content.decode()
                self.assertNotRegex(html, r"<script|<style|\sstyle=|\son\w+=")


class AbsenceTests(PageTestCase):
    def test_a_former_address_redirects_for_ever_with_its_query(self):
        FormerSlug.objects.create(target=self.lenin, slug="ulyanov")
        answer = self.client.get("/ru/speakers/ulyanov/?page=2")
        self.assertRedirects(answer, "/ru/speakers/lenin/?page=2", status_code=301, fetch_redirect_response=False)
        FormerSlug.objects.create(target=self.congress, slug="111")
        answer = self.client.get("/congresses/111/people/")
        self.assertRedirects(answer, "/congresses/11/people/", status_code=301, fetch_redirect_response=False)

    def test_a_withdrawn_entry_tells_nothing_of_itself(self):
        make_topic(slug="gone", name="SECRET NAME", description="SECRET TEXT", status=WITHDRAWN)
        for address in ("/topics/gone/", "/ru/topics/gone/"):
            answer = self.client.get(address)
            self.assertContains(answer, "410", status_code=410)
            self.assertNotContains(answer, "SECRET", status_code=410)

    def test_drafts_and_nonsense_have_no_page(self):
        make_topic(slug="draft", name="SECRET NAME")
        for address in ("/topics/draft/", "/congresses/12/", "/speakers/nobody/", "/nothing/", "/ru/nothing/"):
            with self.subTest(address=address):
                answer = self.client.get(address)
                self.assertContains(answer, "11th Congress of the Party", status_code=404)
                self.assertNotContains(answer, "SECRET", status_code=404)

    def test_errors_outside_any_view_have_a_page(self):
        answer = self.client.get("/", headers={"host": "evil.example"})
        self.assertContains(answer, "400", status_code=400)
        self.assertNotContains(answer, "evil.example", status_code=400)

    def test_the_page_for_our_own_faults_needs_nothing(self):
        page = render_to_string("500.html")
        self.assertIn("Something went wrong here", page)
        self.assertIn('href="/static/archive/css/site.css"', page)


class TwinTests(PageTestCase):
    def test_every_page_links_its_data(self):
        for address in [
            "/",
            "/congresses/?ordering=number",
            "/congresses/11/",
            "/congresses/11/people/",
            "/congresses/11/debates/army/",
            "/congresses/11/resolutions/army/",
            "/debates/?kind=report",
            "/speeches/",
            "/speakers/lenin/",
            "/topics/army/",
            "/sources/record/",
        ]:
            with self.subTest(address=address):
                page = self.client.get(f"/ru{address}")
                self.assertContains(page, f'<link rel="alternate" type="application/json" href="/api/v1{address}">')
                self.assertContains(page, f'<a href="/api/v1{address}" type="application/json">')

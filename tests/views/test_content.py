"""What each page says of its entry."""

from tests.factories import (
    PUBLISHED,
    make_citation,
    make_debate,
    make_election,
    make_link,
    make_note,
    make_resolution,
    make_speaker,
    make_speech,
)
from tests.views.base import PageTestCase, bare


class ContentTests(PageTestCase):
    def test_a_figure_names_its_sources_and_what_disputes_it(self):
        make_citation(self.congress, field="delegates_consultative", source=self.source, locator="p. 7")
        make_citation(self.congress, field="delegates_consultative", source=self.other, stance="disputes", value="164")
        page = self.client.get("/congresses/11/")
        self.assertIn(
            "165[1]; disputed: 164 according to Later notes[≠2]",
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

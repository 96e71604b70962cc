"""The values in the answers are those of the archive, with their evidence beside them."""

from archive.choices import Stance
from tests import factories as make
from tests.api.archive import PUBLIC, ArchiveTestCase

HOST = "http://testserver"


class EvidenceTests(ArchiveTestCase):
    def test_a_disputed_figure_stands_beside_the_dispute(self):
        for congress in (self.read("congress"), self.read("congresses")["results"][1], self.read("front")["subject"]):
            self.assertEqual(congress["delegates_consultative"], 165)
            [dispute] = congress["disputes"]
            self.assertEqual((dispute["field"], dispute["value"]), ("delegates_consultative", 165))
            [supporting], [disputing] = dispute["supported_by"], dispute["disputed_by"]
            self.assertEqual((supporting["value"], supporting["locator"]), ("165", "vol. 30"))
            self.assertEqual((disputing["value"], disputing["note"]), ("164", "A slip?"))
            self.assertEqual(disputing["source"]["title"], "Complete Works")

    def test_a_citation_says_everything_it_knows(self):
        citation = self.read("congress")["citations"][1]
        self.assertTrue(citation.pop("updated_at"))
        self.assertEqual(
            citation,
            {
                "source": {
                    "url": f"{HOST}/api/v1/sources/works/",
                    "page": f"{HOST}/sources/works/",
                    "title": "Complete Works",
                    "original_title": "",
                },
                "locator": "",
                "field": "delegates_consultative",
                "stance": "disputes",
                "value": "164",
                "note": "A slip?",
                "unverified": False,
            },
        )
        self.assertTrue(self.read("debate")["citations"][0]["unverified"])

    def test_notes_say_what_they_are_about(self):
        [note] = self.read("congress")["notes"]
        self.assertTrue(note.pop("updated_at"))
        self.assertEqual(note, {"field": "delegates_consultative", "kind": "conflict", "text": "They differ."})

    def test_parts_carry_their_own_evidence(self):
        for name, parts in [
            ("congress", "sittings"),
            ("congress", "elections"),
            ("congress-people", "mandates"),
            ("debate", "speeches"),
            ("debate", "participations"),
            ("resolution", "clauses"),
            ("resolution", "links"),
            ("speaker", "participations"),
        ]:
            with self.subTest(name=name, parts=parts):
                citations = [citation for part in self.read(name)[parts] for citation in part["citations"]]
                self.assertEqual([citation["locator"] for citation in citations], ["p. 5"])

    def test_a_dispute_knows_the_field_by_either_of_its_names(self):
        [name] = self.read("speaker")["names"]
        self.assertEqual((name["from"], name["to"]), ("1870", "1901-12"))
        self.assertEqual(name["disputes"][0]["value"], "1901-12")

    def test_the_value_of_a_disputed_reference_is_its_title(self):
        make.make_citation(self.speech, source=self.works, field="speaker", stance=Stance.DISPUTES, value="Zinoviev")
        make.make_citation(self.speech, source=self.works, field="page", stance=Stance.DISPUTES, value="12")
        disputes = {dispute["field"]: dispute["value"] for dispute in self.read("debate")["speeches"][0]["disputes"]}
        self.assertEqual(disputes, {"page": "11", "speaker": "Vladimir Lenin"})

    def test_a_dispute_never_shows_a_field_that_is_not_public(self):
        for field in ("status", "version", "created_at", "pk", "public_citations", "topics"):
            make.make_citation(self.debate, source=self.works, field=field, stance=Stance.DISPUTES, value="x")
        self.assertEqual({dispute["value"] for dispute in self.read("debate")["disputes"]}, {None})


class ValueTests(ArchiveTestCase):
    def test_what_is_not_known_is_null_empty_or_an_empty_list(self):
        tenth = self.client.get("/api/v1/congresses/10/").json()
        for name in ("opened_on", "delegates_decisive", "sittings_count", "next_congress"):
            self.assertEqual(tenth[name] is None, name != "next_congress")
        self.assertEqual((tenth["city"], tenth["original_title"], tenth["aftermath"]), ("", "", ""))
        for name in ("sittings", "debates", "elections", "mandates", "citations", "notes", "disputes"):
            self.assertEqual(tenth[name], [])
        resolution = self.read("resolution")
        self.assertEqual((resolution["votes_for"], resolution["votes_against"]), (500, None))

    def test_dates_are_as_long_as_they_are_sure(self):
        lenin = self.read("speaker")
        self.assertEqual((lenin["born_on"], lenin["died_on"]), ("1870-04-22", "1924"))
        self.assertEqual(self.read("debate")["speeches"][0]["held_on"], "1922-03")

    def test_a_congress_before_1918_has_both_calendars(self):
        make.make_congress(number=1, opened_on=make.day("1898-03-13"), closed_on=make.day("1898"), **PUBLIC)
        first = self.client.get("/api/v1/congresses/1/").json()
        self.assertEqual((first["opened_on"], first["opened_on_old_style"]), ("1898-03-13", "1898-03-01"))
        self.assertEqual((first["closed_on"], first["closed_on_old_style"]), ("1898", None))
        self.assertIsNone(self.read("congress")["opened_on_old_style"])

    def test_speeches_and_their_paragraphs_have_anchors(self):
        speech = self.read("debate")["speeches"][0]
        page = f"{HOST}/congresses/11/debates/report/#speech-3"
        self.assertEqual((speech["id"], speech["page"]), ("speech-3", page))
        self.assertEqual(
            speech["paragraphs"],
            [
                {"id": "speech-3-p1", "page": f"{page}-p1", "text": "One."},
                {"id": "speech-3-p2", "page": f"{page}-p2", "text": "Two."},
            ],
        )
        self.assertEqual((speech["text"], speech["original_text"]), ("One.\n\nTwo.", "Раз."))
        self.assertEqual(speech["printed_page"], "11")

    def test_clauses_have_anchors(self):
        [clause] = self.read("resolution")["clauses"]
        self.assertEqual((clause["id"], clause["number"]), ("clause-4", "IV"))
        self.assertEqual(clause["page"], f"{HOST}/congresses/11/resolutions/on-the-report/#clause-4")

    def test_an_unknown_voice_stays_unknown(self):
        voice = self.read("debate")["speeches"][1]
        self.assertEqual((voice["speaker"], voice["attribution"]), (None, "A voice"))

    def test_speeches_keep_their_order_and_are_the_same_in_both_places(self):
        speeches = self.read("debate")["speeches"]
        self.assertEqual([speech["position"] for speech in speeches], [3, 4])
        self.assertEqual(self.read("speeches")["results"], speeches)

    def test_relations_are_told_from_both_ends(self):
        inside, outside = sorted(self.read("resolution")["links"], key=lambda link: link["outside_title"])
        self.assertEqual(inside["to"]["title"], "Earlier")
        self.assertEqual((outside["to"], outside["outside_title"]), (None, "A decree"))
        earlier = self.client.get("/api/v1/congresses/10/resolutions/earlier/").json()
        [back] = earlier["links_from"]
        self.assertEqual(back, inside)

    def test_topics_name_the_broader_and_the_narrower(self):
        topic = self.read("topic")
        self.assertEqual(topic["broader"]["title"], "Economy")
        self.assertEqual([narrower["title"] for narrower in topic["narrower"]], ["Inland trade"])
        rows = {row["name"]: row["broader"] for row in self.read("topics")["results"]}
        self.assertEqual((rows["Economy"], rows["Trade"]["title"]), (None, "Economy"))

    def test_neighbours_are_those_of_the_pages(self):
        congress, debate = self.read("congress"), self.read("debate")
        self.assertEqual((congress["previous_congress"]["title"], congress["next_congress"]), ("Tenth Congress", None))
        self.assertEqual((debate["previous_debate"], debate["next_debate"]["title"]), (None, "After"))

    def test_a_source_lists_people_and_every_use(self):
        source = self.read("source")
        self.assertEqual(source["authors"], ["Prokhorov, A.", "Vavilov, S."])
        self.assertEqual(source["web_url"], "https://example.org/encyclopedia")
        self.assertEqual(source["uses"]["count"], 13)
        speech = next(use for use in source["uses"]["results"] if use["part_kind"] == "speech")
        self.assertEqual(speech["page"], f"{HOST}/congresses/11/debates/report/#speech-3")
        self.assertEqual((speech["kind"], speech["part_position"]), ("debate", 3))
        self.assertEqual(speech["entry"]["original_title"], "Отчёт")
        self.assertEqual({use["part_name"] for use in source["uses"]["results"]}, {"", "Vladimir Lenin"})

    def test_a_portrait_comes_with_whose_it_is(self):
        portrait = self.read("speaker")["portrait"]
        self.assertEqual(portrait["image"], f"{HOST}/speakers/lenin/portrait/")
        self.assertEqual(portrait["credit"], "A photographer")

    def test_the_root_leads_everywhere(self):
        root = self.read("front")
        for link in (*root["lists"].values(), {"url": root["schema"]}, {"url": root["docs"]}):
            self.assertEqual(self.client.get(link["url"]).status_code, 200)
        self.assertEqual(root["updates"][0]["title"], "Eleventh Congress")
        self.assertEqual([congress["number"] for congress in root["congresses"]], [10, 11])

    def test_a_sitting_of_another_congress_is_not_named(self):
        hidden = make.make_congress(title="HIDDEN")
        self.speech.sitting = make.make_sitting(congress=hidden, label="HIDDEN")
        self.speech.save()
        self.assertIsNone(self.read("debate")["speeches"][0]["sitting"])
        self.assertNotIn("HIDDEN", self.client.get("/api/v1/speeches/").content.decode())

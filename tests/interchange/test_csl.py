"""What a CSL item says of each kind of thing, and what it must not say."""

from datetime import UTC, datetime

from django.test import TestCase
from django.utils import translation

from archive.interchange.citing import Cited
from archive.interchange.csl import basis_of, item_of_source, version_of
from archive.interchange.csl.names import name, names, speaker_name
from archive.models import Debate
from archive.selectors import citing
from archive.workflow import versions
from tests.factories import (
    PUBLISHED,
    day,
    make_citation,
    make_clause,
    make_congress,
    make_debate,
    make_resolution,
    make_sitting,
    make_source,
    make_speaker,
    make_speech,
)

#: The variables of CSL 1.0.2 that the archive uses, with what they hold.
VARIABLES = {
    **dict.fromkeys(
        ("id", "type", "title", "container-title", "collection-title", "publisher", "publisher-place"), str
    ),
    **dict.fromkeys(("page", "archive_location", "URL", "language", "version", "genre", "note"), str),
    **dict.fromkeys(("event-title", "event-place"), str),
    **dict.fromkeys(("author", "editor"), list),
    **dict.fromkeys(("issued", "accessed"), dict),
}
#: The types of CSL 1.0.2 that the archive uses.
TYPES = {
    *("article-journal", "book", "chapter", "document", "entry-encyclopedia", "manuscript", "speech", "webpage"),
}


class CslTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.congress = make_congress(
            number=11,
            title="11th Congress",
            original_title="Одиннадцатый съезд",
            city="Moscow",
            opened_on=day("1922-03-27"),
            closed_on=day("1922-04-02"),
            status=PUBLISHED,
        )
        cls.debate = make_debate(
            congress=cls.congress, slug="army", title="The Red Army", original_title="О Красной Армии", status=PUBLISHED
        )
        cls.trotsky = make_speaker(
            name="Leon Trotsky", sort_name="Trotsky, Leon", original_name="Лев Давидович Троцкий", status=PUBLISHED
        )
        cls.record = make_source(
            slug="steno", title="Стенографический отчёт", language="ru", year=1961, status=PUBLISHED
        )
        cls.sitting = make_sitting(congress=cls.congress, position=1, held_on=day("1922-03-30"))
        cls.speech = make_speech(
            debate=cls.debate,
            position=3,
            speaker=cls.trotsky,
            attribution="ТРОЦКИЙ",
            kind="closing_word",
            sitting=cls.sitting,
            text="One.\n\nTwo.",
            page="123",
        )
        cls.resolution = make_resolution(
            congress=cls.congress, slug="army", title="On the Red Army", adopted_on=day("1922-04-02"), status=PUBLISHED
        )
        make_clause(resolution=cls.resolution, position=4, number="IV", text="It is kept.")

    def cited(self, part="", read=citing.debate_to_cite, address=(11, "army")):
        return Cited(read(part, *address), "https://archive.example")

    def change(self, **fields):
        for field, value in fields.items():
            setattr(self.speech, field, value)
        self.speech.save()


class SpeechItemTests(CslTestCase):
    def test_words_are_the_speakers_said_on_the_day_of_the_sitting(self):
        item = self.cited("speech-3-p2").item
        self.assertEqual(item["type"], "speech")
        self.assertEqual(item["title"], "The Red Army: closing word, paragraph 2, 11th Congress")
        self.assertEqual(item["author"], [{"family": "Trotsky", "given": "Leon"}])
        self.assertEqual(item["issued"], {"date-parts": [[1922, 3, 30]]})
        self.assertEqual((item["page"], item["language"]), ("123", "en"))
        self.assertEqual(item["URL"], "https://archive.example/congresses/11/debates/army/?version=1#speech-3-p2")
        self.assertEqual(item["id"], "congress-11-debate-army-speech-3-p2")

    def test_a_summary_is_the_editors_and_says_so(self):
        self.change(rendering="summary")
        item = self.cited("speech-3").item
        self.assertEqual(item["author"], [{"literal": "Editors of the Congress Archive"}])
        self.assertIn("(Leon Trotsky), summary by the editors", item["title"])
        self.assertIn("30 March 1922", item["title"])
        self.assertNotIn("author", dict(self.cited("speech-3").meta_tags))

    def test_a_hidden_speaker_is_as_printed(self):
        type(self.trotsky).objects.update(status="draft")
        self.assertEqual(self.cited("speech-3").item["author"], [{"literal": "ТРОЦКИЙ"}])

    def test_an_unknown_voice_has_no_author(self):
        self.change(speaker=None, attribution="")
        self.assertNotIn("author", self.cited("speech-3").item)
        self.assertNotIn("Editors", self.cited("speech-3").preferred.text)

    def test_the_day_of_a_sitting_of_another_congress_is_not_taken(self):
        self.change(sitting=make_sitting(congress=make_congress(number=12), held_on=day("1923-04-17")))
        self.assertEqual(self.cited("speech-3").item["issued"], {"date-parts": [[1922]]})

    def test_it_is_in_russian_for_russian_readers(self):
        with translation.override("ru"):
            item = self.cited("speech-3").item
        self.assertEqual(item["author"], [{"family": "Троцкий", "given": "Лев Давидович"}])
        self.assertTrue(item["title"].startswith("О Красной Армии: "))
        self.assertTrue(item["title"].endswith("Одиннадцатый съезд"))
        self.assertEqual(item["language"], "ru")
        self.assertIn("/ru/congresses/11/", item["URL"])

    def test_a_translation_and_a_doubtful_speaker_say_so(self):
        self.change(rendering="translation", certainty="inferred")
        self.assertIn(
            " [translation; speaker inferred by the editors; version 1 of ", self.cited("speech-3").preferred.text
        )
        self.change(rendering="verbatim", certainty="disputed")
        self.assertIn(" [speaker disputed; version 1 of ", self.cited("speech-3").preferred.text)

    def test_the_printed_record_and_its_page_are_named(self):
        make_citation(self.speech, source=self.record, field="page", locator="pp. 120-125")
        cited = self.cited("speech-3-p2")
        self.assertTrue(cited.basis.is_printed_record)
        for reference in cited.references:
            with self.subTest(style=reference.key):
                self.assertIn("[in print: Стенографический отчёт", reference.text)
                self.assertIn("1961", reference.text)
                self.assertIn(", pp. 120-125; version 1 of ", reference.text)
        self.assertIn("pp. 120-125", cited.item["note"])

    def test_a_source_of_the_text_is_not_called_the_printed_record(self):
        make_citation(self.speech, source=self.record, locator="note 82")
        self.assertIn("[source: Стенографический отчёт", self.cited("speech-3").preferred.text)

    def test_what_nobody_verified_or_what_disputes_is_no_basis(self):
        make_citation(self.speech, source=self.record, unverified=True)
        make_citation(self.speech, source=self.record, stance="disputes", value="x")
        make_citation(self.speech, source=make_source(title="Draft"), field="text")
        self.assertIsNone(basis_of(citing.debate_to_cite("speech-3", 11, "army").record))


class EntryItemTests(CslTestCase):
    def test_the_version_is_its_number_and_its_day_in_universal_time(self):
        Debate.objects.filter(pk=self.debate.pk).update(updated_at=datetime(2026, 11, 24, 10, 15, 3, 999, tzinfo=UTC))
        cited = self.cited()
        self.assertEqual(version_of(cited.entry), "1 (2026-11-24)")
        self.assertEqual(cited.item["issued"], {"date-parts": [[2026, 11, 24]]})
        self.assertTrue(cited.preferred.text.endswith(" [version 1 of 2026-11-24]."))

    def test_a_debate_says_what_it_is_and_when_the_congress_met(self):
        self.assertEqual(self.cited().item["title"], "The Red Army: debate, 11th Congress, 27 March – 2 April 1922")

    def test_a_change_of_a_speech_is_a_new_version_of_its_debate(self):
        versions.record(self.debate, None)
        self.change(text="Changed.")
        versions.record(self.debate, None)
        self.assertEqual(self.cited("speech-3").version.number, 2)
        former = self.cited("speech-3-p1", address=(11, "army", "1"))
        self.assertEqual((former.version.number, former.meant.text), (1, "One."))
        self.assertIn("/debates/army/?version=1#speech-3-p1", former.address)

    def test_a_resolution_is_the_congress_s_when_it_was_adopted(self):
        read = {"read": citing.resolution_to_cite}
        item = self.cited("clause-4-p1", **read).item
        self.assertEqual((item["type"], item["title"]), ("document", "On the Red Army, clause IV, paragraph 1"))
        self.assertEqual(item["author"], [{"literal": "11th Congress"}])
        self.assertEqual(item["issued"], {"date-parts": [[1922, 4, 2]]})
        type(self.resolution).objects.update(result="rejected")
        self.assertNotIn("author", self.cited(**read).item)

    def test_a_source_is_the_work_it_is(self):
        cited = self.cited(read=citing.source_to_cite, address=("steno",))
        self.assertEqual(cited.item["type"], "book")
        self.assertNotIn("URL", cited.item)
        self.assertNotIn("archive.example", cited.preferred.text)
        self.assertNotIn("version", cited.preferred.text)

    def test_every_item_is_csl(self):
        everything = [self.cited(part) for part in ("", "speech-3", "speech-3-p1")]
        everything += [self.cited(part, citing.resolution_to_cite) for part in ("", "clause-4")]
        everything += [self.cited(part, citing.congress_to_cite, (11,)) for part in ("", "people")]
        kinds = ("book", "article", "archive_file", "web_page", "reference_work", "other")
        sources = [
            make_source(kind=kind, container=box, url=url)
            for kind in kinds
            for box in ("", "C")
            for url in ("", "https://e.org/")
        ]
        for item in [cited.item for cited in everything] + [item_of_source(source) for source in sources]:
            with self.subTest(item=item["id"]):
                self.assertIn(item["type"], TYPES)
                for variable, value in item.items():
                    self.assertIsInstance(value, VARIABLES[variable], variable)
                    self.assertTrue(value)
                for one in item.get("author", []):
                    self.assertIn(set(one), [{"literal"}, {"family", "given"}])
                for date in (item.get("issued"), item.get("accessed")):
                    self.assertIn(1 if date is None else len(date["date-parts"]), (1,))


class PartTests(CslTestCase):
    def test_what_is_no_part_cannot_be_cited(self):
        for part in (
            "speech-4",
            "speech-3-p3",
            "speech-03",
            "speech-3-p0",
            "clause-4",
            "text",
            "people",
            "x" * 999,
            "\0",
        ):
            with self.subTest(part=part[:20]), self.assertRaises(citing.NoSuchPart):
                citing.debate_to_cite(part, 11, "army")
        for part in ("text-p1", "text", "speech-3", "clause-5", "clause-99999"):
            with self.subTest(part=part), self.assertRaises(citing.NoSuchPart):
                citing.resolution_to_cite(part, 11, "army")

    def test_the_original_alone_is_cited_by_its_own_paragraphs(self):
        self.change(text="", original_text="Раз.\n\nДва.")
        self.assertEqual(citing.debate_to_cite("speech-3-p2", 11, "army").text, "Два.")


class NameTests(TestCase):
    def test_a_comma_makes_a_person(self):
        self.assertEqual(name("von Hagen, Mark"), {"family": "von Hagen", "given": "Mark"})
        self.assertEqual(name("Institute of Marxism"), {"literal": "Institute of Marxism"})
        self.assertEqual(name("Lenin,"), {"literal": "Lenin"})
        self.assertEqual(names("Lenin, V. I.\n\n , \nMarx, K."), [name("Lenin, V. I."), name("Marx, K.")])

    def test_a_russian_name_ends_with_the_family_name(self):
        person = make_speaker(sort_name="von Hagen, Mark", original_name="Марк фон Хаген")
        self.assertEqual(speaker_name(person, "ru"), {"family": "фон Хаген", "given": "Марк"})
        self.assertEqual(
            speaker_name(make_speaker(sort_name="Stalin", original_name="Сталин"), "ru"), {"literal": "Сталин"}
        )
        self.assertEqual(speaker_name(make_speaker(sort_name="Cachin, Marcel"), "ru")["family"], "Cachin")

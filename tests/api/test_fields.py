"""`fields` leaves out all that is not named, and what is only read for that."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.api.expanding import EXPANDABLE
from archive.api.shapes import ALWAYS
from tests.api.archive import ADDRESSES, LISTS, ArchiveTestCase
from tests.api.test_shapes import SHAPES

#: Addresses whose shape may be chosen from.
CHOOSING = [*LISTS, "congress", "congress-people", "debate", "resolution", "speaker", "topic", "source"]


class FieldsTests(ArchiveTestCase):
    def test_fields_that_are_named_are_answered_as_ever_and_no_others(self):
        for name in CHOOSING:
            whole, fields = self.read(name), SHAPES[name].split()
            for some in (fields[::2], fields[1::2], *([field] for field in fields)):
                with self.subTest(name=name, fields=some):
                    chosen = self.read(name, fields=",".join(some))
                    pairs = [(chosen, whole)]
                    if name in LISTS:
                        pairs = zip(chosen.pop("results"), whole["results"], strict=True)
                        self.assertEqual(chosen, {key: whole[key] for key in chosen})
                    for row, all_of_it in pairs:
                        self.assertEqual(row, {key: all_of_it[key] for key in all_of_it if key in {*some, *ALWAYS}})

    def test_the_order_is_that_of_the_shape_whatever_was_asked_for_first(self):
        debate = self.read("debates", fields="topics,title,kind")["results"][0]
        self.assertEqual(list(debate), ["url", "kind", "title", "topics"])

    def test_a_dot_leads_into_objects_and_lists_of_them(self):
        debate = self.read("debate", fields="congress.title,speeches.text")
        self.assertEqual(list(debate), ["url", "congress", "speeches"])
        self.assertEqual(debate["congress"]["title"], "Eleventh Congress")
        self.assertEqual(set(debate["congress"]), {"url", "title"})
        self.assertEqual([speech["text"] for speech in debate["speeches"]], ["One.\n\nTwo.", "Right!"])
        self.assertEqual({*debate["speeches"][0]}, {"url", "text"})
        self.assertEqual(self.read("topic", fields="broader.title")["broader"]["title"], "Economy")
        self.assertIsNone(self.read("topics", fields="broader.title")["results"][0]["broader"])

    def test_a_name_alone_means_all_of_it(self):
        whole = self.read("debate")["congress"]
        self.assertEqual(self.read("debate", fields="congress.title,congress")["congress"], whole)

    def test_what_is_expanded_can_be_chosen_from(self):
        query = {"expand": "speakers,resolutions", "fields": "title,speakers.name,resolutions.result"}
        debate = self.read("debates", **query)["results"][0]
        self.assertEqual(debate["speakers"][0]["name"], "Vladimir Lenin")
        self.assertEqual(set(debate["speakers"][0]), {"url", "name"})
        self.assertEqual(set(debate["resolutions"][0]), {"url", "result"})
        self.assertEqual(self.client.get(ADDRESSES["debates"], {"fields": "speakers.name"}).status_code, 400)

    def test_evidence_that_is_left_out_is_not_read(self):
        self.read("debates")
        with self.assertNumQueries(3):  # The count, the rows with their congresses, topics.
            self.read("debates", fields="title,topics")
        with self.assertNumQueries(5):  # And citations, notes.
            self.read("debates", fields="title,disputes")

    def test_lists_that_are_left_out_are_not_read(self):
        self.read("debate")
        with self.assertNumQueries(2):  # The count, the rows with their congresses.
            self.read("debates", fields="title,congress")
        for name in CHOOSING[len(LISTS) :]:
            with self.subTest(name=name), self.assertNumQueries(1):
                self.read(name, fields="updated_at")
        for fields, queries in {
            "title,congress.title": 1,
            "topics": 2,
            "held_from": 4,  # Sittings, and speeches with their citations.
            "speeches.text": 3,
            "citations": 3,
            "published_version": 2,
            "previous_debate,title": 2,
        }.items():
            with self.subTest(fields=fields), self.assertNumQueries(queries):
                self.read("debate", fields=fields)

    def test_long_texts_that_are_left_out_are_not_read(self):
        for query in ({}, {"cursor": "start"}, {"kind": "speech"}, {"format": "ndjson"}):
            with self.subTest(query=query), CaptureQueriesContext(connection) as asked:
                response = self.client.get(ADDRESSES["speeches"], {"fields": "id,speaker,paragraphs", **query})
                b"".join(response)
            told = " ".join(each["sql"] for each in asked)
            self.assertIn('"archive_speech"."text"', told)
            self.assertNotIn('"original_text"', told)

    def test_the_schema_says_what_can_be_chosen(self):
        paths = self.client.get("/api/v1/schema/", headers={"accept": "application/json"}).json()["paths"]
        for path, model in [("/api/v1/debates/", "Debate"), ("/api/v1/congresses/{number}/debates/{slug}/", "Debate")]:
            parameters = {each["name"]: each for each in paths[path]["get"]["parameters"]}
            names = next(names for kind, names in EXPANDABLE.items() if kind.__name__ == model)
            self.assertEqual(parameters["expand"]["schema"]["items"]["enum"], list(names))
            self.assertEqual((parameters["expand"]["style"], parameters["expand"]["explode"]), ("form", False))
            self.assertIn("fields", parameters)

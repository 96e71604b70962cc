"""Text that is meant to break things is kept as it is and given back as it is, as JSON and nothing else."""

from tests import factories as make
from tests.api.archive import PUBLIC, ArchiveTestCase

HOSTILE = {
    "a script": "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "quotes": "\"double\" 'single' `back` \\ backslash \\u0041 %s {} {{ x }} {% y %}",
    "right to left": "\u202eevil\u202c שלום \u200fمرحبا\u200e",
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    "combining marks": "Z̸̡̢̛̗̘a̵̧l̷͉g̶̞o е́ и̑ ѣ ѵ",
    "line breaks": "one\ttab\r\ntwo\n\nthree\u2028four\u2029five",
    "sql": "'; DROP TABLE archive_speech; --",
}
LONG = "Слово за словом. " * 6000


class HostileTextTests(ArchiveTestCase):
    def test_texts_come_back_as_they_were(self):
        for what, text in HOSTILE.items():
            with self.subTest(what=what):
                self.speech.text = self.speech.original_text = text
                self.speech.heading = self.speech.attribution = text[:200]
                self.speech.save()
                response = self.client.get("/api/v1/congresses/11/debates/report/")
                self.assertEqual(response["Content-Type"], "application/json")
                self.assertEqual(response["X-Content-Type-Options"], "nosniff")
                speech = response.json()["speeches"][0]
                self.assertEqual((speech["text"], speech["original_text"]), (text, text))
                self.assertEqual((speech["heading"], speech["attribution"]), (text[:200], text[:200]))

    def test_a_text_of_a_hundred_kilobytes_comes_back_whole(self):
        self.assertGreater(len(LONG.encode()), 100_000)
        self.speech.text = LONG
        self.speech.save()
        self.assertEqual(self.read("speeches")["results"][0]["text"], LONG)

    def test_names_titles_and_citations_too(self):
        for what, text in HOSTILE.items():
            with self.subTest(what=what):
                make.make_topic(slug="hostile", name=text, original_name=text, description=text, **PUBLIC)
                topic = make.models.Topic.objects.get(slug="hostile")
                make.make_citation(topic, source=self.source, locator=text, note=text, value=text)
                make.make_note(topic, text=text)
                answer = self.client.get("/api/v1/topics/hostile/").json()
                self.assertEqual((answer["name"], answer["description"]), (text, text))
                [citation], [note] = answer["citations"], answer["notes"]
                self.assertEqual((citation["locator"], citation["note"], citation["value"]), (text, text, text))
                self.assertEqual(note["text"], text)
                reference = self.client.get("/api/v1/sources/encyclopedia/").json()["uses"]["results"]
                self.assertIn(text, [use["entry"]["title"] for use in reference])
                make.models.Topic.objects.filter(slug="hostile").delete()

    def test_a_hostile_question_is_answered_as_json(self):
        for what, text in HOSTILE.items():
            for parameter in ("kind", "congress", "ordering", "page", "page_size", "speaker", text):
                with self.subTest(what=what, parameter=parameter):
                    response = self.client.get("/api/v1/debates/", {parameter: text})
                    self.assertEqual(response.status_code, 400)
                    self.assertEqual(response["Content-Type"], "application/problem+json")
                    self.assertEqual(response.json()["errors"][0]["value"], text[:100])

    def test_bytes_that_are_no_text_are_refused(self):
        response = self.client.get("/api/v1/debates/?kind=%ff%fe%ed%a0%80")
        self.assertEqual(response.status_code, 400)
        self.assertEqual(response.json()["errors"][0]["field"], "kind")

"""The check itself finds what it is there to find."""

from django.test import SimpleTestCase

from tests.linked_data.vocabulary import problems

EVENT = {
    "@context": "https://schema.org",
    "@type": "Event",
    "@id": "https://archive.example/congresses/11/#congress",
    "name": "11th Congress",
    "startDate": "1922-03",
    "location": {"@type": "Place", "name": "Moscow"},
}


class VocabularyTests(SimpleTestCase):
    def test_a_good_node_has_no_problem(self):
        self.assertEqual(list(problems(EVENT)), [])

    def test_every_fault_is_found(self):
        for name, fault in {
            "misspelt property": {"startdate": "1922"},
            "property of another type": {"legislationDate": "1922-04-02"},
            "misspelt type": {"@type": "Evnt"},
            "node of the wrong type": {"location": {"@type": "Person", "name": "Moscow"}},
            "text for a thing": {"superEvent": "11th Congress"},
            "date that is none": {"startDate": "27 March 1922"},
            "address that is none": {"sameAs": "/congresses/11/"},
            "data type for a thing": {"location": {"@type": "Date"}},
            "fault inside": {"location": {"@type": "Place", "nmae": "Moscow"}},
            "number for a text": {"name": 11},
            "empty text": {"name": ""},
            "superseded property": {"attendees": [{"@type": "Person", "name": "X"}]},
        }.items():
            with self.subTest(name):
                self.assertNotEqual(list(problems({**EVENT, **fault})), [])

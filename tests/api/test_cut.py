"""Answers about entries that very much hangs on: the beginning of each list, and where all of it is."""

from archive.workflow import versions
from tests import factories as make
from tests.api.archive import ADDRESSES, PUBLIC, ArchiveTestCase
from tests.beginnings import room_for

#: The lists that may go on, by the name of the address.
LISTS = {
    "speaker": ["mandates", "elections", "participations", "speeches", "chaired_sittings"],
    "topic": ["debates", "resolutions"],
}


class CutTests(ArchiveTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        # Entered last, and first in every order.
        make.make_mandate(congress=cls.tenth, speaker=cls.lenin)
        make.make_election(congress=cls.tenth, speaker=cls.lenin)
        make.make_sitting(congress=cls.tenth, position=1, label="Earlier sitting", chair=cls.lenin)
        debate = make.make_debate(congress=cls.tenth, slug="before", title="Before", position=1, **PUBLIC)
        debate.topics.add(cls.topic)
        cls.earlier.topics.add(cls.topic)
        make.make_participation(debate=debate, speaker=cls.lenin, role="rapporteur", position=1)
        make.make_speech(debate=debate, speaker=cls.lenin, position=1, text="Said before.")
        hidden = make.make_debate(congress=cls.tenth, slug="hidden", title="Hidden", position=2)
        hidden.topics.add(cls.topic)
        make.make_speech(debate=hidden, speaker=cls.lenin, position=1, text="Hidden.")

    def read_cut(self, name, rows=1, **query):
        with room_for(rows):
            return self.read(name, **query)

    def record(self):
        for entry in (self.lenin, self.topic):
            versions.record(entry, None)

    def test_an_answer_with_room_for_all_is_not_cut(self):
        for name, lists in LISTS.items():
            for answer in (self.read(name), self.read_cut(name, rows=2)):
                self.assertEqual(answer["cut"], [])
                self.assertEqual([len(answer[each]) for each in lists], [2] * len(lists))
        congresses = [speech["congress"]["title"] for speech in self.read("speaker")["speeches"]]
        self.assertEqual(congresses, [self.tenth.title, self.congress.title])

    def test_a_list_that_goes_on_has_what_was_entered_first_and_says_where_all_of_it_is(self):
        for name, lists in LISTS.items():
            whole, answer = self.read(name), self.read_cut(name)
            self.assertEqual([cut["list"] for cut in answer["cut"]], lists)
            for cut in answer["cut"]:
                with self.subTest(list=cut["list"]):
                    [first] = answer[cut["list"]]
                    self.assertEqual(first, whole[cut["list"]][1])
                    found = self.client.get(cut["url"])
                    self.assertEqual(found.status_code, 200)
                    for row in whole[cut["list"]]:
                        self.assertIn(f'"{row["url"]}"', found.content.decode())
                    self.assertNotIn("Hidden", found.content.decode())

    def test_chosen_fields_do_not_hide_that_a_list_goes_on(self):
        answer = self.read_cut("speaker", fields="speeches.opening")
        self.assertEqual(set(answer), {"url", "cut", "speeches"})
        self.assertEqual([cut["list"] for cut in answer["cut"]], ["speeches"])
        self.assertEqual([cut["list"] for cut in self.read_cut("speaker", fields="cut")["cut"]], LISTS["speaker"])
        with self.assertNumQueries(1):
            self.assertEqual(self.read_cut("topic", fields="name")["cut"], [])

    def test_nor_do_they_tell_of_lists_that_are_left_out(self):
        self.record()
        for query in ({"expand": "mandates.congress"}, {"version": "1"}):
            answer = self.read_cut("speaker", fields="mandates", **query)
            self.assertEqual([cut["list"] for cut in answer["cut"]], ["mandates"], query)

    def test_what_is_expanded_is_as_long_as_the_list(self):
        answer = self.read_cut("topic", expand="debates")
        self.assertEqual([debate["title"] for debate in answer["debates"]], ["Report"])
        self.assertEqual([cut["list"] for cut in answer["cut"]], LISTS["topic"])

    def test_a_former_version_and_linked_data_have_the_same_beginnings(self):
        self.record()
        self.lenin.role = self.topic.description = "Changed"
        self.lenin.save()
        self.topic.save()
        self.record()
        for name, lists in LISTS.items():
            former = self.read_cut(name, version="1")
            self.assertFalse(former["published_version"]["is_latest"])
            self.assertEqual([cut["list"] for cut in former["cut"]], lists)
            present = self.read_cut(name)
            self.assertEqual([former[each] for each in lists], [present[each] for each in lists])
            page = self.client.get(ADDRESSES[name].removeprefix("/api/v1"), {"version": "1"})
            self.assertEqual(page.status_code, 200)
        self.assertEqual(len(self.read_cut("topic", format="jsonld")["mainEntity"]["subjectOf"]), 2)

"""Order, pages, facets, snippets and the nearest spelling."""

from unittest import mock

from archive.models import Speaker
from archive.search import facets, find
from archive.search.indexing import index
from tests import factories as make
from tests.search.base import PUBLIC, SearchTestCase, titles


class ListTests(SearchTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        for number in range(1, 31):
            cls.say(
                f"The plan, part {number}.",
                f"S{number}",
                speaker=cls.trotsky if number % 3 else None,
                held_on=f"1922-03-{number:02}" if number < 29 else None,
                language="ru" if number % 2 else "en",
            )

    def test_pages_follow_each_other_without_repeats_in_every_order(self):
        for ordering in ["relevance", "date", "-date"]:
            with self.subTest(ordering=ordering):
                whole = titles("plan", ordering=ordering, stop=100)
                pages = [titles("plan", ordering=ordering, start=start, stop=start + 7) for start in range(0, 35, 7)]
                self.assertEqual([title for page in pages for title in page], whole)
                self.assertEqual(len(set(whole)), 30)

    def test_by_date_what_has_none_of_its_own_stands_at_its_congress(self):
        self.assertEqual(titles("plan", ordering="date")[:2], ["S1", "S2"])
        self.assertEqual(titles("plan", ordering="-date")[:4], ["S28", "S27", "S29", "S30"])

    def test_what_has_no_date_comes_last_both_ways(self):
        make.make_topic(name="The plan", **PUBLIC)
        for ordering in ["date", "-date"]:
            self.assertEqual(titles("plan", ordering=ordering, stop=100)[-1], "The plan")

    def test_of_many_congresses_the_first_are_shown_and_the_one_chosen(self):
        for number in range(101, 150):
            hidden = {} if number > 130 else {"status": "draft"}
            congress = make.make_congress(number=number, title=f"C{number}", **{**PUBLIC, **hidden})
            make.make_debate(congress=congress, slug="d", title="A debate on gold", **PUBLIC)
            make.make_resolution(congress=congress, slug="r", title="On gold", **PUBLIC)
        shown = {facet.name: facet.options for facet in find("gold", stop=0).facets}["congress"]
        # What stands in a congress that is not public is not public either.
        self.assertEqual([option.value for option in shown], ["11", *map(str, range(131, 150))])
        make.make_congress(number=150, title="Gold", **PUBLIC)
        for number in range(151, 180):
            make.make_congress(number=number, title=f"Gold {number}", **PUBLIC)
        for chosen, last in ((None, "149"), (175, "175")):
            with self.subTest(chosen=chosen):
                narrowing = {} if chosen is None else {"congress": chosen}
                found = find("gold", stop=0, narrowing=narrowing)
                options = {facet.name: facet.options for facet in found.facets}["congress"]
                self.assertEqual(options[-1].value, last)

    def test_each_facet_count_is_what_choosing_it_leaves(self):
        found = find("plan", stop=0)
        chosen = {"speaker": lambda value: self.trotsky, "topic": lambda value: self.topic, "congress": int}
        self.assertEqual([facet.name for facet in found.facets], ["type", "congress", "speaker", "topic", "language"])
        for facet in found.facets:
            self.assertTrue(facet.options, facet.name)
            for option in facet.options:
                with self.subTest(facet=facet.name, option=option.value):
                    value = chosen.get(facet.name, str)(option.value)
                    left = find("plan", narrowing={facet.name: value})
                    self.assertEqual(left.count, option.count)
                    same = next(each for each in left.facets if each.name == facet.name)
                    self.assertIn((option.value, True), [(each.value, each.is_selected) for each in same.options])

    def test_no_more_people_are_read_than_may_be_shown_however_many_are_counted_alike(self):
        people = [make.make_speaker(name=f"P{number:02}", **PUBLIC) for number in reversed(range(60))]
        for speaker in people:
            self.say("A word each.", speaker=speaker)
        with mock.patch.object(facets, "_NAMED", wraps=facets._NAMED) as named:
            found = find("word", stop=0)
        options = {facet.name: facet.options for facet in found.facets}["speaker"]
        self.assertEqual([option.label for option in options], sorted(option.label for option in options))
        self.assertEqual(len(options), facets.MOST_OPTIONS)
        self.assertEqual([len(call.kwargs["speakers"]) for call in named.filled.mock_calls if call.kwargs], [40])
        # Who is not public takes nobody's place.
        shown = {option.label for option in options}
        others = [person for person in people if person.name not in shown]
        Speaker.objects.filter(pk__in=[person.pk for person in others]).update(status="draft")
        index("speaker", [person.pk for person in others])
        options = {facet.name: facet.options for facet in find("word", stop=0).facets}["speaker"]
        self.assertEqual({option.label for option in options}, shown)

    def test_facets_are_labelled_in_both_languages(self):
        labels = {facet.name: facet.options[0] for facet in find("plan").facets}
        self.assertEqual(
            (labels["speaker"].label, labels["speaker"].original_label), ("Leon Trotsky", "Лев Давидович Троцкий")
        )
        self.assertEqual(labels["speaker"].value, "trotsky")
        self.assertEqual((labels["type"].value, labels["type"].original_label), ("speech", "выступления"))
        self.assertEqual(labels["congress"].label, "Eleventh Congress")

    def test_choices_beside_the_query_narrow_it(self):
        self.assertEqual(find("plan", narrowing={"years": (1900, 1930), "language": "ru"}).count, 15)
        self.assertEqual(find("", narrowing={"type": "topic"}).count, 1)
        for years, count in {(1800, 1850): 0, (None, 1850): 0, (1900, None): 30, (None, 1922): 30}.items():
            self.assertEqual(find("plan", narrowing={"years": years}).count, count)
        for narrowing in ({"language": 'x" OR "y'}, {"language": "…"}, {"type": "nothing"}, {"congress": 99}):
            self.assertEqual(find("plan", narrowing=narrowing).count, 0)


class SnippetTests(SearchTestCase):
    def snippets(self, text):
        return [
            (snippet.anchor, "".join(f"[{piece.text}]" if piece.is_match else piece.text for piece in snippet.pieces))
            for snippet in find(text).hits[0].snippets
        ]

    def test_a_snippet_leads_to_its_paragraph_and_marks_the_match(self):
        self.assertEqual(self.snippets("minting silver"), [("clause-1-p2", "It is [minted] in [silver].")])
        speech = self.say("One.\n\nTwo of the Soldiers.\n\nThree.", original_text="Раз.\n\nДва солдата.\n\nТри.")
        anchor = f"speech-{speech.position}-p2"
        self.assertEqual(self.snippets("soldier"), [(anchor, "Two of the [Soldiers].")])
        self.assertEqual(self.snippets("солдат"), [(anchor, "Два [солдата].")])

    def test_a_long_paragraph_is_cut_around_the_match(self):
        self.say("Before it. " * 100 + "Here is the needle. " + "After it. " * 100)
        ((_, text),) = self.snippets("needle")
        self.assertIn("Here is the [needle].", text)
        self.assertLess(len(text), 300)
        self.assertTrue(text.startswith("… ") and text.endswith(" …"), text)

    def test_a_name_is_marked_in_the_spelling_of_the_text(self):
        self.say("Then Trotsky rose.", "Speech")
        hit = find("Троцкий Speech").hits[0]
        self.assertIn("Trotsky", [piece.text for piece in hit.snippets[0].pieces if piece.is_match])


class SuggestionTests(SearchTestCase):
    def test_the_nearest_spelling_is_suggested_when_nothing_is_found(self):
        self.say("The commissar spoke of конференция.", language="en")
        for text, suggestion in {
            "comissar": "commissar",
            "Comissar": "Commissar",
            "ocmmissar": "commissar",
            "конфиренция": "конференция",
            "Trotzskyi": "Trotsky",
            "doctrine comissar": "",
            "spoke comissar": "spoke commissar",
            "zzzzzzzz": "",
            "commissar": "",
        }.items():
            with self.subTest(text=text):
                self.assertEqual(find(text).suggestion, suggestion)

    def test_a_suggestion_keeps_to_what_narrows(self):
        self.say("The commissar spoke.")
        self.assertEqual(find("comissar type:speech").suggestion, "commissar type:speech")
        self.assertEqual(find("comissar", narrowing={"type": "topic"}).suggestion, "")

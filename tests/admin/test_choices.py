"""Keep mine or take theirs: the refused form asks for each field that differs, and the next save does it."""

from archive.differences import Piece, side_by_side
from archive.models import Clause, Speaker
from tests import factories as make
from tests.admin.base import address, read_form
from tests.admin.test_lost_updates import TwoEditors

PORTRAIT = "portraits/one.webp"
CITATION = "archive-citation-content_type-object_id"


class ChoiceCase(TwoEditors):
    def conflict(self, record, theirs, mine):
        """Ana saves, Boris is refused: what his page would send when he changes nothing on it."""
        opened, late = self.open(self.ana, record), self.open(self.boris, record)
        self.assertSaved(self.save(self.ana, record, {**opened, **theirs}))
        response = self.save(self.boris, record, {**late, **mine})
        self.assertEqual(response.status_code, 200)
        return read_form(response).data

    def choose(self, record, data, **choices):
        taken = {f"_choice-{name.replace('__', '-')}": "theirs" for name in choices.pop("theirs", ())}
        return self.save(self.boris, record, {**data, **taken, **choices})


class FieldTests(ChoiceCase):
    def test_each_field_is_asked_about_and_mine_is_chosen_at_first(self):
        data = self.conflict(self.congress, {"title": "Ana's", "city": "Kharkiv"}, {"title": "Boris's"})
        asked = {name: value for name, value in data.items() if name.startswith("_choice-")}
        self.assertEqual(asked, {"_choice-title": ["mine"], "_choice-city": ["mine"]})

    def test_theirs_is_stored_and_mine_beside_it(self):
        data = self.conflict(self.congress, {"title": "Ana's", "city": "Kharkiv"}, {"title": "Boris's"})
        self.assertSaved(self.choose(self.congress, data, theirs=["city"]))
        self.congress.refresh_from_db()
        self.assertEqual((self.congress.title, self.congress.city), ("Boris's", "Kharkiv"))

    def test_all_theirs_is_no_new_version(self):
        data = self.conflict(self.congress, {"title": "Ana's"}, {"title": "Boris's"})
        self.assertSaved(self.choose(self.congress, data, theirs=["title"]))
        self.congress.refresh_from_db()
        self.assertEqual((self.congress.title, self.congress.version), ("Ana's", 2))

    def test_theirs_is_refused_again_when_it_is_no_longer_what_was_shown(self):
        data = self.conflict(self.congress, {"title": "Ana's"}, {"title": "Boris's"})
        self.save(self.ana, self.congress, {**self.open(self.ana, self.congress), "title": "Ana's second"})
        again = self.choose(self.congress, data, theirs=["title"])
        self.assertRefused(again, "stored is “Ana&#x27;s second”, you have “Boris&#x27;s”")
        self.assertEqual(read_form(again).data["_choice-title"], ["mine"])
        self.assertSaved(self.choose(self.congress, read_form(again).data, theirs=["title"]))
        self.congress.refresh_from_db()
        self.assertEqual(self.congress.title, "Ana's second")

    def test_what_was_typed_and_chosen_stays_when_something_else_is_wrong(self):
        data = self.conflict(self.congress, {"title": "Ana's"}, {"title": "Boris's"})
        refused = self.choose(self.congress, data, theirs=["title"], opened_on="no date")
        again = read_form(refused).data
        self.assertEqual((again["title"], again["_choice-title"]), (["Boris's"], ["theirs"]))
        self.assertSaved(self.save(self.boris, self.congress, {**again, "opened_on": "1922"}))
        self.congress.refresh_from_db()
        self.assertEqual((self.congress.title, str(self.congress.opened_on)), ("Ana's", "1922"))

    def test_a_changed_mind_brings_mine_back(self):
        data = self.conflict(self.congress, {"title": "Ana's"}, {"title": "Boris's"})
        again = read_form(self.choose(self.congress, data, theirs=["title"], opened_on="no date")).data
        self.assertSaved(self.save(self.boris, self.congress, {**again, "opened_on": "", "_choice-title": "mine"}))
        self.congress.refresh_from_db()
        self.assertEqual(self.congress.title, "Boris's")

    def test_a_typed_value_that_is_not_valid_is_shown_and_can_be_dropped_for_theirs(self):
        wrong = {"opened_on": "sometime", "sittings_count": "many"}
        data = self.conflict(self.congress, {"opened_on": "1922-03-27", "sittings_count": "12"}, wrong)
        self.assertEqual((data["opened_on"], data["sittings_count"]), (["sometime"], ["many"]))
        self.assertSaved(self.choose(self.congress, data, theirs=["opened_on", "sittings_count"]))
        self.congress.refresh_from_db()
        self.assertEqual((str(self.congress.opened_on), self.congress.sittings_count), ("1922-03-27", 12))

    def test_several_references_one_reference_and_a_select(self):
        red, trade = make.make_topic(name="Red Army"), make.make_topic(name="Trade unions")
        theirs = {"topics": [red.pk], "kind": "report"}
        data = self.conflict(self.debate, theirs, {"topics": [trade.pk], "title": "Boris's"})
        self.assertSaved(self.choose(self.debate, data, theirs=["topics", "kind"]))
        self.debate.refresh_from_db()
        self.assertEqual((list(self.debate.topics.all()), self.debate.kind), ([red], "report"))
        one, other = make.make_topic(), make.make_topic()
        data = self.conflict(red, {"broader": one.pk}, {"broader": other.pk})
        self.assertSaved(self.choose(red, data, theirs=["broader"]))
        red.refresh_from_db()
        self.assertEqual(red.broader, one)

    def test_a_position_taken_as_stored_moves_nobody(self):
        second = make.make_debate(congress=self.congress, position=self.debate.position + 1)
        data = self.conflict(self.debate, {"position": "1"}, {"position": str(second.position), "title": "Boris's"})
        self.assertSaved(self.choose(self.debate, data, theirs=["position"]))
        before = second.position
        second.refresh_from_db()
        self.debate.refresh_from_db()
        self.assertEqual((self.debate.position, second.position, self.debate.title), (1, before, "Boris's"))

    def test_a_portrait_taken_as_stored_is_not_made_anew(self):
        speaker = make.make_speaker()
        theirs = {"portrait_alt": "A man", "portrait_credit": "Nobody"}
        data = self.conflict(speaker, theirs, {"name": "Boris's"})
        # Ana's picture, which no form can post: and his form says to clear it.
        licence = {"portrait_alt": "A man", "portrait_credit": "Nobody", "portrait_licence": "CC0"}
        Speaker.objects.filter(pk=speaker.pk).update(portrait=PORTRAIT, **licence)
        data |= {"portrait-clear": "on", "portrait_licence": "CC0"}
        self.assertSaved(self.choose(speaker, data, theirs=["portrait", "portrait_alt", "portrait_credit"]))
        speaker.refresh_from_db()
        self.assertEqual((speaker.portrait.name, speaker.name), (PORTRAIT, "Boris's"))

    def test_a_choice_for_a_field_that_is_not_in_the_form_does_nothing(self):
        data = self.open(self.boris, self.debate)
        self.assertSaved(self.choose(self.debate, {**data, "title": "New"}, theirs=["status", "id", "nonsense", ""]))
        self.debate.refresh_from_db()
        self.assertEqual((self.debate.title, self.debate.status), ("New", "draft"))

    def test_the_page_says_in_words_what_only_one_side_has(self):
        opened, late = self.open(self.ana, self.congress), self.open(self.boris, self.congress)
        self.save(self.ana, self.congress, {**opened, "title": "The Eleventh <b>Congress</b>"})
        response = self.save(self.boris, self.congress, {**late, "title": "The Eleventh Party Congress"})
        self.assertContains(response, "only yours:")
        self.assertContains(response, "only stored:")
        self.assertContains(response, "&lt;b&gt;Congress&lt;/b&gt;")
        self.assertNotContains(response, "<b>Congress</b>")
        self.assertContains(response, "Title: which one shall stand?")

    def test_a_part_page_asks_in_the_same_way(self):
        speech = make.make_speech(debate=self.debate, text="As printed", heading="Old")
        data = self.conflict(speech, {"text": "Ana's", "heading": "Hers"}, {"text": "Boris's", "heading": "His"})
        self.assertSaved(self.choose(speech, data, theirs=["text"]))
        speech.refresh_from_db()
        self.assertEqual((speech.text, speech.heading), ("Ana's", "His"))


class RowTests(ChoiceCase):
    def setUp(self):
        self.first = make.make_clause(resolution=self.resolution, position=1, text="First", heading="One")
        self.second = make.make_clause(resolution=self.resolution, position=2, text="Second")

    def clauses(self):
        return list(self.resolution.clauses.order_by("position").values_list("text", "heading"))

    def test_a_row_has_choices_of_its_own(self):
        theirs = {"clauses-0-text": "Ana's", "clauses-0-heading": "Hers", "clauses-1-text": "Ana's too"}
        mine = {"clauses-0-text": "Boris's", "clauses-0-heading": "His", "title": "Boris's title"}
        data = self.conflict(self.resolution, theirs, mine)
        taken = ["clauses__0__text", "clauses__1__text"]
        self.assertSaved(self.choose(self.resolution, data, theirs=taken))
        self.resolution.refresh_from_db()
        self.assertEqual(self.clauses(), [("Ana's", "His"), ("Ana's too", "")])
        self.assertEqual(self.resolution.title, "Boris's title")

    def test_a_row_taken_whole_is_no_new_version(self):
        data = self.conflict(self.resolution, {"clauses-0-text": "Ana's"}, {"clauses-0-text": "Boris's"})
        self.assertSaved(self.choose(self.resolution, data, theirs=["clauses__0__text"]))
        self.first.refresh_from_db()
        self.assertEqual((self.first.text, self.first.version), ("Ana's", 2))

    def test_a_choice_stays_with_its_row_when_a_row_before_it_goes(self):
        theirs = {"clauses-0-text": "Ana's", "clauses-1-text": "Ana's second"}
        mine = {"clauses-0-text": "Boris's", "clauses-1-text": "Boris's second"}
        data = self.conflict(self.resolution, theirs, mine)
        self.first.delete()
        again = self.choose(self.resolution, data, theirs=["clauses__1__text"])
        self.assertRefused(again, "Somebody else has deleted this row")
        data = read_form(again).data
        self.assertEqual(data["_choice-clauses-0-text"], ["theirs"])
        self.assertSaved(self.choose(self.resolution, data, theirs=["clauses__1__id"]))
        self.assertEqual(self.clauses(), [("Ana's second", "")])

    def test_a_row_deleted_by_the_other_side_is_added_again_or_let_go(self):
        for choice, left in [("mine", ["Second", "Improved"]), ("theirs", ["Second"])]:
            with self.subTest(choice=choice):
                Clause.objects.all().delete()
                first = make.make_clause(resolution=self.resolution, position=1, text="First")
                make.make_clause(resolution=self.resolution, position=2, text="Second")
                mine = self.open(self.boris, self.resolution)
                first.delete()
                refused = self.save(self.boris, self.resolution, {**mine, "clauses-0-text": "Improved"})
                data = read_form(refused).data
                self.assertEqual((data["_choice-clauses-1-id"], data["clauses-1-text"]), (["mine"], ["Improved"]))
                data["_choice-clauses-1-id"] = choice
                data["clauses-1-position"] = ""
                self.assertSaved(self.save(self.boris, self.resolution, data))
                self.assertEqual([text for text, _ in self.clauses()], left)

    def test_a_row_let_go_is_still_there_to_read_when_something_else_is_wrong(self):
        mine = self.open(self.boris, self.resolution)
        self.first.delete()
        data = read_form(self.save(self.boris, self.resolution, {**mine, "clauses-0-text": "Improved"})).data
        refused = self.choose(self.resolution, data, theirs=["clauses__1__id"], title="")
        again = read_form(refused).data
        self.assertEqual((again["clauses-1-text"], again["_choice-clauses-1-id"]), (["Improved"], ["theirs"]))
        self.assertSaved(self.save(self.boris, self.resolution, {**again, "title": "Back"}))
        self.assertEqual([text for text, _ in self.clauses()], ["Second"])

    def test_a_row_marked_for_deletion_that_was_improved_is_deleted_or_kept(self):
        for choice, left in [("theirs", ["Improved", "Second"]), ("mine", ["Second"])]:
            with self.subTest(choice=choice):
                Clause.objects.filter(pk=self.first.pk).update(text="First")
                data = self.conflict(self.resolution, {"clauses-0-text": "Improved"}, {"clauses-0-DELETE": "on"})
                self.assertEqual(data["_choice-clauses-0-DELETE"], ["mine"])
                self.assertNotIn("_choice-clauses-0-text", data)
                data["_choice-clauses-0-DELETE"] = choice
                self.assertSaved(self.save(self.boris, self.resolution, data))
                self.assertEqual([text for text, _ in self.clauses()], left)

    def test_a_citation_has_choices_too(self):
        citation = make.make_citation(self.resolution, locator="p. 1")
        theirs = {f"{CITATION}-0-locator": "p. 2", f"{CITATION}-0-unverified": "on"}
        data = self.conflict(self.resolution, theirs, {f"{CITATION}-0-locator": "p. 3"})
        self.assertEqual(data[f"_choice-{CITATION}-0-unverified"], ["mine"])
        data[f"_choice-{CITATION}-0-locator"] = "theirs"
        self.assertSaved(self.save(self.boris, self.resolution, data))
        citation.refresh_from_db()
        self.assertEqual((citation.locator, citation.unverified), ("p. 2", False))


class WordingTests(ChoiceCase):
    def test_words_that_only_one_side_has_are_told_apart(self):
        stored, typed = side_by_side("On the Red Army", "On the new Army")
        self.assertEqual(stored, [Piece("On the ", True), Piece("Red ", False), Piece("Army", True)])
        self.assertEqual(typed, [Piece("On the ", True), Piece("new ", False), Piece("Army", True)])

    def test_nothing_on_one_side(self):
        self.assertEqual(side_by_side("", "All of it"), ([], [Piece("All of it", False)]))

    def test_a_long_same_stretch_is_cut_beside_the_difference(self):
        same = "word " * 1000
        stored, typed = side_by_side(f"{same}old", f"{same}new")
        self.assertLess(len(stored[0].text), 200)
        self.assertTrue(stored[0].text.startswith("…"))
        self.assertEqual((stored[-1].text, typed[-1].text), ("old", "new"))

    def test_a_very_long_text_is_told_apart_by_its_words_too(self):
        same = "a line of words\n" * 4000
        stored, typed = side_by_side(f"{same}old end", f"{same}new end")
        self.assertEqual(
            (stored[1:], typed[1:]),
            ([Piece("old ", False), Piece("end", True)], [Piece("new ", False), Piece("end", True)]),
        )


class ReaderTests(ChoiceCase):
    def test_an_untouched_page_asks_nothing(self):
        response = self.boris.get(address(self.congress))
        self.assertNotContains(response, "_choice-")

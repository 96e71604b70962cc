"""References: autocompletes with telling labels, and rules across records, said in words."""

from django.urls import reverse

from archive.models import PARTS, Citation, Debate, Speech
from tests import factories as make
from tests.admin.base import AdminTestCase, address, make_user, read_form, signed_in


class ReferenceTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.client_ = signed_in(make_user("Editor"))
        cls.eleventh = make.make_congress(number=11, title="Eleventh Congress")
        cls.twelfth = make.make_congress(number=12, title="Twelfth Congress")
        cls.sitting = make.make_sitting(congress=cls.eleventh, label="First sitting", held_on=make.day("1922-03-27"))
        cls.stranger = make.make_sitting(congress=cls.twelfth, label="First sitting")
        cls.debate = make.make_debate(congress=cls.eleventh, title="Red Army")
        cls.other_debate = make.make_debate(congress=cls.twelfth, title="Industry")

    def complete(self, model, field, term):
        query = {"app_label": "archive", "model_name": model, "field_name": field, "term": term}
        answer = self.client_.get(reverse("admin:autocomplete"), query).json()
        return [result["text"] for result in answer["results"]]

    def test_sittings_are_found_by_the_number_of_the_congress_and_the_label(self):
        for term in ("11", "11 first", "first 11", "1922-03"):
            with self.subTest(term=term):
                found = self.complete("debate", "sittings", term)
                self.assertEqual(found, ["11 · First sitting · 27 March 1922"])
        self.assertEqual(len(self.complete("speech", "sitting", "first")), 2)
        self.assertEqual(self.complete("speech", "sitting", "2"), [])

    def test_debates_are_found_by_congress_and_title(self):
        self.assertEqual(self.complete("resolution", "debates", "12"), ["12 · Industry"])
        self.assertEqual(self.complete("resolution", "debates", "red army"), ["11 · Red Army"])

    def test_people_are_found_in_any_script_and_case(self):
        person = make.make_speaker(name="Leon Trotsky", original_name="Лев Троцкий", born_on=make.day("1879"))
        make.make_name(speaker=person, name="Бронштейн")
        for term in ("trotsky", "троцкий", "ТРОЦКИЙ", "Троцкий лев", "бронштейн"):
            with self.subTest(term=term):
                self.assertEqual(self.complete("speech", "speaker", term), ["Leon Trotsky (1879–?)"])

    def test_every_reference_is_an_autocomplete(self):
        for model in (*PARTS, Debate):
            with self.subTest(model=model._meta.model_name):
                self.assertContains(self.client_.get(address(model, "add")), "admin-autocomplete")
        page = self.client_.get(address(self.debate)).content.decode()
        for field in ("sittings", "topics"):
            self.assertIn(f'data-field-name="{field}"', page)

    def test_what_is_chosen_carries_its_label(self):
        self.debate.sittings.add(self.sitting)
        response = self.client_.get(address(self.debate))
        self.assertContains(response, "11 · First sitting · 27 March 1922")

    def test_a_debate_is_held_in_sittings_of_its_congress(self):
        data = self.open(self.client_, self.debate)
        response = self.save(self.client_, self.debate, {**data, "sittings": [self.sitting.pk, self.stranger.pk]})
        self.assertRefused(response, "Not of this congress: “First sitting” of congress 12.")
        self.assertSaved(self.save(self.client_, self.debate, {**data, "sittings": [self.sitting.pk]}))
        data = {"congress": self.twelfth.pk, "kind": "other", "title": "New", "slug": "new"}
        response = self.save(self.client_, Debate, {**data, "sittings": [self.sitting.pk]}, "add")
        self.assertRefused(response, "of congress 11.")

    def test_a_resolution_comes_from_debates_of_its_congress(self):
        resolution = make.make_resolution(congress=self.eleventh)
        data = self.open(self.client_, resolution)
        response = self.save(self.client_, resolution, {**data, "debates": [self.other_debate.pk]})
        self.assertRefused(response, "Not of this congress: “Industry” of congress 12.")
        self.assertSaved(self.save(self.client_, resolution, {**data, "debates": [self.debate.pk]}))

    def test_a_speech_is_given_in_a_sitting_of_its_congress(self):
        speech = make.make_speech(debate=self.debate)
        for record, name in ((speech, "sitting"), (self.debate, "speeches-0-sitting")):
            with self.subTest(page=record._meta.model_name):
                data = self.open(self.client_, record)
                response = self.save(self.client_, record, {**data, name: self.stranger.pk})
                self.assertRefused(response, "Not of this congress: “First sitting” of congress 12.")
                self.assertSaved(self.save(self.client_, record, {**data, name: self.sitting.pk}))
        data = {"debate": self.debate.pk, "kind": "speech", "certainty": "printed", "rendering": "summary",
                "language": "en", "text": "x", "sitting": self.stranger.pk}  # fmt: skip
        self.assertRefused(self.save(self.client_, Speech, data, "add"), "Not of this congress")

    def test_uniqueness_with_a_fixed_parent_is_an_error_of_the_form(self):
        make.make_debate(congress=self.eleventh, slug="taken")
        data = self.open(self.client_, self.debate)
        response = self.save(self.client_, self.debate, {**data, "slug": "taken"})
        self.assertRefused(response, "Another debate of this congress has this slug.")
        one = make.make_mandate(congress=self.eleventh)
        two = make.make_mandate(congress=self.eleventh)
        data = self.open(self.client_, two)
        response = self.save(self.client_, two, {**data, "speaker": one.speaker_id})
        self.assertRefused(response, "This person has a mandate at this congress already.")

    def test_the_congress_of_a_debate_is_fixed_once_it_has_an_address(self):
        data = self.open(self.client_, self.debate)
        self.assertNotIn("congress", data)
        self.save(self.client_, self.debate, {**data, "congress": self.twelfth.pk, "title": "New"})
        self.debate.refresh_from_db()
        self.assertEqual((self.debate.congress, self.debate.title), (self.eleventh, "New"))

    def test_a_changed_slug_leaves_an_address_that_is_shown(self):
        data = self.open(self.client_, self.debate)
        old = self.debate.slug
        self.assertSaved(self.save(self.client_, self.debate, {**data, "slug": "renamed"}))
        self.assertContains(self.client_.get(address(self.debate)), f'<div class="readonly">{old}</div>', html=True)

    def test_dates_are_checked_and_shown_in_both_styles(self):
        congress = make.make_congress(opened_on=make.day("1898-03-13"))
        self.assertContains(self.client_.get(address(congress)), "13 March 1898 (1 March 1898 Old Style)")
        data = self.open(self.client_, congress)
        response = self.save(self.client_, congress, {**data, "opened_on": "13.3.1898"})
        self.assertRefused(response, "“13.3.1898” is not a date.")
        response = self.save(self.client_, congress, {**data, "closed_on": "1897"})
        self.assertRefused(response, "A congress cannot close before it opens.")


class CitationTests(AdminTestCase):
    prefix = "archive-citation-content_type-object_id"

    @classmethod
    def setUpTestData(cls):
        cls.client_ = signed_in(make_user("Editor"))
        cls.congress = make.make_congress()
        cls.source = make.make_source()

    def row(self, number=0, total=1, **fields):
        data = self.open(self.client_, self.congress)
        data[f"{self.prefix}-TOTAL_FORMS"] = str(total)
        fields = {"source": self.source.pk, "stance": "supports", **fields}
        return data | {f"{self.prefix}-{number}-{name}": value for name, value in fields.items()}

    def test_the_field_is_chosen_by_its_name_in_words(self):
        citation = make.make_citation(self.congress)
        for page in (address(self.congress), address(citation)):
            response = self.client_.get(page)
            self.assertContains(
                response, '<option value="delegates_decisive">Delegates with decisive vote</option>', html=True
            )
            for hidden in ("status", "publish_at", "withdraw_at", "created_by", "version"):
                self.assertNotContains(response, f'<option value="{hidden}"')

    def test_a_disputing_citation_is_added_with_its_value(self):
        data = self.row(field="delegates_consultative", stance="disputes")
        self.assertRefused(self.save(self.client_, self.congress, data), "needs the value it gives")
        data |= {f"{self.prefix}-0-value": "164"}
        self.assertSaved(self.save(self.client_, self.congress, data))
        citation = self.congress.citations.get()
        self.assertEqual(
            (citation.field, citation.value, citation.stance), ("delegates_consultative", "164", "disputes")
        )

    def test_a_field_that_is_no_field_is_refused(self):
        for field in ("status", "nonsense", "number; drop table"):
            with self.subTest(field=field):
                self.assertRefused(
                    self.save(self.client_, self.congress, self.row(field=field)), "Select a valid choice"
                )

    def test_a_field_no_longer_in_use_does_not_block_the_form(self):
        make.make_citation(self.congress, field="bygone")
        data = self.open(self.client_, self.congress)
        self.assertEqual(data[f"{self.prefix}-0-field"], ["bygone"])
        self.assertSaved(self.save(self.client_, self.congress, {**data, f"{self.prefix}-0-locator": "p. 9"}))

    def test_the_same_citation_twice_is_refused_in_words(self):
        self.assertSaved(self.save(self.client_, self.congress, self.row(field="city")))
        again = self.row(number=1, total=2, field="city")
        self.assertRefused(self.save(self.client_, self.congress, again), "is cited for the same thing already")
        twins = self.row(number=1, total=3, field="title")
        twins |= {f"{self.prefix}-2-source": self.source.pk, f"{self.prefix}-2-stance": "supports",
                  f"{self.prefix}-2-field": "title"}  # fmt: skip
        self.assertRefused(self.save(self.client_, self.congress, twins), "Two rows say the same.")
        citation = make.make_citation(self.congress, source=self.source, field="title")
        data = self.open(self.client_, citation)
        response = self.save(self.client_, citation, {**data, "field": "city"})
        self.assertRefused(response, "is cited for the same thing already")

    def test_a_citation_on_a_part_is_made_on_the_page_of_the_part(self):
        sitting = make.make_sitting(congress=self.congress)
        data = self.open(self.client_, sitting)
        data |= {f"{self.prefix}-TOTAL_FORMS": "1", f"{self.prefix}-0-source": self.source.pk,
                 f"{self.prefix}-0-stance": "supports", f"{self.prefix}-0-field": "held_on"}  # fmt: skip
        self.assertSaved(self.save(self.client_, sitting, data))
        self.assertEqual(sitting.citations.get().field, "held_on")

    def test_the_list_says_what_each_is_about(self):
        speech = make.make_speech(debate=make.make_debate(congress=self.congress, title="Red Army"), position=3)
        make.make_citation(speech, field="text", unverified=True)
        response = self.client_.get(address(Citation, "changelist", unverified__exact=1))
        self.assertContains(response, "Speech: Red Army: Speech 3")
        self.assertContains(response, "Text")

    def test_a_new_congress_comes_with_rows_at_once(self):
        page = self.client_.get(address(self.congress, "add"))
        data = read_form(page).data | {"number": "12", "title": "Twelfth", "sittings-TOTAL_FORMS": "2",
                                       "sittings-0-label": "First", "sittings-1-label": "Second",
                                       f"{self.prefix}-TOTAL_FORMS": "1", f"{self.prefix}-0-source": self.source.pk,
                                       f"{self.prefix}-0-stance": "supports"}  # fmt: skip
        self.assertSaved(self.save(self.client_, self.congress, data, "add"))
        made = type(self.congress).objects.get(number=12)
        self.assertEqual(list(made.sittings.values_list("position", "label")), [(1, "First"), (2, "Second")])
        self.assertEqual(made.citations.count(), 1)
        self.assertEqual(made.created_by.username, "editor")

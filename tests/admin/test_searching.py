"""The search boxes of the lists: any part of a word, in each table by itself, counted and read by key."""

from unittest.mock import patch

from django.contrib import admin
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from archive.admin import searching
from archive.models import Citation, Clause, Debate, Election, Mandate, Participation, ResolutionLink, Speaker, Speech
from archive.search import containing
from tests import factories as make
from tests.admin.base import AdminTestCase, address, make_user, signed_in
from tests.admin.test_private import PrivateAdminTestCase, private_address
from tests.test_paging import plan


class SearchTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.client_ = signed_in(make_user("Editor"))
        cls.congress = make.make_congress(number=11)
        cls.debate = make.make_debate(congress=cls.congress, title="The Trade-Union Question", slug="unions")
        cls.other = make.make_debate(congress=make.make_congress(number=9), title="Industry")
        cls.trotsky = make.make_speaker(name="Leon Trotsky", original_name="Лев Троцкий")
        cls.lenin = make.make_speaker(name="Vladimir Lenin")
        make.make_name(speaker=cls.trotsky, name="Бронштейн")
        make.make_name(speaker=cls.trotsky, name="Bronstein")
        for debate in (cls.debate, cls.other):
            for speaker in (cls.trotsky, cls.lenin):
                make.make_participation(debate=debate, speaker=speaker)

    def found(self, model, words, **query):
        response = self.client_.get(address(model, "changelist"), {"q": words, **query})
        return response.context["cl"]

    def rows(self, model, words):
        return list(self.found(model, words).result_list)

    def test_each_word_is_found_in_any_place_of_what_a_row_says_or_refers_to(self):
        for words, number in {"rots": 2, "оцк": 2, "union": 2, "UNION rotsk": 1, "11": 2, "11 lenin": 1, "9 union": 0,
                              '"trade-union q"': 2, '"question trade"': 0, "brons": 0}.items():  # fmt: skip
            with self.subTest(words=words):
                self.assertEqual(len(self.rows(Participation, words)), number)

    def test_a_person_is_found_once_by_several_names(self):
        self.assertEqual(self.rows(Speaker, "bron"), [self.trotsky])
        self.assertEqual(self.rows(Speaker, "БРОНШ"), [self.trotsky])
        self.assertEqual(self.rows(Speaker, "rotsky ронш"), [self.trotsky])

    def test_what_is_found_is_within_the_filters_and_in_order(self):
        self.assertEqual(self.rows(Debate, "t"), [self.other, self.debate])
        self.assertEqual(list(self.found(Debate, "t", congress__id__exact=self.congress.pk).result_list), [self.debate])

    def test_of_many_pages_are_shown_and_that_there_are_more(self):
        listed = list(self.found(Participation, "").result_list)
        bounds = [patch("archive.admin.searching.MOST_FOUND", 3)]
        bounds.append(patch.object(type(admin.site.get_model_admin(Participation)), "list_per_page", 2))
        for bound in bounds:
            self.enterContext(bound)
        for page, shown in {1: listed[:2], 2: listed[2:3]}.items():
            found = self.found(Participation, "i", p=page)
            self.assertEqual((found.paginator.count, found.paginator.count_is_exact), (3, False))
            self.assertEqual(list(found.result_list), shown)

    def test_it_is_said_beside_the_box_too_that_there_are_more(self):
        self.enterContext(patch("archive.admin.searching.MOST_FOUND", 3))
        path = address(Participation, "changelist")
        for prefix, more in {"": "more than", "/ru": "более"}.items():
            for words, shown in {"i": f"{more} 3", "rots": "2"}.items():
                page = self.client_.get(f"{prefix}{path}", {"q": words})
                with self.subTest(prefix=prefix, words=words):
                    self.assertContains(page, f'<span class="small quiet">{shown} (<a href="?">')

    def test_what_is_found_is_counted_once(self):
        self.enterContext(patch("archive.admin.searching.MOST_FOUND", 3))
        for words in ("i", "rots"):
            with self.subTest(words=words), CaptureQueriesContext(connection) as asked:
                self.found(Participation, words)
            counting = [sql for query in asked if "COUNT(*)" in (sql := query["sql"]) and "participation" in sql]
            self.assertEqual(counting, [])

    def test_not_all_are_shown_of_what_is_not_counted(self):
        columns = admin.site.get_model_admin(Participation)
        self.assertGreater(searching.MOST_FOUND, columns.list_max_show_all)
        self.enterContext(patch("archive.admin.searching.MOST_FOUND", 3))
        for name, number in {"list_per_page": 1, "list_max_show_all": 2}.items():
            self.enterContext(patch.object(type(columns), name, number))
        self.assertFalse(self.found(Participation, "i").can_show_all)
        self.assertEqual(len(self.found(Participation, "i", all="").result_list), 1)

    def test_of_very_many_words_the_first_are_looked_for_and_it_is_said(self):
        response = self.client_.get(address(Debate, "changelist"), {"q": "t nowhere " * 500})
        self.assertEqual(response.status_code, 200)
        self.assertContains(response, "Only the first 30 words were looked for.")
        self.assertEqual(len(self.rows(Debate, "t " * 30 + "nowhere")), 2)

    def test_words_are_looked_for_once(self):
        with CaptureQueriesContext(connection) as asked:
            self.found(Participation, "rots")
        self.assertEqual(sum("Trotsky" in query["sql"] or "%rots%" in query["sql"] for query in asked), 1)

    def test_what_is_mostly_empty_is_found_where_it_is_filled_in(self):
        citation = make.make_citation(self.debate, locator="pp. 7–38", stance="disputes", value="41", note="Note 82")
        make.make_citation(self.debate)
        mandate = make.make_mandate(congress=self.congress, speaker=self.lenin, on_behalf_of="Tula province")
        make.make_mandate(congress=self.congress, speaker=self.trotsky)
        for words in ("7–38", "p. 41", "NOTE", "7 82"):
            with self.subTest(words=words):
                self.assertEqual(self.rows(Citation, words), [citation])
        self.assertEqual(self.rows(Mandate, "ula lenin"), [mandate])

    def test_what_is_mostly_empty_is_looked_through_where_it_is_filled_in(self):
        if connection.vendor != "sqlite":
            self.skipTest("Other engines choose by how many rows there are.")
        for model in (Citation, Clause, Election, Mandate):
            indexes = [index.name for index in model._meta.indexes if "_with_" in index.name]
            with self.subTest(model=model.__name__), CaptureQueriesContext(connection) as asked:
                columns = admin.site.get_model_admin(model)
                columns.get_search_results(RequestFactory().get("/"), model._base_manager.all(), "rots")
            looked = plan(asked.captured_queries[-1]["sql"])
            self.assertTrue(indexes)
            for index in indexes:
                self.assertRegex(looked, rf"INDEX {index}\b")

    def test_titles_and_names_are_read_without_the_rows_they_stand_in(self):
        if connection.vendor != "sqlite":
            self.skipTest("Other engines choose by how many rows there are.")
        request = RequestFactory().get("/")
        for model, index in {Debate: "debate_titles", Participation: "speaker_names", Mandate: "speaker_names",
                             ResolutionLink: "resolution_titles", Speaker: "speaker_names"}.items():  # fmt: skip
            columns = admin.site.get_model_admin(model)
            with self.subTest(model=model.__name__), CaptureQueriesContext(connection) as asked:
                columns.get_search_results(request, model._base_manager.all(), "rots")
            self.assertIn(f"USING COVERING INDEX {index}", plan(asked.captured_queries[-1]["sql"]))


class TextSearchTests(AdminTestCase):
    """Long texts are found by the words that the search index has of them, as they were found by themselves."""

    @classmethod
    def setUpTestData(cls):
        cls.client_ = signed_in(make_user("Editor"))
        debate = make.make_debate(congress=make.make_congress(number=11), status="draft")
        texts = ["The trade-union question", "Вопрос о профсоюзах", "Nothing of the kind", "Lenin’s wager: 1,5 %"]
        cls.speeches = [
            make.make_speech(debate=debate, text=text, position=place) for place, text in enumerate(texts, 1)
        ]
        cls.speeches.append(
            make.make_speech(debate=debate, position=9, heading="On Unions", attribution="Comrade Syrtsov")
        )
        resolution = make.make_resolution(congress=debate.congress)
        cls.clauses = [make.make_clause(resolution=resolution, number=f"{place}a", text=text, position=place)
                       for place, text in enumerate(texts, 1)]  # fmt: skip

    def found(self, model, words):
        response = self.client_.get(address(model, "changelist"), {"q": words})
        return sorted(row.position for row in response.context["cl"].result_list)

    def assertFound(self, model, expected):
        for words, places in expected.items():
            # Few records are gone through themselves; then only the index says which there are.
            for rare in (containing.RARE, 0):
                with self.subTest(words=words, rare=rare), patch("archive.search.containing.RARE", rare):
                    self.assertEqual(self.found(model, words), places)

    def test_speeches(self):
        self.assertFound(Speech, {"uest": [1], "UNION": [1, 9], "de-un": [1], '"trade-union q"': [1],
                                  '"question trade"': [], "ПРОФСОЮЗ": [2], "фсою опро": [2], "nin’s": [4], "1,5": [4],
                                  "%": [4], "yrts": [9], "on yrts": [9], "nowhere": [], "kind nowhere": [],
                                  "11 union": [1, 9], "12 union": []})  # fmt: skip

    def test_parts_of_words_that_the_index_has_otherwise(self):
        texts = [f"{'a' * 40}{'b' * 30}end", "Θεσσαλονίκηθεν", "Відкрито з’їзд", "аб’яўлены", "Украї\u0301на"]
        for place, text in enumerate(texts, 21):
            make.make_speech(debate=self.speeches[0].debate, text=text, position=place)
        self.assertFound(Speech, {"bend": [21], f"a{'b' * 30}end": [21], f"{'a' * 30}{'b' * 30}end": [21],
                                  "κηθεν": [22], "Θεσσαλονίκηθεν": [22], "εσσαλονίκηθεν": [22], "їзд": [23],
                                  "з’їз": [23], "яўлен": [24], "Украї": [25]})  # fmt: skip

    def test_clauses(self):
        self.assertFound(Clause, {"uest": [1], "3a": [3], "ЗАХ 2a": [2], "uest 3a": [], "nowhere": []})

    def test_a_text_with_a_rare_word_is_found_by_it(self):
        self.enterContext(patch("archive.search.containing.RARE", 0))
        with CaptureQueriesContext(connection) as asked:
            self.found(Speech, "uest")
        looked = [sql for query in asked if "archive_speech" in (sql := query["sql"]) and "%uest%" in sql]
        self.assertEqual(["d.object_id" in sql for sql in looked], [True])

    def test_what_very_many_words_or_texts_have_is_looked_for_in_the_texts(self):
        self.enterContext(patch("archive.search.containing.RARE", 0))
        for name, most in {"MOST_WORDS": 1, "MOST": 0}.items():
            with self.subTest(name=name), patch(f"archive.search.containing.{name}", most):
                self.assertEqual(self.found(Speech, "nin"), [4])
                with CaptureQueriesContext(connection) as asked:
                    self.assertEqual(self.found(Speech, "n"), [1, 3, 4, 9])
                self.assertFalse([sql for query in asked if "d.object_id" in (sql := query["sql"])])


class PrivateTextSearchTests(PrivateAdminTestCase):
    """Within a private change texts are looked through as they are there: the search index does not hear of it."""

    def test_what_was_typed_in_the_private_change_is_found_there(self):
        self.enterContext(patch("archive.search.containing.RARE", 0))
        self.post(self.editor, self.speech, {**self.form(self.editor, self.speech), "text": "Grain requisitioning"})
        for words, number in {"requisit": 1, "First": 0}.items():
            listed = private_address(Speech, "changelist", debate__id__exact=self.debate.pk, q=words)
            with self.subTest(words=words):
                self.assertEqual(len(self.editor.get(listed).context["cl"].result_list), number)

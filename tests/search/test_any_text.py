"""Any text is a query: it has an answer and raises nothing, whatever is typed or pasted."""

from django.test import SimpleTestCase
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from archive.search import find, mark, terms_of
from archive.search.analysis import tokens
from archive.search.query import LONGEST_QUERY, MOST_TERMS, parse
from tests.search.base import SearchTestCase

#: Pieces of query languages, ours and the engines', between letters of every script.
PIECES = r"""
speaker: year:1921.. .. type: congress: topic: language: - NOT OR ИЛИ | * " “ » ' '' \ ( ) { } ^ : + NEAR( AND & !
<-> :* ; 🚩 ё ﬁ ʹ العربية % _ %s army Троцкий
"""
SPECIAL = ["\0", "\ud800", "\u202e", "и\u0306", " "]
QUERIES = st.one_of(
    st.text(st.characters(), max_size=80),
    st.lists(st.sampled_from(PIECES.split() + SPECIAL), max_size=12).map("".join),
    st.lists(st.sampled_from(PIECES.split() + SPECIAL)).map(" ".join),
)
EXAMPLES = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class AnyTextTests(SearchTestCase, TestCase):
    @EXAMPLES
    @given(QUERIES)
    @example("a" * 100_000)
    @example('"' * 100_000)
    @example("army " * 20_000)
    @example("-army " * 20_000)
    @example("army OR " * 20_000)
    @example("year:" + "9" * 5000)
    @example("congress:" + "9" * 5000)
    @example("congress:٣ year:٣٣٣٣")
    @example("speaker:\ud800")
    def test_any_text_has_an_answer(self, text):
        found = find(text)
        self.assertGreaterEqual(found.count, len(found.hits))
        for ordering in ("date", "-date"):
            self.assertEqual(find(text, ordering=ordering).count, found.count)


class AnyTextMarkedTests(SimpleTestCase):
    @EXAMPLES
    @given(QUERIES, QUERIES)
    def test_marking_loses_no_letter(self, text, query):
        self.assertEqual("".join(piece.text for piece in mark(text, terms_of(query))), text)

    def test_a_word_is_marked_however_its_first_letter_is_made_up(self):
        for query, text in [("йод", "и\u0306од"), ("елка", "е\u0308лка"), ("елка", "ёлка"), ("ѓон", "г\u0301он")]:
            with self.subTest(text=text):
                self.assertEqual([piece.is_match for piece in mark(text, terms_of(query))], [True])

    @EXAMPLES
    @given(QUERIES)
    def test_reading_a_query_is_bounded(self, text):
        query = parse(text * 50)
        self.assertLessEqual(len(query.terms), MOST_TERMS)
        self.assertLessEqual(sum(len(term.text) for term in query.terms), 2 * LONGEST_QUERY)

    @EXAMPLES
    @given(st.text(st.characters(), max_size=200))
    def test_tokens_are_letters_and_digits_that_no_engine_divides(self, text):
        for token in tokens(text):
            self.assertRegex(token, r"\A[0-9a-zа-џ]{1,64}\Z")

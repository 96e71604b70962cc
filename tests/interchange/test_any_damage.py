"""Whatever is done to a congress file, checking it gives problems and never a traceback."""

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from archive.interchange.congress_file import CongressFileError, Problem, check, load, read
from tests.interchange.documents import TWELFTH, load_text

JUNK = st.sampled_from(
    [
        *(None, "", "x", "-1", "0", "1", "99999999999999999999", "yes", "1923", "2000-01-01", "12/on-the-report"),
        *("first", "record", "draft", "\0", "\ud800", "ы" * 1000, "citations", [], {}, ["x"], [[]], [None]),
        *({"slug": "first"}, [{"position": "1"}], {"x": {"y": "z"}}, 5, True, 1.5),
    ]
)


def places(node, path=()):
    """The path of every value below `node`."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from places(value, (*path, key))


def damage(document, path, junk):
    *way, last = path
    for step in way:
        document = document[step]
    document[last] = junk


class DamageTests(TestCase):
    PLACES = list(places(read(TWELFTH)))

    @given(st.lists(st.tuples(st.sampled_from(PLACES), JUNK), min_size=1, max_size=3), st.booleans(), st.booleans())
    @settings(max_examples=60, deadline=None)
    def test_a_damaged_file_is_loaded_or_its_problems_are_named(self, changes, replace, full):
        if full:
            load_text()
        document = read(TWELFTH)
        for path, junk in changes:
            try:
                damage(document, path, junk)
            except (KeyError, IndexError, TypeError):
                continue  # An earlier change took the place away.
        problems = check(document, replace=replace)
        self.assertTrue(all(isinstance(problem, Problem) and str(problem) for problem in problems))
        try:
            load(document, replace=replace)
        except CongressFileError as error:
            self.assertTrue(error.problems)
            self.assertEqual(error.problems, problems or error.problems)
        else:
            self.assertEqual(problems, [])

    @given(st.text(max_size=200))
    @settings(max_examples=100, deadline=None)
    def test_any_text_is_read_or_refused(self, text):
        try:
            check(read(text))
        except CongressFileError as error:
            self.assertTrue(error.problems)

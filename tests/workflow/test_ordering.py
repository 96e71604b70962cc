"""Positions: inserting, moving, swapping; nothing is lost and nobody moves who need not."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from archive.following import changed_in_bulk
from archive.models import Clause, Debate
from archive.workflow import ordering
from archive.workflow.errors import WorkflowError
from tests import factories as make


def make_clauses(text, resolution=None):
    """Clauses from "a1 b2 d5": text and position."""
    resolution = resolution or make.make_resolution(congress=make.make_congress())
    for item in text.split():
        make.make_clause(resolution=resolution, text=item[0], position=int(item[1:]))
    return resolution


def layout(resolution):
    rows = resolution.clauses.order_by("position").values_list("text", "position")
    return " ".join(f"{text}{position}" for text, position in rows)


class PlaceTests(TestCase):
    def moved(self, before, which, position):
        resolution = make_clauses(before)
        ordering.place(resolution.clauses.get(text=which), position)
        return layout(resolution)

    def test_moving_back_pushes_the_others_on(self):
        self.assertEqual(self.moved("a1 b2 c3 d4 e5", "d", 2), "a1 d2 b3 c4 e5")

    def test_moving_forward_pulls_the_others_back(self):
        self.assertEqual(self.moved("a1 b2 c3 d4 e5", "b", 4), "a1 c2 d3 b4 e5")

    def test_neighbours_change_places(self):
        self.assertEqual(self.moved("a1 b2", "a", 2), "b1 a2")

    def test_a_free_position_moves_nobody(self):
        self.assertEqual(self.moved("a1 b2 c5", "a", 4), "b2 a4 c5")

    def test_a_gap_stops_the_shift(self):
        self.assertEqual(self.moved("a1 b2 d5 e6", "e", 1), "e1 a2 b3 d5")

    def test_no_position_is_the_end(self):
        self.assertEqual(self.moved("a1 b2 c3", "a", None), "b2 c3 a4")

    def test_staying_is_no_move(self):
        self.assertEqual(self.moved("a1 b2 c3", "b", 2), "a1 b2 c3")

    def test_a_new_one_is_inserted(self):
        resolution = make_clauses("a1 b2 c3")
        ordering.place(Clause(resolution=resolution, text="x"), 2)
        self.assertEqual(layout(resolution), "a1 x2 b3 c4")
        ordering.place(Clause(resolution=resolution, text="y"))
        self.assertEqual(layout(resolution), "a1 x2 b3 c4 y5")

    def test_another_entry_is_left_alone(self):
        other = make_clauses("a1 b2 c3")
        resolution = make_clauses("a1 b2 c3")
        ordering.place(resolution.clauses.get(text="c"), 1)
        self.assertEqual(layout(other), "a1 b2 c3")

    def test_the_version_of_each_one_moved_goes_up_by_one(self):
        resolution = make_clauses("a1 b2 c3 d4")
        ordering.place(resolution.clauses.get(text="c"), 2)
        versions = dict(resolution.clauses.values_list("text", "version"))
        self.assertEqual(versions, {"a": 1, "b": 2, "c": 2, "d": 1})

    def test_a_position_out_of_range_is_refused(self):
        resolution = make_clauses("a1")
        for position in (0, -1, ordering.LAST_POSITION + 1):
            with self.subTest(position=position), self.assertRaises(WorkflowError):
                ordering.place(resolution.clauses.get(), position)

    def test_debates_are_ordered_within_their_congress(self):
        congress = make.make_congress()
        for position, slug in enumerate("abc", start=1):
            make.make_debate(congress=congress, slug=slug, position=position)
        make.make_debate(congress=make.make_congress(), slug="z", position=1)
        ordering.place(Debate.objects.get(slug="c"), 1)
        self.assertEqual(list(congress.debates.order_by("position").values_list("slug", flat=True)), ["c", "a", "b"])
        self.assertEqual(Debate.objects.get(slug="z").position, 1)

    def test_a_thousand_speeches_shift_in_a_few_queries(self):
        debate = make.make_debate(congress=make.make_congress())
        model = type(make.make_speech(debate=debate, position=1))
        model.objects.bulk_create(
            model(debate=debate, position=position, text="x", rendering="summary") for position in range(2, 1001)
        )
        changed_in_bulk(debate.speeches.all())
        with CaptureQueriesContext(connection) as queries:
            ordering.place(debate.speeches.get(position=1000), 1)
        # The last of them marks the debate for the list of changes.
        self.assertLessEqual(len(queries), 25)
        self.assertEqual(debate.speeches.count(), 1000)


class RenumberTests(TestCase):
    def renumbered(self, before, **positions):
        resolution = make_clauses(before)
        keys = dict(resolution.clauses.values_list("text", "pk"))
        ordering.renumber(Clause, resolution, {keys[text]: place for text, place in positions.items()})
        return layout(resolution)

    def test_a_swap(self):
        self.assertEqual(self.renumbered("a1 b2 c3", a=2, b=1), "b1 a2 c3")

    def test_a_ring(self):
        self.assertEqual(self.renumbered("a1 b2 c3", a=2, b=3, c=1), "c1 a2 b3")

    def test_two_on_one_place_are_refused_and_nothing_moves(self):
        with self.assertRaises(WorkflowError):
            self.renumbered("a1 b2 c3", a=3)
        self.assertEqual(list(Clause.objects.values_list("position", flat=True)), [1, 2, 3])

    def test_positions_too_high_to_move_are_named(self):
        with self.assertRaisesMessage(WorkflowError, str(ordering.LAST_POSITION)):
            self.renumbered("a1 b30000", a=2)

    def test_what_stays_keeps_its_version(self):
        self.renumbered("a1 b2 c3", a=1, b=3, c=2)
        self.assertEqual(dict(Clause.objects.values_list("text", "version")), {"a": 1, "b": 2, "c": 2})


class AnyMoveTests(HypothesisTestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        positions=st.lists(st.integers(1, 12), min_size=1, max_size=6, unique=True),
        which=st.integers(0, 5),
        target=st.integers(1, 14),
    )
    def test_it_lands_where_it_was_sent_and_the_others_keep_their_order(self, positions, which, target):
        resolution = make.make_resolution(congress=make.make_congress())
        clauses = [make.make_clause(resolution=resolution, position=position) for position in positions]
        moved = clauses[which % len(clauses)]
        others = [clause.pk for clause in sorted(clauses, key=lambda c: c.position) if clause is not moved]
        ordering.place(moved, target)
        rows = list(resolution.clauses.order_by("position").values_list("pk", "position"))
        self.assertEqual(dict(rows)[moved.pk], target)
        self.assertEqual([pk for pk, _ in rows if pk != moved.pk], others)

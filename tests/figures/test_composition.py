"""Elected bodies from one congress to the next: everybody counts once, and stands under himself."""

from django.test import SimpleTestCase

from archive.figures.composition import changes, composition
from archive.models import Congress, Election, Speaker


def congress(number, *elections):
    found = Congress(pk=number, number=number)
    found.public_elections = [
        Election(
            congress=found, speaker=Speaker(pk=who, name=f"S{who}", sort_name=f"{who:04}"), body=body, office=office
        )
        for who, body, office in elections
    ]
    return found


def full(*people, body="central_committee"):
    return [(who, body, "member") for who in people]


def waiting(*people, body="central_committee"):
    return [(who, body, "candidate") for who in people]


def width(segments):
    return round(sum(float(segment.length.removesuffix("%")) for segment in segments), 1)


class CompositionTests(SimpleTestCase):
    def test_nobody_elected_is_an_empty_figure(self):
        self.assertEqual(composition(congress(11)).rows, [])
        self.assertEqual(changes(congress(11), []), [])

    def test_bodies_stand_in_their_order_with_their_numbers(self):
        figure = composition(congress(11, *full(1, body="politburo"), *full(1, 2, 3), *waiting(4)))
        self.assertEqual(
            [(row.body, row.full, row.candidates) for row in figure.rows],
            [("central_committee", 3, 1), ("politburo", 1, 0)],
        )
        self.assertEqual(width(figure.rows[0].segments), 100)

    def test_a_person_of_two_offices_is_one_person(self):
        figure = composition(congress(11, *full(1), (1, "central_committee", "chair"), *waiting(1)))
        self.assertEqual([(row.full, row.candidates) for row in figure.rows], [(1, 0)])

    def test_a_body_of_four_hundred_fits(self):
        figure = composition(congress(27, *full(*range(300)), *waiting(*range(300, 400))))
        self.assertEqual((figure.rows[0].full, figure.rows[0].candidates), (300, 100))
        self.assertEqual(width(figure.rows[0].segments), 100)


class ChangeTests(SimpleTestCase):
    def change(self, before, now):
        earlier, later = congress(10, *before), congress(11, *now)
        return changes(later, earlier.public_elections)

    def test_everybody_has_one_fate(self):
        (change,) = self.change([*full(1, 2, 3), *waiting(4, 5, 6)], [*full(1, 4, 7), *waiting(2, 5, 8)])
        fates = {group.fate: [person.pk for person in group.people] for group in change.groups}
        self.assertEqual(fates, {"left": [3, 6], "stayed": [1, 5], "risen": [4], "lowered": [2], "new": [7, 8]})
        self.assertEqual((change.left, change.kept, change.new), (2, 4, 2))
        self.assertEqual((change.kept_start, change.kept_end), ("25%", "75%"))

    def test_both_bars_are_as_long_as_the_people_in_them(self):
        (change,) = self.change([*full(1, 2, 3), *waiting(4)], [*full(3, 4, 5, 6, 7)])
        self.assertEqual((width(change.before_segments), width(change.now_segments)), (57.1, 71.4))
        self.assertEqual(change.now_segments[0].start, change.kept_start)

    def test_nobody_kept_and_everybody_kept_are_drawn(self):
        (none,) = self.change(full(1, 2), full(3, 4))
        self.assertEqual((none.left, none.kept, none.new, none.kept_start), (2, 0, 2, "50%"))
        (all_of_them,) = self.change(full(1, 2), full(1, 2))
        self.assertEqual((all_of_them.left, all_of_them.kept, all_of_them.new), (0, 2, 0))

    def test_a_body_chosen_once_has_nothing_to_compare(self):
        self.assertEqual(self.change(full(1, body="orgburo"), full(1, body="politburo")), [])

    def test_commissions_of_two_congresses_are_not_one_body(self):
        self.assertEqual(self.change(full(1, body="commission"), full(2, body="commission")), [])

    def test_each_body_is_compared_with_its_own_last_election(self):
        older, old = congress(9, *full(1, body="orgburo")), congress(10, *full(1))
        now = congress(11, *full(2), *full(2, body="orgburo"))
        found = changes(now, [*older.public_elections, *old.public_elections])
        self.assertEqual(
            [(change.body, change.before.number) for change in found], [("central_committee", 10), ("orgburo", 9)]
        )

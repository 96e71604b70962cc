"""Who stood where: everybody has a seat but the chair, and nobody is given a side that is not known."""

from django.test import SimpleTestCase

from archive.figures.sides import sides
from archive.models import Debate, Participation


def debate(*roles):
    found = Debate(pk=1)
    found.public_participations = [
        Participation(pk=number, position=number, role=role, speaker_id=speaker)
        for number, (role, speaker) in enumerate(roles, start=1)
    ]
    return found


def people(seats):
    return [seat.participation.speaker_id for seat in seats]


class SidesTests(SimpleTestCase):
    def test_a_debate_without_people_tells_nothing(self):
        self.assertFalse(sides(debate()).is_telling)

    def test_one_side_alone_is_nothing_to_compare(self):
        self.assertFalse(sides(debate(("rapporteur", 1), ("in_favour", 2))).is_telling)

    def test_each_role_has_its_place(self):
        figure = sides(
            debate(
                ("speaker", 1),
                ("criticised", 2),
                ("against", 3),
                ("commission", 4),
                ("in_favour", 5),
                ("rapporteur", 6),
            )
        )
        self.assertTrue(figure.is_telling)
        self.assertEqual(people(figure.seats_for), [6, 5])
        self.assertEqual(people(figure.seats_against), [3, 2])
        self.assertEqual(people(figure.seats_between), [4, 1])

    def test_the_chair_takes_no_side(self):
        figure = sides(debate(("chair", 1), ("rapporteur", 2), ("against", 3)))
        self.assertEqual(people([*figure.seats_for, *figure.seats_against, *figure.seats_between]), [2, 3])

    def test_those_between_stand_below_both_benches(self):
        figure = sides(debate(("rapporteur", 1), ("in_favour", 2), ("against", 3), ("commission", 4)))
        lowest = max(float(seat.role.removesuffix("rem")) for seat in figure.seats_for)
        self.assertGreater(float(figure.seats_between[0].mark.removesuffix("rem")), lowest)
        self.assertGreater(float(figure.height.removesuffix("rem")), lowest)

    def test_a_person_on_both_sides_is_joined_across(self):
        figure = sides(debate(("rapporteur", 3), ("in_favour", 1), ("against", 2), ("against", 1)))
        self.assertEqual(figure.crossings, [(figure.seats_for[1].mark, figure.seats_against[1].mark)])

    def test_to_report_or_to_be_criticised_is_no_side_to_cross_from(self):
        figure = sides(debate(("rapporteur", 1), ("in_favour", 2), ("against", 1), ("criticised", 2)))
        self.assertEqual(figure.crossings, [])

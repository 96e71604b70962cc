"""A life line has a congress only where it was in the life, and a label only where there is room."""

from itertools import pairwise

from django.test import SimpleTestCase

from archive.dates import PartialDate
from archive.figures.life import life
from archive.models import Congress, Speaker


def drawn(born, died, *opened):
    born, died = (PartialDate.parse(text) if text else None for text in (born, died))
    congresses = [
        Congress(pk=number, number=number, opened_on=PartialDate.parse(text) if text else None)
        for number, text in enumerate(opened, start=1)
    ]
    return life(Speaker(born_on=born, died_on=died), congresses)


class LifeTests(SimpleTestCase):
    def test_a_life_without_both_ends_is_not_drawn(self):
        for born, died in (("", "1924"), ("1870", ""), ("", ""), ("1924", "1924")):
            with self.subTest(born=born, died=died):
                self.assertEqual(drawn(born, died, "1922").events, [])

    def test_a_congress_stands_at_its_share_of_the_life(self):
        (event,) = drawn("1900-01-01", "1920-01-01", "1910-01-01").events
        self.assertEqual(event.at, "50%")

    def test_a_congress_outside_the_life_or_without_a_date_is_not_on_it(self):
        figure = drawn("1870", "1924", "", "1860", "1922-03-27", "1930")
        self.assertEqual([event.congress.number for event in figure.events], [3])

    def test_of_a_hundred_congresses_as_many_have_labels_as_there_is_room_for(self):
        figure = drawn("1870", "1930", *[f"{1900 + n // 4}" for n in range(100)])
        places = [float(event.at.removesuffix("%")) for event in figure.events if event.is_labelled]
        self.assertEqual(len(figure.events), 100)
        self.assertTrue(all(after - before > 11 for before, after in pairwise(places)))
        self.assertGreater(len(places), 2)

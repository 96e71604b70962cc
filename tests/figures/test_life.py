"""A life line has a congress only where it was in the life, and a label only where there is room."""

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

    def test_congresses_close_to_each_other_share_a_label(self):
        figure = drawn("1870", "1970", "1903", "1905", "1907", "1930", "1966")
        labels = [(label.runs[0][0].number, label.runs[-1][1].number, label.anchor) for label in figure.labels]
        self.assertEqual(labels, [(1, 3, "middle"), (4, 4, "middle"), (5, 5, "end")])

    def test_a_label_names_only_the_congresses_that_the_person_was_at(self):
        at = [(8, "1919"), (11, "1922"), (12, "1923")]
        congresses = [Congress(pk=number, number=number, opened_on=PartialDate.parse(year)) for number, year in at]
        figure = life(Speaker(born_on=PartialDate.parse("1870"), died_on=PartialDate.parse("1950")), congresses)
        runs = [[(first.number, last.number) for first, last in label.runs] for label in figure.labels]
        self.assertEqual(runs, [[(8, 8), (11, 12)]])

    def test_a_hundred_congresses_are_all_on_the_line_and_labels_keep_apart(self):
        figure = drawn("1870", "1970", *[f"{1880 + n % 4 * 25}" for n in range(100)])
        self.assertEqual((len(figure.events), len(figure.labels)), (100, 4))

"""What the tests of the congress file share: its problems, and the lines of a report."""

from django.test import TestCase

from archive.interchange.congress_file import check, read
from tests.interchange.documents import twelfth


def problems(text, **options):
    """The problems of a text, without their lines."""
    return [str(problem).rpartition(" (line ")[0] for problem in check(read(text), **options)]


def line(report, label):
    return next(str(entry) for entry in report.entries if entry.label == label)


class CheckingTestCase(TestCase):
    def assert_problem(self, old, new, *expected):
        with self.subTest(new=new):
            self.assertEqual(problems(twelfth((old, new))), list(expected))

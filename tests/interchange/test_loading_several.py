"""A file of several congresses: one document each, loaded in order, all of them or none."""

from django.test import TestCase

from archive.interchange.congress_file import CongressFileError, fetch_congress, load_all, read_all, write
from archive.models import Congress, Source
from tests.interchange.documents import TWELFTH, dump

THIRTEENTH = """\
format: 1

congress:
  number: 13
  title: 13th Congress
  delegates_decisive: 748
  citations:
  - {source: record, field: delegates_decisive, value: '748'}

elections:
- {speaker: first, body: central_committee, office: member}
"""
FOURTEENTH = "format: 1\ncongress: {number: 14, title: 14th Congress}\n"


def load_texts(*texts, **options):
    return load_all(read_all("---\n".join(texts)), **options)


def problems(*texts):
    try:
        load_texts(*texts)
    except CongressFileError as error:
        return [str(problem) for problem in error.problems]
    return []


class LoadingSeveralTests(TestCase):
    def test_a_document_may_refer_to_what_an_earlier_one_holds(self):
        report = load_texts(TWELFTH, THIRTEENTH)
        thirteenth = Congress.objects.get(number=13)
        self.assertEqual(thirteenth.citations.get().source.slug, "record")
        self.assertEqual(thirteenth.elections.get().speaker.slug, "first")
        self.assertEqual(report.entries[-1].label, "congress 13")
        self.assertTrue(report.totals.startswith("Entries: 12 created, "))

    def test_each_congress_is_exported_as_it_came(self):
        load_texts(TWELFTH, FOURTEENTH)
        self.assertEqual(write(fetch_congress(12)), TWELFTH)
        self.assertEqual(write(fetch_congress(14)), "format: 1\n\ncongress:\n  number: 14\n  title: 14th Congress\n")

    def test_exports_joined_by_a_line_of_hyphens_are_a_file(self):
        load_texts(TWELFTH, THIRTEENTH)
        before = dump()
        report = load_texts(write(fetch_congress(12)), write(fetch_congress(13)))
        self.assertTrue(report.changes_nothing)
        self.assertEqual(dump(), before)

    def test_a_dry_run_sees_what_earlier_documents_hold_and_changes_nothing(self):
        before = dump()
        report = load_texts(TWELFTH, THIRTEENTH, dry_run=True)
        self.assertIn("congress 13: created; ", str(report))
        self.assertTrue(report.totals.endswith("This was a dry run: nothing has been changed."))
        self.assertEqual(dump(), before)

    def test_what_one_document_cannot_load_none_does(self):
        found = problems(TWELFTH, THIRTEENTH.replace("speaker: first", "speaker: frist"), FOURTEENTH)
        line = TWELFTH.count("\n") + 12
        self.assertEqual(
            found, [f"document 2, elections[0].speaker: no speaker 'frist'; did you mean 'first'? (line {line})"]
        )
        self.assertFalse(Congress.objects.exists() or Source.objects.exists())

    def test_what_is_wrong_in_form_is_named_for_all_documents_at_once(self):
        found = problems(
            "format: 1\ncongress: {number: x, title: A}\n",
            "",
            "format: 2\ncongress: {number: 13, tittle: B}\n",
        )
        self.assertEqual(
            found,
            [
                "document 1, congress.number: 'x' is not a whole number (line 2)",
                "document 2, file: is empty",
                "document 3, format: '2' is not known here; this archive reads format 1 (line 5)",
                "document 3, congress.tittle: no such key; did you mean 'title'? (line 6)",
                "document 3, congress.title: is required (line 6)",
            ],
        )

    def test_a_congress_stands_in_a_file_once(self):
        again = FOURTEENTH.replace("14th", "Fourteenth")
        self.assertEqual(
            problems(FOURTEENTH, THIRTEENTH, again),
            ["document 3, congress.number: congress 14 is in document 1 already (line 17)"],
        )

"""What stands in the way of publishing an entry, said all at once; the bundled content lacks nothing."""

from datetime import timedelta
from pathlib import Path

from django.test import TestCase
from django.utils import timezone

import archive
from archive.choices import PublicationStatus as Status
from archive.interchange.congress_file import CongressFileError, fetch_congress, load_all, read_all, write
from archive.models import ENTRIES, Congress, Debate, Source, Speech, Topic
from archive.workflow import transitions
from archive.workflow.errors import WorkflowError
from archive.workflow.readiness import missing_for_publication
from tests import factories as make
from tests.admin.base import make_user

CONTENT = Path(archive.__file__).parent / "content"


class ReadinessTests(TestCase):
    def test_everything_missing_is_named_at_once(self):
        congress = make.make_congress(title="Eleventh")
        debate = make.make_debate(congress=congress, title="Red Army")
        make.make_speech(debate=debate, position=4)
        Speech.objects.update(text="")
        Debate.objects.update(title="")
        debate.refresh_from_db()
        self.assertEqual(
            missing_for_publication(debate),
            [
                "Title: This field cannot be blank.",
                "Title: needed before it is published.",
                "What was at issue or Summary: needed before it is published.",
                "Speech 4: Text: This field cannot be blank.",
                "It stands in “Eleventh”, which is not published (Draft).",
            ],
        )
        with self.assertRaises(WorkflowError) as refused:
            transitions.move(debate, make_user("Publisher"), "publish")
        for sentence in missing_for_publication(debate):
            self.assertIn(sentence, str(refused.exception))
        self.assertEqual(Debate.objects.get().status, Status.DRAFT)

    def test_the_congress_it_stands_in_must_be_published_but_may_wait_for_its_time(self):
        later = timezone.now() + timedelta(days=1)
        for state, lacks in [
            ({"status": Status.DRAFT}, True),
            ({"status": Status.IN_REVIEW}, True),
            ({"status": Status.WITHDRAWN}, True),
            ({"status": Status.PUBLISHED}, False),
            ({"status": Status.PUBLISHED, "publish_at": later}, False),
        ]:
            congress = make.make_congress(**state)
            for entry in (
                make.make_debate(congress=congress, question="What?"),
                make.make_resolution(congress=congress, text="Resolved."),
            ):
                with self.subTest(state=state, kind=entry._meta.model_name):
                    self.assertEqual(len(missing_for_publication(entry)), int(lacks))

    def test_a_resolution_has_a_summary_a_text_or_a_clause(self):
        resolution = make.make_resolution(congress=make.make_congress(status=Status.PUBLISHED))
        expected = ["Summary, Text or Clauses: needed before it is published."]
        self.assertEqual(missing_for_publication(resolution), expected)
        make.make_clause(resolution=resolution)
        self.assertEqual(missing_for_publication(resolution), [])

    def test_more_speeches_are_no_more_queries(self):
        debate = make.make_debate(congress=make.make_congress(status=Status.PUBLISHED), question="What?")
        for count in (1, 20):
            for _ in range(count):
                make.make_speech(debate=debate, speaker=make.make_speaker())
            debate = Debate.objects.get()
            with self.subTest(count=count), self.assertNumQueries(10):
                self.assertEqual(missing_for_publication(debate), [])

    def test_the_bundled_content_lacks_nothing(self):
        for name in ("congress-11", "congresses"):
            load_all(read_all((CONTENT / f"{name}.yaml").read_text()))
        for model in ENTRIES:
            self.assertTrue(model.objects.exists())
            for entry in model.objects.all():
                with self.subTest(entry=str(entry)):
                    self.assertEqual(missing_for_publication(entry), [])


FILE = """
format: 1
congress:
  number: 14
  title: Fourteenth Congress
  status: {congress}
  {opened}
debates:
- slug: industry
  position: 1
  kind: report
  title: Industry
  question: {question}
  status: published
"""


class FileTests(TestCase):
    """The same rule where a file publishes."""

    def load(self, congress="published", opened="opened_on: 1925-12-18", question="What?"):
        return load_all(read_all(FILE.format(congress=congress, opened=opened, question=question)))

    def refused(self, **said):
        with self.assertRaises(CongressFileError) as refused:
            self.load(**said)
        return [str(problem).rsplit(" (line", 1)[0] for problem in refused.exception.problems]

    def test_a_file_that_publishes_everything_is_loaded(self):
        self.load()
        self.assertEqual((Congress.objects.get().status, Debate.objects.get().status), ("published", "published"))

    def test_a_debate_is_not_published_inside_a_draft_congress(self):
        for status in ("draft", "in_review"):
            with self.subTest(status=status):
                sentence = f"debates[0].status: 'published' inside a congress that is '{status}': publish that too"
                self.assertEqual(self.refused(congress=status), [sentence])
        self.assertFalse(Congress.objects.exists())

    def test_a_withdrawn_congress_goes_round_with_its_published_debates(self):
        self.load()
        Congress.objects.update(status=Status.WITHDRAWN)
        written = write(fetch_congress(14))
        Debate.objects.all().delete()
        Congress.objects.all().delete()
        load_all(read_all(written))
        self.assertEqual((Congress.objects.get().status, Debate.objects.get().status), ("withdrawn", "published"))

    def test_what_readers_need_is_named_with_its_place(self):
        self.assertEqual(
            self.refused(opened="city: Moscow", question='""'),
            [
                "congress.opened_on: is needed to publish this congress",
                "debates[0].question: or summary is needed to publish this debate",
            ],
        )

    def test_what_is_published_already_may_be_loaded_again(self):
        self.load()
        self.load(question='""')
        self.assertEqual(Debate.objects.get().question, "")
        self.assertEqual((Topic.objects.count(), Source.objects.count()), (0, 0))

"""An address says that something was withdrawn only when readers had seen it there."""

from unittest import mock

from django.test import TestCase

from archive.choices import VersionAction
from archive.models import Debate, Topic
from archive.selectors.addresses import NotPublic, Withdrawn, locate
from archive.workflow.versions import record_missing
from tests import factories as make
from tests.factories import PUBLISHED, WITHDRAWN
from tests.selectors.test_versions import at, write


def answer(entry, hour):
    """What the address of the entry answers at that hour: 200, 404 or 410."""
    number = entry.congress.number if isinstance(entry, Debate) else None
    with mock.patch("django.utils.timezone.now", return_value=at(hour)):
        try:
            locate(type(entry).objects.public(), entry.slug, number=number)
        except Withdrawn:
            return 410
        except NotPublic:
            return 404
    return 200


class SeenTests(TestCase):
    def assertAnswers(self, entry, **expected):
        """`at_9=410`: what its address answers at that hour."""
        for moment, code in expected.items():
            with self.subTest(moment):
                self.assertEqual(answer(entry, int(moment.removeprefix("at_"))), code)

    def test_what_is_withdrawn_before_its_time_is_never_told_of(self):
        topic = make.make_topic()
        write(topic, at(1), VersionAction.PUBLISH, status=PUBLISHED, publish_at=at(8))
        write(topic, at(2), VersionAction.WITHDRAW, status=WITHDRAWN)
        self.assertAnswers(topic, at_3=404, at_8=404, at_9=404)
        write(topic, at(10), VersionAction.PUBLISH, status=PUBLISHED)
        write(topic, at(11), VersionAction.WITHDRAW, status=WITHDRAWN)
        self.assertAnswers(topic, at_12=410)

    def test_what_is_withdrawn_after_its_time_answers_for_ever(self):
        topic = make.make_topic()
        write(topic, at(1), VersionAction.PUBLISH, status=PUBLISHED, publish_at=at(2))
        write(topic, at(3), VersionAction.WITHDRAW, status=WITHDRAWN)
        with self.assertNumQueries(4):
            self.assertAnswers(topic, at_9=410)

    def test_what_is_withdrawn_before_its_congress_appears(self):
        congress = make.make_congress(number=11)
        write(congress, at(1), VersionAction.PUBLISH, status=PUBLISHED, publish_at=at(8))
        early, late = (make.make_debate(congress=congress) for _ in range(2))
        for debate, hour in ((early, 3), (late, 9)):
            write(debate, at(2), VersionAction.PUBLISH, status=PUBLISHED)
            write(debate, at(hour), VersionAction.WITHDRAW, status=WITHDRAWN)
        self.assertAnswers(early, at_10=404)
        self.assertAnswers(late, at_10=410)

    def test_what_came_due_only_when_its_congress_was_withdrawn(self):
        congress = make.make_congress(number=11)
        write(congress, at(1), VersionAction.PUBLISH, status=PUBLISHED)
        waiting, shown = (make.make_debate(congress=congress) for _ in range(2))
        write(waiting, at(2), VersionAction.PUBLISH, status=PUBLISHED, publish_at=at(8))
        write(shown, at(2), VersionAction.PUBLISH, status=PUBLISHED)
        write(congress, at(3), VersionAction.WITHDRAW, status=WITHDRAWN)
        added = make.make_debate(congress=congress)
        write(added, at(4), VersionAction.IMPORT, status=PUBLISHED)
        for debate, code in ((waiting, 404), (added, 404), (shown, 410)):
            self.assertAnswers(debate, at_9=code)

    def test_what_was_withdrawn_before_there_was_a_history_was_seen(self):
        congress = make.make_congress(number=11, status=WITHDRAWN)
        debate = make.make_debate(congress=congress, status=PUBLISHED)
        topic = make.make_topic(status=WITHDRAWN)
        waiting = make.make_topic(status=WITHDRAWN, publish_at=at(1).replace(year=2999))
        for _ in ("nothing on record", "found"):
            for entry, code in ((debate, 410), (topic, 410), (waiting, 404)):
                self.assertAnswers(entry, at_9=code)
            self.assertTrue(record_missing() or debate)
        Topic.objects.filter(pk=waiting.pk).update(publish_at=at(2))
        self.assertAnswers(waiting, at_9=404)

    def test_a_file_is_believed_that_it_was_withdrawn_where_it_comes_from(self):
        congress = make.make_congress(number=11)
        write(congress, at(1), VersionAction.IMPORT, status=PUBLISHED)
        debate, topic = make.make_debate(congress=congress), make.make_topic()
        for entry in (debate, topic):
            write(entry, at(1), VersionAction.IMPORT, status=WITHDRAWN)
            self.assertAnswers(entry, at_9=410)

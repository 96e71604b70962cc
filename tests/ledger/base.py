"""An archive whose changes are followed."""

from django.test import TestCase

from archive.choices import PublicationStatus
from archive.ledger import changes_since
from tests import factories as make

PUBLIC = {"status": PublicationStatus.PUBLISHED}


def told_since(cursor=None, limit=1000):
    """What a consumer is told, as ["created debate 11/report", …], and the cursor to go on from."""
    changes = changes_since(cursor, limit=limit)
    return [words(each) for each in changes.results], changes.cursor


def words(change):
    steps = [f"{change.change} {change.kind}", "/".join(map(str, change.entry.address))]
    if change.moved_to is not None:
        steps += ["->", "/".join(map(str, change.moved_to.address))]
    return " ".join(steps)


class LedgerTestCase(TestCase):
    """One public entry of each kind that refers to the others, and a cursor from after they were told."""

    @classmethod
    def setUpTestData(cls):
        cls.topic = make.make_topic(slug="trade", **PUBLIC)
        cls.source = make.make_source(slug="works", **PUBLIC)
        cls.lenin = make.make_speaker(slug="lenin", **PUBLIC)
        cls.congress = make.make_congress(number=11, **PUBLIC)
        cls.sitting = make.make_sitting(congress=cls.congress, position=1)
        cls.debate = make.make_debate(congress=cls.congress, slug="report", position=1, **PUBLIC)
        cls.speech = make.make_speech(debate=cls.debate, speaker=cls.lenin, sitting=cls.sitting, position=1)
        cls.debate.topics.add(cls.topic)
        cls.debate.sittings.add(cls.sitting)
        cls.resolution = make.make_resolution(congress=cls.congress, slug="resolved", position=1, **PUBLIC)
        cls.clause = make.make_clause(resolution=cls.resolution, position=1)
        cls.resolution.debates.add(cls.debate)
        cls.citation = make.make_citation(cls.clause, source=cls.source)
        cls.everything, cls.beginning = told_since()

    def setUp(self):
        self.cursor = self.beginning

    def told(self):
        """What was told since it was asked last."""
        told, self.cursor = told_since(self.cursor)
        return told

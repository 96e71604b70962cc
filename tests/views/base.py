"""One open archive for the tests of pages, and a reader's eye for what a page says."""

import re

from django.test import TestCase
from django.utils import translation

from tests.factories import (
    PUBLISHED,
    day,
    make_clause,
    make_congress,
    make_debate,
    make_election,
    make_mandate,
    make_name,
    make_participation,
    make_resolution,
    make_sitting,
    make_source,
    make_speaker,
    make_speech,
    make_topic,
)


def words(response):
    """The text of a page's main part, as one line of words."""
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(re.sub(r"<(?!/?(?:a|b|cite|em|span|sup|time|wbr)\b)[^>]*>", " ", main).split())


def bare(response):
    """The same without any mark-up at all."""
    return " ".join(re.sub(r"<[^>]*>", "", words(response)).split())


def without_data(response):
    """A page without its schema.org data: the one script element it may hold, in which no sign of HTML is left."""
    return re.sub(r'<script type="application/ld\+json">[^<>&]*</script>', "", response.content.decode(), count=1)


class PageTestCase(TestCase):
    """A small archive: one congress with one of everything."""

    def setUp(self):
        # A request for a Russian page leaves its language behind in the thread.
        self.enterContext(translation.override("en"))

    @classmethod
    def setUpTestData(cls):
        cls.source = make_source(
            slug="record", title="Протоколы", language="ru", authors="Lenin, V. I.", status=PUBLISHED
        )
        cls.other = make_source(slug="notes", title="Later notes", language="en", status=PUBLISHED)
        cls.congress = make_congress(
            number=11,
            status=PUBLISHED,
            title="11th Congress of the Party",
            original_title="Одиннадцатый съезд партии",
            opened_on=day("1922-03-27"),
            closed_on=day("1922-04-02"),
            city="Moscow",
            delegates_decisive=522,
            delegates_consultative=165,
            members_represented=532000,
            venue="Sverdlov Hall",
            summary="First *paragraph*.\n\nSecond paragraph.",
            purpose="To judge the year.",
        )
        cls.lenin = make_speaker(
            slug="lenin",
            name="Vladimir Lenin",
            sort_name="Lenin, Vladimir",
            original_name="Владимир Ленин",
            born_on=day("1870-04-22"),
            died_on=day("1924-01-21"),
            birth_place="Simbirsk",
            role="Chairman",
            status=PUBLISHED,
        )
        cls.topic = make_topic(
            slug="army", name="The army", original_name="Армия", description="Soldiers.", status=PUBLISHED
        )
        cls.debate = make_debate(
            congress=cls.congress,
            slug="army",
            title="The Red Army",
            original_title="О Красной Армии",
            agenda_number=7,
            kind="report",
            question="Discipline.",
            outcome="It was left open.",
            status=PUBLISHED,
        )
        cls.debate.topics.add(cls.topic)
        cls.resolution = make_resolution(
            congress=cls.congress,
            slug="army",
            title="On the Red Army",
            original_title="О Красной армии",
            adopted_on=day("1922-04-02"),
            secrecy="partly",
            summary="What it says.",
            status=PUBLISHED,
        )
        cls.resolution.debates.add(cls.debate)
        cls.sitting = make_sitting(congress=cls.congress, position=1, held_on=day("1922-03-27"), openness="closed")
        for position in (2, 3):
            make_sitting(congress=cls.congress, position=position)
        cls.debate.sittings.add(cls.sitting)
        make_participation(debate=cls.debate, speaker=cls.lenin, role="rapporteur", stance="The army must *learn*.")
        cls.speech = make_speech(
            debate=cls.debate,
            position=3,
            speaker=cls.lenin,
            rendering="summary",
            sitting=cls.sitting,
            text="One.\n\nTwo,\nstill two.",
        )
        make_clause(resolution=cls.resolution, position=4, number="IV", text="The army\n\nis kept.")
        cls.election = make_election(congress=cls.congress, speaker=cls.lenin, elected_on=day("1922-04-02"))
        make_mandate(congress=cls.congress, speaker=cls.lenin)
        make_name(speaker=cls.lenin, name="Ульянов", language="ru")

"""What the tests of the search share: a small archive in both languages, and short ways to ask."""

from django.test import TestCase

from archive.choices import PublicationStatus
from archive.search import find
from archive.search.rebuilding import disagreements
from tests import factories as make

PUBLIC = {"status": PublicationStatus.PUBLISHED}


def titles(text, **options):
    """What a query finds, in order: titles and names, headings of speeches."""
    return [hit.record.heading if hit.kind == "speech" else str(hit.record) for hit in find(text, **options).hits]


class SearchTestCase(TestCase):
    """Two congresses, a debate in each, three people, speeches that differ in a word."""

    @classmethod
    def setUpTestData(cls):
        cls.first = make.make_congress(
            number=1,
            title="First Congress",
            opened_on=make.day("1898-03-13"),
            closed_on=make.day("1898-03-15"),
            **PUBLIC,
        )
        cls.eleventh = make.make_congress(
            number=11,
            title="Eleventh Congress",
            original_title="Одиннадцатый съезд",
            opened_on=make.day("1922-03-27"),
            **PUBLIC,
        )
        cls.topic = make.make_topic(slug="army", name="Red Army", original_name="Красная Армия", **PUBLIC)
        cls.trotsky = make.make_speaker(
            slug="trotsky",
            name="Leon Trotsky",
            sort_name="Trotsky, Leon",
            original_name="Лев Давидович Троцкий",
            biography="He led the army.",
            **PUBLIC,
        )
        make.make_name(speaker=cls.trotsky, name="Бронштейн")
        cls.lenin = make.make_speaker(
            slug="lenin", name="Vladimir Lenin", sort_name="Lenin, Vladimir", original_name="Владимир Ленин", **PUBLIC
        )
        cls.debate = make.make_debate(congress=cls.eleventh, slug="army", title="On doctrine", position=1, **PUBLIC)
        cls.debate.topics.add(cls.topic)
        make.make_participation(debate=cls.debate, speaker=cls.trotsky, role="rapporteur")
        cls.old_debate = make.make_debate(congress=cls.first, slug="founding", title="Founding", **PUBLIC)
        cls.resolution = make.make_resolution(
            congress=cls.eleventh, slug="finance", title="On finance", adopted_on=make.day("1922-04-02"), **PUBLIC
        )
        make.make_clause(
            resolution=cls.resolution, position=1, text="Gold backs the rouble.\n\nIt is minted in silver."
        )
        cls.source = make.make_source(slug="record", title="Printed record", year=1936, **PUBLIC)

    @classmethod
    def say(cls, text, heading="", debate=None, **fields):
        return make.make_speech(debate=debate or cls.debate, text=text, heading=heading, **fields)

    def assert_in_step(self):
        self.assertEqual(list(disagreements()), [])

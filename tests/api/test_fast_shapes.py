"""The fast way to an answer says, byte for byte, what the serializers say that describe it."""

from datetime import UTC, datetime
from types import SimpleNamespace

from django.test import RequestFactory, override_settings
from django.utils.translation import gettext_lazy as _
from rest_framework.renderers import JSONRenderer

from archive.api.addresses import Addresses
from archive.api.rendering import FastJSONRenderer
from archive.api.serializers import congresses, debates, resolutions, sources, speakers, topics
from archive.api.shapes import shape_of
from archive.choices import Stance
from archive.selectors.brief import attach_brief_evidence
from archive.selectors.congresses import (
    public_congress,
    public_congress_people,
    public_congresses,
    public_earlier_elections,
    public_neighbours,
)
from archive.selectors.debates import public_debate, public_debates, public_neighbouring_debates, public_speeches
from archive.selectors.evidence import attach_evidence
from archive.selectors.resolutions import public_resolution, public_resolutions
from archive.selectors.sources import public_source, public_sources, public_uses, use_rows
from archive.selectors.speakers import public_speaker, public_speakers
from archive.selectors.topics import public_topic, public_topics
from tests import factories as make
from tests.api.archive import ArchiveTestCase

LISTS = {
    congresses.CongressSerializer: public_congresses,
    debates.DebateSerializer: public_debates,
    debates.SpeechSerializer: public_speeches,
    resolutions.ResolutionSerializer: public_resolutions,
    speakers.SpeakerSerializer: public_speakers,
    topics.TopicSerializer: public_topics,
    sources.SourceSerializer: public_sources,
}


class FastShapeTests(ArchiveTestCase):
    def entries(self):
        """Every shape of an entry's own address, with the entry."""
        congress, debate = public_congress(11), public_debate(11, "report")
        congress.previous_congress, congress.next_congress = public_neighbours(congress)
        debate.previous_debate, debate.next_debate = public_neighbouring_debates(debate)
        yield congresses.CongressDetailSerializer, congress
        people = public_congress_people(11)
        people.public_earlier_elections = public_earlier_elections(people)
        yield congresses.CongressPeopleSerializer, people
        yield debates.DebateDetailSerializer, debate
        yield resolutions.ResolutionDetailSerializer, public_resolution(11, "on-the-report")
        yield speakers.SpeakerDetailSerializer, public_speaker("lenin")
        yield topics.TopicDetailSerializer, public_topic("trade")
        yield sources.SourceDetailSerializer, public_source("encyclopedia")

    def assert_same(self, serializer_class, records):
        page = SimpleNamespace(get_paginated_data=lambda rows: {"results": rows})
        uses = page, list(use_rows(public_uses(self.source).records()))
        context = {"addresses": Addresses(RequestFactory().get("/")), "uses": uses}
        told = serializer_class(records, many=True, context=context).data
        rows = [shape_of(serializer_class).row(record, context) for record in records]
        self.assertEqual(FastJSONRenderer().render(rows), JSONRenderer().render(told))

    def test_every_shape_is_that_of_its_serializer(self):
        for field in ("speaker", "text", "congress", "paragraphs", "held_on", "id", "status", "citations"):
            make.make_citation(self.speech, source=self.works, field=field, stance=Stance.DISPUTES, value="x")
        for serializer_class, selector in LISTS.items():
            for attach in (attach_evidence, attach_brief_evidence):
                with self.subTest(shape=serializer_class.__name__, attach=attach.__name__):
                    records = list(selector())
                    self.assertTrue(records)
                    attach(records)
                    self.assert_same(serializer_class, records)
        for serializer_class, entry in self.entries():
            with self.subTest(shape=serializer_class.__name__):
                self.assert_same(serializer_class, [entry])

    @override_settings(TIME_ZONE="Europe/Moscow")
    def test_times_are_in_the_zone_of_the_site(self):
        records = list(public_speakers())
        attach_brief_evidence(records)
        self.assert_same(speakers.SpeakerSerializer, records)

    def test_every_value_is_written_as_the_framework_writes_it(self):
        moment = datetime(2026, 1, 31, 12, 0, 0, 5, tzinfo=UTC)
        for value in (
            "One\u2028two\u2029three\x85\x1e",
            moment,
            moment.date(),
            _("Debates"),
            Stance.DISPUTES,
            None,
            1.5,
        ):
            with self.subTest(value=value):
                self.assertEqual(FastJSONRenderer().render([value]), JSONRenderer().render([value]))

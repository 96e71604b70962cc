"""One plain nested serializer for each kind of record, with the keys of ours."""

from rest_framework import serializers

from archive import models
from tests.benchmarks.plain.parts import (
    ADDRESSED,
    AddressedSerializer,
    CitationSerializer,
    CongressReferenceSerializer,
    DatedField,
    DebateReferenceSerializer,
    DisputesField,
    NoteSerializer,
    SittingReferenceSerializer,
    SpeakerReferenceSerializer,
    TopicReferenceSerializer,
)


class SpeakerSerializer(AddressedSerializer):
    born_on = DatedField()
    died_on = DatedField()
    disputes = DisputesField()
    citations = CitationSerializer(many=True)
    notes = NoteSerializer(many=True)

    class Meta:
        model = models.Speaker
        fields = [
            *ADDRESSED,
            "name",
            "sort_name",
            "original_name",
            "role",
            "born_on",
            "birth_place",
            "died_on",
            "death_place",
            "biography",
            "portrait_credit",
            "portrait_licence",
            "portrait_alt",
            "wikidata",
            "viaf",
            "disputes",
            "citations",
            "notes",
        ]


class ParticipationSerializer(serializers.ModelSerializer):
    speaker = SpeakerSerializer()

    class Meta:
        model = models.Participation
        fields = ["speaker"]


class ResolutionSerializer(AddressedSerializer):
    congress = CongressReferenceSerializer()
    adopted_on = DatedField()
    topics = TopicReferenceSerializer(many=True)
    disputes = DisputesField()
    citations = CitationSerializer(many=True)
    notes = NoteSerializer(many=True)

    class Meta:
        model = models.Resolution
        fields = [
            *ADDRESSED,
            "congress",
            "position",
            "kind",
            "title",
            "original_title",
            "adopted_on",
            "result",
            "votes_for",
            "votes_against",
            "votes_abstained",
            "vote_note",
            "secrecy",
            "summary",
            "text",
            "original_text",
            "topics",
            "disputes",
            "citations",
            "notes",
        ]


class DebateSerializer(AddressedSerializer):
    congress = CongressReferenceSerializer()
    topics = TopicReferenceSerializer(many=True)
    disputes = DisputesField()
    citations = CitationSerializer(many=True)
    notes = NoteSerializer(many=True)
    participations = ParticipationSerializer(many=True)
    resolutions = ResolutionSerializer(many=True)

    class Meta:
        model = models.Debate
        fields = [
            *ADDRESSED,
            "congress",
            "position",
            "agenda_number",
            "kind",
            "title",
            "original_title",
            "question",
            "summary",
            "outcome",
            "consequences",
            "topics",
            "disputes",
            "citations",
            "notes",
            "participations",
            "resolutions",
        ]


class SpeechSerializer(AddressedSerializer):
    id = serializers.SerializerMethodField()
    congress = CongressReferenceSerializer(source="debate.congress")
    debate = DebateReferenceSerializer()
    speaker = SpeakerReferenceSerializer()
    sitting = SittingReferenceSerializer()
    held_on = DatedField()
    printed_page = serializers.CharField(source="page")
    paragraphs = serializers.SerializerMethodField()
    disputes = DisputesField()
    citations = CitationSerializer(many=True)

    class Meta:
        model = models.Speech
        fields = [
            *ADDRESSED,
            "id",
            "congress",
            "debate",
            "position",
            "kind",
            "speaker",
            "attribution",
            "certainty",
            "rendering",
            "language",
            "heading",
            "sitting",
            "held_on",
            "printed_page",
            "text",
            "original_text",
            "paragraphs",
            "disputes",
            "citations",
        ]

    def get_id(self, speech):
        return f"speech-{speech.position}"

    def get_paragraphs(self, speech):
        page = self.get_page(speech)
        return [
            {"id": f"speech-{speech.position}-p{number}", "page": f"{page}-p{number}", "text": text}
            for number, text in enumerate(speech.paragraphs, start=1)
        ]


class BriefSpeechSerializer(AddressedSerializer):
    debate = DebateReferenceSerializer()
    speaker = SpeakerReferenceSerializer()

    class Meta:
        model = models.Speech
        fields = ["url", "debate", "position", "speaker", "text"]


class FullParticipationSerializer(AddressedSerializer):
    congress = CongressReferenceSerializer(source="debate.congress")
    debate = DebateReferenceSerializer()
    speaker = SpeakerReferenceSerializer()
    disputes = DisputesField()
    citations = CitationSerializer(many=True)

    class Meta:
        model = models.Participation
        fields = [*ADDRESSED, "congress", "debate", "position", "speaker", "role", "stance", "disputes", "citations"]


class ResolutionReferenceSerializer(AddressedSerializer):
    class Meta:
        model = models.Resolution
        fields = ["url", "page", "title", "original_title"]


class DebateDetailSerializer(AddressedSerializer):
    congress = CongressReferenceSerializer()
    topics = TopicReferenceSerializer(many=True)
    disputes = DisputesField()
    citations = CitationSerializer(many=True)
    notes = NoteSerializer(many=True)
    sittings = SittingReferenceSerializer(many=True)
    participations = FullParticipationSerializer(many=True)
    speeches = SpeechSerializer(many=True)
    resolutions = ResolutionReferenceSerializer(many=True)

    class Meta:
        model = models.Debate
        fields = [*(name for name in DebateSerializer.Meta.fields if name not in {"participations", "resolutions"})]
        fields += ["sittings", "participations", "speeches", "resolutions"]


class BriefDebateSerializer(AddressedSerializer):
    congress = CongressReferenceSerializer()

    class Meta:
        model = models.Debate
        fields = [*ADDRESSED, "congress", "position", "kind", "title", "original_title"]
        fields += ["question", "summary", "outcome", "consequences"]

"""Debates, who took part, and what was said."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from archive.api.serializers.evidence import (
    ADDRESSED,
    ENTRY_EVIDENCE,
    EVIDENCE,
    EntrySerializer,
    SourcedSerializer,
)
from archive.api.serializers.fields import ApiAddressField, PageAddressField, date_field
from archive.api.serializers.figures import SharesSerializer, voice_shares
from archive.api.serializers.references import (
    ReferenceSerializer,
    optional_reference,
    reference,
    references,
)
from archive.api.serializers.versions import VersionedSerializer
from archive.figures.shares import shares
from archive.models import Debate, Participation, Speech


class ParagraphSerializer(serializers.Serializer):
    """One paragraph, citable on its own."""

    id = serializers.CharField(help_text="The paragraph's anchor on the page, such as `speech-3-p2`.")
    page = serializers.URLField(help_text="The page, opened at the paragraph.")
    text = serializers.CharField()


class SpeechSerializer(SourcedSerializer):
    """What one voice said. `speaker` is null when the voice is unknown; `attribution` is the name as printed."""

    id = serializers.SerializerMethodField(help_text="The speech's anchor on the debate's page, such as `speech-3`.")
    congress = reference("debate.congress")
    debate = reference()
    speaker = optional_reference("public_speaker")
    sitting = serializers.SerializerMethodField()
    held_on = date_field()
    printed_page = serializers.CharField(source="page", read_only=True, help_text="Page of the printed record.")
    text = serializers.CharField(read_only=True, help_text="The whole text; blank lines divide its paragraphs.")
    paragraphs = serializers.SerializerMethodField()

    class Meta:
        model = Speech
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
            *EVIDENCE,
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.CharField)
    def get_id(self, speech):
        return f"speech-{speech.position}"

    @extend_schema_field(ReferenceSerializer(allow_null=True))
    def get_sitting(self, speech):
        return sitting_of(speech, self.context)

    @extend_schema_field(ParagraphSerializer(many=True))
    def get_paragraphs(self, speech):
        page = self.context["addresses"].absolute(speech.get_absolute_url())
        return [
            {"id": f"speech-{speech.position}-p{number}", "page": f"{page}-p{number}", "text": text}
            for number, text in enumerate(speech.paragraphs, start=1)
        ]


class SpeechMentionSerializer(serializers.ModelSerializer):
    """A speech by how it begins, as a person's life lists it."""

    url = ApiAddressField()
    page = PageAddressField()
    congress = reference("debate.congress")
    debate = reference()
    held_on = date_field()
    opening = serializers.CharField(read_only=True, help_text="How the text begins: at most 200 characters.")

    class Meta:
        model = Speech
        fields = [
            *ADDRESSED,
            "congress",
            "debate",
            "position",
            "kind",
            "attribution",
            "certainty",
            "rendering",
            "language",
            "heading",
            "held_on",
            "opening",
        ]
        read_only_fields = fields


class ParticipationSerializer(SourcedSerializer):
    """What a person did in a debate, and where he or she stood."""

    congress = reference("debate.congress")
    debate = reference()
    speaker = reference()

    class Meta:
        model = Participation
        fields = [*ADDRESSED, "congress", "debate", "position", "speaker", "role", "stance", *EVIDENCE]
        read_only_fields = fields


class DebateSerializer(EntrySerializer):
    """One item of a congress: what was at issue and how it ended. Prose is Markdown."""

    congress = reference()
    topics = references("public_topics")

    class Meta:
        model = Debate
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
            *ENTRY_EVIDENCE,
        ]
        read_only_fields = fields


class DebateDetailSerializer(VersionedSerializer, DebateSerializer):
    """A debate with who took part, every speech in order, and what was resolved."""

    held_from = serializers.SerializerMethodField(help_text="The first day, as sittings and speeches tell, or null.")
    held_until = serializers.SerializerMethodField(help_text="The last day, likewise.")
    sittings = references("public_sittings")
    participations = ParticipationSerializer(source="public_participations", many=True, read_only=True)
    speeches = SpeechSerializer(source="public_speeches", many=True, read_only=True)
    shares = serializers.SerializerMethodField()
    resolutions = references("public_resolutions")
    previous_debate = optional_reference(help_text="Of the same congress.")
    next_debate = optional_reference(help_text="Of the same congress.")

    class Meta(DebateSerializer.Meta):
        fields = [
            *DebateSerializer.Meta.fields,
            "published_version",
            "previous_debate",
            "next_debate",
            "held_from",
            "held_until",
            "sittings",
            "participations",
            "speeches",
            "shares",
            "resolutions",
        ]
        read_only_fields = fields

    def get_held_from(self, debate) -> str | None:
        days = _days(debate)
        return str(min(days)) if days else None

    def get_held_until(self, debate) -> str | None:
        days = _days(debate)
        return str(max(days)) if days else None

    @extend_schema_field(SharesSerializer)
    def get_shares(self, debate):
        return voice_shares(shares(debate), self.context["addresses"])


def _days(debate):
    return [part.held_on for part in (*debate.public_sittings, *debate.public_speeches) if part.held_on]


def sitting_of(speech, context):
    """A reference to the speech's sitting: it is public with its congress, so it must be the debate's congress."""
    sitting, congress = speech.sitting, speech.debate.congress
    if sitting is None or sitting.congress_id != congress.pk:
        return None
    sitting.congress = congress
    return ReferenceSerializer(sitting, context=context).data

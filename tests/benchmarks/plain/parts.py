"""What the plain serializers have in common: addresses, references, citations and notes."""

from rest_framework import serializers

from archive import models

ADDRESSED = ["url", "page", "updated_at"]


class AddressedSerializer(serializers.ModelSerializer):
    url = serializers.SerializerMethodField()
    page = serializers.SerializerMethodField()

    def get_url(self, record):
        return self.context["request"].build_absolute_uri(f"/api/v1{record.get_absolute_url()}")

    def get_page(self, record):
        return self.context["request"].build_absolute_uri(record.get_absolute_url())


class CongressReferenceSerializer(AddressedSerializer):
    class Meta:
        model = models.Congress
        fields = ["url", "page", "title", "original_title"]


class TopicReferenceSerializer(AddressedSerializer):
    title = serializers.CharField(source="name")
    original_title = serializers.CharField(source="original_name")

    class Meta:
        model = models.Topic
        fields = ["url", "page", "title", "original_title"]


class SpeakerReferenceSerializer(AddressedSerializer):
    title = serializers.CharField(source="name")
    original_title = serializers.CharField(source="original_name")

    class Meta:
        model = models.Speaker
        fields = ["url", "page", "title", "original_title"]


class DebateReferenceSerializer(AddressedSerializer):
    class Meta:
        model = models.Debate
        fields = ["url", "page", "title", "original_title"]


class SittingReferenceSerializer(AddressedSerializer):
    title = serializers.CharField(source="__str__")

    class Meta:
        model = models.Sitting
        fields = ["url", "page", "title"]


class SourceReferenceSerializer(AddressedSerializer):
    class Meta:
        model = models.Source
        fields = ["url", "page", "title"]


class CitationSerializer(serializers.ModelSerializer):
    source = SourceReferenceSerializer()

    class Meta:
        model = models.Citation
        fields = ["source", "locator", "field", "stance", "value", "note", "unverified", "updated_at"]


class DisputesField(serializers.Field):
    """Both sides of each field that a source disputes."""

    def __init__(self):
        super().__init__(source="*", read_only=True)

    def to_representation(self, record):
        citations = list(record.citations.all())
        disputed = dict.fromkeys(citation.field for citation in citations if citation.stance == "disputes")
        sides = {
            (field, stance): [each for each in citations if (each.field, each.stance) == (field, stance)]
            for field in disputed
            for stance in ("supports", "disputes")
        }
        shown = {key: CitationSerializer(rows, many=True, context=self.context).data for key, rows in sides.items()}
        return [
            {
                "field": field,
                "value": str(getattr(record, field, "")),
                "supported_by": shown[field, "supports"],
                "disputed_by": shown[field, "disputes"],
            }
            for field in disputed
        ]


class NoteSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.EditorialNote
        fields = ["field", "kind", "text", "updated_at"]


class DatedField(serializers.Field):
    def to_representation(self, value):
        return str(value)

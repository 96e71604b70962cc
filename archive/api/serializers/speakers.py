"""People and the names they went by."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from archive.api.serializers.congresses import ElectionSerializer, MandateSerializer
from archive.api.serializers.cut import CutSerializer
from archive.api.serializers.debates import ParticipationSerializer, SpeechMentionSerializer
from archive.api.serializers.evidence import (
    ADDRESSED,
    ENTRY_EVIDENCE,
    EVIDENCE,
    EntrySerializer,
    SourcedSerializer,
)
from archive.api.serializers.fields import ApiAddressField, PageAddressField, date_field
from archive.api.serializers.references import references
from archive.api.serializers.versions import VersionedSerializer
from archive.models import Speaker, SpeakerName


class PortraitSerializer(serializers.Serializer):
    """A picture of a person, with whose it is and what it shows."""

    image = serializers.URLField(help_text="The address of the picture itself.")
    credit = serializers.CharField()
    licence = serializers.CharField()
    alt = serializers.CharField(help_text="What the picture shows, in words.")


class SpeakerNameSerializer(SourcedSerializer):
    """Another name a person went by."""

    url = ApiAddressField(source="speaker.get_absolute_url")
    page = PageAddressField(source="speaker.get_absolute_url")

    class Meta:
        model = SpeakerName
        fields = [*ADDRESSED, "name", "kind", "language", "from", "to", *EVIDENCE]
        read_only_fields = fields

    def get_fields(self):
        """`from` is a word of Python's, so it cannot be an attribute of the class."""
        dates = {"from": date_field(source="used_from"), "to": date_field(source="used_to")}
        self._declared_fields = {**self._declared_fields, **dates}
        return super().get_fields()


class SpeakerSerializer(EntrySerializer):
    """A person. What is not known is null or empty."""

    title = serializers.CharField(source="name", read_only=True, help_text="The name, as in a reference.")
    original_title = serializers.CharField(source="original_name", read_only=True, help_text="The same in Russian.")
    born_on = date_field()
    died_on = date_field()
    portrait = serializers.SerializerMethodField()

    class Meta:
        model = Speaker
        fields = [
            *ADDRESSED,
            "title",
            "original_title",
            "name",
            "sort_name",
            "original_name",
            "role",
            "born_on",
            "birth_place",
            "died_on",
            "death_place",
            "biography",
            "portrait",
            "wikidata",
            "viaf",
            *ENTRY_EVIDENCE,
        ]
        read_only_fields = fields

    @extend_schema_field(PortraitSerializer(allow_null=True))
    def get_portrait(self, speaker):
        if not speaker.portrait:
            return None
        return {
            "image": self.context["addresses"].absolute(reverse("archive:portrait", args=[speaker.slug])),
            "credit": speaker.portrait_credit,
            "licence": speaker.portrait_licence,
            "alt": speaker.portrait_alt,
        }


class SpeakerDetailSerializer(CutSerializer, VersionedSerializer, SpeakerSerializer):
    """A person with the other names, mandates, offices, debates and speeches (without their texts)."""

    whole = {
        "mandates": ("congresses", "expand=mandates&fields=mandates"),
        "elections": ("congresses", "expand=elections&fields=elections"),
        "participations": ("debates", "speaker={slug}&expand=participations&fields=participations"),
        "speeches": ("speeches", "speaker={slug}"),
        "chaired_sittings": ("congresses", "expand=sittings&fields=sittings"),
    }

    names = SpeakerNameSerializer(source="public_names", many=True, read_only=True)
    mandates = MandateSerializer(source="public_mandates", many=True, read_only=True)
    elections = ElectionSerializer(source="public_elections", many=True, read_only=True)
    participations = ParticipationSerializer(source="public_participations", many=True, read_only=True)
    speeches = SpeechMentionSerializer(source="public_speeches", many=True, read_only=True)
    chaired_sittings = references("public_chaired_sittings")

    class Meta(SpeakerSerializer.Meta):
        fields = [
            *SpeakerSerializer.Meta.fields,
            "published_version",
            "cut",
            "names",
            "mandates",
            "elections",
            "participations",
            "speeches",
            "chaired_sittings",
        ]
        read_only_fields = fields

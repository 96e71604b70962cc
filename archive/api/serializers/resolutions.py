"""Resolutions, their clauses, and how they bear on each other."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from archive.api.serializers.evidence import (
    ADDRESSED,
    ENTRY_EVIDENCE,
    EVIDENCE,
    EntrySerializer,
    SourcedSerializer,
)
from archive.api.serializers.fields import date_field
from archive.api.serializers.figures import VOTES, VoteFiguresSerializer, sourced_figures
from archive.api.serializers.references import optional_reference, reference, references
from archive.api.serializers.versions import VersionedSerializer
from archive.models import Clause, Resolution, ResolutionLink


class ClauseSerializer(SourcedSerializer):
    """One clause of a resolution, citable on its own."""

    id = serializers.SerializerMethodField(help_text="The clause's anchor on the page, such as `clause-4`.")
    number = serializers.CharField(read_only=True, help_text="The number as printed.")
    text = serializers.CharField(read_only=True, help_text="Plain text; blank lines divide its paragraphs.")

    class Meta:
        model = Clause
        fields = [*ADDRESSED, "id", "position", "number", "heading", "text", "original_text", *EVIDENCE]
        read_only_fields = fields

    @extend_schema_field(serializers.CharField)
    def get_id(self, clause):
        return f"clause-{clause.position}"


class ResolutionLinkSerializer(SourcedSerializer):
    """What `resolution` does to `to`, or to a document outside the archive: then `to` is null."""

    resolution = reference()
    to = optional_reference()
    outside_title = serializers.CharField(read_only=True, help_text="Its title, when the archive does not hold it.")

    class Meta:
        model = ResolutionLink
        fields = [*ADDRESSED, "kind", "resolution", "to", "outside_title", "note", *EVIDENCE]
        read_only_fields = fields


class ResolutionSerializer(EntrySerializer):
    """What a congress resolved. Votes that are not known are null, which is not zero."""

    congress = reference()
    adopted_on = date_field()
    topics = references("public_topics")

    class Meta:
        model = Resolution
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
            *ENTRY_EVIDENCE,
        ]
        read_only_fields = fields


class ResolutionDetailSerializer(VersionedSerializer, ResolutionSerializer):
    """A resolution with its clauses, the debates it came from, and its relations in both directions."""

    figures = serializers.SerializerMethodField(help_text="The votes with their sources, also where they disagree.")
    debates = references("public_debates")
    clauses = ClauseSerializer(source="public_clauses", many=True, read_only=True)
    links = ResolutionLinkSerializer(
        source="public_links", many=True, read_only=True, help_text="What this resolution does to others."
    )
    links_from = ResolutionLinkSerializer(
        source="public_links_from", many=True, read_only=True, help_text="What others do to this one."
    )

    class Meta(ResolutionSerializer.Meta):
        fields = [
            *ResolutionSerializer.Meta.fields,
            "published_version",
            "figures",
            "debates",
            "clauses",
            "links",
            "links_from",
        ]
        read_only_fields = fields

    @extend_schema_field(VoteFiguresSerializer)
    def get_figures(self, resolution):
        return sourced_figures(resolution, VOTES, self.context["addresses"])

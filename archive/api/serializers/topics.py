"""Topics: what debates and resolutions are about."""

from rest_framework import serializers

from archive.api.serializers.cut import CutSerializer
from archive.api.serializers.evidence import ADDRESSED, ENTRY_EVIDENCE, EntrySerializer
from archive.api.serializers.fields import ApiAddressField, PageAddressField, date_field
from archive.api.serializers.references import ReferenceSerializer, optional_reference, reference, references
from archive.api.serializers.versions import VersionedSerializer
from archive.models import Debate, Resolution, ResolutionLink, Topic


class TopicSerializer(EntrySerializer):
    """A subject, perhaps part of a broader one."""

    title = serializers.CharField(source="name", read_only=True, help_text="The name, as in a reference.")
    original_title = serializers.CharField(source="original_name", read_only=True, help_text="The same in Russian.")
    broader = optional_reference("public_broader")

    class Meta:
        model = Topic
        fields = [
            *ADDRESSED,
            "title",
            "original_title",
            "name",
            "original_name",
            "description",
            "broader",
            *ENTRY_EVIDENCE,
        ]
        read_only_fields = fields


class TopicDebateSerializer(serializers.ModelSerializer):
    """A debate as its topic lists it. The debate's own address gives all of it."""

    url = ApiAddressField()
    page = PageAddressField()
    congress = reference()

    class Meta:
        model = Debate
        fields = [*ADDRESSED, "title", "original_title", "congress", "position", "agenda_number", "kind", "question"]
        read_only_fields = fields


class TopicLinkSerializer(serializers.ModelSerializer):
    """What `resolution` does to `to`, or to a document outside the archive: then `to` is null."""

    resolution = reference()
    to = optional_reference()

    class Meta:
        model = ResolutionLink
        fields = ["kind", "resolution", "to", "outside_title"]
        read_only_fields = fields


class TopicResolutionSerializer(serializers.ModelSerializer):
    """A resolution as its topic lists it: what became of it, what it says, and how it bears on others."""

    url = ApiAddressField()
    page = PageAddressField()
    congress = reference()
    adopted_on = date_field()
    links = TopicLinkSerializer(source="public_links", many=True, read_only=True)
    links_from = TopicLinkSerializer(source="public_links_from", many=True, read_only=True)

    class Meta:
        model = Resolution
        fields = [
            *ADDRESSED,
            "title",
            "original_title",
            "congress",
            "position",
            "kind",
            "adopted_on",
            "result",
            "secrecy",
            "summary",
            "links",
            "links_from",
        ]
        read_only_fields = fields


class NarrowerTopicSerializer(ReferenceSerializer):
    """A narrower topic with those that are narrower still."""

    narrower = references("public_narrower")

    def to_representation(self, topic):
        name = super().to_representation
        return {**name(topic), "narrower": [name(below) for below in topic.public_narrower]}


class TopicDetailSerializer(CutSerializer, VersionedSerializer, TopicSerializer):
    """A subject with the narrower ones, and what each congress debated and resolved on it."""

    whole = {"debates": ("debates", "topic={slug}"), "resolutions": ("resolutions", "topic={slug}")}

    narrower = NarrowerTopicSerializer(source="public_narrower", many=True, read_only=True)
    debates = TopicDebateSerializer(source="public_debates", many=True, read_only=True)
    resolutions = TopicResolutionSerializer(source="public_resolutions", many=True, read_only=True)

    class Meta(TopicSerializer.Meta):
        fields = [*TopicSerializer.Meta.fields, "published_version", "cut", "narrower", "debates", "resolutions"]
        read_only_fields = fields

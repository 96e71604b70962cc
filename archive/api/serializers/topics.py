"""Topics: what debates and resolutions are about."""

from archive.api.serializers.evidence import ADDRESSED, ENTRY_EVIDENCE, EntrySerializer
from archive.api.serializers.references import optional_reference, references
from archive.models import Topic


class TopicSerializer(EntrySerializer):
    """A subject, perhaps part of a broader one."""

    broader = optional_reference("public_broader")

    class Meta:
        model = Topic
        fields = [*ADDRESSED, "name", "original_name", "description", "broader", *ENTRY_EVIDENCE]
        read_only_fields = fields


class TopicDetailSerializer(TopicSerializer):
    """A subject with the narrower ones, and the debates and resolutions about it."""

    narrower = references("public_narrower")
    debates = references("public_debates")
    resolutions = references("public_resolutions")

    class Meta(TopicSerializer.Meta):
        fields = [*TopicSerializer.Meta.fields, "narrower", "debates", "resolutions"]
        read_only_fields = fields

"""The root: what the archive is, and where everything is."""

from rest_framework import serializers

from archive.api.serializers.congresses import CongressSerializer
from archive.api.serializers.evidence import ADDRESSED
from archive.api.serializers.fields import ApiAddressField, PageAddressField, date_field, outline_field
from archive.models import Congress


class ListLinkSerializer(serializers.Serializer):
    """One of the lists."""

    url = serializers.URLField()
    page = serializers.URLField()
    title = serializers.CharField()


class ListsSerializer(serializers.Serializer):
    """Every list, by its name."""

    congresses = ListLinkSerializer()
    debates = ListLinkSerializer()
    resolutions = ListLinkSerializer()
    speeches = ListLinkSerializer()
    speakers = ListLinkSerializer()
    topics = ListLinkSerializer()
    sources = ListLinkSerializer()


class CongressMarkSerializer(serializers.ModelSerializer):
    """A congress as the timeline shows it."""

    url = ApiAddressField()
    page = PageAddressField()
    opened_on = date_field()
    closed_on = date_field()
    is_outline = outline_field()

    class Meta:
        model = Congress
        fields = [*ADDRESSED, "number", "title", "original_title", "opened_on", "closed_on", "city", "is_outline"]
        read_only_fields = fields


class UpdateSerializer(serializers.Serializer):
    """An entry that was changed lately."""

    url = ApiAddressField()
    page = PageAddressField()
    updated_at = serializers.DateTimeField()
    kind = serializers.CharField(help_text="`congress`, `debate`, `resolution`, `speaker`, `source` or `topic`.")
    title = serializers.CharField()
    original_title = serializers.CharField()


class FrontSerializer(serializers.Serializer):
    """The root of the API, and what the front page shows."""

    url = serializers.URLField()
    page = serializers.URLField()
    updated_at = serializers.DateTimeField(allow_null=True, help_text="When anything was last changed.")
    title = serializers.CharField()
    lists = ListsSerializer()
    search = ListLinkSerializer(help_text="Everything public in full text: the query is `q`.")
    changes = serializers.URLField(help_text="What changed since a cursor, for whoever keeps a copy.")
    dumps = serializers.URLField(help_text="The whole archive as files.")
    schema = serializers.URLField(help_text="This API in OpenAPI 3.1, as JSON or YAML.")
    docs = serializers.URLField(help_text="The guide for people.")
    subject = CongressSerializer(allow_null=True, help_text="The congress that the front page is about.")
    congresses = CongressMarkSerializer(many=True)
    updates = UpdateSerializer(many=True, help_text="The entries changed last, newest first.")

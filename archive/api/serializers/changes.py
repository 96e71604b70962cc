"""What readers have been able to see change."""

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from archive.api.serializers.fields import ApiAddressField, PageAddressField
from archive.choices import LedgerChange


# A class that a generated client names after the schema must not be named as one of its fields.
@extend_schema_serializer(component_name="ListedChange")
class ChangeSerializer(serializers.Serializer):
    """The last change at an address. Where nothing stands any more, the titles are empty."""

    cursor = serializers.CharField(help_text="What `since` takes to go on after this change.")
    change = serializers.ChoiceField(LedgerChange.choices)
    kind = serializers.CharField(help_text="`congress`, `debate`, `resolution`, `speaker`, `source` or `topic`.")
    url = ApiAddressField(source="entry.get_absolute_url")
    page = PageAddressField(source="entry.get_absolute_url")
    title = serializers.CharField(source="entry.title", help_text="In English; empty when nothing stands there now.")
    original_title = serializers.CharField(source="entry.original_title", help_text="In Russian.")
    changed_at = serializers.DateTimeField(help_text="When the archive first saw the change.")
    moved_to = serializers.SerializerMethodField(help_text="Of `renamed`: the address in the API that it went to.")

    entry = serializers.SerializerMethodField(
        help_text="With `documents=1`, what stands there now, as a row of a dump; null where nothing does."
    )

    @extend_schema_field({"type": ["object", "null"], "additionalProperties": True})
    def get_entry(self, change):
        entry = change.entry
        return self.context.get("rows", {}).get((entry.kind, entry.number, entry.slug))

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_moved_to(self, change):
        return change.moved_to and self.context["addresses"].twin(change.moved_to.get_absolute_url())


class ChangesSerializer(serializers.Serializer):
    """Changes, oldest first."""

    next = serializers.URLField(allow_null=True, help_text="The changes after these; null when there are none now.")
    cursor = serializers.CharField(help_text="What `since` takes to be told of what changes after these.")
    results = ChangeSerializer(many=True)

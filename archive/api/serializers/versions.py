"""The published versions of an entry, and what two of them differ in."""

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from archive.api.serializers.fields import ApiAddressField, PageAddressField
from archive.api.serializers.references import ReferenceSerializer
from archive.comparing import record_words, short_words


class PublishedVersionSerializer(serializers.Serializer):
    """A version of an entry that readers have seen. Numbers count from 1 and never change."""

    number = serializers.IntegerField(help_text="What `?version=` takes.")
    published_at = serializers.DateTimeField(source="since", help_text="When readers first saw it.")
    is_latest = serializers.BooleanField(help_text="Whether it is the present one.")


class VersionedSerializer(serializers.Serializer):
    """What the address of an entry adds to the entry: which published version of it the answer is."""

    published_version = PublishedVersionSerializer(source="public_version", read_only=True)


class ListedVersionSerializer(PublishedVersionSerializer):
    """A published version as the list has it. Of what it changed, only names: `from` and `to` give the words."""

    url = serializers.URLField(help_text="The entry as this version has it.")
    page = serializers.URLField(help_text="The same as a page.")
    changed = serializers.ListField(child=serializers.CharField(), help_text="Fields of the entry, and parts.")
    added = serializers.ListField(child=serializers.CharField())
    removed = serializers.ListField(child=serializers.CharField())


class FieldDifferenceSerializer(serializers.Serializer):
    """A field that differs, both sides as texts; a reference is a name."""

    field = serializers.CharField(source="name")
    before = serializers.CharField()
    after = serializers.CharField()


class RecordDifferenceSerializer(serializers.Serializer):
    """The entry, or a part, citation or note of it, that two versions differ in."""

    change = serializers.CharField(source="kind", help_text="`changed`, `added` or `removed`.")
    record = serializers.CharField(source="model", help_text="What kind of record it is: `debate`, `speech`, …")
    title = serializers.CharField(source="label", help_text="What it is called: “Speech 3”.")
    id = serializers.CharField(source="anchor", help_text="Its anchor on the page, where it has one; else empty.")

    def get_fields(self):
        """`fields` means something else to a serializer."""
        return {**super().get_fields(), "fields": FieldDifferenceSerializer(many=True)}


class ComparisonSerializer(serializers.Serializer):
    """What a published version has otherwise than another."""

    differences = RecordDifferenceSerializer(many=True)

    def get_fields(self):
        """`from` is a word of Python's, so it cannot be an attribute of the class."""
        ends = {"from": serializers.IntegerField(), "to": serializers.IntegerField()}
        return {**ends, **super().get_fields()}


# A class that a generated client names after the schema must not be named as one of its fields.
@extend_schema_serializer(component_name="VersionHistory")
class VersionsSerializer(serializers.Serializer):
    """Every version of an entry that readers have seen, newest first."""

    url = ApiAddressField(source="entry.get_versions_url")
    page = PageAddressField(source="entry.get_versions_url")
    updated_at = serializers.DateTimeField(read_only=True)
    entry = ReferenceSerializer(read_only=True)
    versions = serializers.SerializerMethodField()
    comparison = serializers.SerializerMethodField(help_text="With `from` or `to`; else null.")

    @extend_schema_field(ListedVersionSerializer(many=True))
    def get_versions(self, history):
        rows = zip(history.versions, history.changes, strict=True)
        return [self._row(history, version, changes) for version, changes in reversed(list(rows))]

    def _row(self, history, version, changes):
        addresses = self.context["addresses"]
        path = history.entry.get_absolute_url()
        path = path if version.is_latest else f"{path}?version={version.number}"
        words = short_words(changes, history.entry, history.visibility)
        return {
            **PublishedVersionSerializer(version).data,
            "url": addresses.twin(path),
            "page": addresses.absolute(path),
            **{kind: words.get(kind, []) for kind in ("changed", "added", "removed")},
        }

    @extend_schema_field(ComparisonSerializer(allow_null=True))
    def get_comparison(self, history):
        if self.context.get("compared") is None:
            return None
        before, to = self.context["compared"]
        changes = history.differences(before, to)
        differences = [record_words(change, history.entry, history.visibility) for change in changes]
        answer = {"from": before.number, "to": to.number, "differences": differences}
        return ComparisonSerializer(answer).data

"""What the sources say: citations, the editors' notes, and what is disputed."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from archive.api.serializers.fields import ApiAddressField, PageAddressField
from archive.api.serializers.references import ReferenceSerializer, refer, reference
from archive.api.shapes import shape_of
from archive.choices import Stance
from archive.models import Citation, EditorialNote

#: For every `Meta.fields`: addresses first, evidence last.
ADDRESSED = ["url", "page", "updated_at"]
EVIDENCE = ["disputes", "citations"]
ENTRY_EVIDENCE = [*EVIDENCE, "notes"]


class CitationSerializer(serializers.ModelSerializer):
    """A source that supports or disputes the record it stands in, or one field of it."""

    source = reference()

    class Meta:
        model = Citation
        fields = ["source", "locator", "field", "stance", "value", "note", "unverified", "updated_at"]
        read_only_fields = fields


class NoteSerializer(serializers.ModelSerializer):
    """A remark by the editors on an entry, or on one field of it."""

    class Meta:
        model = EditorialNote
        fields = ["field", "kind", "text", "updated_at"]
        read_only_fields = fields


@extend_schema_field({"type": ["string", "integer", "null"]})
class ValueField(serializers.Field):
    """What a field of any kind gives."""


class DisputeSerializer(serializers.Serializer):
    """A field on which sources disagree: what this archive gives, and who stands on which side."""

    field = serializers.CharField(help_text="The field's name; empty for the record as a whole.")
    value = ValueField(help_text="What this archive gives: the same as in the field itself.")
    supported_by = CitationSerializer(many=True)
    disputed_by = CitationSerializer(many=True, help_text="Each gives its own `value`.")


class SourcedSerializer(serializers.ModelSerializer):
    """What every entry and every part has: addresses, the time of the last change, and its evidence."""

    url = ApiAddressField()
    page = PageAddressField()
    citations = CitationSerializer(source="public_citations", many=True, read_only=True)
    disputes = serializers.SerializerMethodField()

    @extend_schema_field(DisputeSerializer(many=True))
    def get_disputes(self, record):
        """One for each field that a source disputes, next to the plain value, so that neither is missed."""
        disputed = [citation for citation in record.public_citations if citation.stance == Stance.DISPUTES]
        cited = shape_of(CitationSerializer)
        return [
            {
                "field": field,
                "value": self._plain_value(record, field),
                "supported_by": [
                    cited.row(citation, self.context)
                    for citation in record.public_citations
                    if citation.field == field and citation.stance == Stance.SUPPORTS
                ],
                "disputed_by": [cited.row(citation, self.context) for citation in disputed if citation.field == field],
            }
            for field in dict.fromkeys(citation.field for citation in disputed)
        ]

    def _plain_value(self, record, name):
        """The value as this answer shows it: what is no public field, or a list, has none."""
        by_source = [field for field in self.fields.values() if field.source == name]
        by_name = [field for field in self.fields.values() if field.field_name == name and name not in ADDRESSED]
        for field in (*by_source, *by_name):
            value = self._shown(record, field)
            return value if isinstance(value, str | int) else None
        return None

    def _shown(self, record, field):
        if isinstance(field, serializers.ListSerializer):
            return None
        if isinstance(field, serializers.SerializerMethodField):
            return getattr(self, field.method_name)(record)
        attribute = field.get_attribute(record)
        if isinstance(field, ReferenceSerializer):
            return attribute and refer(attribute, self.context["addresses"])["title"]
        return None if attribute is None else field.to_representation(attribute)


class EntrySerializer(SourcedSerializer):
    """What every entry has."""

    notes = NoteSerializer(source="public_notes", many=True, read_only=True)

"""How an entry or a part of one is cited."""

from datetime import UTC

from django.conf import settings
from django.utils import translation
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from archive.api.serializers.fields import ApiAddressField, PageAddressField
from archive.api.serializers.references import ReferenceSerializer, reference
from archive.api.serializers.versions import PublishedVersionSerializer
from archive.interchange.citing import Cited
from archive.interchange.formats import FORMATS
from archive.interchange.styles import STYLES

_ITEM = {"type": "object", "additionalProperties": True}


class FormattedReferenceSerializer(serializers.Serializer):
    """A finished reference. What stands in brackets at its end says what no style has a place for."""

    # Not vocabularies: a style or a format more is a compatible change.
    language = serializers.CharField(help_text="Of the titles, and of the address cited: `en` or `ru`.")
    style = serializers.CharField(help_text=f"Now {', '.join(f'`{key}`' for key in STYLES)}.")
    label = serializers.CharField(help_text="The name of the style in that language.")
    text = serializers.CharField()
    html = serializers.CharField(help_text="The same, with `<i>` for what is set in italics.")


class BasisSerializer(serializers.Serializer):
    """What the passage rests on."""

    source = reference()
    locator = serializers.CharField(help_text="The page or section.")
    is_printed_record = serializers.BooleanField(help_text="Whether the source is known to print the passage.")


class DownloadSerializer(serializers.Serializer):
    """A file for reference managers."""

    format = serializers.CharField(help_text=f"The end of the address, now {', '.join(f'`{key}`' for key in FORMATS)}.")
    media_type = serializers.CharField()
    url = serializers.URLField()


class CitedSerializer(serializers.Serializer):
    """How to cite an entry, or with `part` a speech, clause or paragraph of it; in both languages."""

    url = ApiAddressField(source="get_cite_url")
    page = PageAddressField(source="get_cite_url")
    updated_at = serializers.DateTimeField(read_only=True)
    entry = ReferenceSerializer(read_only=True)
    part = serializers.CharField(read_only=True, help_text="The anchor of the part; empty for the whole.")
    address = PageAddressField(
        source="get_permanent_url", help_text="The permanent address of what is cited, in the version that is cited."
    )
    cited_version = serializers.SerializerMethodField(help_text="The last change of that version, in UTC.")
    published_version = PublishedVersionSerializer(source="version", read_only=True)
    basis = serializers.SerializerMethodField()
    references = serializers.SerializerMethodField()
    item = serializers.SerializerMethodField(help_text="As CSL-JSON, in English.")
    original_item = serializers.SerializerMethodField(help_text="As CSL-JSON, in Russian.")
    downloads = serializers.SerializerMethodField()

    def get_cited_version(self, meant) -> str:
        return meant.updated_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @extend_schema_field(BasisSerializer(allow_null=True))
    def get_basis(self, meant):
        basis = self._cited(meant).basis
        return BasisSerializer(basis, context=self.context).data if basis else None

    @extend_schema_field(FormattedReferenceSerializer(many=True))
    def get_references(self, meant):
        found = []
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                for each in self._cited(meant).references:
                    found.append(
                        {
                            "language": language,
                            "style": each.key,
                            "label": each.label,
                            "text": each.text,
                            "html": str(each.html),
                        }
                    )
        return found

    @extend_schema_field(_ITEM)
    def get_item(self, meant):
        return self._cited(meant).item

    @extend_schema_field(_ITEM)
    def get_original_item(self, meant):
        with translation.override("ru"):
            return self._cited(meant).item

    @extend_schema_field(DownloadSerializer(many=True))
    def get_downloads(self, meant):
        absolute = self.context["addresses"].absolute
        return [
            {
                "format": each.extension,
                "media_type": each.media_type.partition(";")[0],
                "url": absolute(meant.get_file_url(each.extension)),
            }
            for each in FORMATS.values()
        ]

    def _cited(self, meant):
        return Cited(meant, self.context["addresses"].origin)

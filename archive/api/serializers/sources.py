"""Sources, and what leans on one."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from archive import choices
from archive.api.serializers.evidence import ADDRESSED, ENTRY_EVIDENCE, EntrySerializer
from archive.api.serializers.fields import date_field
from archive.api.serializers.references import ReferenceSerializer
from archive.api.serializers.versions import VersionedSerializer
from archive.models import Source
from archive.paging import GoingOnPaginator
from archive.selectors.references import reference

COUNTED_SO_FAR = (
    f"Uses on all pages together, counted up to {GoingOnPaginator.COUNTED_AT_LEAST}, or as far as this page goes."
)
#: Parts that have an anchor of their own on their entry's page.
ANCHORED = {"speech", "clause", "sitting"}


class SourceSerializer(EntrySerializer):
    """A work that can be cited; the fields map to CSL-JSON."""

    original_title = serializers.SerializerMethodField(help_text="Empty: a work has one title, in its own language.")
    authors = serializers.SerializerMethodField(help_text="Each as “Family, Given”.")
    editors = serializers.SerializerMethodField(help_text="Each as “Family, Given”.")
    web_url = serializers.CharField(source="url", read_only=True, help_text="Where the work is on the web, or empty.")
    accessed_on = date_field()

    class Meta:
        model = Source
        fields = [
            *ADDRESSED,
            "kind",
            "title",
            "original_title",
            "authors",
            "editors",
            "year",
            "place",
            "publisher",
            "container",
            "pages",
            "archive_reference",
            "web_url",
            "accessed_on",
            "language",
            "rights",
            "note",
            *ENTRY_EVIDENCE,
        ]
        read_only_fields = fields

    def get_original_title(self, source) -> str:
        return ""

    def get_authors(self, source) -> list[str]:
        return _lines(source.authors)

    def get_editors(self, source) -> list[str]:
        return _lines(source.editors)


class UseSerializer(serializers.Serializer):
    """One place that cites a source, from a row of `archive.selectors.sources.public_uses`."""

    url = serializers.URLField(help_text="The address in the API of what cites the source.")
    page = serializers.URLField(help_text="Its page.")
    entry = ReferenceSerializer(help_text="The entry that cites the source, or that the citing part stands in.")
    kind = serializers.CharField(help_text="The kind of entry: `congress`, `debate`, `resolution`, …")
    part_kind = serializers.CharField(help_text="The kind of part that is meant; empty for the entry itself.")
    part_position = serializers.IntegerField(allow_null=True, help_text="The part's position, where parts have one.")
    part_name = serializers.CharField(help_text="The person the part is about, where it is about one.")
    part_original_name = serializers.CharField(help_text="The same in Russian.")
    field = serializers.CharField(help_text="The field it is cited for; empty for the whole.")
    stance = serializers.ChoiceField(choices.Stance.choices)
    value = serializers.CharField()
    locator = serializers.CharField()
    unverified = serializers.BooleanField()

    def to_representation(self, row):
        entry, addresses = reference(row), self.context["addresses"]
        path = entry.get_absolute_url()
        if row["part_kind"] in ANCHORED:
            path += f"#{row['part_kind']}-{row['part_position']}"
        return {
            "url": addresses.twin(path),
            "page": addresses.absolute(path),
            "entry": ReferenceSerializer(entry, context=self.context).data,
            "kind": row["entry_kind"],
            "part_kind": row["part_kind"],
            "part_position": row["part_position"] or None,
            "part_name": row["part_name"],
            "part_original_name": row["part_original_name"],
            "field": row["cited_field"],
            "stance": row["cited_stance"],
            "value": row["cited_value"],
            "locator": row["cited_locator"],
            "unverified": row["cited_unverified"],
        }


class UsePageSerializer(serializers.Serializer):
    """One page of the places that cite a source."""

    count = serializers.IntegerField(help_text=COUNTED_SO_FAR)
    count_is_exact = serializers.BooleanField(help_text="False when there are more than were counted.")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = UseSerializer(many=True)


class SourceDetailSerializer(VersionedSerializer, SourceSerializer):
    """A source with all that cites it, a page at a time: `?page=` turns the pages of `uses`."""

    uses = serializers.SerializerMethodField()

    class Meta(SourceSerializer.Meta):
        fields = [*SourceSerializer.Meta.fields, "published_version", "uses"]
        read_only_fields = fields

    @extend_schema_field(UsePageSerializer)
    def get_uses(self, source):
        paginator, rows = self.context["uses"]
        return paginator.get_paginated_data(UseSerializer(rows, many=True, context=self.context).data)


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]

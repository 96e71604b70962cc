"""Congresses, their sittings, and the people at them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from archive import choices
from archive.api.serializers.evidence import (
    ADDRESSED,
    ENTRY_EVIDENCE,
    EVIDENCE,
    EntrySerializer,
    SourcedSerializer,
)
from archive.api.serializers.fields import ApiAddressField, PageAddressField, date_field, outline_field
from archive.api.serializers.figures import (
    CONGRESS_FIGURES,
    BodyChangeSerializer,
    BodySizeSerializer,
    CongressFiguresSerializer,
    body_change,
    sourced_figures,
)
from archive.api.serializers.references import optional_reference, reference, references
from archive.api.serializers.versions import VersionedSerializer
from archive.dates import julian
from archive.figures.composition import changes, composition
from archive.models import Congress, Debate, Election, Mandate, Participation, Sitting


class CongressSerializer(EntrySerializer):
    """A congress of the party, known by its number. Figures that are not known are null."""

    opened_on = date_field()
    closed_on = date_field()
    opened_on_old_style = serializers.SerializerMethodField(help_text="By the Julian calendar, until February 1918.")
    closed_on_old_style = serializers.SerializerMethodField(help_text="By the Julian calendar, until February 1918.")
    is_outline = outline_field()
    figures = serializers.SerializerMethodField(help_text="Each number with its sources, also where they disagree.")

    class Meta:
        model = Congress
        fields = [
            *ADDRESSED,
            "number",
            "title",
            "original_title",
            "party_name",
            "party_short_name",
            "opened_on",
            "closed_on",
            "opened_on_old_style",
            "closed_on_old_style",
            "city",
            "country",
            "venue",
            "delegates_decisive",
            "delegates_consultative",
            "members_represented",
            "sittings_count",
            "figures",
            "is_outline",
            "purpose",
            "summary",
            "background",
            "outcome",
            "aftermath",
            *ENTRY_EVIDENCE,
        ]
        read_only_fields = fields

    @extend_schema_field(CongressFiguresSerializer)
    def get_figures(self, congress):
        return sourced_figures(congress, CONGRESS_FIGURES, self.context["addresses"])

    def get_opened_on_old_style(self, congress) -> str | None:
        return _old_style(congress.opened_on)

    def get_closed_on_old_style(self, congress) -> str | None:
        return _old_style(congress.closed_on)


class SittingSerializer(SourcedSerializer):
    """One meeting of a congress. An empty `openness` or `record` means that it is not known."""

    held_on = date_field()
    part_of_day = serializers.ChoiceField(choices.PartOfDay.choices, allow_blank=True, read_only=True)
    openness = serializers.ChoiceField(choices.Openness.choices, allow_blank=True, read_only=True)
    record = serializers.ChoiceField(choices.RecordState.choices, allow_blank=True, read_only=True)
    chair = optional_reference("public_chair")
    debates = references("public_debates")

    class Meta:
        model = Sitting
        fields = [
            *ADDRESSED,
            "position",
            "label",
            "held_on",
            "part_of_day",
            "openness",
            "record",
            "chair",
            "debates",
            *EVIDENCE,
        ]
        read_only_fields = fields


class MandateSerializer(SourcedSerializer):
    """A person's right at a congress: to vote, to advise, or to be a guest."""

    congress = reference()
    speaker = reference()

    class Meta:
        model = Mandate
        fields = [*ADDRESSED, "congress", "speaker", "vote", "on_behalf_of", "number", *EVIDENCE]
        read_only_fields = fields


class ElectionSerializer(SourcedSerializer):
    """A person's election to an office in a body, by a congress or by the plenum after it."""

    congress = reference()
    speaker = reference()
    elected_on = date_field()

    class Meta:
        model = Election
        fields = [
            *ADDRESSED,
            "congress",
            "speaker",
            "body",
            "office",
            "elected_on",
            "elected_by",
            "note",
            *EVIDENCE,
        ]
        read_only_fields = fields


class AgendaVoiceSerializer(serializers.ModelSerializer):
    """Who took part in an item of the agenda, and how."""

    speaker = reference()

    class Meta:
        model = Participation
        fields = ["speaker", "role"]
        read_only_fields = fields


class AgendaItemSerializer(serializers.ModelSerializer):
    """A debate as its congress lists it. The debate's own address gives all of it."""

    url = ApiAddressField()
    page = PageAddressField()
    participations = AgendaVoiceSerializer(source="public_participations", many=True, read_only=True)
    resolutions = references("public_resolutions")

    class Meta:
        model = Debate
        fields = [
            *ADDRESSED,
            "title",
            "original_title",
            "position",
            "agenda_number",
            "kind",
            "participations",
            "resolutions",
        ]
        read_only_fields = fields


class CongressDetailSerializer(VersionedSerializer, CongressSerializer):
    """A congress with its sittings, debates, resolutions, and the people elected and present."""

    previous_congress = optional_reference()
    next_congress = optional_reference()
    sittings = SittingSerializer(source="public_sittings", many=True, read_only=True)
    debates = AgendaItemSerializer(source="public_debates", many=True, read_only=True)
    resolutions = references("public_resolutions")
    elections = ElectionSerializer(source="public_elections", many=True, read_only=True)
    mandates = MandateSerializer(source="public_mandates", many=True, read_only=True)

    class Meta(CongressSerializer.Meta):
        fields = [
            *CongressSerializer.Meta.fields,
            "published_version",
            "previous_congress",
            "next_congress",
            "sittings",
            "debates",
            "resolutions",
            "elections",
            "mandates",
        ]
        read_only_fields = fields


class CongressPeopleSerializer(VersionedSerializer, serializers.ModelSerializer):
    """The people at a congress: delegates by mandate, and those elected by body."""

    url = serializers.SerializerMethodField()
    page = serializers.SerializerMethodField()
    congress = reference("*")
    mandates = MandateSerializer(source="public_mandates", many=True, read_only=True)
    elections = ElectionSerializer(source="public_elections", many=True, read_only=True)
    figures = serializers.SerializerMethodField(help_text="Each number with its sources, also where they disagree.")
    composition = serializers.SerializerMethodField(help_text="How large each elected body was.")
    changes = serializers.SerializerMethodField(
        help_text="Who left, stayed and came; empty when the congress right before is not here, or one is an outline."
    )

    class Meta:
        model = Congress
        fields = [
            *ADDRESSED,
            "published_version",
            "congress",
            "delegates_decisive",
            "delegates_consultative",
            "figures",
            "mandates",
            "elections",
            "composition",
            "changes",
        ]
        read_only_fields = fields

    @extend_schema_field(CongressFiguresSerializer)
    def get_figures(self, congress):
        return sourced_figures(congress, CONGRESS_FIGURES, self.context["addresses"])

    @extend_schema_field(BodySizeSerializer(many=True))
    def get_composition(self, congress):
        rows = composition(congress).rows
        return [{"body": row.body, "full": row.full, "candidates": row.candidates} for row in rows]

    @extend_schema_field(BodyChangeSerializer(many=True))
    def get_changes(self, congress):
        found = changes(congress, congress.public_earlier_elections)
        return [body_change(change, self.context["addresses"]) for change in found]

    @extend_schema_field(ApiAddressField)
    def get_url(self, congress):
        return self.context["addresses"].twin(congress.get_people_url())

    @extend_schema_field(PageAddressField)
    def get_page(self, congress):
        return self.context["addresses"].absolute(congress.get_people_url())


def _old_style(date):
    """The Julian day in ISO 8601's form, where a full day has an Old Style; else None."""
    if date is None or not date.old_style:
        return None
    year, month, day = julian(date.earliest)
    return f"{year:04}-{month:02}-{day:02}"

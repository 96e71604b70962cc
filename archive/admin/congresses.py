"""Congresses with their sittings, mandates and elections."""

from django.utils.translation import gettext_lazy as _

from archive.admin.attachments import CitationInline, EditorialNoteInline
from archive.admin.dates import date_column
from archive.admin.entries import EntryAdmin
from archive.admin.inlines import PartInline, PositionedInline
from archive.admin.parts import PartAdmin, PositionedPartAdmin
from archive.admin.site import register
from archive.models import Congress, Debate, Election, Mandate, Resolution, Sitting

SITTING_FIELDS = ["position", "label", "held_on", "part_of_day", "openness", "record", "chair"]
MANDATE_FIELDS = ["speaker", "vote", "on_behalf_of", "number"]
ELECTION_FIELDS = ["speaker", "body", "office", "elected_on", "elected_by", "note"]


class SittingInline(PositionedInline):
    model = Sitting
    fields = SITTING_FIELDS


class MandateInline(PartInline):
    model = Mandate
    fields = MANDATE_FIELDS


class ElectionInline(PartInline):
    model = Election
    fields = ELECTION_FIELDS


@register(Congress)
class CongressAdmin(EntryAdmin):
    fieldsets = [
        (None, {"fields": ["number", "title", "original_title", "party_name", "party_short_name"]}),
        (_("When and where"), {"fields": [("opened_on", "closed_on"), "city", "country", "venue"]}),
        (
            _("Figures"),
            {
                "fields": [
                    "delegates_decisive",
                    "delegates_consultative",
                    "members_represented",
                    "sittings_count",
                ],
                "description": _(
                    "Where sources differ, enter the figure you hold right and add a citation that disputes "
                    "it, with the value the other source gives. Readers see both."
                ),
            },
        ),
        (_("What it was about"), {"fields": ["summary", "purpose", "background"]}),
        (_("What came of it"), {"fields": ["outcome", "aftermath"]}),
    ]
    inlines = [SittingInline, MandateInline, ElectionInline, CitationInline, EditorialNoteInline]
    linked_entries = [(Debate, "congress"), (Resolution, "congress")]
    list_display = ["number", "title", "opened", "closed", "city", "status", "updated_at"]
    list_display_links = ["number", "title"]
    list_filter = ["status", "country"]
    search_fields = ["=number", "title", "original_title", "party_name"]
    opened = date_column("opened_on", _("opened on"))
    closed = date_column("closed_on", _("closed on"))


@register(Sitting)
class SittingAdmin(PositionedPartAdmin):
    fieldsets = [(None, {"fields": ["congress", *SITTING_FIELDS]})]
    list_display = ["congress", "position", "label", "date", "part_of_day", "openness", "record"]
    list_display_links = ["position", "label"]
    list_filter = ["openness", "record"]
    search_fields = ["=congress__number", "label", "^held_on"]
    search_help_text = _("The number of the congress, the label or the date.")
    date = date_column("held_on", _("held on"))


@register(Mandate)
class MandateAdmin(PartAdmin):
    fieldsets = [(None, {"fields": ["congress", *MANDATE_FIELDS]})]
    list_display = ["speaker", "congress", "vote", "on_behalf_of", "number"]
    list_filter = ["vote"]
    search_fields = ["=congress__number", "speaker__name", "speaker__original_name", "on_behalf_of"]
    # Within each congress as readers see them; all that there are of one vote are too many to put in order.
    ordering = ["congress", "vote", "speaker__sort_name", "id"]


@register(Election)
class ElectionAdmin(PartAdmin):
    fieldsets = [(None, {"fields": ["congress", *ELECTION_FIELDS]})]
    list_display = ["speaker", "congress", "body", "office", "date", "elected_by"]
    list_filter = ["body", "office", "elected_by"]
    search_fields = ["=congress__number", "speaker__name", "speaker__original_name", "note"]
    date = date_column("elected_on", _("elected on"))

"""Resolutions with their clauses and how they bear on each other."""

from django.utils.translation import gettext_lazy as _

from archive.admin.attachments import CitationInline, EditorialNoteInline
from archive.admin.dates import date_column
from archive.admin.entries import EntryAdmin
from archive.admin.forms import PositionedForm
from archive.admin.inlines import LongTextInline, PartInline
from archive.admin.narrowing import FewLinksFilter
from archive.admin.parts import PartAdmin, PositionedPartAdmin
from archive.admin.site import register
from archive.models import Clause, Resolution, ResolutionLink
from archive.workflow import agreement

CLAUSE_FIELDS = ["position", "number", "heading", "text", "original_text"]
LINK_FIELDS = ["kind", "to", "outside_title", "note"]


class ResolutionForm(PositionedForm):
    def clean(self):
        cleaned = super().clean()
        congress = self.cleaned_data.get("congress") or getattr(self.instance, "congress", None)
        if congress is not None:
            strangers = agreement.strangers(congress.pk, self.cleaned_data.get("debates") or ())
            if strangers:
                self.add_error("debates", agreement.refusal(strangers))
        return cleaned


class ClauseInline(LongTextInline):
    model = Clause
    fields = CLAUSE_FIELDS


class ResolutionLinkInline(PartInline):
    model = ResolutionLink
    fields = LINK_FIELDS


@register(Resolution)
class ResolutionAdmin(EntryAdmin):
    form = ResolutionForm
    fieldsets = [
        (None, {"fields": ["congress", "position", "kind", "title", "slug", "original_title"]}),
        (_("Where it belongs"), {"fields": ["debates", "topics"]}),
        (
            _("How it was decided"),
            {
                "fields": [
                    "adopted_on",
                    "result",
                    ("votes_for", "votes_against", "votes_abstained"),
                    "vote_note",
                    "secrecy",
                ],
                "description": _("Leave a vote empty when it is not known: zero means that nobody voted so."),
            },
        ),
        (_("Text"), {"fields": ["summary", "text", "original_text"]}),
    ]
    fixed_fields = ("congress",)
    prepopulated_fields = {"slug": ["title"]}
    inlines = [ClauseInline, ResolutionLinkInline, CitationInline, EditorialNoteInline]
    list_display = ["title", "congress", "position", "kind", "adopted", "result", "status", "updated_at"]
    list_filter = ["status", "kind", "result", "secrecy", ("congress", FewLinksFilter)]
    search_fields = ["=congress__number", "title", "original_title", "slug"]
    search_help_text = _("The number of the congress, words of the title or the slug.")
    adopted = date_column("adopted_on", _("adopted on"))


@register(Clause)
class ClauseAdmin(PositionedPartAdmin):
    fieldsets = [(None, {"fields": ["resolution", *CLAUSE_FIELDS]})]
    list_display = ["position", "number", "resolution", "heading"]
    list_display_links = ["position", "number"]
    search_fields = ["=resolution__congress__number", "resolution__title", "number", "@heading", "@text"]
    ordering = ["resolution", "position"]


@register(ResolutionLink)
class ResolutionLinkAdmin(PartAdmin):
    fieldsets = [(None, {"fields": ["resolution", *LINK_FIELDS]})]
    list_display = ["resolution", "kind", "to", "outside_title"]
    list_filter = ["kind"]
    search_fields = ["resolution__title", "to__title", "outside_title", "note"]

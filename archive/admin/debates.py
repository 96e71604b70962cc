"""Debates with those who took part and what was said."""

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from archive.admin.attachments import CitationInline, EditorialNoteInline
from archive.admin.dates import date_column
from archive.admin.entries import EntryAdmin
from archive.admin.forms import PositionedForm, PositionedRowForm
from archive.admin.inlines import LongTextInline, PositionedInline
from archive.admin.narrowing import FewLinksFilter
from archive.admin.parts import PositionedPartAdmin, PositionedPartForm
from archive.admin.site import register
from archive.models import Debate, Participation, Speech
from archive.workflow import agreement

PARTICIPATION_FIELDS = ["position", "speaker", "role", "stance"]
WHO_SPOKE = ["position", "kind", "speaker", "attribution", "certainty"]
WHEN_SPOKEN = ["sitting", "held_on", "page"]
WHAT_WAS_SAID = ["rendering", "language", "heading", "text", "original_text"]


class DebateForm(PositionedForm):
    def clean(self):
        cleaned = super().clean()
        congress = self.cleaned_data.get("congress") or getattr(self.instance, "congress", None)
        if congress is not None:
            strangers = agreement.strangers(congress.pk, self.cleaned_data.get("sittings") or ())
            if strangers:
                self.add_error("sittings", agreement.refusal(strangers))
        return cleaned


class SpeechRulesMixin:
    """A speech stands in a sitting of its debate's congress."""

    def clean(self):
        cleaned = super().clean()
        sitting = self.cleaned_data.get("sitting")
        debate = self.cleaned_data.get("debate") or getattr(self.instance, "debate", None)
        congress_id = getattr(debate, "congress_id", None)
        if sitting and congress_id and agreement.strangers(congress_id, [sitting]):
            self.add_error("sitting", agreement.refusal([sitting]))
        return cleaned


class SpeechRowForm(SpeechRulesMixin, PositionedRowForm):
    pass


class SpeechForm(SpeechRulesMixin, PositionedPartForm):
    pass


class ParticipationInline(PositionedInline):
    model = Participation
    fields = PARTICIPATION_FIELDS


class SpeechInline(LongTextInline):
    model = Speech
    form = SpeechRowForm
    fields = [*WHO_SPOKE, *WHEN_SPOKEN, *WHAT_WAS_SAID]


@register(Debate)
class DebateAdmin(EntryAdmin):
    form = DebateForm
    fieldsets = [
        (
            None,
            {"fields": ["congress", "position", "agenda_number", "kind", "title", "slug", "original_title"]},
        ),
        (_("Where it belongs"), {"fields": ["sittings", "topics"]}),
        (_("The debate"), {"fields": ["question", "summary", "outcome", "consequences"]}),
    ]
    fixed_fields = ("congress",)
    prepopulated_fields = {"slug": ["title"]}
    inlines = [ParticipationInline, SpeechInline, CitationInline, EditorialNoteInline]
    list_display = ["title", "congress", "position", "kind", "speech_count", "status", "updated_at"]
    list_filter = ["status", "kind", ("congress", FewLinksFilter)]
    search_fields = ["=congress__number", "title", "original_title", "slug"]
    search_help_text = _("The number of the congress, words of the title or the slug.")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(speeches_held=count_of(Speech, "debate"))

    @admin.display(description=_("speeches"), ordering="speeches_held")
    def speech_count(self, debate):
        return debate.speeches_held


@register(Participation)
class ParticipationAdmin(PositionedPartAdmin):
    fieldsets = [(None, {"fields": ["debate", *PARTICIPATION_FIELDS]})]
    list_display = ["speaker", "role", "debate", "position"]
    list_filter = ["role"]
    search_fields = ["=debate__congress__number", "debate__title", "speaker__name", "speaker__original_name"]


@register(Speech)
class SpeechAdmin(PositionedPartAdmin):
    form = SpeechForm
    fieldsets = [
        (None, {"fields": ["debate", *WHO_SPOKE]}),
        (_("When and where"), {"fields": WHEN_SPOKEN}),
        (_("What was said"), {"fields": WHAT_WAS_SAID}),
    ]
    list_display = ["position", "debate", "speaker", "attribution", "kind", "heading", "date", "page"]
    list_display_links = ["position", "debate"]
    list_filter = ["kind", "rendering", "certainty"]
    search_fields = ["=debate__congress__number", "speaker__name", "@attribution", "@heading", "@text"]
    ordering = ["debate", "position"]
    date = date_column("held_on", _("held on"))


def count_of(model, reference):
    """How many rows of the model refer to the outer one, in the same query."""
    rows = model._base_manager.filter(**{reference: OuterRef("pk")}).order_by().values(reference)
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)

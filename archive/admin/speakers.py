"""People, the names they went by, and their portraits."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.urls import path
from django.utils.translation import gettext_lazy as _

from archive.admin.attachments import CitationInline, EditorialNoteInline
from archive.admin.dates import date_column
from archive.admin.entries import EntryAdmin
from archive.admin.fields import PortraitField
from archive.admin.forms import RecordForm
from archive.admin.inlines import PartInline
from archive.admin.parts import PartAdmin
from archive.admin.site import register
from archive.models import Speaker, SpeakerName

NAME_FIELDS = ["name", "kind", "language", "used_from", "used_to"]
PORTRAIT_NEEDS = {
    "portrait_alt": _("Describe the portrait for readers who cannot see it."),
    "portrait_credit": _("Say who made the portrait or where it comes from."),
    "portrait_licence": _("Say under which licence the portrait may be shown."),
}


class SpeakerForm(RecordForm):
    portrait = PortraitField(
        label=_("Portrait"),
        required=False,
        help_text=_(
            "A JPEG, PNG or WebP picture of at most 10 MB. It is scaled down, and the place and camera "
            "noted in it are removed."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "portrait" in self.fields:
            self.fields["portrait"].widget.site = self.site

    def clean(self):
        cleaned = super().clean()
        if "portrait" in self.fields and self.cleaned_data.get("portrait"):
            for name, message in PORTRAIT_NEEDS.items():
                if name in self.cleaned_data and not self.cleaned_data[name]:
                    self.add_error(name, message)
        return cleaned


class SpeakerNameInline(PartInline):
    model = SpeakerName
    fields = NAME_FIELDS


@register(Speaker)
class SpeakerAdmin(EntryAdmin):
    form = SpeakerForm
    fieldsets = [
        (None, {"fields": ["name", "sort_name", "slug", "original_name", "role"]}),
        (_("Life"), {"fields": [("born_on", "birth_place"), ("died_on", "death_place"), "biography"]}),
        (
            _("Portrait"),
            {"fields": ["portrait", "portrait_alt", "portrait_credit", "portrait_licence"]},
        ),
        (_("Elsewhere"), {"fields": ["wikidata", "viaf"]}),
    ]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [SpeakerNameInline, CitationInline, EditorialNoteInline]
    list_display = ["sort_name", "original_name", "born", "died", "role", "status", "updated_at"]
    list_filter = ["status"]
    search_fields = ["name", "sort_name", "original_name", "names__name", "slug"]
    born = date_column("born_on", _("born"))
    died = date_column("died_on", _("died"))

    def get_urls(self):
        view = self.admin_site.admin_view(self.portrait)
        return [path("<int:pk>/portrait/", view, name="archive_speaker_portrait"), *super().get_urls()]

    def portrait(self, request, pk):
        """The portrait of anybody, published or not, for those who may see the speaker here."""
        speaker = self.get_object(request, str(pk))
        if not self.has_view_permission(request, speaker):
            raise PermissionDenied
        if speaker is None or not speaker.portrait:
            raise Http404
        try:
            return FileResponse(speaker.portrait.open(), content_type="image/webp")
        except FileNotFoundError as error:
            raise Http404 from error


@register(SpeakerName)
class SpeakerNameAdmin(PartAdmin):
    fieldsets = [(None, {"fields": ["speaker", *NAME_FIELDS]})]
    list_display = ["name", "kind", "language", "speaker"]
    list_filter = ["kind", "language"]
    search_fields = ["name", "speaker__name"]

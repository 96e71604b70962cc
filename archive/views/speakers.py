"""Pages of people."""

from django.http import FileResponse, Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.filters import SpeakerFilter
from archive.selectors.addresses import locate
from archive.selectors.speakers import public_speaker, public_speakers
from archive.views.base import EntryListView, EntryView
from archive.views.lives import life_line, occasions


class SpeakerListView(EntryListView):
    filterset_class = SpeakerFilter
    template_name = "archive/speaker_list.html"
    context_object_name = "speakers"
    heading = _("Speakers")
    dates_label = _("Born")

    def get_queryset(self):
        return public_speakers()


class SpeakerView(EntryView):
    template_name = "archive/speaker.html"
    context_name = "speaker"

    def read(self, slug):
        return public_speaker(slug)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            life_line=life_line(self.entry),
            occasions=occasions(self.entry),
            **kwargs,
        )


class PortraitView(EntryView):
    """The portrait of a public person; uploads have no address of their own, so the gate covers them."""

    has_twin = False
    context_name = "speaker"

    def read(self, slug):
        return locate(public_speakers().exclude(portrait=""), slug)

    def address_of(self, entry):
        return reverse("archive:portrait", args=[entry.slug])

    def render_to_response(self, context, **kwargs):
        try:
            # Every upload was made anew as WebP, which not every machine's table of types knows.
            return FileResponse(self.entry.portrait.open(), content_type="image/webp")
        except FileNotFoundError as error:
            raise Http404 from error

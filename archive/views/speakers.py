"""Pages of people."""

from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy as _

from archive.figures.life import life
from archive.filters import SpeakerFilter
from archive.linked_data import speaker_node
from archive.selectors.addresses import NotPublic, locate
from archive.selectors.past import past_speaker
from archive.selectors.speakers import public_speaker, public_speakers
from archive.views.base import EntryListView, EntryView
from archive.views.files import EntryFileView
from archive.views.lives import occasions


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
    object_type = "profile"
    files = ("updates.atom",)
    read_past = staticmethod(past_speaker)

    def read(self, slug):
        return public_speaker(slug)

    def describe(self, entry, site):
        return speaker_node(entry, site)

    def get_context_data(self, **kwargs):
        found = occasions(self.entry)
        return super().get_context_data(
            life=life(self.entry, [occasion.congress for occasion in found]), occasions=found, **kwargs
        )


class PortraitView(EntryFileView):
    """The portrait of a public person; uploads have no address of their own, so the gate covers them."""

    file_name = "portrait/"

    def read(self, slug):
        speaker = locate(public_speakers(), slug)
        if not speaker.portrait:
            raise NotPublic
        return speaker

    def render_to_response(self, context, **kwargs):
        try:
            # Every upload was made anew as WebP, which not every machine's table of types knows.
            return FileResponse(self.entry.portrait.open(), content_type="image/webp")
        except FileNotFoundError as error:
            raise Http404 from error

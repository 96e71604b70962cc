"""Pages as a Django developer writes them who knows the ORM: joins, prefetches, a template that inherits and loops."""

import os
from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.generic import DetailView

from archive.models import Debate, Speaker

KEPT = os.environ.get("CONSTANT")
BODY = Path(KEPT).read_bytes() if KEPT else b""


def constant(request):
    """The bytes of a page of ours, which it costs nothing to make."""
    return HttpResponse(BODY)


def front(request):
    return HttpResponse()


class DebateView(DetailView):
    template_name = "plain/debate.html"
    context_object_name = "debate"

    def get_object(self):
        debates = Debate.objects.select_related("congress").prefetch_related(
            "topics", "sittings", "participations__speaker", "resolutions"
        )
        return get_object_or_404(
            debates, congress__number=self.kwargs["number"], slug=self.kwargs["slug"], status="published"
        )

    def get_context_data(self, **kwargs):
        speeches = self.object.speeches.select_related("speaker", "sitting")
        return super().get_context_data(speeches=speeches, **kwargs)


class SpeakerView(DetailView):
    template_name = "plain/speaker.html"
    context_object_name = "speaker"
    queryset = Speaker.objects.filter(status="published")

    def get_context_data(self, **kwargs):
        speeches = self.object.speeches.select_related("debate__congress", "sitting").order_by(
            "debate__congress__number", "debate__position", "position"
        )
        return super().get_context_data(speeches=speeches, **kwargs)

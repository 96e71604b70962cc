"""What the API is measured against: the same rows as nested model serializers give them, with all that they hold.

Written as the guide of Django REST framework has it: a viewset, a queryset with `select_related` and
`prefetch_related`, one serializer for each kind of record, its own renderer. `debates/` answers what
`debates/?expand=speakers,resolutions` does, `speeches/` what `speeches/` does, and `brief-speeches/` what it does
with `fields=`.
"""

from rest_framework import pagination, renderers, routers, viewsets

from archive import models
from tests.benchmarks.plain.serializers import (
    BriefDebateSerializer,
    BriefSpeechSerializer,
    DebateDetailSerializer,
    DebateSerializer,
    SpeechSerializer,
)


class Pages(pagination.PageNumberPagination):
    page_size = 20
    page_size_query_param = "page_size"


class PlainViewSet(viewsets.ReadOnlyModelViewSet):
    pagination_class = Pages
    renderer_classes = [renderers.JSONRenderer]


class DebateViewSet(PlainViewSet):
    serializer_class = DebateSerializer
    queryset = (
        models.Debate.objects.select_related("congress")
        .prefetch_related(
            "topics",
            "citations__source",
            "notes",
            "participations__speaker__citations__source",
            "participations__speaker__notes",
            "resolutions__congress",
            "resolutions__topics",
            "resolutions__citations__source",
            "resolutions__notes",
        )
        .order_by("congress__number", "position")
    )


class DebateDetailViewSet(PlainViewSet):
    serializer_class = DebateDetailSerializer
    queryset = models.Debate.objects.select_related("congress").prefetch_related(
        "topics",
        "citations__source",
        "notes",
        "sittings__congress",
        "participations__speaker",
        "participations__debate__congress",
        "participations__citations__source",
        "resolutions__congress",
        "speeches__speaker",
        "speeches__sitting__congress",
        "speeches__debate__congress",
        "speeches__citations__source",
    )


class BriefDebateViewSet(PlainViewSet):
    serializer_class = BriefDebateSerializer
    queryset = models.Debate.objects.select_related("congress")


class SpeechViewSet(PlainViewSet):
    serializer_class = SpeechSerializer
    queryset = (
        models.Speech.objects.select_related("debate__congress", "speaker", "sitting__congress")
        .prefetch_related("citations__source")
        .order_by("debate__congress__number", "debate__position", "position")
    )


class BriefSpeechViewSet(PlainViewSet):
    serializer_class = BriefSpeechSerializer
    queryset = models.Speech.objects.select_related("debate__congress", "speaker").order_by(
        "debate__congress__number", "debate__position", "position"
    )


router = routers.SimpleRouter()
router.register("debates", DebateViewSet, basename="debates")
router.register("whole-debates", DebateDetailViewSet, basename="whole-debates")
router.register("brief-debates", BriefDebateViewSet, basename="brief-debates")
router.register("speeches", SpeechViewSet, basename="speeches")
router.register("brief-speeches", BriefSpeechViewSet, basename="brief-speeches")

"""What the API is measured against: the same debates as nested model serializers give them, with all that they hold.

Written as the guide of Django REST framework has it: a viewset, a queryset with `prefetch_related`, one serializer
for each kind of record, its own renderer. It answers what `debates/?expand=speakers,resolutions` does.
"""

from django.urls import include, path
from rest_framework import pagination, renderers, routers, serializers, viewsets

import congress_site.urls
from archive import models

ADDRESSED = ["url", "page", "updated_at"]


class AddressedSerializer(serializers.ModelSerializer):
    url = serializers.SerializerMethodField()
    page = serializers.SerializerMethodField()

    def get_url(self, record):
        return self.context["request"].build_absolute_uri(f"/api/v1{record.get_absolute_url()}")

    def get_page(self, record):
        return self.context["request"].build_absolute_uri(record.get_absolute_url())


class CongressReferenceSerializer(AddressedSerializer):
    class Meta:
        model = models.Congress
        fields = ["url", "page", "title", "original_title"]


class TopicReferenceSerializer(AddressedSerializer):
    title = serializers.CharField(source="name")
    original_title = serializers.CharField(source="original_name")

    class Meta:
        model = models.Topic
        fields = ["url", "page", "title", "original_title"]


class SourceReferenceSerializer(AddressedSerializer):
    class Meta:
        model = models.Source
        fields = ["url", "page", "title"]


class CitationSerializer(serializers.ModelSerializer):
    source = SourceReferenceSerializer()

    class Meta:
        model = models.Citation
        fields = ["source", "locator", "field", "stance", "value", "note", "unverified", "updated_at"]


class DisputesField(serializers.Field):
    """Both sides of each field that a source disputes."""

    def __init__(self):
        super().__init__(source="*", read_only=True)

    def to_representation(self, record):
        citations = list(record.citations.all())
        disputed = dict.fromkeys(citation.field for citation in citations if citation.stance == "disputes")
        sides = {
            (field, stance): [each for each in citations if (each.field, each.stance) == (field, stance)]
            for field in disputed
            for stance in ("supports", "disputes")
        }
        shown = {key: CitationSerializer(rows, many=True, context=self.context).data for key, rows in sides.items()}
        return [
            {
                "field": field,
                "value": str(getattr(record, field, "")),
                "supported_by": shown[field, "supports"],
                "disputed_by": shown[field, "disputes"],
            }
            for field in disputed
        ]


class NoteSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.EditorialNote
        fields = ["field", "kind", "text", "updated_at"]


class DatedField(serializers.Field):
    def to_representation(self, value):
        return str(value)


class SpeakerSerializer(AddressedSerializer):
    born_on = DatedField()
    died_on = DatedField()
    disputes = DisputesField()
    citations = CitationSerializer(many=True)
    notes = NoteSerializer(many=True)

    class Meta:
        model = models.Speaker
        fields = [
            *ADDRESSED,
            "name",
            "sort_name",
            "original_name",
            "role",
            "born_on",
            "birth_place",
            "died_on",
            "death_place",
            "biography",
            "portrait_credit",
            "portrait_licence",
            "portrait_alt",
            "wikidata",
            "viaf",
            "disputes",
            "citations",
            "notes",
        ]


class ParticipationSerializer(serializers.ModelSerializer):
    speaker = SpeakerSerializer()

    class Meta:
        model = models.Participation
        fields = ["speaker"]


class ResolutionSerializer(AddressedSerializer):
    congress = CongressReferenceSerializer()
    adopted_on = DatedField()
    topics = TopicReferenceSerializer(many=True)
    disputes = DisputesField()
    citations = CitationSerializer(many=True)
    notes = NoteSerializer(many=True)

    class Meta:
        model = models.Resolution
        fields = [
            *ADDRESSED,
            "congress",
            "position",
            "kind",
            "title",
            "original_title",
            "adopted_on",
            "result",
            "votes_for",
            "votes_against",
            "votes_abstained",
            "vote_note",
            "secrecy",
            "summary",
            "text",
            "original_text",
            "topics",
            "disputes",
            "citations",
            "notes",
        ]


class DebateSerializer(AddressedSerializer):
    congress = CongressReferenceSerializer()
    topics = TopicReferenceSerializer(many=True)
    disputes = DisputesField()
    citations = CitationSerializer(many=True)
    notes = NoteSerializer(many=True)
    participations = ParticipationSerializer(many=True)
    resolutions = ResolutionSerializer(many=True)

    class Meta:
        model = models.Debate
        fields = [
            *ADDRESSED,
            "congress",
            "position",
            "agenda_number",
            "kind",
            "title",
            "original_title",
            "question",
            "summary",
            "outcome",
            "consequences",
            "topics",
            "disputes",
            "citations",
            "notes",
            "participations",
            "resolutions",
        ]


class Pages(pagination.PageNumberPagination):
    page_size = 20


class DebateViewSet(viewsets.ReadOnlyModelViewSet):
    serializer_class = DebateSerializer
    pagination_class = Pages
    renderer_classes = [renderers.JSONRenderer]
    filter_backends = []
    throttle_classes = []
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


router = routers.SimpleRouter()
router.register("debates", DebateViewSet)
urlpatterns = [path("plain/", include(router.urls)), *congress_site.urls.urlpatterns]

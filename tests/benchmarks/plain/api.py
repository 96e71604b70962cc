"""What the API is measured against: the same rows as nested model serializers give them, with all that they hold.

Written as the guide of Django REST framework has it: a viewset, a queryset with `select_related` and
`prefetch_related`, one serializer for each kind of record, its own renderer. `debates/` answers what
`debates/?expand=speakers,resolutions` does, `speeches/` what `speeches/` does, and `brief-speeches/` what it does
with `fields=`.
"""

from rest_framework import pagination, renderers, routers, serializers, viewsets

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


class SpeakerReferenceSerializer(AddressedSerializer):
    title = serializers.CharField(source="name")
    original_title = serializers.CharField(source="original_name")

    class Meta:
        model = models.Speaker
        fields = ["url", "page", "title", "original_title"]


class DebateReferenceSerializer(AddressedSerializer):
    class Meta:
        model = models.Debate
        fields = ["url", "page", "title", "original_title"]


class SittingReferenceSerializer(AddressedSerializer):
    title = serializers.CharField(source="__str__")

    class Meta:
        model = models.Sitting
        fields = ["url", "page", "title"]


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


class SpeechSerializer(AddressedSerializer):
    id = serializers.SerializerMethodField()
    congress = CongressReferenceSerializer(source="debate.congress")
    debate = DebateReferenceSerializer()
    speaker = SpeakerReferenceSerializer()
    sitting = SittingReferenceSerializer()
    held_on = DatedField()
    printed_page = serializers.CharField(source="page")
    paragraphs = serializers.SerializerMethodField()
    disputes = DisputesField()
    citations = CitationSerializer(many=True)

    class Meta:
        model = models.Speech
        fields = [
            *ADDRESSED,
            "id",
            "congress",
            "debate",
            "position",
            "kind",
            "speaker",
            "attribution",
            "certainty",
            "rendering",
            "language",
            "heading",
            "sitting",
            "held_on",
            "printed_page",
            "text",
            "original_text",
            "paragraphs",
            "disputes",
            "citations",
        ]

    def get_id(self, speech):
        return f"speech-{speech.position}"

    def get_paragraphs(self, speech):
        page = self.get_page(speech)
        return [
            {"id": f"speech-{speech.position}-p{number}", "page": f"{page}-p{number}", "text": text}
            for number, text in enumerate(speech.paragraphs, start=1)
        ]


class BriefSpeechSerializer(AddressedSerializer):
    debate = DebateReferenceSerializer()
    speaker = SpeakerReferenceSerializer()

    class Meta:
        model = models.Speech
        fields = ["url", "debate", "position", "speaker", "text"]


class FullParticipationSerializer(AddressedSerializer):
    congress = CongressReferenceSerializer(source="debate.congress")
    debate = DebateReferenceSerializer()
    speaker = SpeakerReferenceSerializer()
    disputes = DisputesField()
    citations = CitationSerializer(many=True)

    class Meta:
        model = models.Participation
        fields = [*ADDRESSED, "congress", "debate", "position", "speaker", "role", "stance", "disputes", "citations"]


class ResolutionReferenceSerializer(AddressedSerializer):
    class Meta:
        model = models.Resolution
        fields = ["url", "page", "title", "original_title"]


class DebateDetailSerializer(AddressedSerializer):
    congress = CongressReferenceSerializer()
    topics = TopicReferenceSerializer(many=True)
    disputes = DisputesField()
    citations = CitationSerializer(many=True)
    notes = NoteSerializer(many=True)
    sittings = SittingReferenceSerializer(many=True)
    participations = FullParticipationSerializer(many=True)
    speeches = SpeechSerializer(many=True)
    resolutions = ResolutionReferenceSerializer(many=True)

    class Meta:
        model = models.Debate
        fields = [*(name for name in DebateSerializer.Meta.fields if name not in {"participations", "resolutions"})]
        fields += ["sittings", "participations", "speeches", "resolutions"]


class BriefDebateSerializer(AddressedSerializer):
    congress = CongressReferenceSerializer()

    class Meta:
        model = models.Debate
        fields = [*ADDRESSED, "congress", "position", "kind", "title", "original_title"]
        fields += ["question", "summary", "outcome", "consequences"]


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

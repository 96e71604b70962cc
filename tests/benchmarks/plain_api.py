"""What the API is measured against: the same records as nested model serializers give them, with all that they hold.

Written as the guide of Django REST framework has it: a viewset, a queryset with `prefetch_related`, one serializer
for each kind of record, its own renderer. It answers what `debates/?expand=speakers,resolutions` does, what
`speeches/` does (whole rows, and with some fields alone) and what the address of one debate does.
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


class NamedSerializer(AddressedSerializer):
    """Enough of a person to name him."""

    title = serializers.CharField(source="name")
    original_title = serializers.CharField(source="original_name")

    class Meta:
        model = models.Speaker
        fields = ["url", "page", "title", "original_title"]


class DebateReferenceSerializer(AddressedSerializer):
    class Meta:
        model = models.Debate
        fields = ["url", "page", "title", "original_title"]


class ResolutionReferenceSerializer(AddressedSerializer):
    class Meta:
        model = models.Resolution
        fields = ["url", "page", "title", "original_title"]


class SittingReferenceSerializer(AddressedSerializer):
    title = serializers.CharField(source="__str__")

    class Meta:
        model = models.Sitting
        fields = ["url", "page", "title"]


class SpeechSerializer(AddressedSerializer):
    id = serializers.SerializerMethodField()
    congress = CongressReferenceSerializer(source="debate.congress")
    debate = DebateReferenceSerializer()
    speaker = NamedSerializer()
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
    """A speech with who said it and where."""

    debate = DebateReferenceSerializer()
    speaker = NamedSerializer()

    class Meta:
        model = models.Speech
        fields = ["url", "debate", "position", "speaker", "text"]


class SpeechViewSet(viewsets.ReadOnlyModelViewSet):
    serializer_class = SpeechSerializer
    pagination_class = Pages
    renderer_classes = [renderers.JSONRenderer]
    filter_backends = []
    throttle_classes = []
    queryset = (
        models.Speech.objects.select_related("debate__congress", "speaker", "sitting__congress")
        .prefetch_related("citations__source")
        .order_by("debate__congress__number", "debate__position", "position")
    )


class BriefSpeechViewSet(SpeechViewSet):
    serializer_class = BriefSpeechSerializer
    queryset = models.Speech.objects.select_related("debate__congress", "speaker").order_by(
        "debate__congress__number", "debate__position", "position"
    )


class PartSerializer(AddressedSerializer):
    congress = CongressReferenceSerializer(source="debate.congress")
    debate = DebateReferenceSerializer()
    speaker = NamedSerializer()
    disputes = DisputesField()
    citations = CitationSerializer(many=True)

    class Meta:
        model = models.Participation
        fields = [
            *ADDRESSED,
            "congress",
            "debate",
            "position",
            "speaker",
            "role",
            "stance",
            "disputes",
            "citations",
        ]


class WholeDebateSerializer(DebateSerializer):
    """A debate with who took part, every speech, its sittings and neighbours, and each voice's share of the words."""

    previous_debate = serializers.SerializerMethodField()
    next_debate = serializers.SerializerMethodField()
    held_from = serializers.SerializerMethodField()
    held_until = serializers.SerializerMethodField()
    sittings = SittingReferenceSerializer(many=True)
    participations = PartSerializer(many=True)
    speeches = SpeechSerializer(many=True)
    shares = serializers.SerializerMethodField()
    resolutions = ResolutionReferenceSerializer(many=True)

    class Meta:
        model = models.Debate
        fields = [
            *DebateSerializer.Meta.fields,
            "previous_debate",
            "next_debate",
            "held_from",
            "held_until",
            "sittings",
            "speeches",
            "shares",
        ]

    def get_previous_debate(self, debate):
        return self._named(debate.congress.debates.filter(position__lt=debate.position).order_by("-position").first())

    def get_next_debate(self, debate):
        return self._named(debate.congress.debates.filter(position__gt=debate.position).order_by("position").first())

    def get_held_from(self, debate):
        days = self._days(debate)
        return str(min(days)) if days else None

    def get_held_until(self, debate):
        days = self._days(debate)
        return str(max(days)) if days else None

    def get_shares(self, debate):
        words = {}
        for speech in debate.speeches.all():
            share = words.setdefault(speech.speaker_id or speech.attribution, [speech, 0])
            share[1] += len(speech.text.split())
        total = sum(amount for _, amount in words.values())
        return {
            "unit": "words",
            "total": total,
            "voices": [
                {
                    "speaker": NamedSerializer(first.speaker, context=self.context).data if first.speaker else None,
                    "attribution": first.attribution,
                    "amount": amount,
                    "of_hundred": round(100 * amount / total) if total else 0,
                }
                for first, amount in words.values()
            ],
        }

    def _days(self, debate):
        return [each.held_on for each in (*debate.sittings.all(), *debate.speeches.all()) if each.held_on]

    def _named(self, debate):
        return debate and DebateReferenceSerializer(debate, context=self.context).data


class WholeDebateViewSet(viewsets.ReadOnlyModelViewSet):
    serializer_class = WholeDebateSerializer
    renderer_classes = [renderers.JSONRenderer]
    filter_backends = []
    throttle_classes = []
    queryset = models.Debate.objects.select_related("congress").prefetch_related(
        "topics",
        "citations__source",
        "notes",
        "sittings__congress",
        "participations__speaker",
        "participations__debate__congress",
        "participations__citations__source",
        "speeches__speaker",
        "speeches__debate__congress",
        "speeches__sitting__congress",
        "speeches__citations__source",
        "resolutions__congress",
    )


router = routers.SimpleRouter()
router.register("debates", DebateViewSet)
router.register("whole-debates", WholeDebateViewSet, "whole-debate")
router.register("speeches", SpeechViewSet)
router.register("brief-speeches", BriefSpeechViewSet, "brief-speech")
urlpatterns = [path("plain/", include(router.urls)), *congress_site.urls.urlpatterns]

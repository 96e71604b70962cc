"""What a search understood and found."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from archive.api.serializers.references import ReferenceSerializer, refer
from archive.api.shapes import shape_of


class UnderstoodSerializer(serializers.Serializer):
    """A part of the query and what it was taken for."""

    kind = serializers.CharField(
        help_text="`word`, `phrase`, `not`, `or`, `prefix`, `speaker`, `congress`, `type`, `topic`, `year`, "
        "`language`, or `ignored` for what was left out."
    )
    text = serializers.CharField(help_text="As it was typed.")
    value = serializers.CharField(help_text="What it was taken for; empty when there is nothing to add.")
    original_value = serializers.CharField(help_text="The same in Russian; empty when there is none.")
    problem = serializers.CharField(
        help_text="Why it was left out, such as `unknown_value`, `unknown_field` or `bad_year`; else empty."
    )


class SnippetSerializer(serializers.Serializer):
    """A passage that matches, cut from its paragraph, and where it stands."""

    url = serializers.URLField(help_text="The entry in the API, with the anchor of the passage.")
    page = serializers.URLField(help_text="The page, opened at the passage.")
    language = serializers.CharField(help_text="Of the text.")
    label = serializers.CharField(help_text="The part of the entry, in words; may be empty.")
    text = serializers.CharField()
    matches = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(min_value=0), min_length=2, max_length=2),
        help_text="Where `text` matches: pairs of start and end, counted in Unicode code points from 0.",
    )


class HitSerializer(serializers.Serializer):
    """An entry or a speech that was found. A person's or topic's name is the title."""

    url = serializers.URLField()
    page = serializers.URLField()
    updated_at = serializers.DateTimeField()
    kind = serializers.CharField(
        help_text="`congress`, `debate`, `speech`, `resolution`, `speaker`, `topic` or `source`."
    )
    title = serializers.CharField()
    original_title = serializers.CharField()
    congress = ReferenceSerializer(allow_null=True, help_text="Which it belongs to.")
    debate = ReferenceSerializer(allow_null=True, help_text="Of a speech.")
    speaker = ReferenceSerializer(allow_null=True, help_text="Of a speech.")
    found_by = serializers.CharField(
        help_text="`exact`, `stem` (another form of the word), `name` (a name of the person) or `spelling`."
    )
    snippets = SnippetSerializer(
        many=True, help_text="The best passages, best first; none when only the title matched."
    )

    def to_representation(self, hit):
        record, is_speech = hit.record, hit.kind == "speech"
        congress = record.debate.congress if is_speech else getattr(record, "congress", None)
        named = self._refer(record)
        return {
            "url": named["url"],
            "page": named["page"],
            "updated_at": self.fields["updated_at"].to_representation(record.updated_at),
            "kind": hit.kind,
            "title": named["title"],
            "original_title": named["original_title"],
            "congress": self._refer(congress),
            "debate": self._refer(record.debate) if is_speech else None,
            "speaker": self._refer(record.public_speaker) if is_speech else None,
            "found_by": hit.reason,
            "snippets": [self._snippet(record, snippet) for snippet in hit.snippets],
        }

    def _refer(self, entry):
        return refer(entry, self.context["addresses"]) if entry else None

    def _snippet(self, record, snippet):
        path, _sign, place = record.get_absolute_url().partition("#")
        place = snippet.anchor or place
        address = f"{path}#{place}" if place else path
        text, matches = "", []
        for piece in snippet.pieces:
            if piece.is_match:
                matches.append([len(text), len(text) + len(piece.text)])
            text += piece.text
        return {
            "url": self.context["addresses"].twin(address),
            "page": self.context["addresses"].absolute(address),
            "language": snippet.language,
            "label": snippet.label,
            "text": text,
            "matches": matches,
        }


class FacetOptionSerializer(serializers.Serializer):
    """A value that narrows the search, and how much is left then."""

    value = serializers.CharField(help_text="For the parameter of the facet's name.")
    title = serializers.CharField(source="label")
    original_title = serializers.CharField(source="original_label")
    count = serializers.IntegerField(min_value=0)
    is_selected = serializers.BooleanField()


class FacetsSerializer(serializers.Serializer):
    """By parameter: the values that occur in what was found, most frequent first, at most twenty."""

    type = FacetOptionSerializer(many=True)
    congress = FacetOptionSerializer(many=True, help_text="By number.")
    speaker = FacetOptionSerializer(many=True)
    topic = FacetOptionSerializer(many=True)
    language = FacetOptionSerializer(many=True)


class SearchSerializer(serializers.Serializer):
    """The answer to a query, one page of it."""

    count = serializers.IntegerField(
        source="found.count", min_value=0, help_text="What was found on all pages together."
    )
    is_estimate = serializers.BooleanField(
        source="found.is_estimate",
        help_text="Whether `count` is about right: a very common word is not counted to the end.",
    )
    next = serializers.URLField(allow_null=True, help_text="The next page; null on the last.")
    previous = serializers.URLField(allow_null=True, help_text="The page before; null on the first.")
    understood = UnderstoodSerializer(source="found.understood", many=True)
    suggestion = serializers.CharField(
        source="found.suggestion", help_text="The nearest spelling when nothing was found; else empty."
    )
    facets = serializers.SerializerMethodField()
    results = HitSerializer(source="found.hits", many=True)

    @extend_schema_field(FacetsSerializer)
    def get_facets(self, answer):
        option = shape_of(FacetOptionSerializer)
        facets = dict.fromkeys(shape_of(FacetsSerializer).readers, ())
        facets |= {facet.name: facet.options for facet in answer.found.facets}
        return {name: [option.row(each, self.context) for each in options] for name, options in facets.items()}

"""Figures: what each source says of a number, and what the drawings of the pages are made from."""

from rest_framework import serializers

from archive import choices
from archive.api.serializers.references import ReferenceSerializer, refer

CONGRESS_FIGURES = ("delegates_decisive", "delegates_consultative", "members_represented", "sittings_count")
VOTES = ("votes_for", "votes_against", "votes_abstained")


class SourcedFigureSerializer(serializers.Serializer):
    """What one source gives for a number."""

    value = serializers.CharField(help_text="As the source has it: it may say “about 160”.")
    stance = serializers.ChoiceField(choices.Stance.choices, help_text="Towards the number that this archive gives.")
    source = ReferenceSerializer()
    locator = serializers.CharField(help_text="The page or section.")
    unverified = serializers.BooleanField()


class CongressFiguresSerializer(serializers.Serializer):
    """By field: what the sources say of it, those that support the archive's number first."""

    delegates_decisive = SourcedFigureSerializer(many=True)
    delegates_consultative = SourcedFigureSerializer(many=True)
    members_represented = SourcedFigureSerializer(many=True)
    sittings_count = SourcedFigureSerializer(many=True)


class VoteFiguresSerializer(serializers.Serializer):
    """By field: what the sources say of it, those that support the archive's number first."""

    votes_for = SourcedFigureSerializer(many=True)
    votes_against = SourcedFigureSerializer(many=True)
    votes_abstained = SourcedFigureSerializer(many=True)


def sourced_figures(record, names, addresses):
    """By field of the record, what each source gives for it. One that supports it and gives no number gives ours."""
    figures = {name: [] for name in names}
    for citation in sorted(record.public_citations, key=lambda each: each.stance == choices.Stance.DISPUTES):
        if citation.field in figures:
            ours = getattr(record, citation.field)
            figures[citation.field].append(
                {
                    "value": citation.value or ("" if ours is None else str(ours)),
                    "stance": citation.stance,
                    "source": refer(citation.source, addresses),
                    "locator": citation.locator,
                    "unverified": citation.unverified,
                }
            )
    return figures


class VoiceShareSerializer(serializers.Serializer):
    """How much of a debate one voice takes up."""

    speaker = ReferenceSerializer(allow_null=True, help_text="Null when the voice is unknown or not public.")
    attribution = serializers.CharField(help_text="The name as printed.")
    amount = serializers.IntegerField(help_text="In the unit of the whole.")
    of_hundred = serializers.IntegerField(help_text="The share in per cent, rounded.")


class SharesSerializer(serializers.Serializer):
    """How much of a debate each voice takes up, the one that takes up most first."""

    unit = serializers.CharField(
        help_text="`words` where every text is the speaker's own and in one language, else `speeches`."
    )
    total = serializers.IntegerField()
    voices = VoiceShareSerializer(many=True)


def voice_shares(shares, addresses):
    """The `archive.figures.shares.Shares` of a debate as data."""
    return {
        "unit": "words" if shares.in_words else "speeches",
        "total": shares.total,
        "voices": [
            {
                "speaker": refer(share.opening.public_speaker, addresses) if share.opening.public_speaker else None,
                "attribution": share.opening.attribution,
                "amount": share.amount,
                "of_hundred": share.of_hundred,
            }
            for share in shares.voices
        ],
    }


class BodySizeSerializer(serializers.Serializer):
    """How large an elected body was; who held several offices in it counts once."""

    body = serializers.ChoiceField(choices.Body.choices)
    full = serializers.IntegerField(help_text="Those elected to full office.")
    candidates = serializers.IntegerField()


class BodyChangeSerializer(serializers.Serializer):
    """Who left a body, stayed in it and came to it since the congress right before."""

    body = serializers.ChoiceField(choices.Body.choices)
    since = ReferenceSerializer(help_text="The congress right before.")
    left = ReferenceSerializer(many=True)
    stayed = ReferenceSerializer(many=True, help_text="In the same rank.")
    risen = ReferenceSerializer(many=True, help_text="From candidate to full office.")
    lowered = ReferenceSerializer(many=True, help_text="From full office to candidate.")
    new = ReferenceSerializer(many=True)


def body_change(change, addresses):
    """An `archive.figures.composition.Change` as data."""
    people = {group.fate: [refer(person, addresses) for person in group.people] for group in change.groups}
    fates = {fate: people.get(fate, []) for fate in ("left", "stayed", "risen", "lowered", "new")}
    return {"body": change.body, "since": refer(change.before, addresses), **fates}

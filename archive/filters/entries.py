"""The filters and orders of each list, shared by its page and the API: one query string, one answer."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive import choices
from archive.filters.kinds import (
    ChangedSinceFilter,
    TotalOrderingFilter,
    by_congress,
    by_topic,
    choice,
    date_from,
    date_until,
    reference,
)
from archive.models import (
    Congress,
    Debate,
    Election,
    Mandate,
    Participation,
    Resolution,
    Sitting,
    Source,
    Speaker,
    Speech,
    Topic,
)
from archive.models.fields import on_or_after, on_or_before


class CongressFilter(django_filters.FilterSet):
    after = date_from("closed_on")
    before = date_until("opened_on")
    updated_since = ChangedSinceFilter()
    ordering = TotalOrderingFilter(fields=["number", "opened_on", "closed_on", "updated_at"])

    class Meta:
        model = Congress
        fields = []


class DebateFilter(django_filters.FilterSet):
    congress = by_congress()
    kind = choice("kind", choices.DebateKind, _("Kind"))
    topic = by_topic()
    speaker = reference(Speaker, "participations__speaker", _("Speaker"), distinct=True)
    after = date_from("first_held_on", method="held_from")
    before = date_until("first_held_on", method="held_until")
    updated_since = ChangedSinceFilter()
    ordering = TotalOrderingFilter(
        fields={
            "congress__number": "congress",
            "first_held_on": "held_on",
            "title": "title",
            "updated_at": "updated_at",
        }
    )

    class Meta:
        model = Debate
        fields = []

    def filter_queryset(self, queryset):
        # Found for each debate there is: only where it puts them in order.
        by_day = {"held_on", "-held_on"}.intersection(self.form.cleaned_data.get("ordering") or ())
        return super().filter_queryset(queryset.with_first_day() if by_day else queryset)

    def held_from(self, queryset, name, date):
        return queryset.filter(pk__in=_taken_up_on(on_or_after("held_on", date)))

    def held_until(self, queryset, name, date):
        return queryset.filter(pk__in=_taken_up_on(on_or_before("held_on", date)))


def _taken_up_on(days):
    """Debates that a public sitting on one of the days took up."""
    return Sitting.objects.public().filter(days, debates__isnull=False).values("debates")


class ResolutionFilter(django_filters.FilterSet):
    congress = by_congress()
    kind = choice("kind", choices.ResolutionKind, _("Kind"))
    topic = by_topic()
    result = choice("result", choices.ResolutionResult, _("Result"))
    secrecy = choice("secrecy", choices.Secrecy, _("Secrecy"))
    after = date_from("adopted_on")
    before = date_until("adopted_on")
    updated_since = ChangedSinceFilter()
    ordering = TotalOrderingFilter(
        fields={
            "congress__number": "congress",
            "adopted_on": "adopted_on",
            "title": "title",
            "votes_for": "votes_for",
            "updated_at": "updated_at",
        }
    )

    class Meta:
        model = Resolution
        fields = []


class SpeechFilter(django_filters.FilterSet):
    congress = by_congress("debate__congress")
    speaker = reference(Speaker, "speaker", _("Speaker"))
    kind = choice("kind", choices.SpeechKind, _("Kind"))
    rendering = choice("rendering", choices.Rendering, _("Rendering"))
    language = django_filters.CharFilter(field_name="language", max_length=10, label=_("Language code"))
    after = date_from("held_on")
    before = date_until("held_on")
    updated_since = ChangedSinceFilter()
    #: By the public speaker only: the order must not tell the name of one who is hidden.
    ordering = TotalOrderingFilter(
        fields={
            "debate__congress__number": "congress",
            "held_on": "held_on",
            "public_speaker__sort_name": "speaker",
            "updated_at": "updated_at",
        }
    )

    class Meta:
        model = Speech
        fields = []


class SpeakerFilter(django_filters.FilterSet):
    congress = reference(Congress, "congress", _("At congress"), to_field_name="number", method="at_congress")
    body = django_filters.ChoiceFilter(choices=choices.Body.choices, method="elected_to", label=_("Elected to"))
    after = date_from("born_on")
    before = date_until("born_on")
    died_after = date_from("died_on", label=_("Died from"))
    died_before = date_until("died_on", label=_("Died until"))
    updated_since = ChangedSinceFilter()
    ordering = TotalOrderingFilter(
        fields={"sort_name": "name", "born_on": "born_on", "died_on": "died_on", "updated_at": "updated_at"},
    )

    class Meta:
        model = Speaker
        fields = []

    def at_congress(self, queryset, name, congress):
        """People who spoke, took part, had a mandate or were elected there, as far as that is public."""
        here = Q()
        for part, gate in [
            (Mandate, "congress"),
            (Election, "congress"),
            (Participation, "debate__congress"),
            (Speech, "debate__congress"),
        ]:
            here |= Q(pk__in=part.objects.public().filter(**{gate: congress}).values("speaker"))
        return queryset.filter(here)

    def elected_to(self, queryset, name, body):
        """People elected to the body by a public congress."""
        return queryset.filter(pk__in=Election.objects.public().filter(body=body).values("speaker"))


class TopicFilter(django_filters.FilterSet):
    broader = reference(Topic, "broader", _("Broader topic"))
    updated_since = ChangedSinceFilter()
    ordering = TotalOrderingFilter(fields=["name", "updated_at"])

    class Meta:
        model = Topic
        fields = []


class SourceFilter(django_filters.FilterSet):
    kind = choice("kind", choices.SourceKind, _("Kind"))
    language = django_filters.CharFilter(field_name="language", max_length=10, label=_("Language code"))
    updated_since = ChangedSinceFilter()
    ordering = TotalOrderingFilter(fields=["title", "year", "updated_at"])

    class Meta:
        model = Source
        fields = []

"""Filters and orderings of lists, shared by the pages and the API: one query string, one answer."""

import django_filters
from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from archive import choices
from archive.models import (
    Congress,
    Debate,
    Election,
    Mandate,
    Participation,
    Resolution,
    Source,
    Speaker,
    Speech,
    Topic,
)
from archive.models.fields import PartialDateFormField, on_or_after, on_or_before


class PartialDateFilter(django_filters.Filter):
    """Rows whose date may lie on one side of the given one; a bare year counts when it reaches it."""

    field_class = PartialDateFormField

    def __init__(self, *, side, **kwargs):
        super().__init__(**kwargs)
        self.side = side

    def filter(self, queryset, value):
        return queryset.filter(self.side(self.field_name, value)) if value else queryset


class TotalOrderingFilter(django_filters.OrderingFilter):
    """An ordering whose ties are broken, so that no row is met twice or missed between pages."""

    def __init__(self, **kwargs):
        super().__init__(label=_("Order"), **kwargs)

    def filter(self, queryset, value):
        chosen = [_unknown_lowest(self.get_ordering_value(parameter)) for parameter in value or () if parameter]
        return queryset.order_by(*chosen, *queryset.model._meta.ordering, "pk")


def _unknown_lowest(ordering):
    """What has no value stands below all that have one, on every database."""
    if ordering.startswith("-"):
        return F(ordering[1:]).desc(nulls_last=True)
    return F(ordering).asc(nulls_first=True)


def _reference(model, field_name, label, to_field_name="slug", **kwargs):
    """A filter by a public entry, named by its slug."""
    return django_filters.ModelChoiceFilter(
        queryset=lambda request: model.objects.public(),
        field_name=field_name,
        to_field_name=to_field_name,
        label=label,
        **kwargs,
    )


def _congress(field_name="congress"):
    return _reference(Congress, field_name, _("Congress"), to_field_name="number")


def _topic():
    return _reference(Topic, "topics", _("Topic"), distinct=True)


def _choice(field_name, vocabulary, label):
    return django_filters.ChoiceFilter(field_name=field_name, choices=vocabulary.choices, label=label)


def _from(field_name):
    return PartialDateFilter(field_name=field_name, side=on_or_after, label=_("From"))


def _until(field_name):
    return PartialDateFilter(field_name=field_name, side=on_or_before, label=_("Until"))


class CongressFilter(django_filters.FilterSet):
    after = _from("closed_on")
    before = _until("opened_on")
    ordering = TotalOrderingFilter(fields={"number": "number", "opened_on": "opened_on"})

    class Meta:
        model = Congress
        fields = []


class DebateFilter(django_filters.FilterSet):
    congress = _congress()
    kind = _choice("kind", choices.DebateKind, _("Kind"))
    topic = _topic()
    speaker = _reference(Speaker, "participations__speaker", _("Speaker"), distinct=True)
    ordering = TotalOrderingFilter(fields={"congress__number": "congress", "title": "title"})

    class Meta:
        model = Debate
        fields = []


class ResolutionFilter(django_filters.FilterSet):
    congress = _congress()
    kind = _choice("kind", choices.ResolutionKind, _("Kind"))
    topic = _topic()
    result = _choice("result", choices.ResolutionResult, _("Result"))
    secrecy = _choice("secrecy", choices.Secrecy, _("Secrecy"))
    after = _from("adopted_on")
    before = _until("adopted_on")
    ordering = TotalOrderingFilter(
        fields={"congress__number": "congress", "adopted_on": "adopted_on", "title": "title"}
    )

    class Meta:
        model = Resolution
        fields = []


class SpeechFilter(django_filters.FilterSet):
    congress = _congress("debate__congress")
    speaker = _reference(Speaker, "speaker", _("Speaker"))
    kind = _choice("kind", choices.SpeechKind, _("Kind"))
    rendering = _choice("rendering", choices.Rendering, _("Rendering"))
    language = django_filters.CharFilter(field_name="language", max_length=10, label=_("Language code"))
    after = _from("held_on")
    before = _until("held_on")
    #: By the public speaker only: the order must not tell the name of one who is hidden.
    ordering = TotalOrderingFilter(
        fields={
            "debate__congress__number": "congress",
            "held_on": "held_on",
            "public_speaker__sort_name": "speaker",
        }
    )

    class Meta:
        model = Speech
        fields = []


class SpeakerFilter(django_filters.FilterSet):
    congress = django_filters.ModelChoiceFilter(
        queryset=lambda request: Congress.objects.public(),
        to_field_name="number",
        method="at_congress",
        label=_("At congress"),
    )
    body = django_filters.ChoiceFilter(choices=choices.Body.choices, method="elected_to", label=_("Elected to"))
    after = _from("born_on")
    before = _until("born_on")
    ordering = TotalOrderingFilter(
        fields={"sort_name": "name", "born_on": "born_on", "died_on": "died_on"},
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
    broader = _reference(Topic, "broader", _("Broader topic"))
    ordering = TotalOrderingFilter(fields={"name": "name"})

    class Meta:
        model = Topic
        fields = []


class SourceFilter(django_filters.FilterSet):
    kind = _choice("kind", choices.SourceKind, _("Kind"))
    language = django_filters.CharFilter(field_name="language", max_length=10, label=_("Language code"))
    ordering = TotalOrderingFilter(fields={"title": "title", "year": "year"})

    class Meta:
        model = Source
        fields = []


class YearFilter(django_filters.Filter):
    """A year as people number them."""

    field_class = forms.IntegerField

    def __init__(self, **kwargs):
        super().__init__(min_value=1, max_value=9999, **kwargs)


class SearchFilter(django_filters.FilterSet):
    """What is looked for and what narrows it. The index answers, so no queryset is filtered here."""

    #: As much as the query language reads.
    LONGEST = 1000

    q = django_filters.CharFilter(max_length=LONGEST, label=_("Search for"))
    type = _choice("type", choices.SearchedKind, _("Kind"))
    congress = _congress()
    speaker = _reference(Speaker, "speaker", _("Speaker"))
    topic = _topic()
    language = django_filters.CharFilter(max_length=10, label=_("Language code"))
    after = YearFilter(label=_("From"))
    before = YearFilter(label=_("Until"))
    ordering = _choice("ordering", choices.SearchOrder, _("Order"))

    class Meta:
        model = Speech
        fields = []

    @property
    def question(self):
        """The arguments of `archive.search.find`, from a form that is valid."""
        asked = self.form.cleaned_data
        narrowing = {name: asked[name] for name in ("type", "congress", "speaker", "topic", "language") if asked[name]}
        if "congress" in narrowing:
            narrowing["congress"] = narrowing["congress"].number
        if asked["after"] or asked["before"]:
            narrowing["years"] = (asked["after"], asked["before"])
        return {
            "text": asked["q"],
            "narrowing": narrowing,
            "ordering": asked["ordering"] or choices.SearchOrder.RELEVANCE.value,
        }

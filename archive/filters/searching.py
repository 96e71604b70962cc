"""What narrows a search, on its page and in the API."""

import django_filters
from django.utils.translation import gettext_lazy as _

from archive import choices
from archive.filters.kinds import YearFilter, by_congress, by_topic, choice, reference
from archive.models import Speaker, Speech


class SearchFilter(django_filters.FilterSet):
    """What is looked for and what narrows it. The index answers, so no queryset is filtered here."""

    #: As much as the query language reads.
    LONGEST = 1000

    q = django_filters.CharFilter(max_length=LONGEST, label=_("Search for"))
    type = choice("type", choices.SearchedKind, _("Kind"))
    congress = by_congress()
    speaker = reference(Speaker, "speaker", _("Speaker"))
    topic = by_topic()
    language = django_filters.CharFilter(max_length=10, label=_("Language code"))
    after = YearFilter(label=_("From"))
    before = YearFilter(label=_("Until"))
    ordering = choice("ordering", choices.SearchOrder, _("Order"))

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

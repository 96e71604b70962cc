"""The page of all congresses on one scale of time."""

from django.views.generic import TemplateView

from archive.figures.delegates import delegates
from archive.figures.timeline import timeline
from archive.paging import whole_number
from archive.selectors.congresses import public_congresses_with_evidence
from archive.views.base import PageMixin
from archive.views.footnotes import Footnotes


class TimelineView(PageMixin, TemplateView):
    """The figures are drawn from what `/congresses/` holds, so this page has no twin of its own in the API."""

    has_twin = False
    parameters = ("after",)
    template_name = "archive/timeline.html"

    def get_context_data(self, **kwargs):
        after = whole_number(self.request.GET.get("after", "")) or 0
        congresses, has_more = public_congresses_with_evidence(after)
        return super().get_context_data(
            congresses=congresses,
            after=after,
            has_more=has_more,
            timeline=timeline(congresses),
            delegates=delegates(congresses),
            footnotes=Footnotes(),
            **kwargs,
        )

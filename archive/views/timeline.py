"""The page of all congresses on one scale of time."""

from django.http import Http404
from django.utils.functional import cached_property
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

    @cached_property
    def after(self):
        """The number of the congress that the page goes on from; 0 for the first page."""
        return whole_number(self.request.GET.get("after", "")) or 0

    def canonical_query(self, query):
        return f"?after={self.after}" if self.after else ""

    def get_context_data(self, **kwargs):
        congresses, has_more = public_congresses_with_evidence(self.after)
        if self.after and not congresses:
            raise Http404
        return super().get_context_data(
            congresses=congresses,
            after=self.after,
            has_more=has_more,
            is_part=bool(self.after or has_more),
            timeline=timeline(congresses),
            delegates=delegates(congresses),
            footnotes=Footnotes(),
            **kwargs,
        )

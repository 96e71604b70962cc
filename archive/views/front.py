"""The front page and the page about the archive."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from archive.figures.timeline import short_timeline
from archive.linked_data import site_node
from archive.selectors.congresses import public_congresses_in_brief, public_subject
from archive.selectors.references import public_updates
from archive.views.base import PageMixin
from archive.views.footnotes import Footnotes


class FrontView(PageMixin, TemplateView):
    template_name = "archive/front.html"

    def get_context_data(self, **kwargs):
        subject, congresses = public_subject(settings.FRONT_PAGE_CONGRESS), list(public_congresses_in_brief())
        return super().get_context_data(
            subject=subject,
            congresses=congresses,
            timeline=short_timeline(congresses, subject),
            updates=public_updates(),
            footnotes=Footnotes(),
            **kwargs,
        )

    def linked_data(self, context):
        return site_node(self.site)


class AboutView(PageMixin, TemplateView):
    has_twin = False
    page_type = "AboutPage"
    template_name = "archive/about.html"

    def title(self):
        return _("About")

"""The same debates in Wagtail: with speeches as child rows and speakers as snippets, or with each speech a page."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.snippets.models import register_snippet


@register_snippet
class Speaker(models.Model):
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=100)


class CongressPage(Page):
    class Meta:
        app_label = "wagtail_site"


class DebateText(Page):
    question = RichTextField(blank=True)
    summary = RichTextField(blank=True)
    outcome = RichTextField(blank=True)
    consequences = RichTextField(blank=True)

    class Meta:
        abstract = True


class DebatePage(DebateText):
    """A debate whose speeches are its child rows."""

    template = "wagtail_site/debate.html"

    def get_context(self, request):
        speeches = self.speeches.select_related("speaker")
        return super().get_context(request) | {"speeches": speeches}


class Speech(Orderable):
    debate = ParentalKey(DebatePage, on_delete=models.CASCADE, related_name="speeches")
    speaker = models.ForeignKey(Speaker, null=True, on_delete=models.PROTECT, related_name="+")
    heading = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=20)
    text = RichTextField()
    original_text = RichTextField(blank=True)


class DebateOfPages(DebateText):
    """A debate whose speeches are pages below it."""

    template = "wagtail_site/debate.html"

    def get_context(self, request):
        speeches = SpeechPage.objects.child_of(self).live().select_related("speaker").order_by("path")
        return super().get_context(request) | {"speeches": speeches}


class SpeechPage(Page):
    speaker = models.ForeignKey(Speaker, null=True, on_delete=models.PROTECT, related_name="+")
    heading = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=20)
    text = RichTextField()
    original_text = RichTextField(blank=True)

    api_fields = [
        APIField("speaker"),
        APIField("heading"),
        APIField("kind"),
        APIField("text"),
        APIField("original_text"),
    ]

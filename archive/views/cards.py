"""Picture cards of the archive and of its entries: what a link to a page looks like elsewhere."""

from django.http import HttpResponse
from django.views.generic import View

from archive.cards import (
    Card,
    archive_card,
    congress_card,
    debate_card,
    draw,
    resolution_card,
    source_card,
    speaker_card,
    topic_card,
)
from archive.selectors.addresses import locate
from archive.selectors.congresses import public_congresses
from archive.selectors.debates import public_debates
from archive.selectors.resolutions import public_resolutions
from archive.selectors.sources import public_sources
from archive.selectors.speakers import public_speakers
from archive.selectors.topics import public_topics
from archive.views.base import PageMixin
from archive.views.files import EntryFileView


class CardView(PageMixin, View):
    """The card of every page that has none of its own."""

    has_twin = False

    def get(self, request):
        return _answer(archive_card())


class EntryCardView(EntryFileView):
    file_name = "card.png"

    def card(self) -> Card:
        raise NotImplementedError

    def render_to_response(self, context, **kwargs):
        return _answer(self.card())


class CongressCardView(EntryCardView):
    def read(self, number):
        return locate(public_congresses(), number)

    def card(self):
        return congress_card(self.entry)


class DebateCardView(EntryCardView):
    def read(self, number, slug):
        return locate(public_debates(), slug, number=number)

    def card(self):
        return debate_card(self.entry)


class ResolutionCardView(EntryCardView):
    def read(self, number, slug):
        return locate(public_resolutions(), slug, number=number)

    def card(self):
        return resolution_card(self.entry)


class SpeakerCardView(EntryCardView):
    def read(self, slug):
        return locate(public_speakers(), slug)

    def card(self):
        return speaker_card(self.entry)


class TopicCardView(EntryCardView):
    def read(self, slug):
        return locate(public_topics(), slug)

    def card(self):
        return topic_card(self.entry)


class SourceCardView(EntryCardView):
    def read(self, slug):
        return locate(public_sources(), slug)

    def card(self):
        return source_card(self.entry)


def _answer(card):
    return HttpResponse(draw(card), content_type="image/png")

"""Feeds of what is new: of the archive, and of one congress, person or topic."""

from django.views.generic import View

from archive.feeds import CongressFeed, SpeakerFeed, TopicFeed, UpdatesFeed
from archive.selectors.addresses import locate
from archive.selectors.congresses import public_congresses
from archive.selectors.speakers import public_speakers
from archive.selectors.topics import public_topics
from archive.views.base import PageMixin
from archive.views.files import EntryFileView


class UpdatesView(PageMixin, View):
    has_twin = False

    def get(self, request):
        return UpdatesFeed()(request)


class EntryUpdatesView(EntryFileView):
    file_name = "updates.atom"
    feed: type[UpdatesFeed]

    def render_to_response(self, context, **kwargs):
        return self.feed()(self.request, entry=self.entry)


class CongressUpdatesView(EntryUpdatesView):
    feed = CongressFeed

    def read(self, number):
        return locate(public_congresses(), number)


class SpeakerUpdatesView(EntryUpdatesView):
    feed = SpeakerFeed

    def read(self, slug):
        return locate(public_speakers(), slug)


class TopicUpdatesView(EntryUpdatesView):
    feed = TopicFeed

    def read(self, slug):
        return locate(public_topics(), slug)

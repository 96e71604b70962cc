"""Addresses of the public pages."""

from django.urls import path

from archive.routes import routes
from archive.views.congresses import CongressListView, CongressPeopleView, CongressView
from archive.views.debates import DebateListView, DebateView, SpeechListView
from archive.views.front import AboutView, FrontView
from archive.views.resolutions import ResolutionListView, ResolutionView
from archive.views.search import OpenSearchView, SearchView
from archive.views.sources import SourceListView, SourceView
from archive.views.speakers import PortraitView, SpeakerListView, SpeakerView
from archive.views.topics import TopicListView, TopicView

app_name = "archive"

VIEWS = {
    "front": FrontView,
    "congresses": CongressListView,
    "congress": CongressView,
    "congress-people": CongressPeopleView,
    "debate": DebateView,
    "resolution": ResolutionView,
    "debates": DebateListView,
    "resolutions": ResolutionListView,
    "speeches": SpeechListView,
    "speakers": SpeakerListView,
    "speaker": SpeakerView,
    "topics": TopicListView,
    "topic": TopicView,
    "sources": SourceListView,
    "source": SourceView,
    "search": SearchView,
}

urlpatterns = [
    *routes(VIEWS),
    path("opensearch.xml", OpenSearchView.as_view(), name="opensearch"),
    path("about/", AboutView.as_view(), name="about"),
    path("speakers/<slug:slug>/portrait/", PortraitView.as_view(), name="portrait"),
]

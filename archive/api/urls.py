"""Addresses of the API, below /api/v1/: those of the pages, the schema, and dumps."""

from django.urls import path

from archive.api.docs import SchemaView
from archive.api.views import citing, versions
from archive.api.views.changes import ChangesView
from archive.api.views.congresses import CongressListView, CongressPeopleView, CongressView
from archive.api.views.debates import DebateListView, DebateView, SpeechListView
from archive.api.views.dumps import DumpFileView, DumpListView
from archive.api.views.front import FrontView
from archive.api.views.resolutions import ResolutionListView, ResolutionView
from archive.api.views.search import SearchView
from archive.api.views.sources import SourceListView, SourceView
from archive.api.views.speakers import SpeakerListView, SpeakerView
from archive.api.views.topics import TopicListView, TopicView
from archive.routes import routes

app_name = "api"

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
    "congress-cite": citing.CongressCiteView,
    "debate-cite": citing.DebateCiteView,
    "resolution-cite": citing.ResolutionCiteView,
    "speaker-cite": citing.SpeakerCiteView,
    "topic-cite": citing.TopicCiteView,
    "source-cite": citing.SourceCiteView,
    "congress-versions": versions.CongressVersionsView,
    "debate-versions": versions.DebateVersionsView,
    "resolution-versions": versions.ResolutionVersionsView,
    "speaker-versions": versions.SpeakerVersionsView,
    "topic-versions": versions.TopicVersionsView,
    "source-versions": versions.SourceVersionsView,
    "search": SearchView,
}

urlpatterns = [
    *routes(VIEWS),
    path("changes/", ChangesView.as_view(), name="changes"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("dumps/", DumpListView.as_view(), name="dumps"),
    path("dumps/<str:dump>/", DumpFileView.as_view(), name="dump"),
    path("dumps/<str:dump>/<str:file>", DumpFileView.as_view(), name="dump-file"),
]

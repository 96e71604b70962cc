"""Addresses of the public pages."""

from django.urls import path

from archive.routes import PATHS, routes
from archive.views import citing
from archive.views.congresses import CongressListView, CongressPeopleView, CongressView
from archive.views.debates import DebateListView, DebateView, SpeechListView
from archive.views.front import AboutView, FrontView
from archive.views.resolutions import ResolutionListView, ResolutionView
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
    "congress-cite": citing.CongressCiteView,
    "debate-cite": citing.DebateCiteView,
    "resolution-cite": citing.ResolutionCiteView,
    "speaker-cite": citing.SpeakerCiteView,
    "topic-cite": citing.TopicCiteView,
    "source-cite": citing.SourceCiteView,
}

#: The same references as files: /speakers/lenin/cite.bib beside /speakers/lenin/cite/.
CITE_FILES = [
    path(
        f"{PATHS[name].removesuffix('/')}.<slug:extension>",
        citing.CiteFileView.as_view(selector=view.selector),
        name=f"{name}-file",
    )
    for name, view in VIEWS.items()
    if name.endswith("-cite")
]

urlpatterns = [
    *routes(VIEWS),
    *CITE_FILES,
    path(
        "congresses/<int:number>/bibliography.<slug:extension>",
        citing.BibliographyView.as_view(),
        name="congress-bibliography",
    ),
    path("about/", AboutView.as_view(), name="about"),
    path("speakers/<slug:slug>/portrait/", PortraitView.as_view(), name="portrait"),
]

"""Addresses of the public pages."""

from django.urls import path

from archive.routes import PATHS, routes
from archive.views import citing, versions
from archive.views.calendars import CalendarView, CongressCalendarView
from archive.views.cards import (
    CardView,
    CongressCardView,
    DebateCardView,
    ResolutionCardView,
    SourceCardView,
    SpeakerCardView,
    TopicCardView,
)
from archive.views.congresses import CongressListView, CongressPeopleView, CongressView
from archive.views.debates import DebateListView, DebateView, SpeechListView
from archive.views.feeds import CongressUpdatesView, SpeakerUpdatesView, TopicUpdatesView, UpdatesView
from archive.views.front import AboutView, FrontView
from archive.views.resolutions import ResolutionListView, ResolutionView
from archive.views.search import OpenSearchView, SearchView
from archive.views.sources import SourceListView, SourceView
from archive.views.speakers import PortraitView, SpeakerListView, SpeakerView
from archive.views.timeline import TimelineView
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
    "congress-versions": versions.CongressVersionsView,
    "debate-versions": versions.DebateVersionsView,
    "resolution-versions": versions.ResolutionVersionsView,
    "speaker-versions": versions.SpeakerVersionsView,
    "topic-versions": versions.TopicVersionsView,
    "source-versions": versions.SourceVersionsView,
    "search": SearchView,
}

#: Files beside a page: the view of each by the page's name, and the last step of their addresses.
FEEDS = {"congress": CongressUpdatesView, "speaker": SpeakerUpdatesView, "topic": TopicUpdatesView}
CARDS = {
    "congress": CongressCardView,
    "debate": DebateCardView,
    "resolution": ResolutionCardView,
    "speaker": SpeakerCardView,
    "topic": TopicCardView,
    "source": SourceCardView,
}


def beside(views, file_name, suffix):
    return [path(PATHS[page] + file_name, view.as_view(), name=f"{page}-{suffix}") for page, view in views.items()]


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
    path("opensearch.xml", OpenSearchView.as_view(), name="opensearch"),
    path("about/", AboutView.as_view(), name="about"),
    path("timeline/", TimelineView.as_view(), name="timeline"),
    path("speakers/<slug:slug>/portrait/", PortraitView.as_view(), name="portrait"),
    path("feeds/updates.atom", UpdatesView.as_view(), name="updates"),
    *beside(FEEDS, "updates.atom", "updates"),
    path("card.png", CardView.as_view(), name="card"),
    *beside(CARDS, "card.png", "card"),
    path("congresses/calendar.ics", CalendarView.as_view(), name="calendar"),
    *beside({"congress": CongressCalendarView}, "calendar.ics", "calendar"),
]

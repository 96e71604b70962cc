"""Addresses of the API, below /api/v1/. A name here is the name of the page in `archive.urls`: the mirror rule."""

from django.urls import path

from archive.api.docs import SchemaView
from archive.api.views import congresses, debates, front, resolutions, sources, speakers, topics

app_name = "api"

urlpatterns = [
    path("", front.FrontView.as_view(), name="front"),
    path("congresses/", congresses.CongressListView.as_view(), name="congresses"),
    path("congresses/<int:number>/", congresses.CongressView.as_view(), name="congress"),
    path("congresses/<int:number>/people/", congresses.CongressPeopleView.as_view(), name="congress-people"),
    path("congresses/<int:number>/debates/<slug:slug>/", debates.DebateView.as_view(), name="debate"),
    path(
        "congresses/<int:number>/resolutions/<slug:slug>/",
        resolutions.ResolutionView.as_view(),
        name="resolution",
    ),
    path("debates/", debates.DebateListView.as_view(), name="debates"),
    path("speeches/", debates.SpeechListView.as_view(), name="speeches"),
    path("resolutions/", resolutions.ResolutionListView.as_view(), name="resolutions"),
    path("speakers/", speakers.SpeakerListView.as_view(), name="speakers"),
    path("speakers/<slug:slug>/", speakers.SpeakerView.as_view(), name="speaker"),
    path("topics/", topics.TopicListView.as_view(), name="topics"),
    path("topics/<slug:slug>/", topics.TopicView.as_view(), name="topic"),
    path("sources/", sources.SourceListView.as_view(), name="sources"),
    path("sources/<slug:slug>/", sources.SourceView.as_view(), name="source"),
    path("schema/", SchemaView.as_view(), name="schema"),
]

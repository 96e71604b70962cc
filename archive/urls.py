"""Addresses of the public pages. A name here is a name in `archive.api.urls` too: the mirror rule."""

from django.urls import path

from archive.views import congresses, debates, front, resolutions, sources, speakers, topics

app_name = "archive"

urlpatterns = [
    path("", front.FrontView.as_view(), name="front"),
    path("about/", front.AboutView.as_view(), name="about"),
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
    path("speakers/<slug:slug>/portrait/", speakers.PortraitView.as_view(), name="portrait"),
    path("topics/", topics.TopicListView.as_view(), name="topics"),
    path("topics/<slug:slug>/", topics.TopicView.as_view(), name="topic"),
    path("sources/", sources.SourceListView.as_view(), name="sources"),
    path("sources/<slug:slug>/", sources.SourceView.as_view(), name="source"),
]

"""Addresses of the plain site."""

from django.urls import include, path

from tests.benchmarks.plain import api, files, pages

urlpatterns = [
    path("constant/", pages.constant),
    path("", pages.front, name="front"),
    path("debates/", pages.front, name="debates"),
    path("speeches/", pages.front, name="speeches"),
    path("speakers/", pages.front, name="speakers"),
    path("congresses/<int:number>/", pages.front, name="congress"),
    path("congresses/<int:number>/debates/<slug:slug>/", pages.DebateView.as_view(), name="debate"),
    path("speakers/<slug:slug>/", pages.SpeakerView.as_view(), name="speaker"),
    path("feeds/updates.atom", files.UpdatesFeed()),
    path("congresses/<int:number>/speeches.ndjson", files.speeches),
    path("api/", include(api.router.urls)),
    # The records of the archive know their addresses by these names.
    path("", include("archive.urls")),
]

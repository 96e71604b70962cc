"""The mirror rule, once: the paths that pages have at / and their data at /api/v1/, by name."""

from django.urls import path

PATHS = {
    "front": "",
    "congresses": "congresses/",
    "congress": "congresses/<int:number>/",
    "congress-people": "congresses/<int:number>/people/",
    "debate": "congresses/<int:number>/debates/<slug:slug>/",
    "resolution": "congresses/<int:number>/resolutions/<slug:slug>/",
    "debates": "debates/",
    "resolutions": "resolutions/",
    "speeches": "speeches/",
    "speakers": "speakers/",
    "speaker": "speakers/<slug:slug>/",
    "topics": "topics/",
    "topic": "topics/<slug:slug>/",
    "sources": "sources/",
    "source": "sources/<slug:slug>/",
    "congress-cite": "congresses/<int:number>/cite/",
    "debate-cite": "congresses/<int:number>/debates/<slug:slug>/cite/",
    "resolution-cite": "congresses/<int:number>/resolutions/<slug:slug>/cite/",
    "speaker-cite": "speakers/<slug:slug>/cite/",
    "topic-cite": "topics/<slug:slug>/cite/",
    "source-cite": "sources/<slug:slug>/cite/",
    "congress-versions": "congresses/<int:number>/versions/",
    "debate-versions": "congresses/<int:number>/debates/<slug:slug>/versions/",
    "resolution-versions": "congresses/<int:number>/resolutions/<slug:slug>/versions/",
    "speaker-versions": "speakers/<slug:slug>/versions/",
    "topic-versions": "topics/<slug:slug>/versions/",
    "source-versions": "sources/<slug:slug>/versions/",
    "search": "search/",
}


def routes(views):
    """The URL patterns of one side, from its view of each name; a side that lacks one fails at the start."""
    return [path(PATHS[name], views[name].as_view(), name=name) for name in PATHS]

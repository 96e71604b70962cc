"""Every public address. A new one is one line in OUTLETS; `test_public_gate.py` fails for a route that has none."""

from archive.interchange.formats import FORMATS

#: Every public address, by the name of its route; the same below /api/v1.
OUTLETS = {
    "front": ["/"],
    "congresses": ["/congresses/", "/congresses/?ordering=-number"],
    "congress": ["/congresses/11/", "/congresses/11/?expand=debates.speakers,mandates.speaker,sittings.chair"],
    "congress-people": ["/congresses/11/people/"],
    "debates": [
        "/debates/",
        "/debates/?congress=11",
        "/debates/?topic=open-topic",
        "/debates/?expand=speakers,resolutions,sources",
    ],
    "debate": ["/congresses/11/debates/open/"],
    "resolutions": ["/resolutions/", "/resolutions/?topic=open-topic"],
    "resolution": ["/congresses/11/resolutions/open/"],
    "speeches": ["/speeches/", "/speeches/?speaker=open-speaker"],
    "speakers": ["/speakers/", "/speakers/?congress=11"],
    "speaker": ["/speakers/open-speaker/"],
    "topics": ["/topics/", "/topics/?broader=open-topic"],
    "topic": ["/topics/open-topic/"],
    "sources": ["/sources/"],
    "source": ["/sources/open-source/"],
    "congress-cite": ["/congresses/11/cite/", "/congresses/11/cite/?part=people"],
    "debate-cite": ["/congresses/11/debates/open/cite/"],
    "resolution-cite": ["/congresses/11/resolutions/open/cite/"],
    "speaker-cite": ["/speakers/open-speaker/cite/"],
    "topic-cite": ["/topics/open-topic/cite/"],
    "source-cite": ["/sources/open-source/cite/"],
    "congress-versions": ["/congresses/11/versions/"],
    "debate-versions": ["/congresses/11/debates/open/versions/"],
    "resolution-versions": ["/congresses/11/resolutions/open/versions/"],
    "speaker-versions": ["/speakers/open-speaker/versions/"],
    "topic-versions": ["/topics/open-topic/versions/"],
    "source-versions": ["/sources/open-source/versions/"],
    "search": ["/search/?q=open", "/search/?q=open&topic=open-topic", "/search/?q=speech&speaker=open-speaker"],
}
#: Public addresses that stand on one side only.
PAGES_ONLY = {
    "about": ["/about/"],
    "timeline": ["/timeline/"],
    "opensearch": ["/opensearch.xml"],
    "updates": ["/feeds/updates.atom"],
    "congress-updates": ["/congresses/11/updates.atom"],
    "speaker-updates": ["/speakers/open-speaker/updates.atom"],
    "topic-updates": ["/topics/open-topic/updates.atom"],
    "calendar": ["/congresses/calendar.ics"],
    "congress-calendar": ["/congresses/11/calendar.ics"],
    "congress-cite-file": [f"/congresses/11/cite.{end}" for end in FORMATS],
    "debate-cite-file": [f"/congresses/11/debates/open/cite.{end}" for end in FORMATS],
    "resolution-cite-file": [f"/congresses/11/resolutions/open/cite.{end}" for end in FORMATS],
    "speaker-cite-file": [f"/speakers/open-speaker/cite.{end}" for end in FORMATS],
    "topic-cite-file": [f"/topics/open-topic/cite.{end}" for end in FORMATS],
    "source-cite-file": [f"/sources/open-source/cite.{end}" for end in FORMATS],
    "congress-bibliography": [f"/congresses/11/bibliography.{end}" for end in FORMATS],
}
#: Those of them that show something of an entry.
FILES = {name: addresses for name, addresses in PAGES_ONLY.items() if name not in {"about", "opensearch", "timeline"}}
#: Pictures and uploads: what they show cannot be read here, so it is their absence that is asked for.
PICTURES = {
    "card": "/card.png",
    "congress-card": "/congresses/{congress}/card.png",
    "debate-card": "/congresses/11/debates/{slug}/card.png",
    "resolution-card": "/congresses/11/resolutions/{slug}/card.png",
    "speaker-card": "/speakers/{slug}/card.png",
    "topic-card": "/topics/{slug}/card.png",
    "source-card": "/sources/{slug}/card.png",
    "portrait": "/speakers/{slug}/portrait/",
}
#: Addresses that take `version`, each of an entry of which readers have seen two.
VERSIONED = [
    *(
        OUTLETS[name][0]
        for name in ("congress", "congress-people", "debate", "resolution", "speaker", "topic", "source")
    ),
    *(addresses[0] for name, addresses in OUTLETS.items() if name.endswith("-cite")),
    *(addresses[0] for name, addresses in PAGES_ONLY.items() if name.endswith("-cite-file")),
]
API_ONLY = {
    "schema": ["/schema/"],
    "changes": ["/changes/", "/changes/?kind=debate", "/changes/?documents=1"],
    "congress-file": ["/congresses/11/file/"],
    "dumps": ["/dumps/"],
    "dump": [],
    "dump-file": [],
}
#: Addresses of the API for the staff: whoever is not known gets 401 and nothing else. See tests/api.
FOR_STAFF = {"edited-congress-file": "/api/v1/editing/congresses/11/file/"}
#: Addresses that hold no text of an entry and answer on their own terms.
SITEMAPS = [f"/sitemap{section}.xml" for section in ("", "-entries", "-people", "-lists")]
OTHERS = [*SITEMAPS, "/robots.txt", "/api/docs/"]
#: Addresses outside of both sides, by name; robots.txt has none.
OUTSIDE = {"api-docs", "sitemap", "django.contrib.sitemaps.views.sitemap", None, "healthz", "readyz"}
#: What is not public, for whoever was given a link: nobody else gets anything there. See tests/previews.
SHARED = {"shared": "/shared/{}/", "shared-portrait": "/shared/{}/portrait/", "shared-api": "/api/v1/shared/{}/"}


def every_outlet():
    for addresses in (OUTLETS | PAGES_ONLY).values():
        yield from addresses
        yield from (f"/ru{address}" for address in addresses)
    for addresses in (OUTLETS | API_ONLY).values():
        yield from (f"/api/v1{address}" for address in addresses)
    yield from OTHERS


def pictures(**names):
    """The addresses of the pictures of what has these names; that of the archive itself is always there."""
    return [address.format(**names) for address in PICTURES.values() if "{" in address]

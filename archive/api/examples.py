"""Examples for the schema and the guide: sample records in the shapes of today, so that none is ever out of date."""

from types import SimpleNamespace

from django.http import HttpRequest

from archive import models
from archive.api.addresses import Addresses
from archive.api.sample_records import (
    CHANGED,
    TITLES,
    cited,
    day,
    make_congress,
    make_debate,
    make_election,
    make_lenin,
    make_mandate,
    make_participation,
    make_resolution,
    make_source,
    make_speech,
    make_topic,
)
from archive.api.serializers import citing, congresses, debates, resolutions, sources, speakers, topics
from archive.api.serializers import front as front_shapes
from archive.api.serializers.changes import ChangesSerializer
from archive.api.serializers.search import SearchSerializer
from archive.ledger import Change
from archive.search import Facet, FacetOption, Found, Hit, Piece, Snippet, Understood
from archive.selectors.citing import Meant
from archive.selectors.references import Reference

ORIGIN = "https://archive.example"


def front():
    addresses = sample_addresses()
    names = front_shapes.ListsSerializer().fields
    marks = {"kind": "congress", "number": 11, "slug": "", "original_title": TITLES["original_title"]}
    return front_shapes.FrontSerializer(
        {
            "url": addresses.twin("/"),
            "page": addresses.absolute("/"),
            "title": "Congress Archive",
            "lists": {
                name: {"url": f"{ORIGIN}/api/v1/{name}/", "page": f"{ORIGIN}/{name}/", "title": name.capitalize()}
                for name in names
            },
            "search": {"url": f"{ORIGIN}/api/v1/search/", "page": f"{ORIGIN}/search/", "title": "Search"},
            "changes": f"{ORIGIN}/api/v1/changes/",
            "dumps": f"{ORIGIN}/api/v1/dumps/",
            "schema": f"{ORIGIN}/api/v1/schema/",
            "docs": f"{ORIGIN}/api/docs/",
            "subject": make_congress(),
            "congresses": [make_congress()],
            "updates": [Reference(title=TITLES["title"], **marks, **CHANGED)],
            **CHANGED,
        },
        context={"addresses": addresses},
    ).data


def dumps():
    name = "2026-03-27T093000Z"
    file = "congresses.ndjson.gz"
    address = f"{ORIGIN}/api/v1/dumps/{name}/"
    return {
        "results": [
            {
                "name": name,
                "url": f"{address}datapackage.json",
                "created": "2026-03-27T09:30:00Z",
                "changes_cursor": "k3v9-1922",
                "files": [{"name": file, "url": f"{address}{file}", "bytes": 48211, "sha256": "5d0c41a7" * 8}],
            }
        ]
    }


def congress():
    return _shown(congresses.CongressSerializer, make_congress())


def congress_detail():
    eleventh = make_congress()
    first = models.Sitting(
        pk=1, congress=eleventh, position=1, label="First sitting", held_on=day("1922-03-27"), **CHANGED
    )
    first.public_debates = [make_debate(eleventh)]
    item = make_debate(eleventh)
    item.public_participations, item.public_resolutions = [make_participation(item)], [make_resolution(eleventh)]
    return _shown(
        congresses.CongressDetailSerializer,
        eleventh,
        previous_congress=None,
        next_congress=None,
        public_sittings=[cited(first)],
        public_debates=[item],
        public_resolutions=[make_resolution(eleventh)],
        public_elections=[make_election(eleventh)],
        public_mandates=[make_mandate(eleventh)],
    )


def congress_people():
    eleventh = make_congress()
    return _shown(
        congresses.CongressPeopleSerializer,
        eleventh,
        public_earlier_elections=[],
        public_elections=[make_election(eleventh)],
        public_mandates=[make_mandate(eleventh)],
    )


def debate():
    return _shown(debates.DebateSerializer, make_debate(make_congress()))


def debate_detail():
    report = make_debate(make_congress())
    return _shown(
        debates.DebateDetailSerializer,
        report,
        previous_debate=None,
        next_debate=None,
        public_sittings=[],
        public_participations=[make_participation(report)],
        public_speeches=[make_speech(report)],
        public_resolutions=[make_resolution(report.congress)],
    )


def speech():
    return _shown(debates.SpeechSerializer, make_speech(make_debate(make_congress())))


def resolution():
    return _shown(resolutions.ResolutionSerializer, make_resolution(make_congress()))


def resolution_detail():
    resolved = make_resolution(make_congress())
    clause = models.Clause(
        pk=1, resolution=resolved, position=1, number="1", text="The work of the party is approved.", **CHANGED
    )
    return _shown(
        resolutions.ResolutionDetailSerializer,
        resolved,
        public_debates=[make_debate(resolved.congress)],
        public_clauses=[cited(clause)],
        public_links=[],
        public_links_from=[],
    )


def speaker():
    return _shown(speakers.SpeakerSerializer, make_lenin())


def speaker_detail():
    lenin, report = make_lenin(), make_debate(make_congress())
    name = models.SpeakerName(
        pk=1, speaker=lenin, name="Vladimir Ilyich Ulyanov", kind="legal", language="en", **CHANGED
    )
    return _shown(
        speakers.SpeakerDetailSerializer,
        lenin,
        cut=[],
        public_names=[cited(name)],
        public_mandates=[],
        public_elections=[make_election(report.congress)],
        public_participations=[make_participation(report)],
        public_speeches=[make_speech(report)],
        public_chaired_sittings=[],
    )


def topic():
    return _shown(topics.TopicSerializer, make_topic())


def topic_detail():
    subject = make_topic()
    return _shown(
        topics.TopicDetailSerializer,
        subject,
        cut=[],
        public_narrower=[],
        public_debates=[make_debate(make_congress())],
        public_resolutions=[],
    )


def source():
    return _shown(sources.SourceSerializer, make_source())


def source_detail():
    use = {
        "entry_kind": "congress",
        "entry_number": 11,
        "entry_slug": "",
        "entry_title": TITLES["title"],
        "entry_original_title": TITLES["original_title"],
        "part_kind": "",
        "part_position": 0,
        "part_name": "",
        "part_original_name": "",
        "cited_field": "delegates_consultative",
        "cited_locator": "editorial notes",
        "cited_stance": "disputes",
        "cited_value": "164",
        "cited_unverified": False,
    }
    page_of_one = {"count": 1, "count_is_exact": True, "next": None, "previous": None}
    page = SimpleNamespace(get_paginated_data=lambda rows: {**page_of_one, "results": rows})
    context = {"addresses": sample_addresses(), "uses": (page, [use])}
    return sources.SourceDetailSerializer(make_source(), context=context).data


def cite_congress():
    return _cited(make_congress())


def cite_debate():
    report = make_debate(make_congress())
    return _cited(report, make_speech(report), "speech-3")


def cite_resolution():
    return _cited(make_resolution(make_congress()))


def cite_speaker():
    return _cited(make_lenin())


def cite_topic():
    return _cited(make_topic())


def cite_source():
    return _cited(make_source())


def _cited(entry, record=None, part=""):
    return _shown(citing.CitedSerializer, Meant(entry, record or entry, part))


def search():
    said = make_speech(make_debate(make_congress()))
    pieces = (Piece("The ", False), Piece("retreat", True), Piece(" is over.", False))
    found = Found(
        understood=(Understood("word", "retreat", "", "", ""),),
        hits=(Hit("speech", said, (Snippet("speech-3-p1", "en", "", pieces),), "exact"),),
        count=1,
        is_estimate=False,
        reachable=1,
        facets=(Facet("type", (FacetOption("speech", "Speeches", "Речи", 1, False),)),),
        suggestion="",
    )
    answer = {"found": found, "next": None, "previous": None}
    return SearchSerializer(SimpleNamespace(**answer), context={"addresses": sample_addresses()}).data


def changes():
    entry = Reference("debate", 11, "political-report", "Political report", "Политический отчёт")
    former = Reference("debate", 11, "report", "", "")
    cursors = ["5f0c2ab19d3e-1041", "5f0c2ab19d3e-1042"]
    results = [
        Change("updated", "debate", cursors[0], CHANGED["updated_at"], entry),
        Change("renamed", "debate", cursors[1], CHANGED["updated_at"], former, entry),
    ]
    answer = {"next": None, "cursor": cursors[1], "results": results}
    return ChangesSerializer(answer, context={"addresses": sample_addresses()}).data


def sample_addresses():
    addresses = Addresses(HttpRequest())
    addresses.origin = ORIGIN
    return addresses


def _shown(shape, record, **parts):
    for name, rows in parts.items():
        setattr(record, name, rows)
    return shape(record, context={"addresses": sample_addresses()}).data

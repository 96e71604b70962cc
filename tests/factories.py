"""Small makers with safe defaults: an entry is a draft until a test says otherwise."""

from itertools import count

from archive import models
from archive.choices import DebateKind, NoteKind, PublicationStatus, Rendering, SourceKind
from archive.dates import PartialDate

DRAFT = PublicationStatus.DRAFT
PUBLISHED = PublicationStatus.PUBLISHED
WITHDRAWN = PublicationStatus.WITHDRAWN
_number = count(1)


def day(text):
    return PartialDate.parse(text)


def make_congress(**fields):
    n = next(_number)
    return models.Congress.objects.create(**{"number": n, "title": f"Congress {n}", **fields})


def make_speaker(**fields):
    n = next(_number)
    defaults = {"slug": f"speaker-{n}", "name": f"Speaker {n}", "sort_name": f"Speaker {n:05}"}
    return models.Speaker.objects.create(**{**defaults, **fields})


def make_topic(**fields):
    n = next(_number)
    return models.Topic.objects.create(**{"slug": f"topic-{n}", "name": f"Topic {n}", **fields})


def make_source(**fields):
    n = next(_number)
    defaults = {"slug": f"source-{n}", "title": f"Source {n}", "kind": SourceKind.BOOK}
    return models.Source.objects.create(**{**defaults, **fields})


def make_debate(*, congress, **fields):
    n = next(_number)
    defaults = {"slug": f"debate-{n}", "title": f"Debate {n}", "position": n, "kind": DebateKind.DISCUSSION}
    return models.Debate.objects.create(congress=congress, **{**defaults, **fields})


def make_resolution(*, congress, **fields):
    n = next(_number)
    defaults = {"slug": f"resolution-{n}", "title": f"Resolution {n}", "position": n}
    return models.Resolution.objects.create(congress=congress, **{**defaults, **fields})


def make_sitting(*, congress, **fields):
    return models.Sitting.objects.create(congress=congress, **{"position": next(_number), **fields})


def make_mandate(*, congress, **fields):
    defaults = {"speaker": fields.pop("speaker", None) or make_speaker(), "vote": "decisive"}
    return models.Mandate.objects.create(congress=congress, **{**defaults, **fields})


def make_election(*, congress, **fields):
    defaults = {
        "speaker": fields.pop("speaker", None) or make_speaker(),
        "body": "central_committee",
        "office": "member",
    }
    return models.Election.objects.create(congress=congress, **{**defaults, **fields})


def make_participation(*, debate, **fields):
    n = next(_number)
    defaults = {"speaker": fields.pop("speaker", None) or make_speaker(), "role": "speaker", "position": n}
    return models.Participation.objects.create(debate=debate, **{**defaults, **fields})


def make_speech(*, debate, **fields):
    n = next(_number)
    defaults = {"position": n, "rendering": Rendering.VERBATIM, "text": f"Speech text {n}"}
    return models.Speech.objects.create(debate=debate, **{**defaults, **fields})


def make_clause(*, resolution, **fields):
    n = next(_number)
    return models.Clause.objects.create(resolution=resolution, **{"position": n, "text": f"Clause {n}", **fields})


def make_link(*, resolution, **fields):
    return models.ResolutionLink.objects.create(resolution=resolution, **{"kind": "confirms", **fields})


def make_name(*, speaker, **fields):
    n = next(_number)
    return models.SpeakerName.objects.create(speaker=speaker, **{"name": f"Name {n}", "kind": "legal", **fields})


def make_citation(target, **fields):
    defaults = {"source": fields.pop("source", None) or make_source()}
    return models.Citation.objects.create(target=target, **{**defaults, **fields})


def make_note(target, **fields):
    defaults = {"kind": NoteKind.EXPLANATION, "text": f"Note {next(_number)}"}
    return models.EditorialNote.objects.create(target=target, **{**defaults, **fields})

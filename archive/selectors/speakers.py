"""Public reads of people."""

from django.db.models import Prefetch, prefetch_related_objects

from archive.models import Election, Mandate, Participation, Sitting, Speaker, SpeakerName, Speech
from archive.selectors.addresses import Addressed, locate
from archive.selectors.evidence import attach_citations, attach_evidence
from archive.selectors.versions import attach_public_version


def public_speakers(now=None):
    return Speaker.objects.public(now)


def public_speaker(slug):
    """One person with the whole life in the archive, in ten queries whatever the rows.

    `public_names`, `public_mandates`, `public_elections`, `public_participations`, `public_speeches`
    (each with its `opening` instead of its text), `public_chaired_sittings`, and the evidence of these,
    the speeches and sittings excepted, and the `public_version`.
    """
    speaker = locate(_WHOLE, slug)
    attach_evidence([speaker, *speaker.public_names, *_offices(speaker)])
    attach_public_version(speaker)
    return speaker


def surround_speaker(speaker):
    """Give a person what the page shows and is not part of the entry: all that is at congresses; six queries."""
    prefetch_related_objects([speaker], *_at_congresses())
    attach_citations(_offices(speaker))


def _offices(speaker):
    return [*speaker.public_mandates, *speaker.public_elections, *speaker.public_participations]


def _whole(now):
    names = Prefetch("names", SpeakerName.objects.public(now), to_attr="public_names")
    return public_speakers(now).prefetch_related(names, *_at_congresses(now))


def _at_congresses(now=None):
    speeches = Speech.objects.public(now).with_opening().select_related("debate__congress")
    return [
        Prefetch(
            "mandates",
            Mandate.objects.public(now).select_related("congress").order_by("congress__number"),
            to_attr="public_mandates",
        ),
        Prefetch(
            "elections",
            Election.objects.public(now).select_related("congress").order_by("congress__number", "body", "office"),
            to_attr="public_elections",
        ),
        Prefetch(
            "participations",
            Participation.objects.public(now)
            .select_related("debate__congress")
            .order_by("debate__congress__number", "debate__position", "position"),
            to_attr="public_participations",
        ),
        Prefetch("speeches", speeches, to_attr="public_speeches"),
        Prefetch(
            "chaired_sittings",
            Sitting.objects.public(now).select_related("congress").order_by("congress__number", "position"),
            to_attr="public_chaired_sittings",
        ),
    ]


_WHOLE = Addressed(Speaker, _whole)

"""Public reads of people."""

from django.db.models import Prefetch

from archive.models import Election, Mandate, Participation, Sitting, Speaker, SpeakerName, Speech
from archive.selectors.addresses import locate
from archive.selectors.evidence import attach_evidence


def public_speakers():
    return Speaker.objects.public()


def public_speaker(slug):
    """One person with the whole life in the archive, in nine queries whatever the rows.

    `public_names`, `public_mandates`, `public_elections`, `public_participations`, `public_speeches`
    (each with its `opening` instead of its text), `public_chaired_sittings`, and the evidence of these,
    the speeches and sittings excepted.
    """
    speeches = Speech.objects.public().with_opening().select_related("debate__congress")
    queryset = public_speakers().prefetch_related(
        Prefetch("names", SpeakerName.objects.public(), to_attr="public_names"),
        Prefetch(
            "mandates",
            Mandate.objects.public().select_related("congress").order_by("congress__number"),
            to_attr="public_mandates",
        ),
        Prefetch(
            "elections",
            Election.objects.public().select_related("congress").order_by("congress__number", "body", "office"),
            to_attr="public_elections",
        ),
        Prefetch(
            "participations",
            Participation.objects.public()
            .select_related("debate__congress")
            .order_by("debate__congress__number", "debate__position", "position"),
            to_attr="public_participations",
        ),
        Prefetch("speeches", speeches, to_attr="public_speeches"),
        Prefetch(
            "chaired_sittings",
            Sitting.objects.public().select_related("congress").order_by("congress__number", "position"),
            to_attr="public_chaired_sittings",
        ),
    )
    speaker = locate(queryset, slug)
    offices = [*speaker.public_mandates, *speaker.public_elections]
    attach_evidence([speaker, *speaker.public_names, *offices, *speaker.public_participations])
    return speaker

"""Public reads of people."""

from django.db.models import Prefetch

from archive.models import Congress, Debate, Election, Mandate, Participation, Sitting, Speaker, SpeakerName, Speech
from archive.prepared import EVERYTHING
from archive.selectors.addresses import Addressed, locate
from archive.selectors.beginnings import Beginning, attach_beginnings
from archive.selectors.columns import NOT_SHOWN, beyond_naming
from archive.selectors.evidence import attach_citations
from archive.selectors.wanted import attach_wanted

#: Of all that hangs on a person, speeches are the shortest to show: one line each.
MOST_SPEECHES = 300
#: What is shown of a congress beside its names.
_OF_CONGRESS = ("number", "opened_on")
_OFFICES = ("public_mandates", "public_elections", "public_participations")


def public_speakers(now=None):
    return Speaker.objects.public(now)


def public_speaker(slug, wanted=EVERYTHING):
    """One person with the life in the archive, in ten queries whatever the rows, fewer where less is `wanted`.

    `public_names`, `public_mandates`, `public_elections`, `public_participations`, `public_speeches`
    (each with its `opening` instead of its text), `public_chaired_sittings`, and the evidence of these,
    the speeches and sittings excepted, and the `public_version`. `cut` names the lists that go on.
    """
    speaker = locate(_NAMED, slug, wanted=wanted)
    attach_beginnings(speaker, _AT_CONGRESSES, wanted)
    attach_wanted(speaker, wanted, "public_names", *_OFFICES)
    return speaker


def surround_speaker(speaker):
    """Give a person what an answer has and is not part of the entry: what is at congresses; six queries."""
    attach_beginnings(speaker, _AT_CONGRESSES)
    attach_citations([office for name in _OFFICES for office in getattr(speaker, name)])


def _named(now):
    return public_speakers(now).prefetch_related(
        Prefetch("names", SpeakerName.objects.public(now), to_attr="public_names")
    )


def _first(model, order, owner="speaker", **most):
    """The list of one kind, without what nobody is shown of the rows and of what they stand in, but for the names."""
    entry = model.entry_field
    congress = "congress" if entry == "congress" else f"{entry}__congress"
    unused = [*NOT_SHOWN, *beyond_naming(Congress, congress, keeping=_OF_CONGRESS)]
    if entry == "debate":
        unused += beyond_naming(Debate, entry, keeping=("congress", "position"))
    rows = model.objects.select_related(congress).defer(*unused)
    return Beginning(rows.with_opening() if model is Speech else rows, owner, order, **most)


_IN_DEBATES = ("debate__congress__number", "debate__position", "position")
#: What a person was and did at congresses, each in its order.
_AT_CONGRESSES = {
    "mandates": _first(Mandate, ("congress__number",)),
    "elections": _first(Election, ("congress__number", "body", "office")),
    "participations": _first(Participation, _IN_DEBATES),
    "speeches": _first(Speech, _IN_DEBATES, most=MOST_SPEECHES),
    "chaired_sittings": _first(Sitting, ("congress__number", "position"), owner="chair"),
}
_NAMED = Addressed(Speaker, _named)

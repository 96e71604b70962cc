"""Public reads of people."""

from operator import attrgetter

from django.db.models import DateTimeField, IntegerField, Prefetch, prefetch_related_objects
from django.utils import timezone

from archive.models import Congress, Debate, Election, Mandate, Participation, Sitting, Speaker, SpeakerName, Speech
from archive.prepared import EVERYTHING, Prepared
from archive.selectors.addresses import Addressed, locate
from archive.selectors.columns import NOT_SHOWN, beyond_naming
from archive.selectors.evidence import attach_citations
from archive.selectors.wanted import attach_wanted

#: A page has no room for more speeches, and for more of any other kind of thing.
MOST_SPEECHES, MOST = 300, 100
#: What the page says of a congress beside its names.
_OF_CONGRESS = ("number", "opened_on")
_OFFICES = ("public_mandates", "public_elections", "public_participations")


def public_speakers(now=None):
    return Speaker.objects.public(now)


def public_speaker(slug, wanted=EVERYTHING):
    """One person with the whole life in the archive, in ten queries whatever the rows, fewer where less is `wanted`.

    `public_names`, `public_mandates`, `public_elections`, `public_participations`, `public_speeches`
    (each with its `opening` instead of its text), `public_chaired_sittings`, and the evidence of these,
    the speeches and sittings excepted, and the `public_version`.
    """
    speaker = locate(_WHOLE, slug, wanted=wanted)
    attach_wanted(speaker, wanted, "public_names", *_OFFICES)
    return speaker


def public_speaker_on_page(slug):
    """The same with as much as a page has room for: of each kind of thing those that were entered first.

    `cut` names the lists that go on. A person in thousands of debates is in the list of speeches with all of them.
    """
    speaker = locate(_NAMED, slug)
    values, speaker.cut = {"now": timezone.now(), "speaker": speaker.pk}, set()
    for name, (read, order) in _FIRST.items():
        most = MOST_SPEECHES if name == "speeches" else MOST
        rows = read.filled(**values).records(0, most + 1)
        setattr(speaker, f"public_{name}", sorted(rows[:most], key=order))
        if len(rows) > most:
            speaker.cut.add(name)
    attach_wanted(speaker, EVERYTHING, "public_names", *_OFFICES)
    return speaker


def surround_speaker(speaker):
    """Give a person what the page shows and is not part of the entry: all that is at congresses; six queries."""
    prefetch_related_objects([speaker], *_at_congresses())
    attach_citations(_offices(speaker))


def _offices(speaker):
    return [office for name in _OFFICES for office in getattr(speaker, name)]


def _whole(now):
    return _named(now).prefetch_related(*_at_congresses(now))


def _named(now):
    return public_speakers(now).prefetch_related(
        Prefetch("names", SpeakerName.objects.public(now), to_attr="public_names")
    )


def _at_congresses(now=None):
    return [
        Prefetch(name, read(now).order_by(*order), to_attr=f"public_{name}")
        for name, (read, order) in _AT_CONGRESSES.items()
    ]


#: What a person was and did at congresses: how it is read, and in which order.
_AT_CONGRESSES = {
    "mandates": (lambda now: Mandate.objects.public(now).select_related("congress"), ["congress__number"]),
    "elections": (
        lambda now: Election.objects.public(now).select_related("congress"),
        ["congress__number", "body", "office"],
    ),
    "participations": (
        lambda now: Participation.objects.public(now).select_related("debate__congress"),
        ["debate__congress__number", "debate__position", "position"],
    ),
    "speeches": (
        lambda now: Speech.objects.public(now).with_opening().select_related("debate__congress"),
        ["debate__congress__number", "debate__position", "position"],
    ),
    "chaired_sittings": (
        lambda now: Sitting.objects.public(now).select_related("congress"),
        ["congress__number", "position"],
    ),
}


def _first(name):
    """The rows of one kind in the order in which they were entered, prepared, and what puts them in their own."""
    read, order = _AT_CONGRESSES[name]
    person = "chair" if name == "chaired_sittings" else "speaker"
    rows = Prepared(
        lambda now, speaker: _named_alone(read(now)).filter(**{person: speaker}).order_by("pk"),
        now=DateTimeField(),
        speaker=IntegerField(),
    )
    return rows, attrgetter(*(path.replace("__", ".") for path in order))


def _named_alone(rows):
    """The rows without what the page does not show of them and of what they stand in, of which it says the names."""
    entry = rows.model.entry_field
    congress = "congress" if entry == "congress" else f"{entry}__congress"
    unused = [*NOT_SHOWN, "updated_at", *beyond_naming(Congress, congress, keeping=_OF_CONGRESS)]
    if entry == "debate":
        unused += beyond_naming(Debate, entry, keeping=("congress", "position"))
    return rows.defer(*unused)


_WHOLE = Addressed(Speaker, _whole)
_NAMED = Addressed(Speaker, _named)
_FIRST = {name: _first(name) for name in _AT_CONGRESSES}

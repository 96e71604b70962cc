"""What was published or changed last: in the whole archive, and around one congress, person or topic."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, DateTimeField, F, Max, Q, TextField, Value
from django.db.models.functions import Coalesce, Greatest, NullIf

from archive.models import (
    ENTRIES,
    Congress,
    Debate,
    Election,
    Mandate,
    Participation,
    Resolution,
    Source,
    Speaker,
    Speech,
    Topic,
)
from archive.selectors.references import Reference, reference_columns

#: As many as a feed holds.
MOST = 50

#: Where the words are that say what an entry is, the better ones first.
_SUMMARIES = {
    Topic: ["description"],
    Source: ["note"],
    Speaker: ["role", "biography"],
    Congress: ["summary"],
    Debate: ["question", "summary"],
    Resolution: ["summary"],
}


@dataclass(frozen=True)
class Update(Reference):
    """A reference with what a feed says of it; `updated_at` is when a reader could first see the latest change."""

    pk: int = 0
    published_at: datetime | None = None
    summary: str = ""


def public_changes():
    """Every public entry as a row of `reference_columns` and when it was last changed as readers see it.

    Latest change first; one query over all kinds.
    """
    return _union((model.objects.public() for model in ENTRIES), _columns)


def updates_of_archive():
    return _updates(model.objects.public() for model in ENTRIES)


def updates_of_congress(congress):
    """The congress, its debates and its resolutions."""
    inside = [model.objects.public().filter(congress=congress) for model in (Debate, Resolution)]
    return _updates([_itself(congress), *inside])


def updates_of_speaker(speaker):
    """The person, the debates he or she took part in or spoke in, the congresses of the mandates and elections."""
    took_part, spoke = (
        model.objects.public().filter(speaker=speaker).values("debate") for model in (Participation, Speech)
    )
    had_mandate, elected = (
        model.objects.public().filter(speaker=speaker).values("congress") for model in (Mandate, Election)
    )
    debates = Debate.objects.public().filter(Q(pk__in=took_part) | Q(pk__in=spoke))
    congresses = Congress.objects.public().filter(Q(pk__in=had_mandate) | Q(pk__in=elected))
    return _updates([_itself(speaker), debates, congresses])


def updates_of_topic(topic):
    """The topic, and the debates and resolutions on it."""
    on_it = [model.objects.public().filter(topics=topic) for model in (Debate, Resolution)]
    return _updates([_itself(topic), *on_it])


def latest_changes():
    """When an entry of each kind was last changed as readers see it, by the kind's name: one query."""
    arms = [
        model.objects.public()
        .order_by()
        .values(entry_kind=Value(model._meta.model_name, CharField()))
        .annotate(latest=Max(_seen_at(model)))
        for model in ENTRIES
    ]
    return {row["entry_kind"]: row["latest"] for row in arms[0].union(*arms[1:], all=True)}


def _itself(entry):
    return type(entry).objects.public().filter(pk=entry.pk)


def _union(querysets, columns):
    arms = [queryset.order_by().values(**columns(queryset.model)) for queryset in querysets]
    return arms[0].union(*arms[1:], all=True).order_by("-entry_updated_at", "entry_kind", "entry_number", "entry_slug")


def _updates(querysets):
    """The latest `Update`s among the rows of the querysets; one query."""
    names = ("kind", "number", "slug", "title", "original_title", "updated_at", "pk", "published_at", "summary")
    rows = _union(querysets, _columns_of_update)[:MOST]
    return [Update(**{name: row[f"entry_{name}"] for name in names}) for row in rows]


def _columns(model):
    return {**reference_columns(model), "entry_updated_at": _seen_at(model)}


def _columns_of_update(model):
    summary = Value("")
    for field in reversed(_SUMMARIES[model]):
        summary = Coalesce(NullIf(F(field), Value("")), summary, output_field=TextField())
    return {
        **_columns(model),
        "entry_pk": F("pk"),
        "entry_published_at": F("publish_at"),
        "entry_summary": summary,
    }


def _seen_at(model):
    """The later of the last change and the times at which the entry, and what it stands in, came due.

    A reader who asked before the entry was due has to meet it as new.
    """
    paths = [f"{gate}__publish_at" if gate else "publish_at" for gate in model.objects.all().gates]
    # On SQLite the greatest of anything and NULL is NULL.
    due = [Coalesce(F(path), F("updated_at"), output_field=DateTimeField()) for path in paths]
    return Greatest(F("updated_at"), *due, output_field=DateTimeField())

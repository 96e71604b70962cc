"""What was published or changed last: in the whole archive, and around one congress, person or topic."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime

from django.db.models import CharField, Count, DateTimeField, Exists, F, IntegerField, OuterRef, Q, TextField, Value
from django.db.models.functions import Coalesce, Greatest, NullIf
from django.utils import timezone
from django.utils.functional import cached_property

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
from archive.prepared import Prepared
from archive.selectors.references import Reference, reference_columns

#: As many as a feed holds.
MOST = 50
#: Before any time that an entry has.
_EVER = datetime(1900, 1, 1, tzinfo=UTC)
#: Of a topic with more debates, the last are looked for among the last of all.
BROAD = 1000

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


_UPDATE_COLUMNS = [f"entry_{field.name}" for field in fields(Update)]


class PublicChanges:
    """Every public entry as a row of `reference_columns` and when it was last changed as readers see it, in slices.

    Or those of some kinds.
    """

    def __init__(self, *kinds):
        self._models = [model for model in ENTRIES if not kinds or model._meta.model_name in kinds]

    @cached_property
    def _counts(self):
        """How many there are of each kind; one query."""
        arms = [
            model.objects.public().order_by().values_list(_name(model)).annotate(rows=Count("pk"))
            for model in self._models
        ]
        return dict(arms[0].union(*arms[1:]))

    def count(self):
        return sum(self._counts.values())

    def __getitem__(self, part):
        """The rows from one place to before another; one query."""
        first, beyond, arms = part.start, part.stop, []
        for model in self._models:
            if beyond > 0:
                keys = model.objects.public().order_by("pk").values("pk")[max(first, 0) : beyond]
                arms.append(model.objects.filter(pk__in=keys))
            count = self._counts.get(model._meta.model_name, 0)
            first, beyond = first - count, beyond - count
        return _union(arms, _columns, ["entry_number", "entry_slug"], all=True)


def updates_of_archive():
    return _made(_OF_ALL.filled(now=timezone.now()).rows())


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
    debates = Debate.topics.through.objects.filter(topic=topic)
    read = _OF_BROAD_TOPIC if debates[: BROAD + 1].count() > BROAD else _OF_TOPIC
    return _made(read.filled(now=timezone.now(), topic=topic.pk).rows())


def latest_changes():
    """When an entry of each kind was last changed as readers see it, by the kind's name: one query."""
    latest = {}
    for kind, time in _OF_EACH.filled(now=timezone.now()).rows():
        latest[kind] = max(time, latest.get(kind, time))
    return latest


def _itself(entry):
    return type(entry).objects.public().filter(pk=entry.pk)


def _union(querysets, columns, order, **kwargs):
    arms = [queryset.order_by().values(**columns(queryset.model)) for queryset in querysets]
    return arms[0].union(*arms[1:], **kwargs).order_by("-entry_updated_at", "entry_kind", *order)


def _latest(querysets, **kwargs):
    """The rows of the latest `Update`s among the rows of the querysets; one query."""
    return _union(querysets, _columns_of_update, ["-entry_pk"], **kwargs).values_list(*_UPDATE_COLUMNS)[:MOST]


def _updates(querysets):
    return _made(_latest(map(_last_seen, querysets), all=True))


def _made(rows):
    return [Update(*row) for row in rows]


def _last_seen(queryset):
    """Engines carry all columns of all that they sort, so first only which they are."""
    last = queryset.order_by(_seen_at(queryset.model).desc(), "-pk").values("pk")[:MOST]
    return queryset.model.objects.filter(pk__in=last)


def _latest_of_all(now):
    """The same of the whole archive, of which only the last by each of the times is put in order.

    An entry is seen at one of its times, and what comes before it by that time comes before it in the whole: so if
    fewer than `MOST` do, it is among the last `MOST` by that time. What is among them twice is told once.
    """
    return _latest(_last_by_each_time(model.objects.public(now) for model in ENTRIES))


def _latest_on_topic(now, topic):
    return _latest(map(_last_seen, _on(topic, now)), all=True)


def _latest_on_broad_topic(now, topic):
    """The same as of the whole archive: among the last changed, some are on it soon; all on it are many to sort."""
    return _latest(_last_by_each_time(_on(topic, now)))


def _on(topic, now):
    yield Topic.objects.public(now).filter(pk=topic)
    for model in (Debate, Resolution):
        yield model.objects.public(now).filter(topics=topic)


def _last_by_each_time(querysets):
    return [_last_by(path, rows, MOST) for rows in querysets for path in _times(rows.model)]


def _latest_of_each(now):
    arms = [
        _last_by(path, model.objects.public(now), 1).order_by().values_list(_name(model), path)
        for model in ENTRIES
        for path in _times(model)
    ]
    return arms[0].union(*arms[1:])


def _last_by(path, queryset, most):
    """As many rows of a queryset as `most` that have the latest times at the end of a path, found by its index."""
    # Whether it is one of them is asked of each in turn: joined, SQLite would begin with congresses and sort it all.
    model, is_one = queryset.model, Exists(queryset.filter(pk=OuterRef("pk")))
    # Some engines put what has no time before all others, and some look in no index for what has any.
    timed = model.objects.filter(is_one, **{f"{path}__gte": _EVER})
    return model.objects.filter(pk__in=timed.order_by(f"-{path}", "-pk").values("pk")[:most])


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
    changed, *due = _times(model)
    # On SQLite the greatest of anything and NULL is NULL.
    known = [Coalesce(F(path), F(changed), output_field=DateTimeField()) for path in due]
    return Greatest(F(changed), *known, output_field=DateTimeField())


def _name(model):
    return Value(model._meta.model_name, CharField())


def _times(model):
    return ["updated_at", *(f"{gate}__publish_at" if gate else "publish_at" for gate in model.objects.all().gates)]


_OF_ALL = Prepared(_latest_of_all, now=DateTimeField())
_OF_TOPIC = Prepared(_latest_on_topic, now=DateTimeField(), topic=IntegerField())
_OF_BROAD_TOPIC = Prepared(_latest_on_broad_topic, now=DateTimeField(), topic=IntegerField())
_OF_EACH = Prepared(_latest_of_each, now=DateTimeField())

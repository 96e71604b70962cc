"""What waits for a reviewer: entries and private changes in review, in the order in which they were handed in."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from archive.choices import ChangeState, PublicationStatus
from archive.models import ENTRIES, Assignment, PendingChange

_CHANGE = PendingChange._meta.model_name


@dataclass(frozen=True)
class Waiting:
    """One line of the queue. `record` is the entry, or its private change; `entry` is None when that is deleted."""

    record: object
    entry: object
    kind: str
    since: datetime
    submitted_by: object
    assignment: Assignment


def waiting_entries(model):
    """Entries of one kind in review. One that no button handed in waits since it was made."""
    assignments = _assignments(ContentType.objects.get_for_model(model).pk, OuterRef("pk"))
    handed_in = Subquery(assignments.values("submitted_at")[:1])
    rows = model._base_manager.filter(status=PublicationStatus.IN_REVIEW)
    return rows.annotate(since=Coalesce(handed_in, "created_at")), assignments


def waiting_changes(models):
    """Private changes in review, of entries of these kinds."""
    kinds = ContentType.objects.get_for_models(*models).values()
    rows = PendingChange.objects.filter(state=ChangeState.IN_REVIEW, content_type__in=kinds)
    return rows.annotate(since=F("updated_at")), _assignments(OuterRef("content_type"), OuterRef("object_id"))


def keys(viewed, changed, **condition):
    """The keys of all that waits, the oldest first: entries of the kinds `viewed`, changes of the kinds `changed`.

    `condition` is about their assignment. One query over all kinds, to be paged; `lines` reads a page of it.
    """
    found = [(model._meta.model_name, *waiting_entries(model)) for model in viewed]
    if changed:
        found.append((_CHANGE, *waiting_changes(changed)))
    arms = []
    for name, rows, assignments in found:
        rows = rows.filter(Exists(assignments.filter(**condition))) if condition else rows
        arms.append(rows.order_by().values("pk", "since", waiting=Value(name, CharField())))
    return arms[0].union(*arms[1:], all=True).order_by("since", "waiting", "pk")


def lines(page):
    """The lines for a page of `keys`, in a number of queries that does not grow with it."""
    page = list(page)
    wanted = defaultdict(set)
    for row in page:
        wanted[row["waiting"]].add(row["pk"])
    records = {}
    for model in (*ENTRIES, PendingChange):
        name = model._meta.model_name
        if wanted[name]:
            records |= {(name, record.pk): record for record in _read(model, wanted[name])}
    found = [(row, records[row["waiting"], row["pk"]]) for row in page if (row["waiting"], row["pk"]) in records]
    places = [_place(record) for _row, record in found]
    stored = Assignment.objects.filter(
        content_type__in={kind for kind, _pk in places}, object_id__in={pk for _kind, pk in places}
    )
    assigned = {
        (assignment.content_type_id, assignment.object_id): assignment
        for assignment in stored.select_related("assignee", "submitted_by")
    }
    return [
        _line(record, row["since"], assigned.get(place) or Assignment())
        for (row, record), place in zip(found, places, strict=True)
    ]


def _line(record, since, assignment):
    if isinstance(record, PendingChange):
        kind = record.content_type.model_class()._meta.verbose_name
        return Waiting(record, record.entry, kind, since, record.updated_by, assignment)
    return Waiting(record, record, record._meta.verbose_name, since, assignment.submitted_by, assignment)


def _read(model, pks):
    rows = model._base_manager.filter(pk__in=pks)
    if model is PendingChange:
        return rows.defer("data").select_related("updated_by", "content_type").prefetch_related("entry")
    return rows.select_related("congress") if hasattr(model, "congress_id") else rows


def _place(record):
    if isinstance(record, PendingChange):
        return record.content_type_id, record.object_id
    return ContentType.objects.get_for_model(record).pk, record.pk


def _assignments(content_type, pk):
    return Assignment.objects.filter(content_type=content_type, object_id=pk).order_by()
